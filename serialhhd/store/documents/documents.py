"""The documents of one kind: what finds, adds and lists them, and reads their lines."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import names, places
from serialhhd.store.documents import document, pages, progress
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import L, Lines
from serialhhd.store.documents.pages import Progress
from serialhhd.store.documents.progress import SoFar
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState
from serialhhd.value_class import value_class

_d = t.document.c
_OF_KIND = document.DOCUMENTS.where(_d.kind == bindparam("of_kind", type_=_d.kind.type), document.IS_SEEN)
_BY_REF = _OF_KIND.where(_d.ref_key == bindparam("key"))
_OLDEST_FIRST = _OF_KIND.order_by(_d.id)
_IN_STATES = _OF_KIND.order_by(_d.id + 0)
"""By one index for each state: in the order of the column, SQLite would go through all that are over to find those."""
_INSERT = t.insert_if_new(t.document)


@dataclass(frozen=True)
class Only:
    """What must be true of a document beside its state, where it asks for work.

    Attributes:
        condition: What must be true of the row of `document`.
        otherwise: Returns why there is nothing to do on one of which it is not.
    """

    condition: ColumnElement[bool]
    otherwise: Callable[[Connection, Document], Refused]


R_co = TypeVar("R_co", covariant=True)
B_co = TypeVar("B_co", covariant=True)


@value_class
class Shown(Generic[R_co, B_co]):
    """A document as a page shows it, read in one moment: what is said of each of its lines, and what beside them."""

    document: Document
    lines: Sequence[R_co]
    beside: B_co


class Documents(Generic[L]):
    """The documents of one kind.

    Attributes:
        kind: What sort of work they ask for.
        lines: What reads their lines.
        stage: The part of the way of their lines that is looked at.
        only: What must be true of those that ask for work in that stage.
    """

    def __init__(self, kind: DocumentKind, lines: Lines[L], only: Sequence[Only] = ()) -> None:
        self.kind = kind
        self.only = only
        self.lines = lines
        self.stage = lines.stage or lifecycle_of(kind).stages[0]
        self._so_far = progress.looking_at(self.stage)

    def find(self, conn: Connection, ref: str) -> Document | None:
        """Return the document of that number, or None."""
        row = conn.execute(_BY_REF, {"of_kind": self.kind, "key": codes.key(ref.strip(" "))}).one_or_none()
        return Document(*row) if row else None

    def show(self, conn: Connection, ref: str) -> Document:
        """Return the document of that number.

        Raises:
            Refused: `unknown`.
        """
        found = self.find(conn, ref)
        if found is None:
            raise refusals.unknown(what=self.kind.label, code=ref)
        return found

    def shown(self, conn: Connection, ref: str) -> Shown[L, None]:
        """Return the document of that number with its lines.

        Raises:
            Refused: `unknown`.
        """
        found = self.show(conn, ref)
        return Shown(found, self.lines.of(conn, found), None)

    def lock(self, conn: Connection, ref: str) -> Document:
        """Return the document of that number as it is, locked by this transaction.

        Raises:
            Refused: `unknown`.
        """
        document_id = self.show(conn, ref).id
        document.lock(conn, document_id)
        return document.by_id(conn, document_id)

    def all_of(
        self, conn: Connection, state: DocumentState | None = None, limit: int | None = None
    ) -> tuple[Document, ...]:
        """Return the documents, of one state if named, oldest first."""
        wanted = _OLDEST_FIRST.limit(limit)
        if state:
            wanted = wanted.where(_d.state == state)
        return tuple(Document(*row) for row in conn.execute(wanted, {"of_kind": self.kind}))

    def waiting(
        self, conn: Connection, limit: int | None, states: Collection[DocumentState] = ()
    ) -> tuple[Document, ...]:
        """Return the documents that ask for work in the stage, oldest first; or those in some other states."""
        wanted = states or self.stage.counts_in
        found = _IN_STATES if len(wanted) > 1 else _OLDEST_FIRST
        found = found.where(_d.state.in_(wanted), *(one.condition for one in self.only)).limit(limit)
        return tuple(Document(*row) for row in conn.execute(found, {"of_kind": self.kind}))

    def why_idle(
        self, conn: Connection, found: Document, states: Collection[DocumentState] = ()
    ) -> Refused | None:
        """Return why a document asks for no work in the stage; None where it does, or is in one of some other states."""
        if found.state not in (states or self.stage.counts_in):
            return found.not_open()
        for one in self.only:
            if conn.scalar(select(_d.id).where(_d.id == found.id, one.condition)) is None:
                return one.otherwise(conn, found)
        return None

    def so_far(self, conn: Connection, document_id: int, line_id: int | None) -> SoFar:
        """Return how far a document is, with one of its lines in work."""
        return progress.so_far(conn, self._so_far, document_id, line_id)

    def page(
        self,
        conn: Connection,
        *,
        state: DocumentState | None = None,
        search: str = "",
        limit: int | None = 50,
        after: int | None = None,
    ) -> tuple[Progress, ...]:
        """Return a page of the documents with their progress, newest first, after the id `after`.

        Args:
            conn: The connection.
            state: Only in this state.
            search: Only those whose number or partner begins with this, whatever the letter case.
            limit: At most so many.
            after: Where the page before ended.
        """
        return pages.page(conn, self.kind, state=state, search=search, limit=limit, after=after)

    def add(
        self,
        conn: Connection,
        ref: str,
        *,
        at: datetime,
        partner: str | None,
        account: str,
        import_number: int | None,
        warehouse_id: int | None = None,
        to_supplier: bool = False,
        pick_list_id: int | None = None,
        by: str,
    ) -> Document:
        """Add an open document without lines.

        Args:
            conn: The writing connection.
            ref: Its number, unique among its kind whatever the letter case.
            at: When, UTC.
            partner: Who sends the goods or gets them; None or blanks: nobody knows.
            account: Whose stock it is about.
            import_number: The import that it is of.
            warehouse_id: The only warehouse whose stock it takes; None: any.
            to_supplier: Whether its goods go back to the supplier, who is its partner.
            pick_list_id: The pick list on which the goods of a return left.
            by: Who adds it.

        Raises:
            Refused: `already_there`, also of what else has that name; `code_is_action`, `code_is_sscc`; `unknown` account; or that number
                or partner cannot be such.
        """
        cleaned = names.clean(ref, self.kind.label)
        names.check_free(conn, cleaned, self.kind.label, is_import=import_number is not None)
        row = {
            "kind": self.kind,
            "ref": cleaned,
            "ref_key": codes.key(cleaned),
            "partner": codes.words(partner or "", self.kind.partner) or None,
            "account_id": places.account_id(conn, account),
            "warehouse_id": warehouse_id,
            "to_supplier": to_supplier,
            "pick_list_id": pick_list_id,
            "state": lifecycle_of(self.kind).begins,
            "created_at": at,
            "created_by": acting.named(by),
            "import_number": import_number,
        }
        if not conn.execute(_INSERT, row).rowcount:
            raise refusals.already_there(what=self.kind.label, code=cleaned)
        return self.show(conn, cleaned)
