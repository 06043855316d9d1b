"""The newest receipts and picks of the ledger, each as what there was to do: the line of a document as it stood before."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection, bindparam, func, or_, select

from serialhhd.store.outbound import picking
from serialhhd.store.schema import tables as t
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import FLOW_OF_DESK
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, TrackingType, TransactionKind
from serialhhd.value_class import value_class


@value_class(kw_only=True)
class PastLine:
    """What a handheld received or picked of a line of a document, once. Quantities in units.

    Attributes:
        id: Of its transaction; rises with time.
        at: When it was posted.
        flow: The flow in which it was; None where no run says so any more.
        document_id: Of the document, as `line_id` is of its line.
        document: Its number.
        product: SKU.
        tracking_type: That of the stock line, which decided how serials took part; of goods in that of the document's line.
        quantity: What was received or picked.
        asked: What the line asks for in all.
        before: How much of that was done before.
        stays_open: Whether the rest of the line could be done later.
        location: Where the units were put, or came from; None where there were none.
        serials: Those that belong to it, in the order in which the store came to know them.
        reason: Why a pick was short; empty where it was not.
    """

    id: int
    at: datetime
    kind: DocumentKind
    operator: str
    flow: str | None
    document_id: int
    document: str
    account_id: int
    line_id: int
    product_id: int
    product: str
    tracking_type: TrackingType
    quantity: int
    asked: int
    before: int
    stays_open: bool
    location_id: int | None
    location: str | None
    serials: tuple[SerialEntry, ...] = ()
    reason: str = ""


@value_class
class ToDo:
    """A past line, and by which number its document is known in the new store.

    Attributes:
        past: What was done.
        document: The number; that of the document itself, unless several had work on a pick list.
        line_id: The line of the document there.
    """

    past: PastLine
    document: str
    line_id: int


@value_class
class Past:
    """What handhelds received and picked.

    Attributes:
        lines: In the order in which it was posted.
        at_the_desk: So many receipts more were posted at the desk, where no flow asks anything.
        again: So many more were of serials that had been received, or picked, in that time before: a new store has each once.
        other_work: So many movements more handhelds posted under documents of other kinds, or under none.
        is_cut: Whether there is more of the time that was asked for, older than these.
    """

    lines: tuple[PastLine, ...]
    at_the_desk: int = 0
    again: int = 0
    other_work: int = 0
    is_cut: bool = False


_tx, _run = t.stock_transaction.c, t.run.c
_POSTED = (
    select(
        _tx.id,
        _tx.at,
        _tx.quantity,
        _tx.serial_count,
        _tx.operator,
        _tx.note,
        t.document.c.kind,
        t.document.c.id.label("document_id"),
        t.document.c.ref,
        t.document.c.account_id,
        t.document_line.c.id.label("line_id"),
        t.document_line.c.product_id,
        t.document_line.c.quantity.label("asked"),
        t.document_line.c.done,
        t.document_line.c.state,
        t.product.c.sku,
        t.location.c.id.label("location_id"),
        t.location.c.code,
        t.stock_line.c.tracking_type.label("of_stock"),
        t.pre_receipt_line.c.tracking_type.label("of_line"),
    )
    .select_from(t.stock_transaction)
    .join(t.document_line, _tx.document_line_id == t.document_line.c.id)
    .join(t.document, t.document_line.c.document_id == t.document.c.id)
    .join(t.product, t.document_line.c.product_id == t.product.c.id)
    .outerjoin(t.stock_line, _tx.stock_line_id == t.stock_line.c.id)
    .outerjoin(t.location, t.stock_line.c.location_id == t.location.c.id)
    .outerjoin(t.pre_receipt_line, t.pre_receipt_line.c.line_id == t.document_line.c.id)
    .where(_tx.kind != TransactionKind.DISPATCH, _tx.kind != TransactionKind.RETURN)
)
_SINCE = _POSTED.where(_tx.at >= bindparam("begin", type_=t.UtcTime)).order_by(_tx.at.desc(), _tx.id.desc())
"""By the index of the times: of a long ledger only those days are read."""
_LINKS = (
    select(
        t.transaction_serial.c.transaction_id,
        t.serial.c.serial,
        t.serial.c.serial_key,
        t.serial.c.lot,
        t.serial.c.expiry,
    )
    .join_from(t.transaction_serial, t.serial)
    .order_by(t.transaction_serial.c.transaction_id, t.transaction_serial.c.serial_id)
)
_RUNS = select(_run.operator_key, _run.flow, _run.document_id, _run.started_at, _run.updated_at)
_OTHER_WORK = (
    select(func.count())
    .select_from(t.stock_transaction)
    .outerjoin(t.document_line, _tx.document_line_id == t.document_line.c.id)
    .where(
        _tx.at >= bindparam("begin", type_=t.UtcTime),
        _tx.flow_version_id.is_not(None),
        _tx.from_id.is_(None),
        or_(
            _tx.document_line_id.is_(None), t.document_line.c.kind.not_in(bindparam("known", expanding=True))
        ),
    )
)
"""By a handheld, which names the version by which it asked; of what left a place and arrived at one, one row counts."""
_CHUNK: Final = 500


def newest(
    conn: Connection,
    begin: datetime,
    *,
    most_lines: int,
    most_serials: int,
    kinds: Collection[DocumentKind],
    known: Collection[DocumentKind],
) -> Past:
    """Return what handhelds posted since a time; of more than is wanted the newest.

    Args:
        conn: A reading connection.
        begin: Not before this time.
        most_lines: So many lines at most.
        most_serials: So many serials at most that they have together; one line is returned whatever it has.
        kinds: Only lines of documents of these kinds.
        known: The kinds of documents that can be done again; whatever else handhelds posted is counted.
    """
    wanted = _SINCE.where(t.document.c.kind.in_(kinds)).limit(most_lines + 1)
    rows = conn.execute(wanted, {"begin": begin}).all()
    kept = list(islice(_within(rows, most_serials), most_lines))
    kept.sort(key=lambda row: row.id, reverse=True)
    runs = _Runs(conn, kept)
    flows = {row.id: runs.flow_of(row) for row in kept}
    serials = _serials(conn, [row.id for row in kept if row.serial_count])
    lines = [
        _line(row, later, flows[row.id], serials.get(row.id, ()))
        for row, later in _with_later(kept)
        if flows[row.id] != FLOW_OF_DESK
    ]
    once = tuple(_once(reversed(lines)))
    other = conn.execute(_OTHER_WORK, {"begin": begin, "known": list(known)}).scalar_one()
    return Past(once, len(kept) - len(lines), len(lines) - len(once), other, len(kept) < len(rows))


def _once(lines: Iterable[PastLine]) -> Iterator[PastLine]:
    """Yield lines but for those of which a serial was on one before."""
    seen: set[tuple[DocumentKind, int, str]] = set()
    for line in lines:
        of_it = {(line.kind, line.product_id, one.key) for one in line.serials}
        if seen.isdisjoint(of_it):
            yield line
        seen |= of_it


def _within(rows: Sequence[t.AnyRow], most_serials: int) -> Iterator[t.AnyRow]:
    """Yield rows, newest first, until they have more serials than are wanted."""
    there = 0
    for row in rows:
        there += row.serial_count
        if there > most_serials and there > row.serial_count:
            return
        yield row


def _with_later(rows: Sequence[t.AnyRow]) -> Iterator[tuple[t.AnyRow, int | None]]:
    """Yield rows, newest first, each with the units that were posted on its line later; None where nothing was."""
    later: Counter[int] = Counter()
    for row in rows:
        yield row, later.get(row.line_id)
        later[row.line_id] += abs(row.quantity)


def _line(row: t.AnyRow, later: int | None, flow: str | None, serials: tuple[SerialEntry, ...]) -> PastLine:
    quantity = abs(row.quantity)
    return PastLine(
        id=row.id,
        at=row.at,
        kind=row.kind,
        operator=row.operator,
        flow=flow,
        document_id=row.document_id,
        document=row.ref,
        account_id=row.account_id,
        line_id=row.line_id,
        product_id=row.product_id,
        product=row.sku,
        tracking_type=row.of_line or row.of_stock or TrackingType.NO_TRACKING,
        quantity=quantity,
        asked=row.asked,
        before=max(0, row.done - (later or 0) - quantity),
        stays_open=later is not None or row.state == DocumentState.OPEN,
        location_id=row.location_id,
        location=row.code,
        serials=serials,
        reason=picking.short_reason_of(row.note or ""),
    )


def _serials(conn: Connection, ids: Sequence[int]) -> Mapping[int, tuple[SerialEntry, ...]]:
    found: defaultdict[int, list[SerialEntry]] = defaultdict(list)
    for start in range(0, len(ids), _CHUNK):
        some = _LINKS.where(t.transaction_serial.c.transaction_id.in_(ids[start : start + _CHUNK]))
        for transaction_id, serial, key, lot, expiry in conn.execute(some):
            found[transaction_id].append(SerialEntry(serial, key, lot, expiry))
    return {number: tuple(serials) for number, serials in found.items()}


class _Runs:
    """The runs in which rows of the ledger were posted: the ledger does not name them."""

    def __init__(self, conn: Connection, rows: Sequence[t.AnyRow]) -> None:
        self._of: defaultdict[str, list[t.AnyRow]] = defaultdict(list)
        if rows:
            first, last = min(row.at for row in rows), max(row.at for row in rows)
            for run in conn.execute(_RUNS.where(_run.updated_at >= first, _run.started_at <= last)):
                self._of[run.operator_key].append(run)

    def flow_of(self, row: t.AnyRow) -> str | None:
        """Return the flow of the operator's run at that time, the one on that document first; None where there is none.

        A run at the desk begins and ends with what it posts.
        """
        then = [
            run for run in self._of[codes.key(row.operator)] if run.started_at <= row.at <= run.updated_at
        ]
        if any(run.flow == FLOW_OF_DESK and run.started_at == row.at for run in then):
            return FLOW_OF_DESK
        of_it = [run.flow for run in then if run.document_id == row.document_id]
        return next(iter(of_it or [run.flow for run in then]), None)
