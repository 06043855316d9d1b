"""Documents of every kind: what work is asked for, found by number."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places
from serialhhd.store.documents import unfinished
from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState


@dataclass(frozen=True, slots=True)
class Document:
    """What work is asked for.

    Attributes:
        ref: Its number, unique among its kind.
        partner: Who sends the goods, or gets them.
        account_id: Whose stock it is about.
        revision: How often it was changed at the desk.
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

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on."""
        return self.state is DocumentState.OPEN

    supplier = property(lambda self: self.partner)
    customer = property(lambda self: self.partner)

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
)
"""What a `Document` is made of; its account is joined."""
IS_SEEN = unfinished.is_seen(t.document)
_DOCUMENTS: t.AnySelect = select(*COLUMNS).join_from(t.document, t.account)
_OF_KIND = _DOCUMENTS.where(_d.kind == bindparam("of_kind", type_=_d.kind.type), IS_SEEN)
_BY_REF = _OF_KIND.where(_d.ref_key == bindparam("key"))
_BY_ID = _DOCUMENTS.where(_d.id == bindparam("id"))
_LOCK = select(_d.id).where(_d.id == bindparam("id")).with_for_update()


def add(
    conn: Connection,
    kind: DocumentKind,
    ref: str,
    *,
    at: datetime,
    partner: str | None,
    account: str,
    import_number: int | None,
) -> Document:
    """Add an open document without lines.

    Args:
        conn: The writing connection.
        kind: What sort of work it asks for.
        ref: Its number, unique among its kind whatever the letter case.
        at: When, UTC.
        partner: Who sends the goods or gets them; None or blanks: nobody knows.
        account: Whose stock it is about.
        import_number: The import that it is of.

    Raises:
        Refused: `already_there`, `unknown` account, or that number or partner cannot be such.
    """
    cleaned = codes.clean(ref, kind.label)
    row = {
        "kind": kind,
        "ref": cleaned,
        "ref_key": codes.key(cleaned),
        "partner": codes.words(partner or "", kind.partner) or None,
        "account_id": places.account_id(conn, account),
        "state": DocumentState.OPEN,
        "created_at": at,
        "import_number": import_number,
    }
    if not conn.execute(t.insert_if_new(t.document), row).rowcount:
        raise refusals.already_there(what=kind.label, code=cleaned)
    return show(conn, kind, cleaned)


def find(conn: Connection, kind: DocumentKind, ref: str) -> Document | None:
    """Return the document of that number, or None."""
    row = conn.execute(_BY_REF, {"of_kind": kind, "key": codes.key(ref.strip(" "))}).one_or_none()
    return Document(*row) if row else None


def show(conn: Connection, kind: DocumentKind, ref: str) -> Document:
    """Return the document of that number.

    Raises:
        Refused: `unknown`.
    """
    found = find(conn, kind, ref)
    if found is None:
        raise refusals.unknown(what=kind.label, code=ref)
    return found


def by_id(conn: Connection, document_id: int) -> Document:
    """Return the document of that id, which exists."""
    return Document(*conn.execute(_BY_ID, {"id": document_id}).one())


def locked(conn: Connection, kind: DocumentKind, ref: str) -> Document:
    """Return the document of that number as it is, locked by this transaction.

    Raises:
        Refused: `unknown`.
    """
    document_id = show(conn, kind, ref).id
    lock(conn, document_id)
    return by_id(conn, document_id)


def lock(conn: Connection, document_id: int) -> None:
    """Lock a document: until this transaction ends, nobody else closes it."""
    conn.execute(_LOCK, {"id": document_id})


def of_kind(
    conn: Connection, kind: DocumentKind, state: DocumentState | None = None, limit: int | None = None
) -> tuple[Document, ...]:
    """Return the documents of a kind, of one state if named, oldest first."""
    wanted = _OF_KIND.order_by(_d.id).limit(limit)
    if state:
        wanted = wanted.where(_d.state == state)
    return tuple(Document(*row) for row in conn.execute(wanted, {"of_kind": kind}))
