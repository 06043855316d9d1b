"""The rules of goods out, asked of the store itself: no flow stands before it here."""

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.pick_lists import Task, WantedTask
from serialhhd.store.outbound.picking import Pick, Picked, SerialsOut
from serialhhd.store.schema import check
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import ledger, proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType

FULL, PICKED, NONE = TrackingType.FULL_TRACKING, TrackingType.TRACK_DURING_PICK, TrackingType.NO_TRACKING
SKUS = ("CAM", "LENS", "BAT")


class GoodsOut:
    """Two cameras at A-01 and one at A-02, three lenses and three batteries, and an operator's run on PL-1."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(self._announce)
        keeper = Runner(store, lambda: FlowsFile(PACKAGED).current().flows["goods_in"], "keeper")
        for text in ("PR-1", "CAM", "SN1,SN2", ":done", "", "A-01", "LENS", "", "A-01", "BAT", "", "A-01"):
            keeper.submit(Scan(text))
        for text in ("PR-2", "CAM", "SN3", ":done", "", "A-02"):
            keeper.submit(Scan(text))
        self.run, self.task = store.write(self._begin)

    def _announce(self, conn: Connection) -> None:
        at = self.store.now()
        for sku, kind in zip(SKUS, (FULL, PICKED, NONE), strict=True):
            products.add(conn, sku, at=at, name=sku, tracking_type=kind, by="office")
        for code in ("A-01", "A-02"):
            places.add_location(conn, code, by="office")
        pre_receipts.add(conn, "PR-1", [("CAM", 2), ("LENS", 3), ("BAT", 3)], at=at, by="office")
        pre_receipts.add(conn, "PR-2", [("CAM", 1)], at=at, by="office")
        for number, sku in enumerate(SKUS, start=1):
            pick_lists.add(conn, f"PL-{number}", [WantedTask(sku, 2)], at=at, customer="ACME", by="office")

    def _begin(self, conn: Connection) -> tuple[Run, Task]:
        run = runs.begin(
            conn, operator="ben", flow="goods_out", config="{}", position="{}", at=self.store.now()
        )
        task = picking.claim_next(conn, pick_lists.show(conn, "PL-1"), run)
        assert task
        return run, task

    def take(self, ref: str) -> Task:
        """Take the task of another list in work."""
        task = self.store.write(lambda conn: picking.claim_next(conn, pick_lists.show(conn, ref), self.run))
        assert task
        self.task = task
        return task

    @property
    def line(self) -> StockLine:
        with self.store.read() as conn:
            found = proposing.propose(conn, self.task, 1)
        assert found
        return found

    def capture(
        self,
        *texts: str,
        how: SerialsOut = SerialsOut.FROM_STOCK,
        most: int = 99,
        verifies_origin: bool = True,
    ) -> None:
        line = self.line

        def work(conn: Connection) -> Run:
            product = products.by_id(conn, self.task.product_id)
            capturing = Capturing(self.run, product, most, self.store.now())
            entries = [serials.entry(text) for text in texts]
            standing = pick_lists.standing(conn, self.task.document_id, self.task.id)
            run = picking.capture(
                conn, standing, line, capturing, entries, how, verifies_origin=verifies_origin
            )
            runs.save(conn, run, run.position, self.store.now())
            return run

        self.run = self.store.write(work)

    def post(self, pick: Pick, captured: int = 0) -> Picked:
        line, run = self.line, self.run.holding(captured)
        return self.store.write(
            lambda conn: picking.post(conn, self.task, line, run, pick, at=self.store.now())
        )

    def dispatch(self, ref: str) -> None:
        self.store.write(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=self.store.now()))


@pytest.fixture
def goods_out(store: Store) -> GoodsOut:
    return GoodsOut(store)


@pytest.fixture(autouse=True)
def whole(store: Store) -> object:
    yield
    with store.read() as conn:
        assert check.check(conn) == ()


def test_r12_the_oldest_stock_is_proposed_first(goods_out: GoodsOut) -> None:
    assert (goods_out.line.location, goods_out.line.quantity) == ("A-01", 2)


def test_r12_a_serial_of_another_stock_line_is_refused(goods_out: GoodsOut) -> None:
    with pytest.raises(Refused, match="serial_in_stock") as refused:
        goods_out.capture("SN3")
    assert refused.value.facts["location"] == "A-02"


def test_r12_the_database_refuses_to_pick_a_serial_from_another_line(goods_out: GoodsOut) -> None:
    goods_out.capture("SN1")
    with goods_out.store.read() as conn:
        (elsewhere,) = (line for line in stock.page(conn) if line.location == "A-02")
    run = goods_out.run.holding(1)
    pick = Pick(1, SerialsOut.FROM_STOCK)
    with pytest.raises(IntegrityError):
        goods_out.store.write(
            lambda conn: picking.post(conn, goods_out.task, elsewhere, run, pick, at=goods_out.store.now())
        )


def test_r12_all_serials_of_one_scan_or_none(goods_out: GoodsOut) -> None:
    with pytest.raises(Refused, match="serials_refused") as refused:
        goods_out.capture("SN1", "SN3", "SN9")
    assert [one.code for one in refused.value.facts["refused"]] == ["serial_in_stock", "serial_unknown"]
    with goods_out.store.read() as conn:
        assert captures.newest(conn, goods_out.run.id, 9) == ()


@pytest.mark.parametrize(("quantity", "captured"), [(2, 1), (1, 2), (0, 1)])
def test_r12_the_quantity_is_the_number_of_serials(goods_out: GoodsOut, quantity: int, captured: int) -> None:
    goods_out.capture(*["SN1", "SN2"][:captured])
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        goods_out.post(Pick(quantity, SerialsOut.FROM_STOCK), captured)


def test_r12_never_more_than_the_task(goods_out: GoodsOut) -> None:
    with pytest.raises(Refused, match="over_pick"):
        goods_out.post(Pick(3, SerialsOut.FROM_STOCK))
    with pytest.raises(Refused, match="too_many_serials"):
        goods_out.capture("SN1", "SN2", most=1)
    with pytest.raises(Refused, match="quantity_negative"):
        goods_out.post(Pick(-1, SerialsOut.FROM_STOCK))


def test_r12_fewer_without_a_reason_leave_the_task_open(goods_out: GoodsOut) -> None:
    goods_out.capture("SN1")
    picked = goods_out.post(Pick(1, SerialsOut.FROM_STOCK), 1)
    assert (picked.task.done, picked.task.state, picked.is_complete) == (1, "open", False)


def test_r12_fewer_with_a_reason_end_the_task(goods_out: GoodsOut) -> None:
    goods_out.capture("SN1")
    picked = goods_out.post(Pick(1, SerialsOut.FROM_STOCK, "Damaged"), 1)
    assert (picked.task.state, picked.task.short_reason, picked.is_complete) == ("picked", "Damaged", True)
    with pytest.raises(Refused, match="task_changed"):
        goods_out.capture("SN2")


@pytest.mark.parametrize("why", ["Damaged", "Wet; broken", "short: nothing there"])
@pytest.mark.parametrize("how", [SerialsOut.SKIP, SerialsOut.CREATE])
def test_why_a_pick_was_short_is_read_of_its_note_as_it_was_said(
    goods_out: GoodsOut, why: str, how: SerialsOut
) -> None:
    goods_out.take("PL-2")
    if how is SerialsOut.CREATE:
        goods_out.capture("L1", how=how)
    goods_out.post(Pick(1, how, why), 1 if how is SerialsOut.CREATE else 0)
    with goods_out.store.read() as conn:
        newest = ledger.page(conn)[0]
    assert picking.short_reason_of(newest.note or "") == why


def test_r8_a_cancelled_pick_list_lets_go_what_a_run_held_for_it(goods_out: GoodsOut) -> None:
    store, run_id, task_id = goods_out.store, goods_out.run.id, goods_out.task.id
    at = store.now()
    store.write(lambda conn: runs.set_document(conn, run_id, goods_out.task.document_id))
    goods_out.capture("SN1")
    cancelled = store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    assert cancelled.state is DocumentState.CANCELLED
    with store.read() as conn:
        task = pick_lists.task(conn, task_id)
        assert (task.state, task.run_id) == (DocumentState.CANCELLED, None)
        assert captures.newest(conn, run_id, 9) == ()
    with pytest.raises(Refused, match="document_not_open"):
        store.write(lambda conn: pick_lists.cancel(conn, "PL-1", at, by="office"))
    with pytest.raises(Refused, match="document_not_open"):
        goods_out.dispatch("PL-1")


def test_r12_track_during_pick_creates_its_serials_once(goods_out: GoodsOut) -> None:
    goods_out.take("PL-2")
    goods_out.capture("L1", "L2", how=SerialsOut.CREATE)
    goods_out.post(Pick(2, SerialsOut.CREATE), 2)
    with goods_out.store.read() as conn:
        assert traces.show(conn, "L1", "LENS").state is SerialState.PICKED
    goods_out.store.write(
        lambda conn: pick_lists.add(
            conn, "PL-4", [WantedTask("LENS", 1)], at=goods_out.store.now(), by="office"
        )
    )
    goods_out.take("PL-4")
    with pytest.raises(Refused, match="serial_picked"):
        goods_out.capture("l1", how=SerialsOut.CREATE)
    goods_out.dispatch("PL-2")
    with pytest.raises(Refused, match="serial_dispatched") as refused:
        goods_out.capture("L1", how=SerialsOut.CREATE)
    assert refused.value.facts == {"serial": "L1", "document": "PL-2", "customer": "ACME"}


def test_r13_no_tracking_is_picked_without_serials(goods_out: GoodsOut) -> None:
    goods_out.take("PL-3")
    assert picking.how_serials_go(
        goods_out.line, "goods_out", has_serial_step=True, skips_without_step=False
    ) is (SerialsOut.NONE)
    assert goods_out.post(Pick(2, SerialsOut.NONE)).is_complete


def test_r16_full_tracking_does_not_leave_without_serials(goods_out: GoodsOut) -> None:
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        goods_out.post(Pick(2, SerialsOut.NONE))


def test_r16_a_line_never_falls_below_zero(goods_out: GoodsOut) -> None:
    goods_out.store.write(
        lambda conn: pick_lists.add(
            conn, "PL-4", [WantedTask("BAT", 9)], at=goods_out.store.now(), by="office"
        )
    )
    goods_out.take("PL-4")
    with pytest.raises(Refused, match="not_enough_stock") as refused:
        goods_out.post(Pick(4, SerialsOut.NONE))
    assert refused.value.facts == {"location": "A-01", "available": 3, "wanted": 4}


def test_r16_every_movement_is_in_the_ledger(goods_out: GoodsOut) -> None:
    goods_out.capture("SN1", "SN2")
    goods_out.post(Pick(2, SerialsOut.FROM_STOCK), 2)
    goods_out.dispatch("PL-1")
    with goods_out.store.read() as conn:
        history = traces.show(conn, "SN1", "CAM").history
        with_serials = ledger.page(conn, ledger.TransactionFilter(with_serials=True))
    assert [(one.kind, one.quantity, one.document, one.operator) for one in history] == [
        ("receipt", 2, "PR-1", "keeper"),
        ("pick", -2, "PL-1", "ben"),
        ("dispatch", -2, "PL-1", "office"),
    ]
    assert [one.serials for one in with_serials] == [("SN1", "SN2"), ("SN1", "SN2"), ("SN3",), ("SN1", "SN2")]


@pytest.mark.parametrize(
    ("ref", "has_step", "skips", "how"),
    [
        ("PL-1", True, False, SerialsOut.FROM_STOCK),
        ("PL-1", False, False, "no_serial_step"),
        ("PL-1", False, True, "serials_cannot_be_skipped"),
        ("PL-2", True, False, SerialsOut.CREATE),
        ("PL-2", False, False, "no_serial_step"),
        ("PL-2", False, True, SerialsOut.SKIP),
        ("PL-3", False, False, SerialsOut.NONE),
    ],
)
def test_r3_r17_how_a_pick_gets_its_serials(
    goods_out: GoodsOut, ref: str, *, has_step: bool, skips: bool, how: str
) -> None:
    goods_out.take(ref)
    try:
        found: str = picking.how_serials_go(
            goods_out.line, "goods_out", has_serial_step=has_step, skips_without_step=skips
        )
    except Refused as refused:
        found = refused.code
    assert found == how


def test_r5_only_what_left_comes_back(goods_out: GoodsOut) -> None:
    store, said = goods_out.store, {"sku": "CAM", "reason": "back", "location": "A-02", "by": "office"}
    with pytest.raises(Refused, match="serial_not_returnable"):
        store.write(lambda conn: stock.take_back(conn, "SN1", at=store.now(), **said))
    goods_out.capture("SN1", "SN2")
    goods_out.post(Pick(2, SerialsOut.FROM_STOCK), 2)
    with pytest.raises(Refused, match="serial_not_returnable"):
        store.write(lambda conn: stock.take_back(conn, "SN1", at=store.now(), **said))
    goods_out.dispatch("PL-1")
    back = store.write(lambda conn: stock.take_back(conn, "SN1", at=store.now(), **said))
    assert (back.state, back.location, len(back.history)) == (SerialState.IN_STOCK, "A-02", 4)


@pytest.mark.parametrize("reason", ["", "  "])
def test_r5_nothing_is_removed_without_a_reason(goods_out: GoodsOut, reason: str) -> None:
    store = goods_out.store
    with pytest.raises(Refused, match="reason_missing"):
        store.write(
            lambda conn: stock.remove(conn, "SN1", sku="CAM", reason=reason, by="office", at=store.now())
        )


def test_who_has_the_tasks_that_are_left_is_told(goods_out: GoodsOut) -> None:
    at = goods_out.store.now()

    def claim(conn: Connection) -> object:
        run = runs.begin(conn, operator="cleo", flow="goods_out", config="{}", position="{}", at=at)
        return picking.claim_next(conn, pick_lists.show(conn, "PL-1"), run)

    with pytest.raises(Refused) as refused:
        goods_out.store.write(claim)
    assert refused.value.facts == {"document": "PL-1", "operators": ("ben",)}


def test_a_reason_for_fewer_that_cannot_be_shown_is_refused_as_a_reason(goods_out: GoodsOut) -> None:
    with pytest.raises(Refused) as refused:
        goods_out.post(Pick(0, SerialsOut.FROM_STOCK, short_reason="gone\x1b"))
    assert refused.value.facts == {"what": "reason", "code": "gone\x1b"}
