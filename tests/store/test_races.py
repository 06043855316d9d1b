"""Two programs on one store at the same moment, on both engines: exactly one wins, and nothing acknowledged is lost."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import count
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Connection

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.document import Document
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts, receiving
from serialhhd.store.inbound.receiving import SerialsIn
from serialhhd.store.outbound import pick_lists, picking, putting_back
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, serial_list, serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, moving, product_holds, proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, RunState, SerialState, TrackingType

T = TypeVar("T")
ROUNDS = 8


class Desks:
    """Two programs that have the same store open."""

    def __init__(self, one: Store, other: Store) -> None:
        self.one, self.other = one, other
        self.names = (f"operator-{number}" for number in count(1))

    def run(self, flow: str) -> Run:
        """Begin a run of somebody new."""
        at, name = self.one.now(), next(self.names)
        return self.one.write(
            lambda conn: runs.begin(conn, operator=name, flow=flow, config="{}", position="{}", at=at)
        )

    def ask(self, question: Callable[[Connection], T]) -> T:
        with self.one.read() as conn:
            return question(conn)


@pytest.fixture
def desks(store_url: str) -> Iterator[Desks]:
    with Store.open(store_url) as one, Store.open(store_url) as other:
        at, full = one.now(), TrackingType.FULL_TRACKING

        def fill(conn: Connection) -> None:
            products.add(conn, "CAM", at=at, name="Camera", tracking_type=full, by="office")
            products.add(
                conn, "BAT", at=at, name="Battery", tracking_type=TrackingType.NO_TRACKING, by="office"
            )
            for ref in ("PR-1", "PR-2"):
                pre_receipts.add(conn, ref, [("CAM", 200), ("BAT", 10)], at=at, by="office")

        one.write(fill)
        yield Desks(one, other)
        assert one.write(check.check) == ()


def together(*works: Callable[[], T]) -> list[T | Refused]:
    """Do several things at the same moment; a refusal is an answer."""
    barrier = Barrier(len(works))

    def go(work: Callable[[], T]) -> T | Refused:
        barrier.wait()
        try:
            return work()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(go, work) for work in works]]


def codes(answers: list[T | Refused]) -> list[str]:
    return sorted(answer.code if isinstance(answer, Refused) else "done" for answer in answers)


def claimed(desks: Desks, ref: str, run: Run) -> pre_receipts.PreReceiptLine:
    """Take the camera's line in work for a run."""

    def work(conn: Connection) -> pre_receipts.PreReceiptLine:
        document = pre_receipts.show(conn, ref)
        runs.set_document(conn, run.id, document.id)
        line = pre_receipts.line_of(conn, document, products.show(conn, "CAM"))
        receiving.claim(conn, line, run, ref)
        return pre_receipts.line(conn, line.id)

    return desks.one.write(work)


def capturing(store: Store, line: pre_receipts.PreReceiptLine, run: Run, text: str) -> Callable[[], None]:
    def work(conn: Connection) -> None:
        product, at = products.show(conn, "CAM"), store.now()
        now = runs.find_open(conn, run.operator, run.flow)
        assert now
        standing = pre_receipts.standing(conn, line.document_id, line.id)
        capture = Capturing(now, product, 1000, at)
        entries = [serials.entry(text)]
        runs.save(conn, receiving.capture(conn, standing, capture, entries, SerialsIn.CAPTURE), "{}", at)

    return lambda: store.write(work)


def test_of_two_that_capture_a_new_serial_one_has_it_and_the_other_is_told(desks: Desks) -> None:
    anna, ben = desks.run("goods_in"), desks.run("goods_in")
    lines = claimed(desks, "PR-1", anna), claimed(desks, "PR-2", ben)
    for number in range(ROUNDS):
        answers = together(
            capturing(desks.one, lines[0], anna, f"SN{number}"),
            capturing(desks.other, lines[1], ben, f"sn{number}"),
        )
        assert codes(answers) == ["done", "serial_captured_elsewhere"]
        (told,) = (answer for answer in answers if isinstance(answer, Refused))
        winner, document = (ben, "PR-2") if isinstance(answers[0], Refused) else (anna, "PR-1")
        assert (told.facts["operator"], told.facts["document"]) == (winner.operator, document)
    held = [*desks.ask(held_by(anna)), *desks.ask(held_by(ben))]
    assert len(held) == ROUNDS


def held_by(run: Run) -> Callable[[Connection], tuple[str, ...]]:
    return lambda conn: captures.newest(conn, run.id, 999)


def cancelling(run: Run, at: datetime) -> Callable[[Connection], None]:
    return lambda conn: runs.end(conn, run.id, RunState.CANCELLED, at)


def listing(ref: str, sku: str, quantity: int, at: datetime) -> Callable[[Connection], Document]:
    return lambda conn: pick_lists.add(conn, ref, [pick_lists.WantedTask(sku, quantity)], at=at, by="office")


def test_of_two_that_take_a_line_in_work_one_has_it(desks: Desks) -> None:
    for _ in range(ROUNDS):
        anna, ben = desks.run("goods_in"), desks.run("goods_in")
        answers = together(*(claiming(store, run) for store, run in ((desks.one, anna), (desks.other, ben))))
        assert codes(answers) == ["done", "line_in_work"]
        for run in (anna, ben):
            desks.one.write(cancelling(run, desks.one.now()))


def claiming(store: Store, run: Run) -> Callable[[], None]:
    def work(conn: Connection) -> None:
        document = pre_receipts.show(conn, "PR-1")
        line = pre_receipts.line_of(conn, document, products.show(conn, "CAM"))
        receiving.claim(conn, line, run, "PR-1")

    return lambda: store.write(work)


def test_of_two_that_release_a_run_one_does(desks: Desks) -> None:
    for _ in range(ROUNDS):
        run = desks.run("goods_in")
        at = desks.one.now()
        answers = together(
            *(
                lambda store=store: store.write(lambda conn: runs.release(conn, run.id, at, by="office"))  # noqa: B023 - used at once
                for store in (desks.one, desks.other)
            )
        )
        assert codes(answers) == ["done", "run_not_open"]


def test_cancelling_and_capturing_leave_no_capture_on_a_cancelled_pre_receipt(desks: Desks) -> None:
    run = desks.run("goods_in")
    line = claimed(desks, "PR-1", run)
    scans = [capturing(desks.one, line, run, f"SN{number}") for number in range(20)]

    def scan_all() -> None:
        for scan in scans:
            scan()

    at = desks.other.now()
    answers = together(
        scan_all, lambda: desks.other.write(lambda conn: pre_receipts.cancel(conn, "PR-1", at, by="office"))
    )
    assert codes(answers) in (["done", "done"], ["done", "line_changed"])
    if codes(answers) == ["done", "done"]:
        assert desks.ask(lambda conn: pre_receipts.line(conn, line.id)).state == "cancelled"
    assert desks.ask(held_by(run)) == ()


# --- through the handheld ---------------------------------------------------------------------------------------


def runner(store: Store, operator: str, flow: str = "goods_in") -> Runner:
    return Runner(store, lambda: FlowsFile(PACKAGED).current().flows[flow], operator)


def tell(handheld: Runner, *texts: str) -> list[str]:
    views = [handheld.submit(Scan(text)) for text in texts]
    return [view.message.code for view in views if view.message]


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
        assert [one for one in back if not isinstance(one, Refused)] == [1] * len(waits)


def test_two_devices_of_one_operator_begin_one_run(desks: Desks) -> None:
    for number in range(ROUNDS):
        devices = [runner(store, f"anna-{number}") for store in (desks.one, desks.other)]
        answers = together(*(lambda device=device: tell(device, "PR-1") for device in devices))
        assert ["document_opened"] in answers
        assert (
            {str(answer) for answer in answers}
            <= {
                "['document_opened']",
                "['run_begun_elsewhere']",
                "['other_kind_of_code']",  # the other device was so much faster that the product is asked for already
            }
        )
        open_runs = [run for run in desks.ask(runs.all_open) if run.operator == f"anna-{number}"]
        assert len(open_runs) == 1


def test_no_acknowledged_scan_is_lost_when_another_device_confirms(desks: Desks) -> None:
    scanning, confirming = runner(desks.one, "anna"), runner(desks.other, "anna")
    tell(scanning, "PR-1", "CAM", "SN-FIRST")

    def scan_all() -> list[str]:
        texts = [f"SN{number:03}" for number in range(60)]
        return [text for text in texts if tell(scanning, text) == ["serial_captured"]]

    def confirm() -> list[str]:
        return tell(confirming, *((":done", "", ":yes", "GOODS-IN") * 2))

    acknowledged, _ = together(scan_all, confirm)
    assert not isinstance(acknowledged, Refused)
    in_stock = {trace.serial for trace in desks.ask(lambda conn: serial_list.page(conn, limit=999))}
    with desks.one.read() as conn:
        run = runs.peek_open(conn, "anna", "goods_in")
        held = set(captures.newest(conn, run.id, 999)) if run else set()
    assert set(acknowledged) | {"SN-FIRST"} == in_stock | held
    assert not in_stock & held


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


def stock_cameras(desks: Desks, texts: list[str]) -> None:
    keeper = runner(desks.one, "keeper")
    assert (
        tell(keeper, "PR-1", "CAM", ",".join(texts), ":done", "", ":yes", "GOODS-IN")[-1] == "line_received"
    )


def stock_batteries(desks: Desks) -> None:
    keeper = runner(desks.one, "keeper")
    assert tell(keeper, "PR-1", "BAT", "", "GOODS-IN")[-1] == "line_received"


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


def moving_batteries(store: Store, run: Run, units: int, place: str, to: str) -> Callable[[], object]:
    def work(conn: Connection) -> None:
        (line,) = stock.page(conn, stock.EVERYTHING.named(conn, product="BAT", location=place))
        moving.post(conn, line, run, units=units, to=places.location(conn, to), at=store.now())

    return lambda: store.write(work)


def shelves(desks: Desks, *codes: str) -> None:
    for code in codes:
        desks.one.write(lambda conn, code=code: places.add_location(conn, code, by="office"))  # type: ignore[misc]


def test_two_moves_that_cross_never_wait_for_each_other(desks: Desks) -> None:
    """Each locks both stock lines, the one with the smaller id first, whichever it leaves."""
    stock_batteries(desks)
    shelves(desks, "A-01")
    anna, ben = desks.run("move"), desks.run("move")
    moving_batteries(desks.one, anna, 5, "GOODS-IN", "A-01")()
    for _ in range(ROUNDS):
        answers = together(
            moving_batteries(desks.one, anna, 2, "GOODS-IN", "A-01"),
            moving_batteries(desks.other, ben, 2, "A-01", "GOODS-IN"),
        )
        assert codes(answers) == ["done", "done"]
    assert [line.quantity for line in desks.ask(stock.page)] == [5, 5]


def test_of_two_that_move_the_last_units_one_does(desks: Desks) -> None:
    stock_batteries(desks)
    shelves(desks, "A-01", "B-01")
    anna, ben = desks.run("move"), desks.run("move")
    answers = together(
        moving_batteries(desks.one, anna, 6, "GOODS-IN", "A-01"),
        moving_batteries(desks.other, ben, 6, "GOODS-IN", "B-01"),
    )
    assert codes(answers) == ["done", "not_enough_stock"]


def test_two_that_move_to_an_empty_place_fill_one_stock_line(desks: Desks) -> None:
    stock_batteries(desks)
    anna, ben = desks.run("move"), desks.run("move")
    for number in range(ROUNDS // 2):
        shelves(desks, f"A-{number}")
        answers = together(
            moving_batteries(desks.one, anna, 1, "GOODS-IN", f"A-{number}"),
            moving_batteries(desks.other, ben, 1, "GOODS-IN", f"A-{number}"),
        )
        assert codes(answers) == ["done", "done"]
    assert [line.quantity for line in desks.ask(stock.page)] == [10 - ROUNDS] + [2] * (ROUNDS // 2)


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


def test_of_two_that_remove_a_serial_one_does(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        said = {"sku": "CAM", "reason": "lost", "by": "office", "at": desks.one.now()}
        answers = together(
            *(
                lambda store=store: store.write(
                    lambda conn: stock.remove(conn, f"SN{number}", **said)  # type: ignore[arg-type] # noqa: B023
                )
                for store in (desks.one, desks.other)
            )
        )
        assert codes(answers)[0] == "done"
        assert codes(answers)[1] in {"serial_changed", "serial_not_in_stock"}


def holding(store: Store, serial: str) -> Callable[[], None]:
    at = store.now()

    def work(conn: Connection) -> None:
        holds.hold(conn, serial, sku=None, reason="fire", by="office", at=at)

    return lambda: store.write(work)


def listed_camera(desks: Desks, number: int) -> Runner:
    """Make a pick list for one camera and capture it."""
    at = desks.one.now()
    desks.one.write(listing(f"PL-{number}", "CAM", 1, at))
    picker = runner(desks.one, f"picker-{number}", "goods_out")
    tell(picker, f"PL-{number}", "GOODS-IN", "CAM", f"SN{number}")
    return picker


def test_a_serial_is_put_on_hold_or_dispatched_never_both(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        tell(listed_camera(desks, number), "")
        at = desks.one.now()
        answers = together(
            holding(desks.other, f"SN{number}"),
            lambda: desks.one.write(
                lambda conn: pick_lists.dispatch(conn, f"PL-{number}", by="office", at=at)  # noqa: B023 - used at once
            ),
        )
        assert codes(answers) in (["done", "serials_on_hold"], ["done", "serial_not_holdable"])
        (told,) = (answer for answer in answers if isinstance(answer, Refused))
        assert told.facts in (
            {"serials": (f"SN{number}",)},
            {"serial": f"SN{number}", "state": "dispatched"},
        )


def test_a_serial_that_is_put_on_hold_while_it_is_confirmed_stays_in_the_house(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        picker = listed_camera(desks, number)
        held, told = together(holding(desks.other, f"SN{number}"), lambda: tell(picker, ""))  # noqa: B023 - used at once
        assert held is None
        assert told in (["serials_on_hold"], ["task_picked"])
        trace = desks.ask(lambda conn: traces.show(conn, f"SN{number}"))  # noqa: B023 - used at once
        is_picked = trace.state is SerialState.PICKED
        assert (trace.on_hold, is_picked) == ("fire", told == ["task_picked"])


def holding_product(store: Store, lot: str | None = None) -> Callable[[], None]:
    at = store.now()

    def work(conn: Connection) -> None:
        product_holds.hold(conn, "CAM", lot=lot, reason="fire", by="office", at=at)

    return lambda: store.write(work)


def release_product(desks: Desks) -> None:
    at = desks.one.now()
    desks.one.write(lambda conn: product_holds.release(conn, "CAM", lot=None, by="office", at=at))


def test_a_product_is_put_on_hold_before_or_after_a_pick_never_meanwhile(desks: Desks) -> None:
    """Which came first is proven by `store check` at the end."""
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        picker = listed_camera(desks, number)
        held, told = together(holding_product(desks.other), lambda: tell(picker, ""))  # noqa: B023 - used at once
        assert held is None
        assert told in (["product_on_hold"], ["task_picked"])
        state = desks.ask(lambda conn: traces.show(conn, f"SN{number}")).state  # noqa: B023 - used at once
        assert (state is SerialState.PICKED) == (told == ["task_picked"])
        assert desks.one.write(check.check) == ()
        release_product(desks)


def test_a_product_is_put_on_hold_before_or_after_a_dispatch_never_meanwhile(desks: Desks) -> None:
    stock_cameras(desks, [f"SN{number}" for number in range(ROUNDS)])
    for number in range(ROUNDS):
        tell(listed_camera(desks, number), "")
        at = desks.one.now()
        answers = together(
            holding_product(desks.other),
            lambda: desks.one.write(
                lambda conn: pick_lists.dispatch(conn, f"PL-{number}", by="office", at=at)  # noqa: B023 - used at once
            ),
        )
        assert codes(answers) in (["done", "done"], ["done", "product_on_hold"])
        assert desks.one.write(check.check) == ()
        release_product(desks)


def test_of_two_that_hold_a_product_one_does_and_the_other_is_told(desks: Desks) -> None:
    for _ in range(ROUNDS):
        assert codes(together(holding_product(desks.one), holding_product(desks.other))) == [
            "done",
            "product_on_hold",
        ]
        release_product(desks)


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
