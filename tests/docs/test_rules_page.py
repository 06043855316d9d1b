"""docs/rules.md: every rule that is cited is there, every rule there is cited, and what is said to prove it does exist."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.docs.pages import BY_NAME, ROOT

PAGE = BY_NAME["docs/rules.md"].read_text(encoding="utf-8")
RULES = dict(re.findall(r"^### (R\d+) (.*?)(?=^##|\Z)", PAGE, re.MULTILINE | re.DOTALL))
AT_WORK, IN_THE_STORE = "At work", "In the store"
LISTED = re.compile(rf"^- ({AT_WORK}|{IN_THE_STORE}): (.*(?:\n  .*)*)", re.MULTILINE)
PLACE = re.compile(r'`(tests/[\w/]+\.(?:py|txt))(?:::(\w+))?`(?:: "([^"]+)")?')

CITED = re.compile(r"\bR(\d+)\b(?!-\d)")
"""`R10-00031` is a serial of the sample warehouse."""
FOLDERS = ("serialhhd", "tests", "bench", "docs", "deploy")
ENDINGS = frozenset({".py", ".md", ".txt", ".toml", ".json", ".sql", ".tcss"})


def places(body: str, kind: str) -> list[tuple[str, str, str]]:
    """Return file, test and title of each proof of a kind; a file of conversations may be named whole."""
    return [place for of, listed in LISTED.findall(body) if of == kind for place in PLACE.findall(listed)]


def citing(folder: str) -> list[Path]:
    return [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in ENDINGS and path.is_file()]


@cache
def cited(folder: str) -> frozenset[str]:
    """Return the rules that the files of a folder cite."""
    return frozenset(
        f"R{number}"
        for path in citing(folder)
        if path != BY_NAME["docs/rules.md"]
        for number in CITED.findall(
            path.read_text(encoding="utf-8", errors="replace")
        )  # some mistakes are no UTF-8
    )


def test_a_number_is_of_one_rule() -> None:
    numbers = Counter(re.findall(r"^### (R\d+) ", PAGE, re.MULTILINE))
    assert [number for number, times in numbers.items() if times > 1] == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_that_is_cited_is_on_the_page(folder: str) -> None:
    assert sorted(cited(folder) - {*RULES}) == []


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_rule_that_a_page_cites_is_on_the_page(page: str) -> None:
    numbers = CITED.findall(BY_NAME[page].read_text(encoding="utf-8"))
    assert sorted({f"R{number}" for number in numbers} - {*RULES}) == []


def test_every_rule_is_cited_in_the_store() -> None:
    assert sorted({*RULES} - cited("serialhhd/store")) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_proven_at_work_and_in_the_store(rule: str) -> None:
    for kind in (AT_WORK, IN_THE_STORE):
        found = places(RULES[rule], kind)
        assert found, kind
        for file, test, title in found:
            assert (ROOT / file).is_file(), file
            if test:
                assert test in names_in(file), f"{file}::{test}"
            elif title:
                assert f"# {title}\n" in (ROOT / file).read_text(encoding="utf-8"), title


@cache
def names_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_the_conversations_of_a_rule_prove_it() -> None:
    of_rules = {path.stem for path in (ROOT / "tests" / "scenarios").glob("R*.txt")}
    assert {rule for rule in of_rules if f"`tests/scenarios/{rule}.txt`" not in RULES[rule]} == set()
