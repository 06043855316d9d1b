"""R40, R41, R43 Two who count a place or decide on a count at the same moment: it is posted once, or not at all."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from itertools import count as numbers

import pytest
from sqlalchemy import Connection

from serialhhd.store.containers.named import Named
from serialhhd.store.counts import counting, counts, posting
from serialhhd.store.counts.passes import Pass
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import traces
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import DocumentState, SerialState
from tests.store.races.two_programs import (
    ROUNDS,
    Desks,
    codes,
    listing,
    runner,
    stock_cameras,
    tell,
    together,
)

Decide = Callable[[Connection, str, datetime], object]
DECIDE: dict[str, Decide] = {
    "approve": lambda conn, ref, at: posting.approve(conn, ref, by="chief", at=at),
    "reject": lambda conn, ref, at: posting.reject(conn, ref, by="boss", at=at),
    "cancel": lambda conn, ref, at: posting.cancel(conn, ref, by="office", at=at),
    "recount": lambda conn, ref, at: posting.recount(conn, ref, by="office"),  # noqa: ARG005 - as all of them
}
_NUMBERS = numbers()


def counted_without_one(desks: Desks, missing: str, others: list[str]) -> str:
    """Return a count that two have done alike, and that misses a serial."""
    ref, at = f"C-{next(_NUMBERS)}", desks.one.now()

    def work(conn: Connection) -> None:
        counts.add(conn, ref, ["GOODS-IN"], skus=["CAM"], at=at, by="office")
        here = [text for text in others if text != missing]
        for by in ("cora", "carl"):
            counting.enter(conn, ref, location="GOODS-IN", sku="CAM", texts=here, sure=True, by=by, at=at)
            counting.place_done(conn, ref, location="GOODS-IN", by=by, at=at)

    desks.one.write(work)
    return ref


def deciding(store: Store, how: str, ref: str) -> Callable[[], object]:
    at = store.now()
    return lambda: store.write(lambda conn: DECIDE[how](conn, ref, at))


@pytest.mark.parametrize("other", DECIDE)
def test_what_was_counted_is_decided_once(desks: Desks, other: str) -> None:
    left = [f"SN{number}" for number in range(ROUNDS)]
    stock_cameras(desks, left)
    for missing in tuple(left):
        ref = counted_without_one(desks, missing, left)
        answers = together(deciding(desks.one, "approve", ref), deciding(desks.other, other, ref))
        assert codes(answers) in (["done", "nothing_to_decide"], ["document_not_open", "done"])
        state = desks.ask(lambda conn, ref=ref: counts.show(conn, ref).state)  # type: ignore[misc]
        trace = desks.ask(lambda conn, missing=missing: traces.show(conn, missing))  # type: ignore[misc]
        is_posted = state is DocumentState.POSTED
        assert (trace.state is SerialState.REMOVED) == is_posted
        assert len(trace.history) == (2 if is_posted else 1)
        if is_posted:
            left.remove(missing)


def test_of_two_who_count_a_place_one_is_told_that_it_is_in_work_or_counted_and_both_are_kept(
    desks: Desks,
) -> None:
    names = [f"SN{number}" for number in range(ROUNDS)]
    stock_cameras(desks, names)
    for number in range(ROUNDS):
        ref, at = f"D-{number}", desks.one.now()
        desks.one.write(
            lambda conn, ref=ref, at=at: counts.add(  # type: ignore[misc]
                conn, ref, ["GOODS-IN"], skus=["CAM"], at=at, by="office"
            )
        )

        def enters(store: Store, by: str, ref: str = ref, at: datetime = at) -> Callable[[], object]:
            def work(conn: Connection) -> object:
                counting.enter(
                    conn, ref, location="GOODS-IN", sku="CAM", texts=names, sure=True, by=by, at=at
                )
                return counting.place_done(conn, ref, location="GOODS-IN", by=by, at=at)

            return lambda: store.write(work)

        answers = together(enters(desks.one, "cora"), enters(desks.other, "carl"))
        assert codes(answers) == ["document_not_open", "done"]


def test_a_count_never_stops_a_pick_and_a_pass_that_one_went_through_says_nothing(desks: Desks) -> None:
    """The same serial is noted and picked at once; then the pass ends while the pick is posted: whichever is first, both are done."""
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS + 1)])
    at = desks.one.now()
    desks.one.write(lambda conn: counts.add(conn, "C-1", ["GOODS-IN"], at=at, by="office"))
    picker = runner(desks.other, "pia", "goods_out")
    for number in range(ROUNDS):
        serial, ref = f"SN{number}", f"PL-{number}"
        counter = runner(desks.one, f"cora-{number}", "count")
        tell(counter, "C-1", "GOODS-IN", "CAM")
        desks.one.write(listing(ref, "CAM", 1, at))
        tell(picker, ref, "GOODS-IN", "CAM")
        assert together(partial(tell, counter, serial), partial(tell, picker, serial)) == [
            ["serial_noted"],
            ["serial_captured"],
        ]
        ended, picked = together(partial(tell, counter, ":done"), partial(tell, picker, ""))
        assert picked == ["task_picked"]
        assert ended in (["stock_moved_during_pass"], ["product_counted"])


def test_a_pass_begins_after_what_arrives_in_this_moment_where_nothing_ever_was(
    desks: Desks, store_url: str
) -> None:
    """Else it would miss it, and not be void: what arrives has an older number in the ledger than what was posted meanwhile."""
    at = desks.one.now()

    def bring(conn: Connection, sku: str, *names: str) -> None:
        said = {"quantity": 1, "reason": "found", "named": Named(names), "by": "x", "at": at}
        stock_work.bring_in(conn, sku, location="GOODS-IN", **said)  # type: ignore[arg-type]

    def counted(conn: Connection, *names: str) -> Pass:
        said = {"location": "GOODS-IN", "sku": "CAM", "texts": names, "by": "cora", "at": at}
        return counting.enter(conn, "C-1", **said)  # type: ignore[arg-type]

    desks.one.write(lambda conn: counts.add(conn, "C-1", ["GOODS-IN"], skus=["CAM"], at=at, by="office"))
    with Store.open(store_url, busy_seconds=0.05) as impatient:

        def arrives(conn: Connection) -> None:
            bring(conn, "CAM", "SN1")
            with pytest.raises(StoreUnavailable):
                impatient.write(counted)

        desks.one.write(arrives)
        found = impatient.write(lambda conn: counted(conn, "SN1"))
    assert (found.expected, found.counted) == (1, 1)
