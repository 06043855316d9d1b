"""The lines of documents: what is asked for of each product, and how much of it is done."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, FromClause, Table, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.documents import document, progress
from serialhhd.store.documents.document import Document
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.words import numbers
from serialhhd.store.words.document_moves import Stage, lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.value_class import value_class


@value_class
class Line:
    """A line of a document, as a stage of its way sees it. Quantities in units.

    Attributes:
        quantity: What is asked for in the stage.
        done: What is counted of it: received, picked, shipped.
        location: The only place that the goods may come from; None where there is no such place.
        short_reason: Why it ended with fewer.
        in_work_by: The operator who has it in work now.
    """

    id: int
    document_id: int
    line_no: int
    product_id: int
    product: str
    name: str
    location_id: int | None
    location: str | None
    quantity: int
    done: int
    state: DocumentState
    short_reason: str | None
    run_id: int | None
    in_work_by: str | None

    @property
    def is_open(self) -> bool:
        """Whether it can be worked on in the first stage."""
        return self.state is DocumentState.OPEN

    def awaits(self, stage: Stage) -> bool:
        """Whether units of it are counted in a stage."""
        return self.state in stage.counts_in

    @property
    def open_quantity(self) -> int:
        """How many units are still to come or to go; never below 0."""
        return max(0, self.quantity - self.done)


@value_class
class WantedLine:
    """What a new line asks for: SKU (or barcode), units, and the location to take them from, if it is fixed."""

    sku: str
    quantity: int
    location: str | None = None


L = TypeVar("L", bound=Line)
L_co = TypeVar("L_co", bound=Line, covariant=True)


@value_class
class Standing(Generic[L_co]):
    """What a run works on: the document, and once one is in work the line with its product.

    `is_locked` says that this transaction has locked the document, so that it stays as it is shown.
    """

    document: Document
    line: L_co | None
    product: products.Product | None
    is_locked: bool = False


_d, _l = t.document.c, t.document_line.c
_INSERT = t.insert_if_new(t.document_line)
_IS_ON = _l.document_id == bindparam("document_id")
_IN_STATE = (
    select(_l.id).where(_IS_ON, _l.state == bindparam("state", type_=_l.state.type)).order_by(_l.line_no)
)


class Lines(Generic[L]):
    """Reads the lines of one kind of document, by statements that are built once, when they are asked first."""

    def __init__(
        self,
        line: type[L],
        own: Sequence[ColumnElement[Any]] = (),
        typed: Table | None = None,
        *,
        stage: Stage | None = None,
        of_parts: bool = False,
    ) -> None:
        """Say what such a line is.

        Args:
            line: What is made of a row.
            own: The columns that it has beside those of `Line`, in its order.
            typed: The table of what only lines of this kind have, by `line_id`.
            stage: The part of their way that `quantity` and `done` are about; the first where nothing is said.
            of_parts: Whether the lines stand on the documents that one of these is made of: a batch's tasks on its lists.
        """
        self._make = line
        self.stage = stage
        self._columns = (*_columns(stage), *own)
        self._typed = typed
        self._of_parts = of_parts
        self._product_at = _LINE_AT + len(self._columns)

    # --- what is asked ----------------------------------------------------------------------------------------------

    def _lines(self, of: FromClause = t.document_line) -> t.AnySelect:
        return select(*self._columns).select_from(_joined(of, self._typed, isouter=False))

    @cached_property
    def _one(self) -> Prepared:
        return Prepared(self._lines().where(_l.id == bindparam("line_id")))

    @cached_property
    def _all(self) -> t.AnySelect:
        return self._lines().where(_IS_ON).order_by(_l.line_no)

    @cached_property
    def _of_product(self) -> t.AnySelect:
        return self._lines().where(_IS_ON, _l.product_id == bindparam("product_id"))

    @cached_property
    def _between(self) -> t.AnySelect:
        of_kind = t.document.join(t.document_line, _l.document_id == _d.id)
        is_on_page = (
            _d.kind == bindparam("of_kind", type_=_d.kind.type),
            _d.id.between(bindparam("oldest"), bindparam("newest")),
        )
        return self._lines(of_kind).where(*is_on_page).order_by(_l.document_id, _l.line_no)

    @cached_property
    def _standing(self) -> t.AnySelect:
        is_line: ColumnElement[bool] = _l.id == bindparam("line_id")
        if not self._of_parts:
            is_line &= _l.document_id == _d.id
        chosen = t.document.join(t.account).outerjoin(t.document_line, is_line)
        return (
            select(*document.COLUMNS, *self._columns, *products.COLUMNS)
            .select_from(_joined(chosen, self._typed, isouter=True))
            .where(_d.id == bindparam("document_id"))
        )

    @cached_property
    def _seen(self) -> Prepared:
        return Prepared(self._standing)

    @cached_property
    def _held(self) -> Prepared:
        return Prepared(self._standing.with_for_update(read=not self._of_parts, of=t.document))

    # --- what is answered -------------------------------------------------------------------------------------------

    def of(self, conn: Connection, of: Document) -> tuple[L, ...]:
        """Return the lines of a document, in order."""
        return tuple(self._make(*row) for row in conn.execute(self._all, {"document_id": of.id}))

    def of_page(self, conn: Connection, page: Sequence[Document]) -> tuple[L, ...]:
        """Return the lines of a page of documents of one kind, the newest of which is first, in one look."""
        if not page:
            return ()
        which = {"of_kind": page[0].kind, "oldest": page[-1].id, "newest": page[0].id}
        return tuple(self._make(*row) for row in conn.execute(self._between, which))

    def by_id(self, conn: Connection, line_id: int) -> L:
        """Return the line of that id, which exists."""
        (row,) = self._one.rows(conn, {"line_id": line_id})
        return self._make(*row)

    def in_state(self, conn: Connection, of: Document, state: DocumentState) -> Iterator[L]:
        """Yield the lines of a document that are in a state, in order, each read when it comes: mostly the first one does."""
        for line_id in conn.scalars(_IN_STATE, {"document_id": of.id, "state": state}).all():
            yield self.by_id(conn, line_id)

    def find(self, conn: Connection, document_id: int, product_id: int) -> L | None:
        """Return the line of a document that holds a product, or None; of a kind that has one for each."""
        named = {"document_id": document_id, "product_id": product_id}
        row = conn.execute(self._of_product, named).one_or_none()
        return self._make(*row) if row else None

    def standing(
        self, conn: Connection, document_id: int, line_id: int | None, *, lock: bool = False
    ) -> Standing[L]:
        """Return the document of that id, which exists, with one of its lines, in one look; locked on demand."""
        wanted = self._held if lock else self._seen
        (row,) = wanted.rows(conn, {"document_id": document_id, "line_id": line_id})
        has_line = row[_LINE_AT] is not None
        return Standing(
            Document(*row[:_LINE_AT]),
            self._make(*row[_LINE_AT : self._product_at]) if has_line else None,
            products.Product(*row[self._product_at :]) if has_line else None,
            is_locked=lock,
        )

    def locked(self, conn: Connection, at: Standing[Line]) -> Standing[Line]:
        """Return the same, locked by this transaction."""
        if at.is_locked:
            return at
        return self.standing(conn, at.document.id, at.line.id if at.line else None, lock=True)


_LINE_AT = len(document.COLUMNS)


def _columns(stage: Stage | None) -> tuple[ColumnElement[Any], ...]:
    """Return what a `Line` is made of."""
    asked_for, done = progress.columns_of(stage) if stage else (_l.quantity, _l.done)
    return (
        _l.id,
        _l.document_id,
        _l.line_no,
        _l.product_id,
        t.product.c.sku,
        t.product.c.name,
        _l.location_id,
        t.location.c.code,
        asked_for,
        done,
        _l.state,
        _l.short_reason,
        _l.run_id,
        t.run.c.operator,
    )


def _joined(lines: FromClause, typed: Table | None, *, isouter: bool) -> FromClause:
    """Join to lines what is read of them; outer where there may be no line."""
    wanted: FromClause = lines.join(t.product, _l.product_id == t.product.c.id, isouter=isouter)
    if typed is not None:
        wanted = wanted.join(typed, typed.c.line_id == _l.id, isouter=isouter)
    return wanted.outerjoin(t.location, _l.location_id == t.location.c.id).outerjoin(
        t.run, _l.run_id == t.run.c.id
    )


def insert(
    conn: Connection,
    to: Document,
    number: int,
    product: products.Product,
    quantity: int,
    location_id: int | None = None,
    run_id: int | None = None,
) -> None:
    """Put a line that begins at a place of a document that is free, perhaps in work by a run.

    Raises:
        Refused: `quantity_not_positive`, `quantity_too_large`; `product_repeated` where a product is on one line of such a document only.
    """
    if quantity <= 0:
        raise refusals.quantity_not_positive(sku=product.sku, quantity=quantity)
    numbers.check_total(0, quantity)
    row = {
        "kind": to.kind,
        "document_id": to.id,
        "line_no": number,
        "product_id": product.id,
        "location_id": location_id,
        "quantity": quantity,
        "done": 0,
        "state": lifecycle_of(to.kind).begins,
        "short_reason": None,
        "revision": to.revision,
        "run_id": run_id,
    }
    if not conn.execute(_INSERT, row).rowcount:
        raise refusals.product_repeated(sku=product.sku, document=to.ref)
