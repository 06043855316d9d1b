"""Warranty: it runs from dispatch, its last day is a whole one, and what came back has none."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import product_editing, products
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.serials import traces
from serialhhd.store.stock import stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SerialState

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def sampled(store: Store) -> Store:
    """The sample warehouse: SN0001, a CAM-200 from Lens & Co, left on 2026-02-28 for the Harbour Office."""
    store.write(lambda conn: sample.fill(conn, AT))
    store.write(lambda conn: product_editing.set_warranty(conn, "CAM-200", 365, by="office", at=AT))
    return store


def trace_of(store: Store, serial: str) -> traces.Trace:
    with store.read() as conn:
        return traces.show(conn, serial)


def take_back(store: Store, serial: str, at: datetime) -> None:
    back = {"sku": None, "location": "A-01-02", "reason": "unwanted", "by": "maria"}
    store.write(lambda conn: stock.take_back(conn, serial, at=at, **back))  # type: ignore[arg-type]


def dispatch(store: Store, serial: str, at: datetime) -> None:
    handheld = Session(store, FlowsFile(PACKAGED), "ben", "goods_out")
    store.write(
        lambda conn: pick_lists.add(conn, "PL-1", [WantedTask("CAM-200", 1, "A-01-02")], at=at, by="office")
    )
    for text in ("PL-1", "A-01-02", "CAM-200", serial, ""):
        handheld.submit(Scan(text))
    store.write(lambda conn: pick_lists.dispatch(conn, "PL-1", by="maria", at=at))


@pytest.mark.parametrize(
    ("at", "is_covered"),
    [
        (datetime(2026, 2, 28, 9, 0, tzinfo=UTC), True),
        (datetime(2027, 2, 28, 9, 1, tzinfo=UTC), True),
        (datetime(2027, 2, 28, 23, 59, 59, 999_999, tzinfo=UTC), True),
        (datetime(2027, 3, 1, tzinfo=UTC), False),
        (datetime(2027, 3, 1, 0, 30, tzinfo=timezone(timedelta(hours=1))), True),
        (datetime(2027, 2, 28, 23, 30, tzinfo=timezone(timedelta(hours=-1))), False),
    ],
)
def test_a_warranty_runs_from_dispatch_and_its_last_day_is_a_whole_one(
    sampled: Store, at: datetime, is_covered: bool
) -> None:
    trace = trace_of(sampled, "SN0001")
    assert trace.warranty_until == date(2027, 2, 28)
    assert trace.is_covered(at) is is_covered


def test_what_never_left_has_no_running_warranty(sampled: Store) -> None:
    trace = trace_of(sampled, "SN0002")
    assert (trace.warranty_until, trace.is_covered(AT)) == (None, None)


def test_a_returned_serial_has_none_until_it_leaves_again(sampled: Store) -> None:
    take_back(sampled, "SN0001", AT)
    back = trace_of(sampled, "SN0001")
    assert (back.warranty_until, back.is_covered(AT), back.customer) == (None, None, None)
    dispatch(sampled, "SN0001", AT + timedelta(days=10))
    again = trace_of(sampled, "SN0001")
    assert again.state is SerialState.DISPATCHED
    assert again.warranty_until == date(2027, 3, 12)


def test_a_product_without_warranty_covers_nothing(sampled: Store) -> None:
    assert (
        sampled.write(
            lambda conn: product_editing.set_warranty(conn, "CAM-200", None, by="office", at=AT)
        ).warranty_days
        is None
    )
    trace = trace_of(sampled, "SN0001")
    assert (trace.warranty_until, trace.is_covered(AT)) == (None, None)


@pytest.mark.parametrize(
    ("days", "code"),
    [(0, "warranty_not_positive"), (-1, "warranty_not_positive"), (36_501, "warranty_too_long")],
)
def test_a_warranty_that_is_none_or_never_ends_is_refused(sampled: Store, days: int, code: str) -> None:
    with pytest.raises(Refused) as refused:
        sampled.write(lambda conn: product_editing.set_warranty(conn, "CAM-200", days, by="office", at=AT))
    assert refused.value.code == code
    assert trace_of(sampled, "SN0001").warranty_until == date(2027, 2, 28)


def test_the_longest_warranty_ends_on_a_day(sampled: Store) -> None:
    sampled.write(
        lambda conn: product_editing.set_warranty(
            conn, "CAM-200", products.LONGEST_WARRANTY, by="office", at=AT
        )
    )
    assert trace_of(sampled, "SN0001").warranty_until == date(2026, 2, 28) + timedelta(days=36_500)


def test_a_trace_names_supplier_and_customer(sampled: Store) -> None:
    gone, here = trace_of(sampled, "SN0001"), trace_of(sampled, "SN0002")
    assert (gone.supplier, gone.customer) == ("Lens & Co", "Harbour Office")
    assert (here.supplier, here.customer) == ("Lens & Co", None)


def test_what_is_on_its_way_names_who_is_to_send_it(sampled: Store) -> None:
    trace = trace_of(sampled, "R10-00031")
    assert (trace.state, trace.expected_on, trace.supplier) == (SerialState.EXPECTED, "PR-1008", "Northlink")
