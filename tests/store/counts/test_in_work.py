"""R38, R40, R57 A pass while a run has its line in work: noted one by one, taken back, dropped with the run; and what is posted at once."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.counts import counting, counts, passes, posting
from serialhhd.store.counts.passes import Pass
from serialhhd.store.documents.document import Document
from serialhhd.store.serials import serials
from serialhhd.store.stock import runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, RunState
from tests.conftest import Sql
from tests.store.counts.floor import Floor
from tests.store.schema.tampering import refused


def run_of(floor: Floor, operator: str) -> Run:
    return floor.store.write(
        lambda conn: runs.begin(
            conn, operator=operator, flow="count", config="{}", position="{}", at=floor.store.now()
        )
    )


def begin(floor: Floor, run: Run, sku: str = "CAM") -> Pass:
    def work(conn: Connection) -> Pass:
        count, line = floor.line(conn, sku)
        return counting.begin(conn, count, line, run=run, by=run.operator, at=floor.store.now())

    return floor.store.write(work)


def note(floor: Floor, run: Run, begun: Pass, *names: str) -> Run:
    def work(conn: Connection) -> Run:
        count, line = floor.line(conn, "CAM")
        counting.note(conn, count, line, begun, [serials.entry(name) for name in names])
        holding = run.holding(run.captured + len(names))
        runs.save(conn, holding, "{}", floor.store.now())
        return holding

    return floor.store.write(work)


def end(floor: Floor, begun: Pass) -> Pass:
    def work(conn: Connection) -> Pass:
        count, line = floor.line(conn, "CAM")
        return counting.end(conn, count, line, begun, units=None, at=floor.store.now())

    return floor.store.write(work)


def newest(floor: Floor, begun: Pass, limit: int = 9, before: int = 0) -> tuple[str, ...]:
    with floor.store.read() as conn:
        return counting.newest(conn, begun, limit, before)


def test_a_note_is_taken_back_while_its_pass_goes_on_and_never_after(
    floor: Floor, foreign: Engine, sql: Sql
) -> None:
    floor.add("A-01", skus=["CAM"])
    run = run_of(floor, "Anna")
    begun = begin(floor, run)
    run = note(floor, run, begun, "SN1", "SN9")
    run = note(floor, run, begun, "SN2")
    assert newest(floor, begun) == ("SN2", "SN9", "SN1")
    assert newest(floor, begun, 1, 1) == ("SN9",)
    taken = floor.store.write(
        lambda conn: (counting.undo(conn, begun), counting.remove(conn, begun, " sn1 "))
    )
    assert taken == ("SN2", "SN1")
    floor.store.write(lambda conn: runs.save(conn, run.holding(1), "{}", floor.store.now()))
    with pytest.raises(Refused, match="not_captured"):
        floor.store.write(lambda conn: counting.remove(conn, begun, "SN1"))
    note(floor, run.holding(1), begun, "SN1")
    ended = end(floor, begun)
    floor.store.write(lambda conn: runs.end(conn, run.id, RunState.DONE, floor.store.now()))
    assert floor.said("CAM") == {"found": ["SN1"], "missing": ["SN2", "SN3"], "unknown": ["SN9"]}
    refused(foreign, sql, f"DELETE FROM noted_serial WHERE pass_no = {ended.number}", "R40")
    assert newest(floor, ended, 1) == ("SN3",)


def test_nothing_is_taken_back_where_nothing_is_noted(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    begun = begin(floor, run_of(floor, "Anna"))
    with pytest.raises(Refused, match="nothing_captured"):
        floor.store.write(lambda conn: counting.undo(conn, begun))


def test_of_a_scan_that_holds_several_all_are_noted_or_none(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    run = run_of(floor, "Anna")
    begun = begin(floor, run)
    run = note(floor, run, begun, "SN1")
    with pytest.raises(Refused, match="serials_refused"):
        note(floor, run, begun, "SN2", "sn1")
    with pytest.raises(Refused, match="serials_repeated"):
        note(floor, run, begun, "SN2", "sn2")
    with pytest.raises(Refused, match="serial_counted_already"):
        note(floor, run, begun, "sn1")
    assert newest(floor, begun) == ("SN1",)


def test_a_line_is_counted_by_one_run_at_a_time(floor: Floor) -> None:
    floor.add("A-01")
    anna, ben = run_of(floor, "Anna"), run_of(floor, "Ben")
    begun = begin(floor, anna)
    assert begin(floor, anna) == begun
    for other in (lambda: begin(floor, ben), lambda: floor.enter("CAM", "SN1"), floor.done):
        with pytest.raises(Refused, match="line_in_work") as why:
            other()
        assert why.value.facts["operator"] == "Anna"
    begin(floor, ben, "BOX")


def cancel(conn: Connection, run: Run, at: datetime) -> None:
    runs.end(conn, run.id, RunState.CANCELLED, at)


def release(conn: Connection, run: Run, at: datetime) -> None:
    runs.release(conn, run.id, at, by="office")


def take_another_line(conn: Connection, run: Run, at: datetime) -> None:  # noqa: ARG001 - others say when
    runs.drop_claims(conn, run.id)
    runs.no_captures(conn, run.id)


@pytest.mark.parametrize("lets_go", [cancel, release, take_another_line])
def test_with_the_run_goes_what_it_has_not_ended_and_another_counts_on(
    floor: Floor, lets_go: Callable[[Connection, Run, datetime], None]
) -> None:
    floor.add("A-01", skus=["CAM"])
    run = run_of(floor, "Anna")
    note(floor, run, begin(floor, run), "SN1", "SN2")
    floor.store.write(lambda conn: lets_go(conn, run, floor.store.now()))
    with floor.store.read() as conn:
        line = counts.lines(conn, counts.show(conn, "C-1"))[0]
        assert passes.of_line(conn, line.id) == ()
    floor.enter("CAM", "SN1", "SN2", "SN3", by="Ben")
    assert floor.done(by="Ben").is_counted


def test_a_count_that_is_cancelled_drops_what_is_being_counted(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    run = run_of(floor, "Anna")
    floor.store.write(lambda conn: runs.set_document(conn, run.id, floor.line(conn, "CAM")[0].id))
    note(floor, run, begin(floor, run), "SN1")
    floor.store.write(lambda conn: posting.cancel(conn, "C-1", by="office", at=floor.store.now()))
    assert floor.state() is DocumentState.CANCELLED


# --- posted at once -----------------------------------------------------------------------------------------------


def post_smaller(floor: Floor, below: int) -> Document:
    run = run_of(floor, "Eva")
    return floor.store.write(
        lambda conn: posting.post_smaller(
            conn, "C-1", run, location="A-01", approve_from=below, at=floor.store.now()
        )
    )


def states(floor: Floor) -> dict[str, DocumentState]:
    with floor.store.read() as conn:
        return {one.product: one.state for one in counts.lines(conn, counts.show(conn, "C-1"))}


def test_smaller_differences_are_posted_at_once_and_the_rest_waits(floor: Floor) -> None:
    floor.add("A-01")
    for by in ("Anna", "Ben"):
        floor.enter("CAM", "SN1", "SN2", "NEW", by=by)
        floor.enter("BAT", "B1", units=4, by=by)
        floor.enter("BOX", units=3, by=by)
        floor.done(by=by)
    assert post_smaller(floor, 3).state is DocumentState.COUNTED
    assert states(floor) == {
        "BAT": DocumentState.POSTED,
        "BOX": DocumentState.COUNTED,
        "CAM": DocumentState.POSTED,
    }
    assert floor.quantities("CAM") == {"A-01": 3, "A-02": 2}
    assert floor.quantities("BAT") == {"A-01": 4}
    assert floor.quantities("BOX") == {"A-01": 10}
    assert floor.approve().left == ()
    assert floor.quantities("BOX") == {"A-01": 3}


def test_a_count_of_which_nothing_waits_is_posted(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.count_twice("CAM", "SN1", "SN2")
    assert post_smaller(floor, 0).state is DocumentState.COUNTED
    floor.store.write(lambda conn: runs.end(conn, 1, RunState.DONE, floor.store.now()))
    assert (
        floor.store.write(
            lambda conn: posting.post_smaller(
                conn,
                "C-1",
                runs.begin(
                    conn, operator="Ben", flow="count", config="{}", position="{}", at=floor.store.now()
                ),
                location="A-01",
                approve_from=2,
                at=floor.store.now(),
            )
        ).state
        is DocumentState.POSTED
    )
    assert floor.quantities("CAM") == {"A-01": 2, "A-02": 2}


@pytest.mark.parametrize("decide", [posting.reject, posting.cancel])
def test_what_was_posted_at_once_stays_posted(floor: Floor, decide: Callable[..., Document]) -> None:
    floor.add("A-01")
    for by in ("Anna", "Ben"):
        floor.enter("CAM", "SN1", "SN2", by=by)
        floor.enter("BAT", "B1", units=4, by=by)
        floor.enter("BOX", units=3, by=by)
        floor.done(by=by)
    post_smaller(floor, 2)
    floor.store.write(lambda conn: decide(conn, "C-1", by="office", at=floor.store.now()))
    assert states(floor)["CAM"] is DocumentState.POSTED
    assert states(floor)["BOX"] is not DocumentState.POSTED
    assert floor.quantities("BOX") == {"A-01": 10}


def test_what_no_count_brings_back_waits_however_small_it_is(floor: Floor) -> None:
    floor.add("A-01", skus=["CAM"])
    floor.count_twice("CAM", "SN1", "SN2")
    floor.store.write(
        lambda conn: stock.remove(conn, "SN3", sku="CAM", reason="lost", by="office", at=floor.store.now())
    )
    assert post_smaller(floor, 9).state is DocumentState.COUNTED
    assert floor.approve().left == ("SN3",)
