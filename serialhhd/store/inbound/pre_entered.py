"""Pre-entered serials: what a pre-receipt line expects, entered before the goods arrive (R7, R8)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from sqlalchemy import Connection, false, func, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import products, recognise
from serialhhd.store.containers import containers
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.editing import edit
from serialhhd.store.inbound import pre_receipt_editing, pre_receipts
from serialhhd.store.inbound.pre_receipts import PRE_RECEIPTS, PreReceiptLine
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import expected, new_serials, serials, whereabouts
from serialhhd.store.serials.new_serials import Judged
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType
from serialhhd.value_class import value_class

_l, _typed, _s = t.document_line.c, t.pre_receipt_line.c, t.serial.c


def set_serials(
    conn: Connection,
    ref: str,
    sku: str,
    texts: Sequence[str],
    *,
    revision: int | None = None,
    ssccs: Mapping[str, str] = MappingProxyType({}),
    doubts: Sequence[Doubtful] = (),
    sure: bool = False,
    by: str,
) -> PreReceiptLine:
    """Enter the serials of a line before the goods arrive, in place of those it has.

    Args:
        conn: The writing connection.
        ref: The pre-receipt.
        sku: The line's product.
        texts: The serials.
        ssccs: In which SSCC a serial comes, for those of which it is known: that one scanned stands for them (R21).
        revision: What the pre-receipt was when it was looked at.
        doubts: What speaks against the list as it was written.
        sure: Somebody has seen what speaks against it and them, and said yes.
        by: Who enters them.

    Raises:
        Doubtful: `serials_doubtful`, unless somebody is sure.
        Refused: `pre_entered_count` unless there are exactly as many as expected (R7); `line_already_received`,
            `line_partly_received` (R8);
            `line_in_work`; `line_not_full_tracking`; `serials_repeated`; `serials_refused`, naming each that is
            known already or breaks R4; `sscc_wrong`; `changed_meanwhile`; `document_not_open`, `unknown`, `not_on_document`.
    """
    product = products.show(conn, sku)
    on = _editable_line(conn, ref, product, revision, by)
    _check_count(product, on, len(texts))
    entries = new_serials.judge_all(conn, product, texts, doubts=doubts, sure=sure)
    serials.distinct(entries)
    pre_receipts.drop_expected(conn, on)
    _insert_expected(conn, product, on, entries)
    _lay_in(
        conn,
        on,
        {given.key: ssccs[text] for text, given in zip(texts, entries, strict=True) if text in ssccs},
    )
    return _all_are_there(conn, on)


def _lay_in(conn: Connection, on: PreReceiptLine, ssccs: Mapping[str, str]) -> None:
    """Note in which SSCC expected serials come, by their keys."""
    of_each: defaultdict[str, list[str]] = defaultdict(list)
    for key, sscc in ssccs.items():
        of_each[sscc].append(key)
    for sscc, keys in of_each.items():
        container = containers.of_sscc(conn, sscc)
        for start in range(0, len(keys), _CHUNK):
            some = _s.serial_key.in_(keys[start : start + _CHUNK])
            coming = t.serial.update().where(
                _s.product_id == on.product_id, _s.document_line_id == on.id, some
            )
            conn.execute(coming.values(container_id=container.id))


def _check_count(product: products.Product, on: PreReceiptLine, count: int) -> None:
    if count != on.quantity:
        raise refusals.pre_entered_count(sku=product.sku, given=count, expected=on.quantity)


def _all_are_there(conn: Connection, on: PreReceiptLine) -> PreReceiptLine:
    all_of_them = t.pre_receipt_line.update().where(_typed.line_id == on.id).values(pre_entered=on.quantity)
    conn.execute(all_of_them)
    return pre_receipts.line(conn, on.id)


# --- part by part, on a line of an unfinished import ------------------------------------------------------------


def begin_parts(conn: Connection, ref: str, sku: str, count: int, *, by: str) -> products.Product:
    """Return the product of a line that serials can be entered on, so many of them.

    Raises:
        Refused: As `set_serials`.
    """
    product = products.show(conn, sku)
    _check_count(product, _editable_line(conn, ref, product, None, by), count)
    return product


def enter_part(conn: Connection, ref: str, product: products.Product, entries: Sequence[SerialEntry]) -> None:
    """Enter some of the serials of a line.

    Raises:
        Refused: `serials_refused`.
        Doubtful: `serials_doubtful`: their codes are something else's, though the product's pattern matches them.
    """
    _insert_expected(conn, product, _line(conn, ref, product), entries)


def end_parts(conn: Connection, ref: str, product: products.Product) -> None:
    """Note that all serials of the line are entered."""
    _all_are_there(conn, _line(conn, ref, product))


def _line(conn: Connection, ref: str, product: products.Product) -> PreReceiptLine:
    return pre_receipts.line_of(conn, pre_receipts.show(conn, ref), product)


# --- the whole line ---------------------------------------------------------------------------------------------


def clear_serials(
    conn: Connection, ref: str, sku: str, *, revision: int | None = None, by: str
) -> PreReceiptLine:
    """Take the pre-entered serials of a line away: they will be captured at receipt (R7, R10).

    Raises:
        Refused: As `set_serials`.
    """
    on = _editable_line(conn, ref, products.show(conn, sku), revision, by)
    pre_receipts.drop_expected(conn, on)
    return pre_receipts.line(conn, on.id)


def check_editable(pre_receipt: Document, on: PreReceiptLine) -> None:
    """Check that the serials of a line can be entered now.

    Raises:
        Refused: `line_already_received` or `line_partly_received` (R8), `document_not_open`, `line_not_full_tracking`, `line_in_work`.
    """
    if on.state is DocumentState.CANCELLED or not (on.done or pre_receipt.is_open):
        raise pre_receipt.not_open()
    if on.tracking_type is not TrackingType.FULL_TRACKING:
        raise refusals.line_not_full_tracking(sku=on.product, tracking_type=on.tracking_type.label)
    pre_receipt_editing.check_untouched(pre_receipt, on)


def _editable_line(
    conn: Connection, ref: str, product: products.Product, revision: int | None, by: str
) -> PreReceiptLine:
    """Return a line for a change of its serials; what else of the pre-receipt has changed since `revision` does not matter."""
    pre_receipt = pre_receipts.show(conn, ref)
    conn.execute(select(_l.id).where(_l.document_id == pre_receipt.id).with_for_update())
    on = pre_receipts.line_of(conn, pre_receipt, product)
    check_editable(pre_receipt, on)
    now = edit(conn, PRE_RECEIPTS, ref, by=by)
    changed_at = conn.execute(select(_l.revision).where(_l.id == on.id)).scalar_one()
    if revision is not None and changed_at > revision:
        raise now.changed_meanwhile()
    conn.execute(t.document_line.update().where(_l.id == on.id).values(revision=now.revision))
    return on


def _insert_expected(
    conn: Connection, product: products.Product, on: PreReceiptLine, entries: Sequence[SerialEntry]
) -> None:
    new = expected.add(conn, product, on.id, entries)
    refused = [whereabouts.why_not(conn, product, given, None) for given in entries if given.key not in new]
    if refused:
        raise serials.refusal_of(refused, len(entries))


# --- while they are typed ---------------------------------------------------------------------------------------


class Mark(StrEnum):
    """What a serial would be, entered on a line."""

    OK = "ok"
    REPEATED = "repeated"
    INVALID = "invalid"
    KNOWN = "known"
    DOUBTFUL = "doubtful"


@value_class
class Marked:
    """A serial with its mark, and the refusal that tells why it cannot be entered, where it is one of the first few."""

    serial: str
    mark: Mark
    why: Refused | None = None


EXPLAINED = 20
"""So many known serials are told where they are; of the others it is only said that they are known."""

_CHUNK = 500


NAMES_LOOKED_UP = 5_000
"""So many are looked up among products, places and people while somebody types; saving looks up all."""


def marks(conn: Connection, on: PreReceiptLine, texts: Sequence[str]) -> tuple[Marked, ...]:
    """Return what each text would be as a serial of the line, in order, before anything is saved."""
    product = products.by_id(conn, on.product_id)
    judged = new_serials.judge_each(conn, product, texts)
    entries = [one.entry for one in judged if isinstance(one, Judged)]
    times = Counter(entry.key for entry in entries)
    known = set(_known(conn, on, list(times)))
    names = recognise.named(conn, [entry.serial for entry in entries[:NAMES_LOOKED_UP] if entry.is_bare])
    explained = iter(range(EXPLAINED))
    found = []
    for text, one in zip(texts, judged, strict=True):
        if isinstance(one, Refused):
            found.append(Marked(text, Mark.INVALID, one))
            continue
        entry = one.entry
        if times[entry.key] > 1:
            found.append(Marked(entry.serial, Mark.REPEATED))
        elif entry.key in known:
            is_explained = next(explained, None) is not None
            told = whereabouts.why_not(conn, product, entry, None) if is_explained else None
            found.append(Marked(entry.serial, Mark.KNOWN, told))
        else:
            found.append(_unknown(one, names.get(entry.serial)))
    return tuple(found)


def _unknown(judged: Judged, known_as: str | None) -> Marked:
    """Return the mark of a serial that would be new: something may speak against it."""
    entry = judged.entry
    doubt = whereabouts.other_code(entry, known_as) if known_as else judged.doubt
    if doubt is None:
        return Marked(entry.serial, Mark.OK)
    return Marked(entry.serial, Mark.DOUBTFUL if isinstance(doubt, Doubtful) else Mark.INVALID, doubt)


def _known(conn: Connection, on: PreReceiptLine, keys: Sequence[str]) -> Iterator[str]:
    """Yield the keys of serials that the line cannot have: known, and neither its own nor free again."""
    is_own = (_s.state == SerialState.EXPECTED) & (_s.document_line_id == on.id)
    is_free = (_s.state == SerialState.EXPECTED) & _s.run_id.is_(None) & (_l.state != DocumentState.OPEN)
    for start in range(0, len(keys), _CHUNK):
        taken = (
            select(_s.serial_key)
            .join_from(t.serial, t.document_line, _s.document_line_id == _l.id, isouter=True)
            .where(
                _s.product_id == on.product_id,
                _s.serial_key.in_(keys[start : start + _CHUNK]),
                ~is_own,
                ~func.coalesce(is_free, false()),
            )
        )
        yield from conn.scalars(taken)
