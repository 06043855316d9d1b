"""Editing a pre-receipt: its lines and its supplier, under a revision, alone and by two programs at once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import products
from serialhhd.store.documents.document import Document
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipt_editing, pre_receipts, receiving
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.inbound.pre_receipts import PreReceiptLine
from serialhhd.store.schema import check
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, TrackingType
from tests.store.races.two_programs import ROUNDS, codes, together

Change = Callable[[Connection], object]
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def announced(store: Store) -> Iterator[Store]:
    """PR-1 with 2 cameras under Full Tracking, 3 batteries and 4 cables without tracking."""
    at = store.now()

    def fill(conn: Connection) -> None:
        products.add(conn, "CAM", at=at, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office")
        for sku in ("BAT", "CBL", "BAG", "LID"):
            products.add(conn, sku, at=at, name=sku, tracking_type=TrackingType.NO_TRACKING, by="office")
        pre_receipts.add(
            conn, "PR-1", [("CAM", 2), ("BAT", 3), ("CBL", 4)], at=at, supplier="ACME", by="office"
        )

    store.write(fill)
    yield store
    assert store.write(check.check) == ()


def document(store: Store) -> Document:
    with store.read() as conn:
        return pre_receipts.show(conn, "PR-1")


def lines(store: Store, ref: str = "PR-1") -> tuple[PreReceiptLine, ...]:
    with store.read() as conn:
        return pre_receipts.lines(conn, pre_receipts.show(conn, ref))


def quantities(store: Store) -> list[tuple[str, int]]:
    return [(line.product, line.quantity) for line in lines(store)]


def refusal_of(store: Store, change: Change) -> str:
    with pytest.raises(Refused) as refused:
        store.write(change)
    return refused.value.code


def removing(store: Store, sku: str, revision: int | None = None) -> Change:
    at = store.now()
    return lambda conn: pre_receipt_editing.remove_line(
        conn, "PR-1", sku, at=at, revision=revision, by="office"
    )


def receiving_at_desk(store: Store, sku: str, delivery: Delivery, ref: str = "PR-1") -> Change:
    at = store.now()
    return lambda conn: desk_receiving.receive(conn, ref, sku, delivery, by="office", at=at)


def claiming(store: Store, line: PreReceiptLine, operator: str) -> Change:
    at = store.now()

    def work(conn: Connection) -> None:
        run = runs.begin(conn, operator=operator, flow="goods_in", config="{}", position="{}", at=at)
        receiving.claim(conn, line, run, "PR-1")

    return work


def adding(sku: str, quantity: int = 1, seen: int | None = None) -> Change:
    return lambda conn: pre_receipt_editing.add_line(conn, "PR-1", sku, quantity, revision=seen, by="office")


def replacing(sku: str, quantity: int, seen: int | None = None) -> Change:
    return lambda conn: pre_receipt_editing.replace_line(
        conn, "PR-1", sku, quantity, revision=seen, by="office"
    )


def naming(supplier: str | None, seen: int | None = None) -> Change:
    return lambda conn: pre_receipt_editing.change_supplier(
        conn, "PR-1", supplier, revision=seen, by="office"
    )


def entering(*texts: str, seen: int | None = None, ref: str = "PR-1") -> Change:
    return lambda conn: pre_entered.set_serials(conn, ref, "CAM", texts, revision=seen, by="office")


def clearing(seen: int | None = None) -> Change:
    return lambda conn: pre_entered.clear_serials(conn, "PR-1", "CAM", revision=seen, by="office")


# --- the revision -----------------------------------------------------------------------------------------------

CHANGES: dict[str, Callable[[int | None], Change]] = {
    "add": lambda seen: adding("BAG", seen=seen),
    "replace": lambda seen: replacing("BAT", 7, seen),
    "supplier": lambda seen: naming("Lens", seen),
    "set": lambda seen: entering("A", "B", seen=seen),
    "clear": clearing,
    "remove": lambda seen: (
        lambda conn: pre_receipt_editing.remove_line(conn, "PR-1", "CBL", at=NOON, revision=seen, by="office")
    ),
}
"""Every change that counts, given the revision it was made on."""


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_on_the_present_revision_raises_it_by_one(announced: Store, change: str) -> None:
    seen = document(announced).revision
    announced.write(CHANGES[change](seen))
    assert document(announced).revision == seen + 1


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_on_an_old_revision_is_told_and_changes_nothing(announced: Store, change: str) -> None:
    seen = document(announced).revision
    announced.write(entering("X", "Y"))
    before = document(announced), lines(announced)
    with pytest.raises(Refused) as refused:
        announced.write(CHANGES[change](seen))
    assert refused.value.code == "changed_meanwhile"
    assert refused.value.facts == {"what": "pre-receipt", "document": "PR-1"}
    assert (document(announced), lines(announced)) == before


@pytest.mark.parametrize("other", [naming("Lens"), adding("LID"), replacing("BAT", 7)])
@pytest.mark.parametrize("change", ["set", "clear"])
def test_the_serials_of_a_line_are_saved_whatever_else_has_changed(
    announced: Store, other: Change, change: str
) -> None:
    seen = document(announced).revision
    announced.write(other)
    announced.write(CHANGES[change](seen))
    assert document(announced).revision == seen + 2


def test_the_serials_of_a_line_that_was_made_anew_are_not_saved(announced: Store) -> None:
    seen = document(announced).revision
    announced.write(replacing("CAM", 2))
    assert refusal_of(announced, entering("A", "B", seen=seen)) == "changed_meanwhile"


def test_a_closed_pre_receipt_is_not_edited_whatever_the_revision(announced: Store) -> None:
    at, seen = announced.now(), document(announced).revision
    announced.write(lambda conn: pre_receipts.cancel(conn, "PR-1", at, by="office"))
    for revision in (None, seen, seen + 1):
        assert refusal_of(announced, naming("Lens", revision)) == "document_not_open"


def test_a_supplier_is_named_and_forgotten(announced: Store) -> None:
    for given, kept in ((" Lens & Co ", "Lens & Co"), ("  ", None), ("ACME", "ACME"), (None, None)):
        announced.write(naming(given))
        assert document(announced).partner == kept


# --- another quantity -------------------------------------------------------------------------------------------


def test_another_quantity_is_a_new_line_in_the_same_place(announced: Store) -> None:
    announced.write(replacing("BAT", 9))
    assert quantities(announced) == [("CAM", 2), ("BAT", 9), ("CBL", 4)]


def test_another_quantity_frees_the_serials_that_were_as_many_as_the_old_one(announced: Store) -> None:
    announced.write(entering("A", "B"))
    announced.write(replacing("CAM", 3))
    assert lines(announced)[0].pre_entered == 0
    announced.write(entering("A", "B", "C"))
    assert lines(announced)[0].pre_entered == 3


def test_r2_another_quantity_brings_the_type_that_the_product_has_now(announced: Store) -> None:
    at, none = announced.now(), TrackingType.NO_TRACKING
    announced.write(lambda conn: products.set_tracking(conn, "CAM", none, by="office", at=at))
    announced.write(replacing("CAM", 3))
    assert lines(announced)[0].tracking_type is none


@pytest.mark.parametrize("quantity", [0, -1])
def test_a_quantity_that_is_none_keeps_the_line(announced: Store, quantity: int) -> None:
    before = lines(announced)
    assert refusal_of(announced, replacing("BAT", quantity)) == "quantity_not_positive"
    assert lines(announced) == before


# --- what cannot be taken off -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("delivery", "refusal"),
    [
        (Delivery("GOODS-IN", quantity=1, closes_short=False), "line_partly_received"),
        (Delivery("GOODS-IN", quantity=3), "line_already_received"),
        (Delivery("", quantity=0), "line_already_received"),
        (Delivery("", quantity=0, closes_short=False), "line_has_receipts"),
    ],
)
def test_a_line_with_a_receipt_stays(announced: Store, delivery: Delivery, refusal: str) -> None:
    announced.write(receiving_at_desk(announced, "BAT", delivery))
    before = document(announced), lines(announced)
    assert refusal_of(announced, removing(announced, "BAT")) == refusal
    assert refusal_of(announced, replacing("BAT", 7)) == refusal
    assert (document(announced), lines(announced)) == before


def test_a_line_that_is_in_work_stays(announced: Store) -> None:
    announced.write(claiming(announced, lines(announced)[1], "anna"))
    assert refusal_of(announced, removing(announced, "BAT")) == "line_in_work"
    assert refusal_of(announced, replacing("BAT", 7)) == "line_in_work"
    assert quantities(announced) == [("CAM", 2), ("BAT", 3), ("CBL", 4)]


def test_without_its_last_open_line_a_pre_receipt_is_complete(announced: Store) -> None:
    for sku in ("BAT", "CBL"):
        announced.write(receiving_at_desk(announced, sku, Delivery("GOODS-IN")))
    assert document(announced).is_open
    announced.write(removing(announced, "CAM"))
    assert document(announced).state is DocumentState.RECEIVED


def test_a_pre_receipt_stays_open_while_a_line_is(announced: Store) -> None:
    announced.write(receiving_at_desk(announced, "BAT", Delivery("GOODS-IN")))
    announced.write(removing(announced, "CAM"))
    assert document(announced).state is DocumentState.OPEN


def test_a_line_that_is_taken_off_before_it_is_in_work_cannot_be_taken_in_work(announced: Store) -> None:
    seen = lines(announced)[0]
    announced.write(removing(announced, "CAM"))
    assert refusal_of(announced, claiming(announced, seen, "anna")) == "line_changed"


# --- two programs at once ---------------------------------------------------------------------------------------


@pytest.fixture
def other(store_url: str) -> Iterator[Store]:
    """Another program on the same store."""
    with Store.open(store_url) as opened:
        yield opened


def at_once(one: Store, change: Change, other: Store, other_change: Change) -> list[str]:
    return codes(together(lambda: one.write(change), lambda: other.write(other_change)))


def test_of_two_who_edit_what_they_both_saw_one_is_told(announced: Store, other: Store) -> None:
    for quantity in range(1, ROUNDS):
        seen = document(announced).revision
        told = at_once(announced, replacing("BAT", quantity, seen), other, naming("Lens", seen))
        assert told == ["changed_meanwhile", "done"]
        assert document(announced).revision == seen + 1


def test_two_who_looked_at_nothing_before_do_not_stand_in_each_others_way(
    announced: Store, other: Store
) -> None:
    for quantity in range(1, ROUNDS):
        assert at_once(announced, adding("BAG", quantity), other, naming("Lens")) == ["done", "done"]
        announced.write(removing(announced, "BAG"))


def test_a_line_is_taken_off_or_in_work_never_both(announced: Store, other: Store) -> None:
    for number in range(ROUNDS):
        line = lines(announced)[-1]
        told = at_once(
            announced, removing(announced, line.product), other, claiming(other, line, f"o{number}")
        )
        assert told in (["done", "line_in_work"], ["changed_meanwhile", "done"], ["done", "line_changed"])
        if told == ["done", "line_changed"]:
            announced.write(adding("CBL", 4))
        else:
            release(announced)
        assert len(lines(announced)) == 3


def release(store: Store) -> None:
    with store.read() as conn:
        (run,) = runs.all_open(conn)
    at = store.now()
    store.write(lambda conn: runs.release(conn, run.id, at, by="office"))


def test_serials_are_entered_or_the_line_is_received_without_never_both(
    announced: Store, other: Store
) -> None:
    at = announced.now()
    for ref in [f"PR-A{number}" for number in range(ROUNDS)]:
        announced.write(lambda conn, ref=ref: pre_receipts.add(conn, ref, [("CAM", 2)], at=at, by="office"))  # type: ignore[misc]
        came = Delivery("GOODS-IN", (f"{ref}-1", f"{ref}-2"))
        receive = receiving_at_desk(other, "CAM", came, ref)
        told = at_once(announced, entering(f"{ref}-3", f"{ref}-4", ref=ref), other, receive)
        assert told in (["done", "serials_not_taken"], ["done", "line_already_received"])
        (line,) = lines(announced, ref)
        assert (line.pre_entered, line.done) in ((2, 0), (0, 2))
