"""A document: what work is asked for, whatever its kind."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words.document_moves import Stage, lifecycle_of
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, LocationKind
from serialhhd.value_class import value_class


@value_class
class Document:
    """What work is asked for.

    Attributes:
        ref: Its number, unique among its kind.
        partner: Who sends the goods, or gets them.
        account_id: Whose stock it is about.
        revision: How often it was changed at the desk.
        to_supplier: Whether its goods go back to the supplier, who is its partner (R37).
    """

    id: int
    kind: DocumentKind
    ref: str
    partner: str | None
    account_id: int
    account: str
    state: DocumentState
    created_at: datetime
    revision: int
    to_supplier: bool

    @property
    def is_open(self) -> bool:
        """Whether it is as it began: nobody is through with the first stage of its lines."""
        return self.state is lifecycle_of(self.kind).begins

    @property
    def may_be_cancelled(self) -> bool:
        """Whether it can be cancelled as it is."""
        return lifecycle_of(self.kind).may_be_cancelled(self.state)

    def takes_from(self, kind: LocationKind) -> bool:
        """Whether what it asks for may be taken from a place of a kind: from storage, for a supplier from quarantine, too (R19, R37)."""
        return kind is LocationKind.STORAGE or (self.to_supplier and kind is LocationKind.QUARANTINE)

    def awaits(self, stage: Stage) -> bool:
        """Whether units of its lines are counted in a stage."""
        return self.state in stage.counts_in

    def not_open(self) -> Refused:
        """Return the refusal of work on it, since it is closed: `document_not_open`."""
        return refusals.document_not_open(what=self.kind.label, document=self.ref, state=self.state)

    def changed_meanwhile(self) -> Refused:
        """Return the refusal of a change made on an older look at it."""
        return refusals.changed_meanwhile(what=self.kind.label, document=self.ref)


_d = t.document.c
COLUMNS = (
    _d.id,
    _d.kind,
    _d.ref,
    _d.partner,
    _d.account_id,
    t.account.c.code,
    _d.state,
    _d.created_at,
    _d.revision,
    _d.to_supplier,
)
"""What a `Document` is made of; its account is joined."""
IS_SEEN = unfinished.is_seen(t.document)
DOCUMENTS: t.AnySelect = select(*COLUMNS).join_from(t.document, t.account)
_ONE = DOCUMENTS.where(_d.id == bindparam("id"))
_BY_ID, _LOCKED = Prepared(_ONE), Prepared(_ONE.with_for_update(of=t.document))
_LOCK = Prepared(select(_d.id).where(_d.id == bindparam("id")).with_for_update())


def by_id(conn: Connection, document_id: int) -> Document:
    """Return the document of that id, which exists."""
    (row,) = _BY_ID.rows(conn, {"id": document_id})
    return Document(*row)


def lock(conn: Connection, document_id: int) -> None:
    """Lock a document: until this transaction ends, nobody else closes it."""
    _LOCK.rows(conn, {"id": document_id})


def locked(conn: Connection, document_id: int) -> Document:
    """Return the document of that id, which exists, locked as by `lock`."""
    (row,) = _LOCKED.rows(conn, {"id": document_id})
    return Document(*row)
