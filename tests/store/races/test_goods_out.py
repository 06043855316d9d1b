"""R12, R15, R36 Two who pick, dispatch, cancel or put back at the same moment."""

from collections import Counter
from collections.abc import Callable

from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists, picking, putting_back
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.outbound.waiting_lists import PutBack
from serialhhd.store.schema import check
from serialhhd.store.serials import traces
from serialhhd.store.stock import proposing, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType
from tests.store.races.two_programs import (
    ROUNDS,
    Desks,
    codes,
    listing,
    runner,
    stock_batteries,
    stock_cameras,
    tell,
    together,
)


def test_a_list_is_cancelled_or_dispatched_and_what_is_put_back_is_back_once(desks: Desks) -> None:
    at = desks.one.now()
    tell(runner(desks.one, "keeper"), "PR-1", "BAT", "", "GOODS-IN")
    for number in range(ROUNDS):
        ref = f"OUT-{number}"
        desks.one.write(listing(ref, "BAT", 1, at))
        picker = runner(desks.one, f"picker-{number}", "goods_out")
        tell(picker, ref, "GOODS-IN", "BAT")
        works: list[Callable[[], object]] = [
            lambda: tell(picker, ""),  # noqa: B023 - used at once
            lambda: desks.other.write(lambda conn: pick_lists.cancel(conn, ref, at, by="x")),  # noqa: B023
            lambda: desks.one.write(lambda conn: pick_lists.dispatch(conn, ref, by="x", at=at)),  # noqa: B023
        ]
        together(*works)
        with desks.one.read() as conn:
            done = pick_lists.show(conn, ref)
            waits = putting_back.waiting(conn, done)
            picked = sum(task.done for task in pick_lists.tasks(conn, done))
        assert done.state in {DocumentState.CANCELLED, DocumentState.DISPATCHED}
        assert sum(one.units for one in waits) == (picked if done.state is DocumentState.CANCELLED else 0)
        back = together(
            *(
                lambda store=store: store.write(
                    lambda conn: putting_back.put_back(conn, ref, to="GOODS-IN", by="x", at=at)  # noqa: B023
                )
                for store in (desks.one, desks.other)
            )
        )
        assert [one for one in back if not isinstance(one, Refused)] == [PutBack(1)] * len(waits)


def test_of_two_that_pick_a_serial_one_has_it(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    at = desks.one.now()
    for ref in ("PL-1", "PL-2"):
        desks.one.write(listing(ref, "CAM", ROUNDS, at))
    anna, ben = runner(desks.one, "anna", "goods_out"), runner(desks.other, "ben", "goods_out")
    tell(anna, "PL-1", "GOODS-IN", "CAM")
    tell(ben, "PL-2", "GOODS-IN", "CAM")
    for number in range(ROUNDS):
        told = together(*(lambda who=who: tell(who, f"SN{number}") for who in (anna, ben)))  # noqa: B023 - used at once
        assert sorted(map(str, told)) == ["['serial_captured']", "['serial_captured_elsewhere']"]


def test_tasks_are_shared_out_one_each(desks: Desks) -> None:
    stock_batteries(desks)
    at = desks.one.now()
    wanted = [pick_lists.WantedTask("BAT", 1)] * 4
    desks.one.write(lambda conn: pick_lists.add(conn, "PL-1", wanted, at=at, by="office"))
    who = [runner(store, f"picker-{n}", "goods_out") for n, store in enumerate([desks.one, desks.other] * 2)]
    told = together(*(lambda one=one: tell(one, "PL-1") for one in who))
    assert told == [["document_opened"]] * 4
    tasks = desks.ask(lambda conn: pick_lists.tasks(conn, pick_lists.show(conn, "PL-1")))
    assert Counter(task.in_work_by for task in tasks) == Counter({f"picker-{n}": 1 for n in range(4)})


def test_stock_never_falls_below_zero(desks: Desks) -> None:
    stock_batteries(desks)
    at = desks.one.now()
    for ref in ("PL-1", "PL-2"):
        desks.one.write(listing(ref, "BAT", 8, at))

    def pick(store: Store, ref: str) -> Callable[[], None]:
        run = desks.run("goods_out")

        def work(conn: Connection) -> None:
            task = picking.claim_next(conn, pick_lists.show(conn, ref), run)
            assert task
            line = proposing.propose(conn, task, 1)
            picking.post(conn, task, line, run, Pick(8, SerialsOut.NONE), at=at)

        return lambda: store.write(work)

    answers = together(pick(desks.one, "PL-1"), pick(desks.other, "PL-2"))
    assert codes(answers) == ["done", "not_enough_stock"]
    (line,) = desks.ask(stock.page)
    assert line.quantity == 2


def test_of_two_that_dispatch_a_list_one_does(desks: Desks) -> None:
    stock_cameras(desks, ["SN1"])
    at = desks.one.now()
    desks.one.write(
        lambda conn: pick_lists.add(
            conn, "PL-1", [pick_lists.WantedTask("CAM", 1)], at=at, customer="ACME", by="office"
        )
    )
    tell(runner(desks.one, "anna", "goods_out"), "PL-1", "GOODS-IN", "CAM", "SN1", "")
    answers = together(
        *(
            lambda store=store: store.write(
                lambda conn: pick_lists.dispatch(conn, "PL-1", by="office", at=at)
            )
            for store in (desks.one, desks.other)
        )
    )
    assert codes(answers) == ["document_not_open", "done"]
    trace = desks.ask(lambda conn: traces.show(conn, "SN1"))
    assert (trace.state, len(trace.history)) == (SerialState.DISPATCHED, 3)


def test_two_who_pick_new_serials_from_a_line_leave_the_known_one_a_unit(desks: Desks) -> None:
    """Of two units one is known; both pick one new serial."""
    at = desks.one.now()

    def fill(conn: Connection) -> None:
        kind = TrackingType.TRACK_DURING_PICK
        products.add(conn, "SEN", at=at, name="Sensor", tracking_type=kind, by="office")
        pre_receipts.add(conn, "PR-3", [("SEN", 2)], at=at, by="office")

    desks.one.write(fill)
    tell(runner(desks.one, "keeper", "goods_in"), "PR-3", "SEN", "", "GOODS-IN")
    for number in range(ROUNDS):
        known = f"K{number}"
        desks.one.write(listing(f"OUT-{number}", "SEN", 1, at))
        tell(
            runner(desks.one, f"carrier-{number}", "goods_out"), f"OUT-{number}", "GOODS-IN", "SEN", known, ""
        )
        desks.one.write(lambda conn: pick_lists.dispatch(conn, f"OUT-{number}", by="x", at=at))  # noqa: B023
        back = {"sku": None, "location": "GOODS-IN", "reason": "back", "by": "x", "at": at}
        desks.one.write(lambda conn: stock.take_back(conn, known, **back))  # type: ignore[arg-type]  # noqa: B023
        pickers = []
        for store, name in ((desks.one, "a"), (desks.other, "b")):
            desks.one.write(listing(f"PL-{name}{number}", "SEN", 1, at))
            picker = runner(store, f"{name}-{number}", "goods_out")
            tell(picker, f"PL-{name}{number}", "GOODS-IN", "SEN", f"{name}{number}")
            pickers.append(picker)
        told = together(*(lambda one=one: tell(one, "") for one in pickers))
        assert sorted(map(str, told)) == ["['known_serials_stay']", "['task_picked']"]
        loser = pickers[0] if told[0] == ["known_serials_stay"] else pickers[1]
        tell(loser, ":undo", known, "")
        add = desks.one.now()
        ref = f"PR-4{number}"
        desks.one.write(lambda conn: pre_receipts.add(conn, ref, [("SEN", 2)], at=add, by="office"))  # noqa: B023
        tell(runner(desks.one, f"filler-{number}", "goods_in"), ref, "SEN", "", "GOODS-IN")
        assert desks.one.write(check.check) == ()
