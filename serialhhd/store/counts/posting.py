"""What becomes of what was counted: its differences are posted once a supervisor approves; or it is rejected, or counted again (R40, R41)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.counts import counting, counts, passes
from serialhhd.store.counts.counting import PlaceDone
from serialhhd.store.counts.counts import COUNTS
from serialhhd.store.counts.passes import AS_USUAL, Pass, Recounting
from serialhhd.store.documents import closing, document
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import captures
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock import adjusting, approvals, movement, runs, stock, stock_lines
from serialhhd.store.stock.movement import Captures, Known, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity, StockLine
from serialhhd.store.words import acting
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import (
    DocumentState,
    Finding,
    RunState,
    SerialState,
    TrackingType,
    TransactionKind,
)
from serialhhd.value_class import value_class

FLOW = "count at the desk"
"""The name that the run of a posting at the desk has instead of a flow."""
FOUND: tuple[Finding, ...] = (Finding.REMOVED, Finding.UNKNOWN)
"""What a count adds to stock."""


@value_class
class Posted:
    """A count that is posted, and the serials that were left as they are: they moved since, or come back another way (R41)."""

    count: Document
    left: tuple[str, ...]


@value_class
class _Posting:
    """What is posted of one line."""

    count: Document
    line: Line
    product: Product
    by_pass: Pass
    run: Run
    at: datetime
    approved_by: str | None

    def moves(
        self,
        units: int,
        note: Finding,
        *,
        leaves: StockLine | None = None,
        arrives_under: TrackingType | None = None,
        serials: Captures | Known | None = None,
    ) -> Movement:
        """Return a movement of the line."""
        place = self.line.location_id
        assert place is not None  # noqa: S101 - the database has no line of a count without
        arrives = (
            Identity(self.product.id, place, self.count.account_id, arrives_under) if arrives_under else None
        )
        become = SerialState.IN_STOCK if arrives else SerialState.REMOVED
        return Movement(
            TransactionKind.COUNT,
            units,
            self.run.operator,
            self.at,
            leaves=leaves.id if leaves else None,
            arrives=arrives,
            serials=serials,
            become=become if serials else None,
            document_line_id=self.line.id,
            note=note.value,
            flow_version_id=self.run.flow_version_id,
            approved_by=self.approved_by,
        )


_l, _s, _n = t.document_line.c, t.serial.c, t.noted_serial.c
_NOTED = (
    select(
        _n.serial,
        _n.serial_key,
        _n.finding,
        _s.id,
        _s.state,
        _s.stock_line_id,
        captures.NEWEST.label("newest"),
    )
    .select_from(
        t.noted_serial.outerjoin(
            t.serial,
            (_s.serial_key == _n.serial_key) & (_s.product_id == bindparam("product_id", type_=t.Id)),
        )
    )
    .where(
        _n.line_id == bindparam("line_id"),
        _n.pass_no == bindparam("number"),
        _n.finding != Finding.FOUND,
    )
    .order_by(_n.id)
)


def approve(conn: Connection, ref: str, *, by: str, at: datetime) -> Posted:
    """Post the differences of what was counted (R41): what is missing is removed, what is misplaced moved here, what was removed or is unknown added.

    A serial that moved since its pass is left as it is and named, and so is one that no count brings back.

    Raises:
        Refused: `role_needed` (R43); `nothing_to_decide` unless all of it is counted; `serial_changed` of one that somebody has in work;
            `not_enough_stock` where units without serials that are missing have left meanwhile; `serials_on_hold`, `product_on_hold` of what
            would come here from another warehouse; `unknown`.
    """
    operator = acting.named(by)
    approved_by = approvals.check_supervisor(conn, operator)
    count = _counted(conn, ref)
    run = runs.begin(conn, operator=operator, flow=FLOW, config="{}", position="{}", at=at)
    left: list[str] = []
    for line in _waiting(conn, count):
        left += _post(conn, _of_line(conn, count, line, run, at, approved_by))
        counts.set_state(conn, line.id, DocumentState.POSTED)
    runs.end(conn, run.id, RunState.DONE, at)
    closing.close(conn, count.id, DocumentState.POSTED, at)
    return Posted(document.by_id(conn, count.id), tuple(left))


def post_smaller(
    conn: Connection, ref: str, run: Run, *, location: str, approve_from: int | None, at: datetime
) -> Document:
    """Post at once what was counted at a place and differs by less than takes approval; what cannot be posted so waits with the rest (R41).

    Args:
        conn: The writing connection.
        ref: The count.
        run: The run that counts; it has captured nothing.
        location: The place.
        approve_from: From so many units of one product at the place on a supervisor approves; 0: always; None: never.
        at: When.

    Returns:
        The count; it is posted where nothing of it waits.
    """
    count = COUNTS.lock(conn, ref)
    here = (line for line in _waiting(conn, count) if line.location == location)
    for line in here if approve_from != 0 else ():
        posting = _of_line(conn, count, line, run, at, None)
        differs = passes.difference(posting.by_pass, passes.by_finding(conn, posting.by_pass))
        if approve_from is None or differs < approve_from:
            _post_whole(conn, posting)
    if count.state is DocumentState.COUNTED and not _waiting(conn, count):
        closing.close(conn, count.id, DocumentState.POSTED, at)
    return document.by_id(conn, count.id)


def place_done(
    conn: Connection,
    ref: str,
    *,
    location: str,
    recounting: Recounting = AS_USUAL,
    approve_from: int | None = 0,
    by: str,
    at: datetime,
) -> tuple[PlaceDone, Document]:
    """Say at the desk that a place is done, as `counting.place_done`, and post at once what `post_smaller` posts.

    Returns:
        What became of the place, and the count.

    Raises:
        Refused: As from `counting.place_done`.
    """
    done = counting.place_done(conn, ref, location=location, recounting=recounting, by=by, at=at)
    run = runs.begin(conn, operator=acting.named(by), flow=FLOW, config="{}", position="{}", at=at)
    count = post_smaller(conn, ref, run, location=done.place, approve_from=approve_from, at=at)
    runs.end(conn, run.id, RunState.DONE, at)
    return done, count


def _post_whole(conn: Connection, posting: _Posting) -> None:
    """Post a line of which every difference can be posted; any other is left to a supervisor."""
    nested = conn.begin_nested()
    try:
        is_whole = not tuple(_post(conn, posting))
    except Refused:
        is_whole = False
    if not is_whole:
        nested.rollback()
        return
    nested.commit()
    counts.set_state(conn, posting.line.id, DocumentState.POSTED)


def _waiting(conn: Connection, count: Document) -> tuple[Line, ...]:
    """Return the lines of a count that are counted and not posted."""
    return tuple(line for line in counts.lines(conn, count) if line.state is DocumentState.COUNTED)


def _of_line(
    conn: Connection, count: Document, line: Line, run: Run, at: datetime, approved_by: str | None
) -> _Posting:
    product, by_pass = products.by_id(conn, line.product_id), passes.latest(conn, line.id)
    return _Posting(count, line, product, by_pass, run, at, approved_by)


def reject(conn: Connection, ref: str, *, by: str, at: datetime) -> Document:
    """Reject what was counted: nothing of it is posted (R41).

    Raises:
        Refused: `role_needed` (R43); `nothing_to_decide`; `unknown`.
    """
    approvals.check_supervisor(conn, acting.named(by))
    closing.close(conn, _counted(conn, ref).id, DocumentState.REJECTED, at)
    rejected = COUNTS.show(conn, ref)
    _end_lines(conn, rejected)
    return rejected


def cancel(conn: Connection, ref: str, *, by: str, at: datetime) -> Document:
    """Cancel a count that is not posted.

    Raises:
        Refused: `document_not_open`; `unknown`.
    """
    count = closing.cancel(conn, COUNTS.lock(conn, ref), at, by=by)
    _end_lines(conn, count)
    return count


def recount(
    conn: Connection, ref: str, *, location: str | None = None, sku: str | None = None, by: str
) -> Document:
    """Have what was counted counted again: all of it, or that of a place or a product (R40).

    Raises:
        Refused: `document_not_open` of one that is posted, rejected or cancelled; `nothing_to_decide` where nothing of it is counted; `unknown`.
    """
    acting.named(by)
    count = COUNTS.lock(conn, ref)
    if not count.is_open and count.state is not DocumentState.COUNTED:
        raise count.not_open()
    place = places.location(conn, location) if location is not None else None
    product = products.show(conn, sku) if sku is not None else None
    again = [
        line
        for line in _waiting(conn, count)
        if (place is None or line.location_id == place.id)
        and (product is None or line.product_id == product.id)
    ]
    if not again:
        raise refusals.nothing_to_decide(document=count.ref)
    for line in again:
        counts.set_state(conn, line.id, DocumentState.OPEN)
    closing.open_again(conn, count.id, DocumentState.OPEN)
    return document.by_id(conn, count.id)


def _counted(conn: Connection, ref: str) -> Document:
    count = COUNTS.lock(conn, ref)
    if count.state is not DocumentState.COUNTED:
        raise refusals.nothing_to_decide(document=count.ref)
    return count


def _end_lines(conn: Connection, count: Document) -> None:
    """Give what is counted of a count the state that the count has ended in."""
    for line in _waiting(conn, count):
        counts.set_state(conn, line.id, count.state)


# --- the differences of a line ------------------------------------------------------------------------------------


def _post(conn: Connection, posting: _Posting) -> Iterator[str]:
    """Post the differences of a line, and yield the serials that are left as they are."""
    by_pass = posting.by_pass
    noted = conn.execute(
        _NOTED, {"line_id": by_pass.line_id, "number": by_pass.number, "product_id": posting.product.id}
    ).all()
    stays = [row for row in noted if not _is_posted(by_pass, row)]
    posted = [row for row in noted if _is_posted(by_pass, row)]
    for finding in (Finding.MISSING, Finding.MISPLACED):
        _post_known(conn, posting, finding, [row for row in posted if row.finding is finding])
    here = counting.lines_here(conn, posting.count, posting.line)
    under = counting.arrives_under(posting.product, here)
    _post_added(conn, posting, under, [row for row in posted if row.finding in FOUND])
    _post_units(conn, posting)
    return (row.serial for row in stays)


def _is_posted(by_pass: Pass, row: t.AnyRow) -> bool:
    """Tell whether a serial that differs is posted: it is as the pass saw it, and a count may bring it where it was found."""
    if row.finding is Finding.UNEXPECTED:
        return False
    if row.finding is Finding.UNKNOWN:
        return row.id is None
    return row.newest is not None and row.newest <= by_pass.ended_after


def _post_known(conn: Connection, posting: _Posting, finding: Finding, rows: Sequence[t.AnyRow]) -> None:
    """Post serials that are in stock: those that are missing leave it, those that are misplaced come here."""
    by_line: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_line[row.stock_line_id].append(row.id)
    for line_id, ids in sorted(by_line.items()):
        line = stock.show(conn, line_id)
        known = Known(tuple(ids), SerialState.IN_STOCK)
        under = line.tracking_type if finding is Finding.MISPLACED else None
        movement.post(conn, posting.moves(len(ids), finding, leaves=line, arrives_under=under, serials=known))


def _post_added(conn: Connection, posting: _Posting, under: TrackingType, rows: Sequence[t.AnyRow]) -> None:
    if not rows:
        return
    entries = [SerialEntry(row.serial, row.serial_key) for row in rows]
    capturing = Capturing(posting.run, posting.product, NO_LIMIT, posting.at)
    held = adjusting.capture_found(conn, capturing, entries)
    serials = Captures(held.id, held.captured)
    movement.post(conn, posting.moves(len(rows), Finding.UNKNOWN, arrives_under=under, serials=serials))


def _post_units(conn: Connection, posting: _Posting) -> None:
    """Post units without serials: more arrive, fewer leave, from one stock line here after the other."""
    difference = passes.without_serial(posting.by_pass, passes.by_finding(conn, posting.by_pass))
    bare = list(counting.without_serials(counting.lines_here(conn, posting.count, posting.line)))
    if difference > 0:
        today = posting.product.tracking_type
        under = bare[0].tracking_type if today is TrackingType.FULL_TRACKING else today
        movement.post(conn, posting.moves(difference, Finding.FOUND, arrives_under=under))
        return
    missing = -difference
    for line in bare:
        known, _ = stock_lines.known_serials(conn, line.id, None)
        some = min(missing, line.quantity - known)
        if some > 0:
            missing -= some
            movement.post(conn, posting.moves(some, Finding.MISSING, leaves=line))
    if missing:
        raise refusals.not_enough_stock(
            location=posting.line.location or "", available=-difference - missing, wanted=-difference
        )
