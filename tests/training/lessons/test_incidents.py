"""What really happens in a lesson: to its link, and in its store, by others."""

import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine.database import engine_on, writing
from serialhhd.store.schema.check import check
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.training.faults.of_links import DELAY
from serialhhd.training.faults.of_others import LineTaken, StoreAway
from serialhhd.training.lessons.around import OTHER_DEVICE
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.mishap import injectable
from serialhhd.training.lessons.moments import Came, Scanned
from tests.training.lessons.test_lesson import Elapsed, playing

CAMERA: Final = "9521234543213"
STARTED: Final = ("PR-1", CAMERA, "SN01")


class Client:
    """The link of a client, as whoever hosts it has one."""

    def __init__(self) -> None:
        self.delays: list[float] = []
        self.is_cut = False

    def slow(self, seconds: float) -> None:
        self.delays.append(seconds)

    def cut(self) -> None:
        self.is_cut = True


def begin(lesson: Lesson, *texts: str) -> None:
    for text in texts:
        lesson.submit(Scan(text))


def last_scan(lesson: Lesson) -> Scanned:
    return next(one for one in reversed(lesson.moments) if isinstance(one, Scanned))


def caught(lesson: Lesson) -> list[bool | None]:
    return [one.is_caught for one in lesson.judged()]


@pytest.mark.parametrize("fault", ["dropped_link", "dead_battery"])
def test_the_client_is_cut_off_and_the_work_goes_on_where_it_stood(fault: str) -> None:
    with playing("first-receipt") as lesson:
        client = Client()
        lesson.around.connect(client)
        begin(lesson, *STARTED)
        lesson.inject(fault)
        assert client.is_cut
        assert lesson.around.is_cut
        begin(lesson, "SN02")
        assert caught(lesson) == [None]
        message = lesson.sign_on().message
        assert message
        assert message.code == "run_resumed"
        assert lesson.captured() == ("SN01",)
        assert caught(lesson) == [True]


@pytest.mark.parametrize(("fault", "language"), [("dropped_link", "en"), ("dead_battery", "de")])
def test_where_the_battery_is_empty_the_work_goes_on_at_another_device(
    fault: str, language: str, tmp_path: Path
) -> None:
    flows = tmp_path / "flows.toml"
    german = f'[devices.spare]\nmatch = ["{OTHER_DEVICE}"]\nlanguage = "de"\n'
    flows.write_text(PACKAGED.read_text(encoding="utf-8") + german, encoding="utf-8")
    with playing("first-receipt", flows=flows) as lesson:
        begin(lesson, *STARTED)
        lesson.inject(fault)
        assert lesson.sign_on().language == language
        assert lesson.captured() == ("SN01",)


async def test_over_a_slow_link_each_answer_takes_its_time() -> None:
    elapsed = Elapsed()
    with playing("first-receipt", elapsed) as lesson:
        client = Client()
        lesson.around.connect(client)
        lesson.inject("slow_link")
        await lesson.submit_async(Scan("PR-1"))
        elapsed.seconds = 30.0
        await lesson.submit_async(Scan(CAMERA))
        assert client.delays == [4.0, 0.0]


def test_a_link_that_is_slow_is_slow_at_the_client_that_comes_next() -> None:
    with playing("first-receipt") as lesson:
        lesson.inject("slow_link")
        after = Client()
        lesson.around.connect(after)
        assert after.delays == [DELAY]


def test_nobody_waits_for_what_happens_to_go_on_with_a_lesson() -> None:
    """The event loop of a class keeps what is scanned while something that touches the disk is brought about."""

    class Slow(Client):
        went_on = False

        def cut(self) -> None:
            goes_on = threading.Thread(target=lesson.hint)
            goes_on.start()
            goes_on.join(10)
            self.went_on = not goes_on.is_alive()

    client = Slow()
    with playing("first-receipt") as lesson:
        lesson.around.connect(client)
        lesson.inject("dropped_link")
        assert client.went_on


def test_what_cannot_be_brought_about_now_leaves_nothing_that_comes_later() -> None:
    elapsed = Elapsed()
    with playing("first-receipt", elapsed) as lesson:
        begin(lesson, "PR-1")
        lesson.inject("line_taken")
        elapsed.seconds, before = LineTaken.lasts, lesson.moments
        with (
            engine_on(lesson.store.place).connect() as other,
            writing(other).begin(),
            pytest.raises(StoreUnavailable),  # the colleague cannot give the line back
        ):
            lesson.inject("unreadable")
        assert lesson.moments == before


def test_a_fault_that_what_there_is_cannot_bring_about_is_refused() -> None:
    with playing("first-receipt") as lesson:
        with pytest.raises(ValueError, match="no_fnc1"):  # no label says a lot
            lesson.inject("no_fnc1")
        assert not lesson.mishaps


def test_a_line_that_a_colleague_has_is_refused_until_it_is_free() -> None:
    elapsed = Elapsed()
    with playing("first-receipt", elapsed) as lesson:
        begin(lesson, "PR-1")
        lesson.inject("line_taken", "refuse_only")
        begin(lesson, CAMERA)
        assert (last_scan(lesson).code, last_scan(lesson).mishap) == ("line_in_work", 0)
        assert caught(lesson) == [None]
        lesson.acknowledge()
        assert caught(lesson) == [True]
        elapsed.seconds = LineTaken.lasts
        begin(lesson, CAMERA)
        assert lesson.view().asks == "serials"


def test_a_colleague_takes_what_the_flow_can_have_before_anything_is_in_work() -> None:
    with playing("old-paper") as lesson:  # a delivery lies there as well
        lesson.inject("line_taken")
        begin(lesson, "PL-3")
        assert (last_scan(lesson).code, last_scan(lesson).mishap) == ("tasks_in_work", 1)


def test_what_cannot_happen_yet_waits_for_its_moment() -> None:
    with playing("first-receipt") as lesson:
        lesson.inject("run_released")
        assert not any(isinstance(one, Came) for one in lesson.moments)
        begin(lesson, "PR-1")
        assert isinstance(lesson.moments[-1], Came)
        begin(lesson, CAMERA)
        assert (last_scan(lesson).code, last_scan(lesson).is_alarm, last_scan(lesson).mishap) == (
            "run_released",
            True,
            0,
        )
        begin(lesson, *STARTED)
        assert caught(lesson) == [True]


def test_a_line_in_work_is_not_taken_by_anybody() -> None:
    with playing("first-receipt") as lesson:
        begin(lesson, *STARTED)
        lesson.inject("line_taken")
        begin(lesson, "SN02", "SN03")
        assert not lesson.judged()


@pytest.mark.parametrize("is_called", [True, False])
def test_a_store_that_is_away_takes_nothing_until_it_is_back(is_called: bool) -> None:
    elapsed = Elapsed()
    with playing("first-receipt", elapsed) as lesson:
        begin(lesson, *STARTED)
        lesson.inject("store_away", "call" if is_called else "rescan")
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                begin(lesson, "SN02")
            assert (last_scan(lesson).code, last_scan(lesson).mishap) == ("store_locked", 0)
        with pytest.raises(StoreUnavailable):
            lesson.view()
        if is_called:
            lesson.call()
        elapsed.seconds += 0 if is_called else StoreAway.lasts
        begin(lesson, "SN02")
        assert lesson.captured() == ("SN02", "SN01")
        assert caught(lesson) == [True]


async def test_a_store_that_is_away_is_told_on_an_event_loop_as_well() -> None:
    with playing("first-receipt") as lesson:
        lesson.inject("store_away")
        with pytest.raises(StoreUnavailable):
            await lesson.submit_async(Scan("PR-1"))
        assert last_scan(lesson).code == "store_locked"
        lesson.end()
        assert lesson.view().step == "scan_pre_receipt"


def test_what_is_cancelled_is_a_matter_of_the_scenario_and_waits_for_a_document() -> None:
    with playing("not-alone") as lesson:
        with pytest.raises(ValueError, match="document_cancelled"):
            lesson.inject("document_cancelled")
        routers = ("PR-17", "9521234543220", *(f"N0006{number}" for number in range(1, 5)))
        begin(lesson, *routers[:4], "N00063")
        assert last_scan(lesson).code == "run_released"
        begin(lesson, *routers, "N00065")
        assert (last_scan(lesson).code, lesson.view().asks) == ("document_gone", "document")
        (cancelled,) = [one for one in lesson.judged() if one.came.fault == "document_cancelled"]
        assert cancelled.is_caught is None
        lesson.set_aside(lesson.lying()[0])
        (cancelled,) = [one for one in lesson.judged() if one.came.fault == "document_cancelled"]
        assert cancelled.is_caught


DOES: Final = st.one_of(
    st.sampled_from(injectable()).map(lambda fault: ("inject", fault)),
    st.sampled_from(["PR-1", CAMERA, "SN01", "SN02", "SN03", ":undo", ":done", ":cancel", ""]).map(
        lambda text: ("scan", text)
    ),
    st.sampled_from(["call", "sign_on", "wait", "look", "view"]).map(lambda what: (what, "")),
)


@settings(max_examples=8)
@given(st.lists(DOES, min_size=5, max_size=25))
def test_whatever_happens_in_whatever_order_the_store_adds_up_and_is_let_go_of(
    does: list[tuple[str, str]],
) -> None:
    elapsed = Elapsed()
    with playing("first-receipt", elapsed) as lesson:
        for what, text in does:
            elapsed.seconds += 9.0 if what == "wait" else 0.5
            with suppress(StoreUnavailable, ValueError):  # not everything can come about with what there is
                _do(lesson, what, text)
        lesson.end()
        with lesson.store.read() as conn:
            assert not check(conn)
        assert lesson.store.write(lambda _: True)
        assert lesson.around.incidents.last_until == 0


def _do(lesson: Lesson, what: str, text: str) -> None:
    if what == "inject":
        lesson.inject(text)
    elif what == "scan":
        lesson.submit(Scan(text))
    elif what == "call":
        lesson.call()
    elif what == "sign_on":
        lesson.sign_on()
    elif what == "look":
        lesson.look()
    else:
        lesson.view()
