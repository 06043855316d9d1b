"""Documents of two kinds: one number each, found as what they are."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS
from serialhhd.store.outbound.pick_lists import PICK_LISTS
from serialhhd.store.stock import ledger
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind

Sql = Callable[..., int]


def add(store: Store, ref: str) -> None:
    """Add two documents whose number another system gave both of them."""
    at = store.now()

    def both(conn: Connection) -> None:
        for documents in (PRE_RECEIPTS, PICK_LISTS):
            documents.add(conn, ref, at=at, partner="Acme", account="MAIN", import_number=1, by="office")

    store.write(both)


def test_a_number_is_one_of_its_kind_only(store: Store) -> None:
    add(store, "X-1")
    with store.read() as conn:
        found = [documents.show(conn, "x-1") for documents in (PRE_RECEIPTS, PICK_LISTS)]
        assert [one.kind for one in found] == [DocumentKind.PRE_RECEIPT, DocumentKind.PICK_LIST]
        assert len({one.id for one in found}) == 2
    with pytest.raises(Refused, match="already_there"):
        add(store, "x-1")


@pytest.mark.parametrize("ref", [":done", "\uff1aundo"])
def test_a_number_that_is_said_to_a_handheld_is_none(store: Store, ref: str) -> None:
    with pytest.raises(Refused, match="code_is_action"):
        add(store, ref)


def test_who_made_a_document_is_kept(store: Store, sql: Sql) -> None:
    add(store, "X-1")
    assert sql("UPDATE document SET created_by = created_by WHERE created_by = 'office'") == 2
    with pytest.raises(IntegrityError, match="R10, R12: a document stays what it was created as"):
        sql("UPDATE document SET created_by = 'somebody else'")


def test_a_list_shows_documents_of_its_kind_only(store: Store) -> None:
    add(store, "X-1")
    with store.read() as conn:
        for documents in (PRE_RECEIPTS, PICK_LISTS):
            assert [one.document.kind for one in documents.page(conn)] == [documents.kind]
            assert [one.kind for one in documents.all_of(conn)] == [documents.kind]


def test_transactions_of_a_number_are_those_of_every_document_of_that_number(store: Store) -> None:
    at = store.now()
    store.write(lambda conn: sample.fill(conn, at))
    store.write(
        lambda conn: PRE_RECEIPTS.add(
            conn, "PL-499", at=at, partner=None, account="MAIN", import_number=1, by="office"
        )
    )
    with store.read() as conn:
        wanted = ledger.named(conn, ledger.EVERYTHING, document="pl-499")
        assert len(wanted.document_ids or ()) == 2
        assert {one.document for one in ledger.page(conn, wanted)} == {"PL-499"}
