"""A lesson on a screen: scanned, set aside, called, hinted, ended; and what is drawn of it."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from serialhhd.screens.hhd.virtual_scanner import BAD, GOOD
from serialhhd.store.engine.database import engine_on, writing
from serialhhd.store.schema.check import check
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.hands import symbols
from serialhhd.training.lessons.moments import Acknowledged, Called, Hinted, SetAside
from serialhhd.training.recordings.cast import read
from serialhhd.training.recordings.verifying import first_difference
from serialhhd.training.scenarios import shipped
from tests.screens.conftest import Golden
from tests.screens.training.trainee.conftest import ALT, Play, Player

if TYPE_CHECKING:
    from serialhhd.training.lessons.moments import Moment

THREE = ("Paper PR-1", "Box CAM-1", "Serial SN01", "Serial SN02", "Serial SN03")


def moments(player: Player, kind: "type[Moment]") -> "list[Moment]":
    return [one for one in player.lesson.moments if isinstance(one, kind)]


async def test_a_whole_lesson_by_keys(play: Play) -> None:
    async with play() as player:
        seen = await player.presses(ALT + "1", ALT + "2", ALT + "4", ALT + "4", ALT + "4", "\r")
        assert "QUANTITY?" in seen
        assert "which one?" in await player.presses(ALT + "a")
        assert "Set aside: Serial SN04." in await player.presses(ALT + "4")
        assert "has been told" in await player.presses(ALT + "c")
        seen = await player.presses("\r", ALT + "3")
        assert player.shows_result
        assert "PASSED 100 of 100" in seen
        assert "Look at the counter" in seen
        player.came(b"\r")
        assert player.app._exit


async def test_where_the_store_cannot_be_used_the_end_waits_and_that_is_said(play: Play) -> None:
    async with play() as player:
        await player.scans("Paper PR-1")
        player.lesson.inject("line_taken")  # the colleague must give it back before the end
        with engine_on(player.lesson.store.place).connect() as other, writing(other).begin():
            seen = await player.presses("..e\r")
            assert "Not taken. The store" in seen
            assert not player.shows_result
        await player.presses("..e\r")
        assert player.shows_result


async def test_what_is_typed_does_the_same(play: Play) -> None:
    async with play() as player:
        await player.scans(*THREE)
        await player.presses("..a\r", "..4\r", "..c\r", "..A9\r")
        (aside,) = moments(player, SetAside)
        assert isinstance(aside, SetAside)
        assert aside.what == "Serial SN04"
        assert "No label here is 9" in player.screen
        assert len(moments(player, Called)) == 1


async def test_what_is_to_be_set_aside_may_be_scanned_and_then_is_not_entered(play: Play) -> None:
    async with play() as player:
        await player.scans(*THREE)
        await player.presses("..a\r")
        label = player.page.shown.labels[3]
        await player.presses(f"]d2{label.text}\r")
        assert "Set aside: Serial SN04." in player.screen
        assert "3/3" in player.screen
        assert not player.page.shown.error


async def test_nothing_need_be_set_aside(play: Play) -> None:
    async with play() as player:
        assert "Nothing was set aside" in await player.presses(ALT + "a", ALT + "a")
        assert "PR-1: 1 to do" in await player.scans("Paper PR-1")


async def test_the_supervisor_is_called_while_an_error_waits(play: Play) -> None:
    async with play() as player:
        await player.presses("nothing\r")
        assert player.page.shown.error is not None
        await player.presses("..c\r", ALT + "c", "\x1bOQ")
        assert len(moments(player, Called)) == 2
        assert len(moments(player, Acknowledged)) == 1
        assert "PRE-RECEIPT?" in player.screen


async def test_a_hint_is_counted_and_there_are_no_more_than_there_are(play: Play) -> None:
    async with play() as player:
        assert "Hint: Look at the counter." in await player.presses(ALT + "h")
        assert "no more hints" in await player.presses("..h\r", "..h\r")
        assert len(moments(player, Hinted)) == 2
        assert player.trainee.result().hints == 2


async def test_an_exam_tells_nothing(play: Play) -> None:
    async with play(is_exam=True) as player:
        await player.scans("Paper PR-1", "Box CAM-1")
        assert GOOD not in player.screen
        assert BAD not in player.screen
        assert "no hints in an exam" in await player.presses(ALT + "h")
        assert not moments(player, Hinted)
        await player.presses("..e\r")
        assert "Look at the counter" in player.screen  # all hints, at the end


@pytest.mark.parametrize("size", [(52, 20), (80, 24)])
async def test_an_exam_offers_no_hint(play: Play, size: tuple[int, int]) -> None:
    async with play(size=size, device=(16, 8)) as player:
        assert " H  Hint" in player.screen
    async with play(size=size, device=(16, 8), is_exam=True) as player:
        assert "Hint" not in player.screen
        assert all(f" {key} " in player.screen for key in ("A  Set aside", "C  Supervisor", "E  End"))


async def test_the_lesson_goes_on_until_it_is_as_it_should_be_or_somebody_ends_it(play: Play) -> None:
    async with play() as player:
        await player.scans("Paper PR-1", "Box CAM-1", "Serial SN01")
        await player.presses(":done\r", "\r", ":yes\r", "GOODS-IN\r")
        assert not player.shows_result
        assert "E again: yes" in await player.presses(ALT + "e", ALT + "c", ALT + "e")
        assert not player.shows_result  # the second one did not follow the first
        seen = await player.presses(ALT + "e")
        assert "NOT PASSED 0" in seen
        assert "CAM-1 at GOODS-IN: 1 units, not 3" in seen


async def test_what_is_in_hand_is_read_and_another_is_taken(play: Play) -> None:
    async with play() as player:
        await player.presses("..\r")
        assert "PRODUCT?" in player.screen
        before = player.page._beside.in_hand
        await player.presses("\x1b[C")
        assert player.page._beside.in_hand != before
        await player.presses("\x1bOD")
        assert player.page._beside.in_hand == before


async def test_a_click_reads_and_does(play: Play) -> None:
    async with play() as player:
        rows = player.screen.splitlines()
        paper = next(number for number, row in enumerate(rows) if "Paper PR-1" in row)
        await player.presses(f"\x1b[<0;30;{paper + 1}M")
        assert "PRODUCT?" in player.screen
        doings = next(number for number, row in enumerate(rows) if "Set aside" in row)
        column = rows[doings].index("Supervisor")
        assert "has been told" in await player.presses(f"\x1b[<0;{column + 1};{doings + 1}M")


async def test_a_link_that_is_lost_is_told_and_another_handheld_goes_on(play: Play) -> None:
    async with play() as player:
        await player.scans("Paper PR-1", "Box CAM-1", "Serial SN01")
        player.lesson.around.cut()
        await player.page._look()
        await player.settles()
        assert "LINK LOST" in player.screen
        await player.presses(ALT + "e")
        assert "another handheld" in player.screen
        assert "1/3" in player.screen


async def test_what_is_scanned_ahead_over_a_slow_link_is_answered_one_after_the_other(play: Play) -> None:
    async with play() as player:
        await player.scans("Paper PR-1", "Box CAM-1")
        player.lesson.around.slow(0.05)
        player.came(b"SN01\rSN02\r")
        await player.settles()
        assert "2/3" in player.screen
        assert "another handheld" not in player.screen


async def test_without_the_extra_everything_else_works(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("serialhhd.training.labels.formats.find_spec", lambda _: None)
    symbols.modules.cache_clear()
    async with play() as player:
        assert "extra labels needed" in player.screen
        assert "▀" not in player.screen
        assert "PRODUCT?" in await player.scans("Paper PR-1")


# --- what is drawn ------------------------------------------------------------------------------------------------

SIZES = {"80x24": ((80, 24), (20, 16)), "120x40": ((120, 40), (26, 16)), "52x20": ((52, 20), (16, 8))}


@pytest.mark.parametrize("name", SIZES)
async def test_screens(play: Play, golden: Golden, name: str) -> None:
    size, device = SIZES[name]
    async with play(size=size, device=device) as player:
        await player.scans(*THREE[:4])
        golden(f"lesson-{name}", await player.presses(ALT + "h"))
        await player.scans("Serial SN03")
        golden(f"aside-{name}", await player.presses(ALT + "a"))
        await player.presses(ALT + "4", "..2\r")
        golden(f"error-{name}", player.screen)
        await player.presses("\x1bOQ", ":done\r", "\r", "GOODS-IN\r")
        golden(f"result-{name}", player.screen)


@pytest.mark.parametrize("language", [Language.GERMAN, Language.SPANISH])
async def test_all_fits_beside_the_smallest_device_in_every_language(
    play: Play, golden: Golden, language: Language
) -> None:
    async with play(size=(52, 20), device=(16, 8), language=language) as player:
        golden(f"lesson-52x20-{language}", player.screen)


# --- whatever is pressed ------------------------------------------------------------------------------------------


class QuickLink:
    """The link of a client, so that nobody waits for a slow one."""

    def slow(self, seconds: float) -> None:
        pass

    def cut(self) -> None:
        pass


@pytest.fixture
def own_store(tmp_path: Path, sample_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The store at which this user works, when nobody trains."""
    folder = tmp_path / "own"
    folder.mkdir()
    path = folder / "store.db"
    shutil.copy(sample_template, path)
    monkeypatch.setenv("SERIALHHD_STORE", str(path))
    return path


def files_of(store: Path) -> dict[str, bytes]:
    """Return a store's file and what lies beside it, byte by byte."""
    return {one.name: one.read_bytes() for one in store.parent.glob(f"{store.name}*")}


KEYS = (
    *(f"{ALT}{key}" for key in "1234679acheé"),
    *("..a\r", "..a4\r", "..c\r", "..h\r", "..\r", "..3\r", "..99\r", "..x\r", ".\r", ".1\r"),
    *("\r", "\t", "\x1bOQ", "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[6~", "\x03", "\x15", "\x08"),
    *(
        "PR-1\r",
        "SN01\r",
        "]d2SN02\r",
        ":done\r",
        ":undo\r",
        ":cancel\r",
        "GOODS-IN\r",
        "\x1b[<0;30;7M",
        "é\x00",
    ),
)


@given(keys=st.lists(st.sampled_from(KEYS), max_size=25), scenario=st.sampled_from(shipped.names()))
@example(keys=["PR-1\r", "..c\r", "..a4\r", "..h\r", "SN01\r", "..2\r"], scenario="one-too-many")
@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
async def test_any_keys_in_any_order_never_raise_touch_no_other_store_and_the_recording_holds(
    play: Play, own_store: Path, keys: list[str], scenario: str
) -> None:
    before, file = files_of(own_store), own_store.with_name("any.cast")
    async with play(scenario, record=file) as player:
        player.lesson.around.connect(QuickLink())
        for key in keys:
            player.came(key.encode())
            if player.page._has_left:
                break
            await player.settles()
        player.lesson.end()
        with player.lesson.store.read() as conn:
            assert not check(conn)
    assert first_difference(read(file)) is None
    assert files_of(own_store) == before
