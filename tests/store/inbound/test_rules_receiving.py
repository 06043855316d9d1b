"""The rules of goods in, asked of the store itself: no flow stands before it here."""

from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from serialhhd.store.catalogue import products, settings
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipts, receiving
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.inbound.receiving import Receipt, Received, SerialsIn
from serialhhd.store.schema import check
from serialhhd.store.serials import new_serials, serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState, TrackingType

Sql = Callable[..., int]

FULL, PICKED, NONE = TrackingType.FULL_TRACKING, TrackingType.TRACK_DURING_PICK, TrackingType.NO_TRACKING


class GoodsIn:
    """A store with two cameras and three batteries announced on PR-1, and an operator's run."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.run = store.write(self._fill)

    def _fill(self, conn: Connection) -> Run:
        at = self.store.now()
        for sku, kind in (("CAM", FULL), ("LENS", PICKED), ("BAT", NONE)):
            products.add(conn, sku, at=at, name=sku, tracking_type=kind, by="office")
        pre_receipts.add(conn, "PR-1", [("CAM", 2), ("BAT", 3)], at=at, by="office")
        pre_receipts.add(conn, "PR-2", [("CAM", 2)], at=at, by="office")
        return runs.begin(conn, operator="anna", flow="goods_in", config="{}", position="{}", at=at)

    def line(self, sku: str = "CAM", ref: str = "PR-1") -> PreReceiptLine:
        with self.store.read() as conn:
            return pre_receipts.line_of(conn, pre_receipts.show(conn, ref), products.show(conn, sku))

    def enter(self, texts: Sequence[str], ref: str = "PR-1") -> PreReceiptLine:
        return self.store.write(lambda conn: pre_entered.set_serials(conn, ref, "CAM", texts, by="office"))

    def claim(self, sku: str = "CAM", run: Run | None = None) -> None:
        line = self.line(sku)
        self.store.write(lambda conn: receiving.claim(conn, line, run or self.run, "PR-1"))

    def capture(
        self, *texts: str, sku: str = "CAM", how: SerialsIn = SerialsIn.CAPTURE, most: int = 99
    ) -> None:
        line = self.line(sku)

        def work(conn: Connection) -> Run:
            product = products.show(conn, sku)
            capturing = Capturing(self.run, product, most, self.store.now())
            entries = [serials.entry(text) for text in texts]
            standing = pre_receipts.standing(conn, line.document_id, line.id)
            run = receiving.capture(conn, standing, capturing, entries, how)
            runs.save(conn, run, run.position, self.store.now())
            return run

        self.run = self.store.write(work)

    def post(
        self,
        quantity: int,
        how: SerialsIn,
        *,
        captured: int = 0,
        most: int = 99,
        sku: str = "CAM",
        closes: bool = True,
    ) -> Received:
        line, receipt = self.line(sku), Receipt(quantity, how, most, closes, 1)
        run = self.run.holding(captured)
        return self.store.write(
            lambda conn: receiving.post(conn, line, run, receipt, account_id=1, at=self.store.now())
        )

    def state_of(self, serial: str) -> SerialState:
        with self.store.read() as conn:
            return traces.show(conn, serial, "CAM").state


@pytest.fixture
def goods_in(store: Store) -> GoodsIn:
    return GoodsIn(store)


@pytest.fixture(autouse=True)
def whole(store: Store) -> object:
    yield
    with store.read() as conn:
        assert check.check(conn) == ()


def test_r1_a_new_product_gets_the_default_of_the_site(store: Store) -> None:
    store.write(lambda conn: settings.set_default_tracking_type(conn, PICKED, by="office"))
    made = store.write(lambda conn: products.add(conn, "NEW", at=store.now(), name="New", by="office"))
    assert made.tracking_type is PICKED


def test_r2_a_change_of_type_says_what_it_leaves_as_it_was(goods_in: GoodsIn, store: Store) -> None:
    changed = store.write(lambda conn: products.set_tracking(conn, "CAM", NONE, by="boss", at=store.now()))
    with store.read() as conn:
        assert products.reach(conn, changed) == products.Reach(open_lines=2, stock_lines=0)
        (change,) = products.tracking_changes(conn, changed)
    assert (change.old, change.new, change.operator) == (FULL, NONE, "boss")
    assert goods_in.line().tracking_type is FULL


@pytest.mark.usefixtures("goods_in")
def test_r2_a_change_to_the_same_type_is_none(store: Store) -> None:
    same = store.write(lambda conn: products.set_tracking(conn, "CAM", FULL, by="b", at=store.now()))
    with store.read() as conn:
        assert products.tracking_changes(conn, same) == ()


def test_r4_a_pattern_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(Refused, match="serial_pattern_invalid"):
        store.write(
            lambda conn: products.add(conn, "X", at=store.now(), name="X", serial_pattern="(", by="office")
        )


@pytest.mark.parametrize("pattern", ["(?=.)([A-Z0-9]+-?)+", r"(?<!x)(\w+\s?)*"])
def test_r4_a_pattern_that_takes_too_long_refuses_and_changes_nothing(
    goods_in: GoodsIn, store: Store, sql: Sql, pattern: str
) -> None:
    sql("UPDATE product SET serial_pattern = :pattern WHERE sku = 'CAM'", pattern=pattern)
    wrong = "A" * 40 + "!"
    goods_in.enter(["SN1", "SN2"])
    for refused in (
        lambda: goods_in.enter(["SN3", wrong]),
        lambda: store.write(lambda conn: new_serials.judge(conn, products.show(conn, "CAM"), wrong)),
    ):
        with pytest.raises(Refused) as why:
            refused()
        assert (why.value.code, why.value.facts["sku"]) == ("serial_pattern_failed", "CAM")
    assert [goods_in.state_of(serial) for serial in ("SN1", "SN2")] == [SerialState.EXPECTED] * 2


def test_r5_an_expected_serial_is_on_one_open_pre_receipt(goods_in: GoodsIn) -> None:
    goods_in.enter(["SN1", "SN2"])
    with pytest.raises(Refused, match="serials_refused") as refused:
        goods_in.enter(["sn2", "SN3"], "PR-2")
    (one,) = refused.value.facts["refused"]
    assert (one.code, one.facts["document"]) == ("serial_expected_elsewhere", "PR-1")


def test_r5_cancelling_keeps_what_was_received(goods_in: GoodsIn, store: Store) -> None:
    goods_in.claim("BAT")
    goods_in.post(1, SerialsIn.NONE, sku="BAT")
    goods_in.enter(["SN1", "SN2"])
    store.write(lambda conn: pre_receipts.cancel(conn, "PR-1", store.now(), by="office"))
    assert (goods_in.line("BAT").state, goods_in.line("CAM").state) == ("received", "cancelled")
    with pytest.raises(Refused, match="unknown"):
        goods_in.state_of("SN1")
    with pytest.raises(Refused, match="document_not_open"):
        store.write(lambda conn: pre_receipts.cancel(conn, "PR-1", store.now(), by="office"))


@pytest.mark.parametrize("texts", [[], ["SN1"], ["SN1", "SN2", "SN3"]])
def test_r7_pre_entered_serials_are_all_or_none(goods_in: GoodsIn, texts: list[str]) -> None:
    with pytest.raises(Refused, match="pre_entered_count") as refused:
        goods_in.enter(texts)
    assert (refused.value.facts["given"], refused.value.facts["expected"]) == (len(texts), 2)
    assert goods_in.line().pre_entered == 0


def test_r8_pre_entered_serials_stay_once_received(goods_in: GoodsIn, store: Store) -> None:
    goods_in.enter(["SN1", "SN2"])
    goods_in.claim()
    goods_in.post(2, SerialsIn.ACCEPT)
    with pytest.raises(Refused, match="line_already_received"):
        goods_in.enter(["SN3", "SN4"])
    with pytest.raises(Refused, match="line_already_received"):
        store.write(lambda conn: pre_entered.clear_serials(conn, "PR-1", "CAM", by="office"))


@pytest.mark.parametrize("quantity", [0, 1, 3])
def test_r9_accepted_is_what_was_pre_entered(goods_in: GoodsIn, quantity: int) -> None:
    goods_in.enter(["SN1", "SN2"])
    goods_in.claim()
    with pytest.raises(Refused, match="quantity_is_pre_entered"):
        goods_in.post(quantity, SerialsIn.ACCEPT)
    assert goods_in.state_of("SN1") is SerialState.EXPECTED


def test_r9_verified_is_what_is_on_the_list_of_this_line(goods_in: GoodsIn) -> None:
    goods_in.enter(["SN1", "SN2"])
    goods_in.enter(["SN3", "SN4"], "PR-2")
    goods_in.claim()
    with pytest.raises(Refused, match="serial_not_on_list"):
        goods_in.capture("SN9", how=SerialsIn.VERIFY)
    with pytest.raises(Refused, match="serial_expected_elsewhere"):
        goods_in.capture("SN3", how=SerialsIn.VERIFY)
    goods_in.capture("SN1", how=SerialsIn.VERIFY)
    received = goods_in.post(1, SerialsIn.VERIFY, captured=1)
    assert (received.missing, received.missing_count) == (("SN2",), 1)


def test_r9_of_many_missing_serials_the_first_are_named(goods_in: GoodsIn, store: Store) -> None:
    store.write(lambda conn: pre_receipts.add(conn, "PR-3", [("CAM", 30)], at=store.now(), by="office"))
    goods_in.enter([f"M{number:02}" for number in range(30)], "PR-3")
    line = goods_in.line("CAM", "PR-3")
    store.write(lambda conn: receiving.claim(conn, line, goods_in.run, "PR-3"))
    receipt = Receipt(0, SerialsIn.VERIFY, 99, closes_short=True, location_id=None)
    received = store.write(
        lambda conn: receiving.post(conn, line, goods_in.run, receipt, account_id=1, at=store.now())
    )
    assert (len(received.missing), received.missing_count) == (20, 30)


@pytest.mark.parametrize("quantity", [0, 2])
def test_r10_the_quantity_is_the_number_of_serials(goods_in: GoodsIn, quantity: int) -> None:
    goods_in.claim()
    goods_in.capture("SN1")
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        goods_in.post(quantity, SerialsIn.CAPTURE, captured=1)


def test_r10_more_than_the_flow_allows_is_refused(goods_in: GoodsIn) -> None:
    goods_in.claim("BAT")
    with pytest.raises(Refused, match="over_receipt"):
        goods_in.post(4, SerialsIn.NONE, sku="BAT", most=3)
    goods_in.claim()
    with pytest.raises(Refused, match="too_many_serials"):
        goods_in.capture("SN1", "SN2", "SN3", most=2)


def test_r10_a_quantity_below_zero_is_refused(goods_in: GoodsIn) -> None:
    goods_in.claim("BAT")
    with pytest.raises(Refused, match="quantity_negative"):
        goods_in.post(-1, SerialsIn.NONE, sku="BAT")


def test_r65_no_line_and_no_place_gets_too_many_units(goods_in: GoodsIn, store: Store) -> None:
    at = store.now()
    with pytest.raises(Refused, match="quantity_too_large"):
        store.write(lambda conn: pre_receipts.add(conn, "X", [("BAT", MOST_UNITS + 1)], at=at, by="office"))
    goods_in.claim("BAT")
    goods_in.post(2, SerialsIn.NONE, sku="BAT", closes=False)
    goods_in.claim("BAT")
    with pytest.raises(Refused, match="quantity_too_large") as refused:
        goods_in.post(MOST_UNITS - 1, SerialsIn.NONE, sku="BAT", most=MOST_UNITS)
    assert refused.value.facts == {"most": MOST_UNITS - 2}
    store.write(lambda conn: pre_receipts.add(conn, "PR-3", [("BAT", MOST_UNITS)], at=at, by="office"))
    everything = Delivery("GOODS-IN", quantity=MOST_UNITS)
    with pytest.raises(Refused, match="quantity_too_large"):
        store.write(lambda conn: desk_receiving.receive(conn, "PR-3", "BAT", everything, by="office", at=at))


def test_r11_a_line_kept_open_is_free_for_the_next_receipt(goods_in: GoodsIn) -> None:
    goods_in.claim("BAT")
    goods_in.post(1, SerialsIn.NONE, sku="BAT", closes=False)
    line = goods_in.line("BAT")
    assert (line.done, line.open_quantity, line.state, line.run_id) == (1, 2, "open", None)
    goods_in.claim("BAT")
    goods_in.post(2, SerialsIn.NONE, sku="BAT", closes=False)
    assert goods_in.line("BAT").state == "received"


@pytest.mark.usefixtures("goods_in")
def test_r13_no_serial_is_pre_entered_without_full_tracking(store: Store) -> None:
    with pytest.raises(Refused, match="line_not_full_tracking"):
        store.write(lambda conn: pre_entered.set_serials(conn, "PR-1", "BAT", ["1", "2", "3"], by="office"))


def test_r13_the_database_refuses_a_serial_on_a_no_tracking_line(goods_in: GoodsIn) -> None:
    goods_in.claim("BAT")
    goods_in.capture("SN1", sku="BAT")
    with pytest.raises(IntegrityError):
        goods_in.post(1, SerialsIn.CAPTURE, sku="BAT", captured=1)
    with pytest.raises(Refused, match="serial_only_captured"):
        goods_in.state_of("SN1")


def test_r14_a_serial_is_captured_only_on_a_line_in_work(goods_in: GoodsIn, store: Store) -> None:
    with pytest.raises(Refused, match="line_changed"):
        goods_in.capture("SN1")
    goods_in.claim()
    goods_in.capture("SN1")
    store.write(lambda conn: runs.release(conn, goods_in.run.id, store.now(), by="office"))
    with pytest.raises(Refused, match="line_changed"):
        goods_in.capture("SN2")
    with pytest.raises(Refused, match="unknown"):
        goods_in.state_of("SN1")


def test_r15_a_line_is_in_work_by_one_run(goods_in: GoodsIn, store: Store) -> None:
    goods_in.claim()
    at = store.now()
    ben = store.write(
        lambda conn: runs.begin(conn, operator="ben", flow="goods_in", config="{}", position="{}", at=at)
    )
    with pytest.raises(Refused, match="line_in_work") as refused:
        goods_in.claim(run=ben)
    assert refused.value.facts["operator"] == "anna"
    goods_in.claim()


@pytest.mark.usefixtures("goods_in")
def test_r15_an_operator_has_one_open_run_in_a_flow(store: Store) -> None:
    at = store.now()
    with pytest.raises(Refused, match="run_begun_elsewhere"):
        store.write(
            lambda conn: runs.begin(conn, operator="ANNA", flow="goods_in", config="{}", position="{}", at=at)
        )


def test_r16_a_full_tracking_line_is_not_filled_without_serials(goods_in: GoodsIn, store: Store) -> None:
    goods_in.claim()
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        goods_in.post(1, SerialsIn.NONE)
    with store.read() as conn:
        assert stock.page(conn) == ()


@pytest.mark.parametrize(
    ("sku", "has_step", "verifies", "entered", "how"),
    [
        ("BAT", True, False, False, SerialsIn.NONE),
        ("BAT", False, False, False, SerialsIn.NONE),
        ("CAM", True, False, False, SerialsIn.CAPTURE),
        ("CAM", True, False, True, SerialsIn.ACCEPT),
        ("CAM", True, True, True, SerialsIn.VERIFY),
        ("CAM", True, True, False, SerialsIn.CAPTURE),
        ("CAM", False, False, True, SerialsIn.ACCEPT),
    ],
)
def test_r3_r9_r17_how_a_line_gets_its_serials(
    goods_in: GoodsIn, sku: str, *, has_step: bool, verifies: bool, entered: bool, how: SerialsIn
) -> None:
    if entered:
        goods_in.enter(["SN1", "SN2"])
    found = receiving.how_serials_come(
        goods_in.line(sku), "goods_in", has_serial_step=has_step, verifies=verifies, skips_without_step=False
    )
    assert found is how


def test_r17_without_a_serial_step_the_line_is_refused_or_skipped(goods_in: GoodsIn) -> None:
    line = goods_in.line()
    said = {"has_serial_step": False, "verifies": False}
    with pytest.raises(Refused, match="no_serial_step") as refused:
        receiving.how_serials_come(line, "goods_in", **said, skips_without_step=False)
    assert refused.value.facts == {"flow": "goods_in", "sku": "CAM"}
    assert receiving.how_serials_come(line, "goods_in", **said, skips_without_step=True) is SerialsIn.SKIP
    goods_in.claim()
    goods_in.post(2, SerialsIn.SKIP)
    with goods_in.store.read() as conn:
        (filled,) = stock.page(conn)
    assert (filled.tracking_type, filled.quantity) == (NONE, 2)
