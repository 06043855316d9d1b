"""What the office does with pre-receipts: editing them, marking serials, receiving at the desk, named views."""

from functools import partial

import pytest
from sqlalchemy import Connection, event, func, select

from serialhhd.samples import warehouse as sample
from serialhhd.store.catalogue import products
from serialhhd.store.desk import list_views
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipt_editing, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.pre_entered import Mark
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.inbound.receiving import Received
from serialhhd.store.schema import check
from serialhhd.store.schema import tables as t
from serialhhd.store.stock.runs import FLOW_OF_DESK
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState


@pytest.fixture
def sampled(store: Store) -> Store:
    store.write(lambda conn: sample.fill(conn, store.now()))
    return store


def line_of(store: Store, ref: str, sku: str) -> PreReceiptLine:
    with store.read() as conn:
        return pre_receipts.line_of(conn, pre_receipts.show(conn, ref), products.show(conn, sku))


def refusal_of(store: Store, work: object) -> str:
    with pytest.raises(Refused) as refused:
        store.write(work)  # type: ignore[arg-type]
    return refused.value.code


# --- editing ----------------------------------------------------------------------------------------------------


def test_every_change_counts_and_a_change_on_an_old_revision_is_refused(sampled: Store) -> None:
    seen = sampled.write(lambda conn: pre_receipts.show(conn, "PR-1009")).revision
    sampled.write(
        lambda conn: pre_receipt_editing.add_line(conn, "PR-1009", "CAM-200", 2, revision=seen, by="office")
    )
    for change in (
        lambda conn: pre_receipt_editing.add_line(conn, "PR-1009", "RTR-10", 2, revision=seen, by="office"),
        lambda conn: pre_receipt_editing.remove_line(
            conn, "PR-1009", "CAM-200", at=sampled.now(), revision=seen, by="office"
        ),
        lambda conn: pre_entered.set_serials(
            conn, "PR-1009", "CAM-200", ["SN1", "SN2"], revision=seen, by="office"
        ),
        lambda conn: pre_entered.clear_serials(conn, "PR-1009", "CAM-200", revision=seen, by="office"),
    ):
        assert refusal_of(sampled, change) == "changed_meanwhile"
    now = sampled.write(lambda conn: pre_receipts.show(conn, "PR-1009"))
    assert now.revision == seen + 1
    assert line_of(sampled, "PR-1009", "CAM-200").pre_entered == 0
    texts = [f"L7-{number}" for number in range(5)]  # of a line that is as it was
    sampled.write(
        lambda conn: pre_entered.set_serials(conn, "PR-1009", "LCK-7", texts, revision=seen, by="office")
    )
    assert line_of(sampled, "PR-1009", "LCK-7").pre_entered == 5


def test_a_line_carries_the_type_its_product_has_when_it_is_added(sampled: Store) -> None:
    line = sampled.write(lambda conn: pre_receipt_editing.add_line(conn, "PR-1007", "BAT-5", 3, by="office"))
    assert (line.line_no, line.quantity, line.tracking_type.value) == (2, 3, "track_during_pick")


def test_a_line_is_taken_off_with_its_serials_which_are_free_again(sampled: Store) -> None:
    sampled.write(
        lambda conn: pre_receipt_editing.remove_line(conn, "PR-1008", "RTR-10", at=sampled.now(), by="office")
    )
    texts = [f"R10-{number:05}" for number in range(31, 35)]

    def again(conn: Connection) -> None:
        pre_receipt_editing.add_line(conn, "PR-1009", "RTR-10", 4, by="office")
        pre_entered.set_serials(conn, "PR-1009", "RTR-10", texts, by="office")

    sampled.write(again)
    assert line_of(sampled, "PR-1009", "RTR-10").pre_entered == 4
    assert sampled.write(check.check) == ()


@pytest.mark.parametrize(
    ("ref", "sku", "refusal"),
    [
        ("PR-1007", "CAM-200", "last_line"),
        ("PR-1009", "CAM-200", "not_on_document"),
        ("PR-1001", "CAM-200", "document_not_open"),
        ("NOPE", "CAM-200", "unknown"),
    ],
)
def test_a_line_that_cannot_be_taken_off(sampled: Store, ref: str, sku: str, refusal: str) -> None:
    assert (
        refusal_of(
            sampled,
            lambda conn: pre_receipt_editing.remove_line(conn, ref, sku, at=sampled.now(), by="office"),
        )
        == refusal
    )


# --- marks ------------------------------------------------------------------------------------------------------


def marks(store: Store, ref: str, sku: str, *texts: str) -> list[str]:
    line = line_of(store, ref, sku)
    with store.read() as conn:
        return [one.mark.value for one in pre_entered.marks(conn, line, texts)]


def test_serials_are_marked_before_they_are_saved(sampled: Store) -> None:
    texts = ("SN9001", "SN9001", "SN0001", "X", "SN9002")
    assert marks(sampled, "PR-1007", "CAM-200", *texts) == [
        "repeated",
        "repeated",
        "known",
        "invalid",
        "ok",
    ]


def test_a_mark_tells_why(sampled: Store) -> None:
    texts = ("CAM-200", "1", "R10-00001", "\x1b", "R10-09000")
    line = line_of(sampled, "PR-1008", "RTR-10")
    with sampled.read() as conn:
        marked = pre_entered.marks(conn, line, texts)
    assert [(one.mark.value, one.why and one.why.code) for one in marked] == [
        ("invalid", "serial_is_other_code"),
        ("doubtful", "number_short"),
        ("known", "serial_in_stock"),
        ("invalid", "code_unprintable"),
        ("ok", None),
    ]


def test_a_lines_own_serials_and_those_nobody_expects_any_more_can_be_entered(sampled: Store) -> None:
    own = [f"R10-{number:05}" for number in range(31, 35)]
    assert marks(sampled, "PR-1008", "RTR-10", *own) == ["ok"] * 4
    at = sampled.now()
    sampled.write(lambda conn: pre_receipts.add(conn, "PR-2", [("RTR-10", 4)], at=at, by="office"))
    assert marks(sampled, "PR-2", "RTR-10", *own) == ["known"] * 4
    sampled.write(lambda conn: pre_receipts.cancel(conn, "PR-1008", at, by="office"))
    assert marks(sampled, "PR-2", "RTR-10", *own) == ["ok"] * 4
    sampled.write(lambda conn: pre_entered.set_serials(conn, "PR-2", "RTR-10", own, by="office"))


def test_marks_agree_with_what_saving_says(sampled: Store) -> None:
    for text in ("SN0001", "SN0003", "X", "SN9100"):
        (mark,) = marks(sampled, "PR-1007", "CAM-200", text)
        texts = [text, "SN9101", "SN9102"]
        try:
            sampled.write(
                partial(pre_entered.set_serials, ref="PR-1007", sku="CAM-200", texts=texts, by="office")
            )
        except Refused:
            assert mark != Mark.OK
        else:
            assert mark == Mark.OK


def test_ten_thousand_serials_are_marked_with_few_statements(sampled: Store) -> None:
    line = line_of(sampled, "PR-1009", "LCK-7")
    statements: list[str] = []
    with sampled.read() as conn:
        event.listen(conn, "before_cursor_execute", lambda *a: statements.append(a[2]))
        marked = pre_entered.marks(conn, line, [f"K{number:05}" for number in range(10_000)])
    assert {one.mark for one in marked} == {Mark.OK}
    assert len(statements) <= 25


# --- receiving --------------------------------------------------------------------------------------------------


def receive(store: Store, ref: str, sku: str, delivery: Delivery) -> Received:
    at = store.now()
    return store.write(lambda conn: desk_receiving.receive(conn, ref, sku, delivery, by="maria", at=at))


def test_full_tracking_is_received_with_as_many_serials_as_came(sampled: Store) -> None:
    texts = tuple(f"SN{number}" for number in range(9001, 9005))
    received = receive(sampled, "PR-1007", "CAM-200", Delivery("A-01-01", texts))
    assert (received.line.done, received.line.quantity) == (4, 3)
    assert received.is_complete
    assert sampled.write(check.check) == ()


def test_pre_entered_serials_are_received_as_they_are(sampled: Store) -> None:
    received = receive(sampled, "PR-1008", "RTR-10", Delivery("A-01-01"))
    assert received.line.done == 4
    assert sampled.write(check.check) == ()


def test_a_short_line_is_kept_open_for_the_rest(sampled: Store) -> None:
    first = receive(sampled, "PR-1009", "BRK-1", Delivery("B-01-01", quantity=10, closes_short=False))
    assert first.line.state is DocumentState.OPEN
    rest = receive(sampled, "PR-1009", "BRK-1", Delivery("A-02-01"))
    assert (rest.line.done, rest.line.state) == (30, DocumentState.RECEIVED)


@pytest.mark.parametrize(
    ("ref", "sku", "delivery", "refusal"),
    [
        ("PR-1007", "CAM-200", Delivery("A-01-01"), "serials_needed"),
        ("PR-1007", "CAM-200", Delivery("A-01-01", ("SN9001",), 2), "quantity_is_serial_count"),
        ("PR-1007", "CAM-200", Delivery("A-01-01", ("SN0001",)), "serial_dispatched"),
        ("PR-1007", "CAM-200", Delivery("A-01-01", ("SN9001", "SN9001")), "serials_repeated"),
        ("PR-1007", "CAM-200", Delivery("A-01-01", ("X",)), "serials_refused"),
        ("PR-1008", "RTR-10", Delivery("A-01-01", ("R1",)), "serials_not_taken"),
        ("PR-1008", "RTR-10", Delivery("A-01-01", quantity=3), "quantity_is_pre_entered"),
        ("PR-1008", "CBL-2", Delivery("A-01-01", ("R1",)), "serials_not_taken"),
        ("PR-1008", "CBL-2", Delivery("NOWHERE"), "unknown"),
        ("PR-1001", "CAM-200", Delivery("A-01-01", ("SN9001",)), "document_not_open"),
        ("PR-1007", "CBL-2", Delivery("A-01-01"), "not_on_document"),
    ],
)
def test_what_the_rules_refuse_changes_nothing(
    sampled: Store, ref: str, sku: str, delivery: Delivery, refusal: str
) -> None:
    with pytest.raises(Refused) as refused:
        receive(sampled, ref, sku, delivery)
    assert refused.value.code == refusal
    with sampled.read() as conn:
        runs = conn.scalar(select(func.count()).where(t.run.c.flow == FLOW_OF_DESK))
    assert runs == 0


# --- views ------------------------------------------------------------------------------------------------------


def test_a_view_is_saved_shown_replaced_and_deleted(store: Store) -> None:
    def save(name: str, columns: list[str], operator: str) -> None:
        at = store.now()
        store.write(
            lambda conn: list_views.save(
                conn, "stock", name, columns=columns, filters={"search": "A"}, by=operator, at=at
            )
        )

    save("Mine", ["product"], "maria")
    save("MINE", ["location", "product"], "maria")
    with pytest.raises(Refused) as refused:
        save("mine", [], "ben")
    assert (refused.value.code, refused.value.facts["operator"]) == ("view_of_another", "maria")
    with store.read() as conn:
        (view,) = list_views.saved(conn, "stock")
        assert list_views.saved(conn, "products") == ()
    assert (view.name, view.columns, dict(view.filters)) == ("MINE", ("location", "product"), {"search": "A"})
    delete = list_views.delete
    assert refusal_of(store, lambda conn: delete(conn, "stock", "mine", by="ben")) == "view_of_another"
    store.write(lambda conn: delete(conn, "stock", "mine", by="maria"))
    assert refusal_of(store, lambda conn: delete(conn, "stock", "mine", by="maria")) == "unknown"
