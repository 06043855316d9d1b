"""A class over SSH, as it is held: who comes in, what a trainer does, and what everybody is told in the end."""

import asyncio
import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import asyncssh
import pytest

from serialhhd.hosting.terminal import english as hosted
from serialhhd.store.engine.store import Store
from serialhhd.store.people.logins import FREE_TRIES
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.classroom import english as words
from serialhhd.training.classroom.pin import DIGITS, new_pin
from serialhhd.training.lessons.moments import Acknowledged
from tests.training.classroom.conftest import PIN, Hold

if TYPE_CHECKING:
    from tests.training.classroom.conftest import Held

SERIALS = (("SN01\r", "1/3"), ("SN02\r", "2/3"), ("SN03\r", "3/3"))
LABEL = "010952123454321321"
"""What stands before the serial on the label of a camera."""
POSTED = ((":done\r", "QUANTITY?"), ("\r", "LOCATION?"), ("GOODS-IN\r", "PRE-RECEIPT?"))


async def test_three_are_trained_each_on_a_store_of_their_own_and_one_meets_what_the_trainer_lets_go_wrong(
    hold: Hold, tmp_path: Path
) -> None:
    async with hold() as held:
        anna, ben, cleo = [await held.begins(name) for name in ("anna", "ben", "cleo")]
        await anna.enters(*SERIALS)
        await ben.enters(*SERIALS[:1])
        assert "unreadable" in {one.name for one in held.board.faults("ben")}
        assert await held.board.inject("unreadable", "ben") == 1
        ben.sends(f"{LABEL}SN02\r")  # the scanner stays silent
        await waits_for(held, "ben", "unreadable")
        await ben.enters(*SERIALS[1:2])
        await anna.enters(
            ("SN04\r", "4/3"), (":undo\r", "3/3"), ("..a\r", words.set_aside()), ("..c\r", "supervisor")
        )
        await anna.enters(*POSTED)
        rows = {row.name: row for row in held.board.trainees()}
        assert [(one.counter, one.caught, one.slipped) for one in rows.values()] == [
            ("", 1, 0),
            ("2/3", 1, 0),
            ("0/3", 0, 0),
        ]
        assert rows["cleo"].device == "vt220 26x16"
        scores = await held.board.end()
        await asyncio.gather(*(one.channel.wait_closed() for one in (anna, ben, cleo)))
        assert [(one.name, one.is_as_expected) for one in scores] == [
            ("anna", True),
            ("ben", False),
            ("cleo", False),
        ]
        assert scores[0].score > 0
        assert f"{scores[0].score} points" in " ".join(anna.screen.split())
        assert "0 points: not passed." in " ".join(cleo.screen.split())
        assert await held.board.end() == scores
        exported(held, tmp_path)
        with pytest.raises(asyncssh.PermissionDenied):
            await held.comes("dora")
    for number in range(1, 4):
        path = tmp_path / f"trainee-{number}.db"
        with Store.open(str(path)) as store:
            assert store.is_for_training


def exported(held: "Held", folder: Path) -> None:
    """Make sure that the files of scores say what the board says."""
    as_json, as_csv = folder / "scores.json", folder / "scores.csv"
    assert held.board.write(str(as_json)) == str(as_json)
    held.board.write(str(as_csv))
    objects = json.loads(as_json.read_text(encoding="utf-8"))
    assert [one["trainee"] for one in objects] == ["anna", "ben", "cleo"]
    assert objects[0]["mishaps"][0]["fault"] == "over_delivery"
    with as_csv.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["trainee"], row["score"]) for row in rows] == [
        (one["trainee"], str(one["score"])) for one in objects
    ]
    assert rows[0]["caught"] == "over_delivery"


async def waits_for(held: "Held", name: str, fault: str) -> None:
    """Wait until a mishap has come."""
    await comes_true(lambda: fault in held.row(name).waiting)


async def comes_true(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; the loop does what leads to it meanwhile."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - nobody tells of it
            await asyncio.sleep(0)


async def test_a_class_that_waits_takes_nothing_and_its_time_stands(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await anna.enters(*SERIALS[:1])
        held.board.pause()
        await anna.sees("WAIT", "is taken.")
        seconds = held.row("anna").seconds
        anna.sends("SN02\r")
        ben = await held.comes("ben")  # who comes late waits with the others
        await ben.sees("WAIT")
        assert held.board.say("Look at the board.", "ben") == 1
        await ben.sees("WAIT", "Look at the board.")
        assert held.row("anna").seconds == seconds
        held.board.go_on()
        await anna.sees("SERIAL?", "1/3")
        await anna.enters(*SERIALS[1:2])
        await ben.sees("MESSAGE", "Look at the board.")


async def test_a_sentence_is_read_by_one_or_by_all_and_the_next_scan_is_taken(hold: Hold) -> None:
    async with hold() as held:
        anna, ben = await held.begins("anna"), await held.begins("ben")
        assert held.board.say("Look at the counter.", "anna") == 1
        await anna.sees("Look at the counter.")
        assert held.board.say("Five minutes left.") == 2
        await ben.sees("Five minutes left.")
        assert "counter" not in ben.screen
        await anna.enters(*SERIALS[:1])


async def test_what_is_to_be_done_is_told_first_and_once(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.comes("anna")
        await anna.sees("Receive what was")
        await anna.enters(("PR-1\r", "PRODUCT?"))
        await anna.goes()
        again = await held.comes("anna")
        await again.sees("PRODUCT?")
        assert "Receive what was" not in again.screen


async def test_a_handheld_is_looked_at_as_it_is_drawn(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        mirrored = held.board.mirrored("anna")
        assert mirrored
        assert mirrored.size == (26, 16)
        changed = asyncio.Event()
        mirrored.watch(changed.set)
        await anna.enters(*SERIALS[:1])
        assert changed.is_set()
        assert [row.text.rstrip(" ") for row in mirrored.rows] == anna.screen.split("\n")
        mirrored.watch(None)
        assert held.board.mirrored("nobody") is None


async def test_whoever_is_dropped_goes_on_with_the_same_lesson_and_two_of_a_name_are_not_let_in(
    hold: Hold,
) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await anna.enters(*SERIALS[:2])
        other = await held.comes("ANNA")
        await other.is_told(hosted.name_taken())
        await anna.goes()
        await comes_true(lambda: not held.row("anna").device)
        again = await held.comes("Anna")
        await again.sees("SERIAL?", "2/3")
        await again.enters((":quit\r", hosted.goodbye()))
        third = await held.comes("anna")
        await third.sees("SERIAL?", "2/3")
        assert len(held.board.trainees()) == 1


async def test_whoever_guesses_waits_by_whatever_name_and_a_right_pin_is_no_use_then(hold: Hold) -> None:
    async with hold() as held:
        for number in range(FREE_TRIES):
            with pytest.raises(asyncssh.PermissionDenied):
                await held.comes(f"guesser-{number}", "000000")
        with pytest.raises(asyncssh.PermissionDenied):
            await held.comes("anna")
        assert held.board.trainees() == ()


async def test_a_class_speaks_the_language_of_its_devices(hold: Hold) -> None:
    async with hold(language=Language.GERMAN) as held:
        anna = await held.comes("anna")
        await anna.enters(("PR-1\r", "ARTIKEL?"))
        held.board.pause()
        await anna.sees("steht still")
        await held.board.end()
        await anna.channel.wait_closed()
        assert "0 Punkte: nicht bestanden." in " ".join(anna.screen.split())


async def test_what_a_scanner_does_not_end_stands_on_the_line_and_the_next_scan_joins_it(hold: Hold) -> None:
    async with hold("first-receipt") as held:
        anna = await held.begins("anna")
        await held.board.inject("no_suffix", "anna")
        anna.sends(f"{LABEL}SN01\r")
        await anna.sees(f">{LABEL}SN01", "0/3")
        await anna.enters(("\r", "1/3"))


@pytest.mark.parametrize("fault", ["dropped_link", "dead_battery"])
async def test_a_link_that_goes_wrong_is_really_gone_and_who_signs_on_again_has_caught_it(
    hold: Hold, fault: str
) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await anna.enters(*SERIALS[:2])
        assert await held.board.inject(fault, "anna") == 1
        await anna.connection.wait_closed()
        assert held.row("anna").waiting == (fault,)
        again = await held.comes("anna", term="xterm")
        await again.sees("SERIAL?", "2/3")
        assert (held.row("anna").caught, held.row("anna").device) == (1, "xterm 26x16")
        await again.enters(*SERIALS[2:])


async def test_a_slow_link_is_slow_until_the_supervisor_is_called(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await held.board.inject("slow_link", "anna")
        before = anna.screen
        anna.sends("SN01\r")
        await comes_true(lambda: held.row("anna").counter == "1/3")
        assert anna.screen == before
        anna.sends("..c\r")
        await anna.sees("1/3", words.supervisor_called())
        await anna.enters(*SERIALS[1:])


async def test_a_slow_link_is_slow_for_whoever_comes_back_over_it(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.begins("anna")
        await held.board.inject("slow_link", "anna")
        anna.drops()
        await comes_true(lambda: not held.row("anna").device)
        again = await held.comes("anna")
        await comes_true(lambda: bool(held.row("anna").device))
        before = again.screen
        again.sends("SN01\r")
        await comes_true(lambda: held.row("anna").counter == "1/3")
        assert again.screen == before


async def test_an_alarm_is_acknowledged_where_it_is_read(hold: Hold) -> None:
    async with hold() as held:
        anna = await held.comes("anna")
        await anna.enters(("PR-9\r", "ERROR"), ("\x1bOQ", "PRE-RECEIPT?"))
        trainee = held.classroom.trainee("anna")
        assert trainee
        assert isinstance(trainee.lesson.moments[-1], Acknowledged)


async def test_a_fault_that_lies_in_the_goods_cannot_be_brought_about(hold: Hold) -> None:
    async with hold() as held:
        await held.begins("anna")
        assert "over_delivery" not in {one.name for one in held.board.faults()}
        assert await held.board.inject("over_delivery") == 0


async def test_a_name_is_a_name(hold: Hold) -> None:
    async with hold() as held:
        for name in ("   ", "x" * 65):
            with pytest.raises(asyncssh.PermissionDenied):
                await held.comes(name)


def test_a_pin_is_made_anew_each_time() -> None:
    made = {new_pin() for _ in range(50)}
    assert len(made) > 1
    assert all(len(pin) == DIGITS and pin.isdecimal() and pin[0] != "0" for pin in made)
    assert PIN.isdecimal()


async def test_where_there_is_no_room_for_another_store_the_next_who_comes_is_told(
    hold: Hold, tmp_path: Path
) -> None:
    async with hold() as held:
        (tmp_path / "start.db").rename(tmp_path / "away.db")
        with pytest.raises(StoreUnavailable):
            held.classroom.admit("anna", ())
        (tmp_path / "away.db").rename(tmp_path / "start.db")
        assert held.classroom.admit("anna", ()).name == "anna"


async def test_what_goes_wrong_from_the_start_is_seen_by_the_trainer(hold: Hold) -> None:
    async with hold("everything-goes-wrong") as held:
        held.classroom.admit("anna", ())
        assert held.row("anna").waiting == ("not_announced",)
