"""On a training store every screen of the handheld says TRAINING first, at every size and in every language, and loses nothing (R68)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import TRAINING, Language, StorePurpose
from tests.screens.conftest import AT, terminals_on

if TYPE_CHECKING:
    from tests.screens.conftest import Golden, Terminal

SIZES = ((16, 5), (16, 9), (20, 8), (20, 16), (26, 16), (40, 8), (80, 24), (120, 40))
DRAWN = ((16, 5), (20, 8), (20, 16))
"""Those where room is scarce are kept as text; they were looked at as pictures too."""
SERIALS = ("PR-1007\r", "CAM-200\r", "SN0009\r")
STORIES: dict[str, tuple[str, ...]] = {
    "documents": (),
    "serials": SERIALS,
    "error": (*SERIALS, "SN0001\r"),
    "actions": (*SERIALS, ".\r"),
    "cancel": (*SERIALS, ":cancel\r"),
    "help": (*SERIALS, "\x1bOP"),
    "quantity": (*SERIALS, ":done\r"),
}


@pytest.fixture(scope="module")
def training(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file of a training store with the goods of the sample warehouse."""
    path = str(tmp_path_factory.mktemp("training") / "training.db")
    with Store.open(path, create=True, is_kept=False, purpose=StorePurpose.TRAINING) as store:
        store.write(lambda conn: sample.fill(conn, datetime(2026, 3, 2, 9, tzinfo=UTC)))
    return path


@pytest.fixture
def store(training: str, tmp_path: Path) -> Iterator[Store]:
    copy = tmp_path / "training.db"
    copy.write_bytes(Path(training).read_bytes())
    with Store.open(str(copy), clock=lambda: AT, is_kept=False) as opened:
        yield opened


def reversed_in_first_row(terminal: "Terminal") -> str:
    rows = terminal.app.screen._compositor.render_strips()
    strip = next(row for row in rows if row.text.strip())
    return "".join(part.text for part in strip if part.style and part.style.reverse)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES)
async def test_r68_every_screen_of_a_training_store_says_so_first(
    store: Store, golden: "Golden", story: str, size: tuple[int, int]
) -> None:
    async with terminals_on(store, "goods_in")(size=size) as terminal:
        screen = await terminal.sends(*STORIES[story])
        assert reversed_in_first_row(terminal).strip().startswith(TRAINING)
    if size in DRAWN:
        golden(f"training-{story}-{size[0]}x{size[1]}", screen)


@pytest.mark.parametrize("language", Language)
async def test_r68_in_every_language_and_before_anybody_has_signed_on(
    store: Store, language: Language
) -> None:
    open_terminal = terminals_on(store, "goods_in")
    async with open_terminal(size=(16, 5), operator=None, flow=None, language=language) as terminal:
        assert reversed_in_first_row(terminal).startswith(TRAINING)
        for entered in ("anna\r", "1\r", "nothing-like-it\r"):
            await terminal.sends(entered)
            assert reversed_in_first_row(terminal).strip().startswith(TRAINING)
