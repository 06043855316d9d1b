"""docs/operators.md says what the handheld asks, which keys it has, and what its tones mean."""

import re
from collections.abc import Sequence

import pytest

from serialhhd.flows.config.devices.function_keys import FUNCTION_KEYS
from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import warehouse as sample
from serialhhd.screens.hhd.panels import english as words
from serialhhd.store.engine.store import Store
from tests.docs.pages import BY_NAME

PAGE = BY_NAME["docs/operators.md"].read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
RECEIVING = ("PR-1007", "CAM-200", "SN0007", "SN0008", "SN0009", ":done", "")
PICKING = ("PL-501", "A-01-01", "CAM-200", "SN0002", "SN0003")


def questions(section: str) -> list[str]:
    """Return the questions that a section goes through."""
    return re.findall(r"^\d\. \*\*(.+?)\*\*", SECTIONS[section], re.MULTILINE)


def asked(store: Store, flow: str, scans: Sequence[str]) -> list[str]:
    """Return what a handheld asks, each question once."""
    session = Session(store, FlowsFile(PACKAGED), "anna", flow)
    prompts = [session.view().prompt, *(session.submit(Scan(scan)).prompt for scan in scans)]
    return list(dict.fromkeys(prompts))


@pytest.fixture
def warehouse(sqlite_store: Store) -> Store:
    """The sample warehouse."""
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    return sqlite_store


def test_goods_in_asks_what_the_page_says(warehouse: Store) -> None:
    assert asked(warehouse, "goods_in", RECEIVING) == questions("Goods in")


def test_goods_out_asks_what_the_page_says(warehouse: Store) -> None:
    prompts = asked(warehouse, "goods_out", PICKING)
    assert [re.sub(r"^GO TO .+", "GO TO", prompt) for prompt in prompts] == questions("Goods out")


def test_sign_on_asks_what_the_page_says(warehouse: Store) -> None:
    prompt = Session(warehouse, FlowsFile(PACKAGED)).view().prompt
    assert f"**{prompt}**" in SECTIONS["Start"]


def test_every_word_is_told_with_its_key() -> None:
    told = re.findall(r"^\| `?(F\d+|-)`? \| `(:\w+)` \|", SECTIONS["Keys"], re.MULTILINE)
    assert sorted(told) == sorted((FUNCTION_KEYS.get(word, "-"), word) for word in ACTIONS)


def test_the_prefix_is_the_one_of_a_device() -> None:
    assert f"| `{DeviceProfile().action_prefix}` Enter |" in SECTIONS["Keys"]


@pytest.mark.parametrize(
    ("word", "beeps"),
    [
        (words.accepted(), DeviceProfile().tones["success"]),
        (words.warning(), DeviceProfile().tones["warning"]),
        (words.error(), DeviceProfile().tones["error"]),
    ],
)
def test_each_answer_is_told_with_its_tones(word: str, beeps: int) -> None:
    said = ("nothing from the handheld", "one tone", "two tones")[beeps]
    assert re.search(rf"^\| `{word}`[^|]* \| {said} \|", SECTIONS["What you see and hear"], re.MULTILINE)
