"""docs/training.md has every fault and every key, and its example is right."""

import re
from pathlib import Path

from serialhhd.flows.descriptions.page import PART, page
from serialhhd.training.page import PARTS
from serialhhd.training.scenarios import shipped
from tests.docs.pages import BY_NAME, ROOT

PAGE = BY_NAME["docs/training.md"].read_text(encoding="utf-8")
DRAWN = Path("tests/screens/training/trainee/golden/lesson-80x24.txt")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_what_the_program_writes_of_the_page_is_as_it_is_now() -> None:
    assert page(PAGE, PARTS) == PAGE, "make docs"
    assert sorted(found[2] for found in PART.finditer(PAGE)) == sorted(PARTS)


def test_its_example_is_shipped() -> None:
    assert [shipped.find("one-too-many").read_text(encoding="utf-8")] == EXAMPLES


def test_the_screen_of_the_first_lesson_is_as_it_is_drawn() -> None:
    assert f"```\n{(ROOT / DRAWN).read_text(encoding='utf-8')}```\n" in PAGE
