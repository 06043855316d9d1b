"""A lesson as it is played: what is entered goes to the session, and whatever happens is a moment."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from sqlalchemy import select

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine import throw_away
from serialhhd.store.schema import tables as t
from serialhhd.store.words.vocabulary import StorePurpose
from serialhhd.training.lessons.clock import FIRST_DAY, Clock
from serialhhd.training.lessons.lesson import OPERATOR, Lesson
from serialhhd.training.lessons.mishap import injectable
from serialhhd.training.lessons.moments import (
    Acknowledged,
    Aimed,
    Called,
    Came,
    Ended,
    Hinted,
    Injected,
    Moment,
    Scanned,
    SetAside,
    SignedOn,
    Undone,
)
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.scenarios.start import fill

if TYPE_CHECKING:
    from serialhhd.flows.seam.handheld import Handheld

CAMERA: Final = "9521234543213"


class Elapsed:
    """A clock that somebody sets."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@contextmanager
def playing(name: str, elapsed: Elapsed | None = None, flows: Path = PACKAGED) -> Iterator[Lesson]:
    one, clock = checked(shipped.find(name)), Clock(passing=elapsed or Elapsed())
    purpose = StorePurpose.TRAINING
    with throw_away.store("training", clock=clock, busy_seconds=0.05, purpose=purpose) as store:
        fill(store, one.scenario, Path())

        def signed_on() -> Session:
            return Session(store, FlowsFile(flows), OPERATOR, one.scenario.flow)

        yield Lesson(store, one.scenario, signed_on, clock)


def kinds(lesson: Lesson) -> list[type[Moment]]:
    return [type(one) for one in lesson.moments]


async def test_a_scan_is_kept_at_the_time_at_which_the_store_was_told_of_it_whoever_looks_meanwhile() -> None:
    elapsed = Elapsed()
    with playing("one-too-many", elapsed) as lesson:
        lesson.view()
        for text in ("PR-1", CAMERA, "SN01"):
            elapsed.seconds += 10.0
            scanned_at = elapsed.seconds
            scanning = asyncio.create_task(lesson.submit_async(Scan(text)))
            while not scanning.done():
                await asyncio.sleep(0)
                elapsed.seconds += 1.0
                lesson.look()  # as a screen does each second
            assert elapsed.seconds > scanned_at
            assert lesson.moments[-1].at == scanned_at
        with lesson.store.read() as conn:
            captured_at = conn.scalar(select(t.serial.c.captured_at).where(t.serial.c.serial == "SN01"))
        assert captured_at == FIRST_DAY + timedelta(seconds=scanned_at)


def test_a_lesson_is_a_handheld_that_keeps_what_happens() -> None:
    elapsed = Elapsed()
    with playing("one-too-many", elapsed) as lesson:
        handheld: Handheld = lesson
        assert handheld.view().step == "scan_pre_receipt"
        for text in ("PR-1", CAMERA, "SN01", "SN02"):
            lesson.submit(Scan(text))
        assert [one.serial for one in lesson.lying()] == ["SN03"]
        lesson.submit(Scan("SN03"))
        assert [one.serial for one in lesson.lying()] == ["SN04"]
        elapsed.seconds = 7.0
        lesson.submit(Scan("SN04"))
        assert lesson.moments[-1] == Scanned(
            at=7.0,
            text="SN04",
            step="enter_serials",
            code="serial_captured",
            is_right=True,
            has_taken=True,
            mishap=0,
        )
        assert lesson.lying() == ()
        lesson.submit(Scan(":nothing"))
        elapsed.seconds = 13.5
        lesson.submit(Scan(":undo"))
        lesson.set_aside(lesson.lying()[0])
        lesson.submit(Scan(":done"))
        lesson.submit(Scan(""))
        lesson.submit(Scan("GOODS-IN"))
        ended = lesson.end()
        assert (ended.units, ended.differences) == (3, ())
        assert lesson.end() is ended
        assert kinds(lesson)[-8:] == [Acknowledged, Scanned, Undone, SetAside, *[Scanned] * 3, Ended]
        assert lesson.moments[-8] == Acknowledged(at=13.5, code="unknown_action", seconds=6.5)
        (judged,) = lesson.judged()
        assert (judged.is_caught, judged.seconds) == (True, 13.5)


def test_a_lesson_ends_once_whatever_comes_behind_its_end() -> None:
    with playing("one-too-many") as lesson:
        ended = lesson.end()
        lesson.call()
        assert lesson.end() is ended


def test_who_begins_to_listen_hears_what_was_there_from_the_start() -> None:
    heard: list[Moment] = []
    with playing("everything-goes-wrong") as lesson:
        lesson.listen(heard.append)
        assert [type(one) for one in heard] == [Came]
        lesson.call()
        assert tuple(heard) == lesson.moments


def test_what_a_trainee_does_beside_scanning_is_kept_and_told_at_once() -> None:
    heard: list[Moment] = []
    with playing("one-too-many") as lesson:
        lesson.listen(heard.append)
        assert lesson.hint() == "Look at the counter."
        assert lesson.hint() == ":undo takes the last one back."
        assert lesson.hint() is None
        for text in ("PR-1", CAMERA, "SN01", ":undo"):
            lesson.submit(Scan(text))
        lesson.call()
        assert kinds(lesson) == [Hinted, Hinted, *[Scanned] * 4, Undone, Called]
        assert tuple(heard) == lesson.moments


def test_a_link_that_is_cut_takes_nothing_until_somebody_signs_on_again() -> None:
    with playing("one-too-many") as lesson:
        for text in ("PR-1", CAMERA, "SN01"):
            lesson.submit(Scan(text))
        lesson.around.cut()
        before = lesson.moments
        lesson.submit(Scan("SN02"))
        assert lesson.moments == before
        view = lesson.sign_on()
        assert view.serials is not None
        assert view.serials.captured == 1
        assert kinds(lesson)[-1] is SignedOn


def test_a_mishap_of_the_scanner_comes_with_the_next_label_that_is_read() -> None:
    with playing("first-receipt") as lesson:
        unit = lesson.lying()[0]
        ((_, good),) = lesson.read(unit.label)
        lesson.inject("unreadable")
        assert lesson.moments == (
            Aimed(at=0.0, text=unit.label.text, symbology="gs1-datamatrix"),
            Injected(at=0.0, fault="unreadable", right="rescan"),
        )
        assert lesson.read(unit.label) == ()
        assert kinds(lesson) == [Aimed, Injected, Aimed, Came]
        assert lesson.read(unit.label) == ((0.0, good),)


def test_a_spoilt_label_on_paper_is_the_mishap_that_is_due_and_nobodys_fault() -> None:
    pallet = "]C100395212345000000019"
    with playing("first-receipt") as lesson:
        lesson.inject("pallet_label")
        for text in ("PR-1", pallet, pallet):
            lesson.submit(Scan(text))
        assert kinds(lesson) == [Injected, Scanned, Came, Scanned, Acknowledged, Scanned]
        scans = [one for one in lesson.moments if isinstance(one, Scanned)]
        assert [one.mishap for one in scans] == [None, 0, None]
        unit = lesson.lying()[0]
        assert lesson.read(unit.label) == lesson.scanner.read(unit.label)


def test_a_unit_on_paper_that_is_refused_has_come_to_hand() -> None:
    with playing("on-hold") as lesson:
        bad = next(one for one in lesson.pile.units if one.mishap == 0)
        assert bad not in lesson.lying()
        lesson.submit(Scan(lesson.pile.papers[0].text))
        lesson.submit(Scan(bad.location))
        lesson.submit(Scan(CAMERA))
        for mishap in (0, None):
            lesson.submit(Scan(bad.serial))
            last = lesson.moments[-1]
            assert isinstance(last, Scanned)
            assert (last.code, last.mishap) == ("serial_on_hold", mishap)
        assert bad in lesson.lying()


@pytest.mark.parametrize("fault", ["over_delivery", "nothing"])
def test_what_lies_in_the_goods_cannot_be_brought_about(fault: str) -> None:
    assert fault not in injectable()
    with playing("first-receipt") as lesson, pytest.raises(ValueError, match=fault):
        lesson.inject(fault)


def test_a_spoilt_label_is_drawn_as_it_is_and_whoever_scans_it_off_the_screen_meets_the_mishap() -> None:
    with playing("wrong-label") as lesson:
        lesson.submit(Scan(lesson.pile.papers[0].text))
        (box,) = lesson.pile.boxes
        drawn = lesson.printed(box)
        assert drawn
        assert (drawn.text[:-1], drawn.text != box.text) == (box.text[:-1], True)
        lesson.submit(Scan(drawn.text))
        met = lesson.moments[-1]
        assert isinstance(met, Scanned)
        assert (met.code, met.mishap) == ("check_digit", 0)
        after = lesson.printed(box)  # that label was one; the next mishap is of a pallet
        assert after
        assert after.text.startswith("00")


def test_nothing_is_drawn_of_a_torn_label() -> None:
    with playing("torn-labels") as lesson:
        for text in (lesson.pile.papers[0].text, CAMERA):
            lesson.submit(Scan(text))
        assert lesson.view().step == "enter_serials"
        before = lesson.moments
        assert lesson.printed(lesson.lying()[0].label) is None
        assert lesson.moments == before
