"""What a scanned code already is in this warehouse, so that a wrong label is named instead of taken for something else (R64)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    bindparam,
    case,
    exists,
    literal,
    select,
    true,
    union_all,
)

from serialhhd.store import refusals
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.prepared import Prepared
from serialhhd.store.schema import tables as t
from serialhhd.store.symbols import objections, scan
from serialhhd.store.symbols.gtin import gtin14, upc_a
from serialhhd.store.words import codes
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import ContainerKind, DocumentKind, LocationKind

PALLET_LABEL: Final = "pallet label"
GS1_LABEL: Final = "GS1 label"
A_NUMBER: Final = "number"

_KEY, _BARCODE = bindparam("key", type_=t.Text), bindparam("barcode", type_=t.Text)
_IS_OF_SEEN = exists().where(t.product.c.id == t.product_barcode.c.product_id, unfinished.is_seen(t.product))
_KIND_OF_DOCUMENT: ColumnElement[str] = case(
    *((t.document.c.kind == kind, literal(kind.label)) for kind in DocumentKind)
)
_KIND_OF_CONTAINER: ColumnElement[str] = case(
    *((t.container.c.kind == kind, literal(kind.label)) for kind in ContainerKind)
)
_KIND_OF_PLACE: ColumnElement[str] = case(
    (t.location.c.kind == LocationKind.CART, literal("cart")), else_=literal("location")
)
_NAMES: tuple[tuple[ColumnElement[str], Column[str], BindParameter[str], ColumnElement[bool]], ...] = (
    (literal("product"), t.product.c.sku_key, _KEY, unfinished.is_seen(t.product)),
    (literal("product"), t.product_barcode.c.barcode, _BARCODE, _IS_OF_SEEN),
    (_KIND_OF_PLACE, t.location.c.code_key, _KEY, true()),
    (_KIND_OF_CONTAINER, t.container.c.code_key, _KEY, true()),
    (_KIND_OF_DOCUMENT, t.document.c.ref_key, _KEY, unfinished.is_seen(t.document)),
    (literal("operator"), t.operator.c.name_key, _KEY, true()),
    (literal("device"), t.device.c.name_key, _KEY, true()),
    (literal("account"), t.account.c.code_key, _KEY, true()),
    (literal("warehouse"), t.warehouse.c.code_key, _KEY, true()),
)
_WHAT_IS, _WHAT_HAS = (
    Prepared(
        select(
            union_all(
                *(
                    select(what)
                    .select_from(column.table)
                    .where(column == by, is_seen if seen_alone else true())
                    for what, column, by, is_seen in _NAMES
                )
            ).subquery()
        )
    )
    for seen_alone in (True, False)
)
_IS_SERIAL = select(literal("serial")).select_from(t.serial).where(t.serial.c.serial_key == _KEY).limit(1)
_CHUNK = 2_000
"""So many codes at a time: a statement may have 32,766 parameters, and each code is looked for nine times."""


def barcode_key(barcode: str) -> str:
    """Return what a barcode is found by: 14 digits for a GTIN (an UPC-E is its UPC-A), else the code whatever its case."""
    return gtin14(barcode) or gtin14(upc_a(barcode) or "") or codes.key(barcode)


def look_up(code: str) -> dict[str, str]:
    """Return the parameters that a statement with `names_nothing` looks a code up by."""
    plain = codes.fold(code)
    return {"key": codes.key(plain), "barcode": barcode_key(plain)}


def names_nothing() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions under which the code of `look_up` names nothing."""
    return (
        ~exists().select_from(column.table).where(column == by, is_seen) for _, column, by, is_seen in _NAMES
    )


def what_is(conn: Connection, code: str) -> str | None:
    """Return what the code names: `product`, `location`, `pre-receipt`, `operator` ...; None where it names nothing."""
    found = _WHAT_IS.rows(conn, look_up(code))
    return found[0][0] if found else None


def what_has(conn: Connection, code: str) -> list[str]:
    """Return all that has the code for a name, also what an import brings that is not finished (R55)."""
    return [what for (what,) in _WHAT_HAS.rows(conn, look_up(code))]


_MANY = {
    _KEY.key: bindparam("keys", expanding=True, type_=t.Text),
    _BARCODE.key: bindparam("barcodes", expanding=True, type_=t.Text),
}
_NAMED = union_all(
    *(
        select(what, column, literal(by.key)).where(column.in_(_MANY[by.key]), is_seen)
        for what, column, by, is_seen in _NAMES
    )
)


def named(conn: Connection, many: Iterable[str]) -> Mapping[str, str]:
    """Return those of many codes that name something, with what `what_is` says of them."""
    looks = [(code, look_up(code)) for code in many]
    found: dict[str, str] = {}
    for start in range(0, len(looks), _CHUNK):
        sought = {(by, key): code for code, look in looks[start : start + _CHUNK] for by, key in look.items()}
        keys = {many.key: [key for by, key in sought if by == name] for name, many in _MANY.items()}
        for what, key, by in conn.execute(_NAMED, keys):
            found.setdefault(sought[by, key], what)
    return found


def what_is_label(conn: Connection, code: str) -> str | None:
    """Return what `what_is` does, or `serial` where a label with this code can only be a serial's."""
    return what_is(conn, code) or ("serial" if is_serial(conn, code) else None)


def is_serial(conn: Connection, code: str) -> bool:
    """Tell whether a serial is called so."""
    return conn.execute(_IS_SERIAL, {"key": codes.serial_key(code)}).scalar() is not None


def what_is_scanned(conn: Connection, text: str, fnc1: Sequence[str] = ()) -> str | None:
    """Return what `what_is_label` does; of a pallet label, what its SSCC names, or that it is a `pallet label`; of any other `GS1 label` that.

    Args:
        conn: The connection.
        text: What was scanned, as it came.
        fnc1: What the scanner sends in place of FNC1; empty where nobody knows: then it is GS.
    """
    known_as = what_is_label(conn, scan.clean(text))
    if known_as:
        return known_as
    try:
        barcode = scan.parse(text, fnc1=fnc1 or (scan.GS,), expects="serial")
    except Refused:
        return None
    if barcode.is_pallet_label:
        return what_is(conn, barcode.value("00") or "") or PALLET_LABEL
    return GS1_LABEL if barcode.has_data else None


_NOT_THERE: Final = {
    "unknown": "code",
    "serial_unknown": "serial",
    "serial_not_on_list": "serial",
    "serial_not_on_transfer": "serial",
    "serial_not_waiting": "serial",
}
"""Refusals that say that a code is not there, with the fact that has it."""


def may_be_named(refused: Refused) -> bool:
    """Tell whether a refusal says that a code is not what was asked for: it may be something else."""
    return refused.code in _NOT_THERE


def name(conn: Connection, refused: Refused) -> None:
    """Have a refusal of a code that is not what was asked for say what it is, where it is something else; any other stays as it is."""
    if not may_be_named(refused):
        return
    code = str(refused.facts[_NOT_THERE[refused.code]])
    known_as = what_is_scanned(conn, code) if len(code) <= scan.LONGEST else None
    if known_as and known_as != refused.facts.get("what", "serial"):
        refused.names = (code, known_as)


def check_reason(conn: Connection, text: str, fnc1: Sequence[str] = ()) -> None:
    """Check that a reason is said in words: a label is none, and the ledger would keep it.

    Args:
        conn: The connection.
        text: What was said, as it came.
        fnc1: What the scanner sends in place of FNC1.

    Raises:
        Refused: `reason_missing`; `reason_is_code`, naming what it is; `words_unreadable`; what is wrong with a damaged label.
    """
    if not text.strip():
        raise refusals.reason_missing()
    if known_as := _known_word(conn, text, fnc1):
        raise refusals.reason_is_code(code=text, known_as=known_as)
    _check_readable(text, "reason")


def check_condition(conn: Connection, text: str, fnc1: Sequence[str] = ()) -> None:
    """Check that a condition is said in words, as `check_reason` does of a reason.

    Raises:
        Refused: `condition_is_code`, naming what it is; `words_unreadable`; what is wrong with a damaged label.
    """
    if known_as := _known_word(conn, text, fnc1):
        raise refusals.condition_is_code(code=text, known_as=known_as)
    _check_readable(text, "condition")


def _check_readable(text: str, what: str) -> None:
    """Check that words have a letter that is no accented one alone: bytes that are no text are read as such letters.

    Raises:
        Refused: `words_unreadable`.
    """
    if not any(letter.isalpha() and not "\x80" <= letter <= "\xff" for letter in text):
        raise refusals.words_unreadable(code=text, what=what)


def _known_word(conn: Connection, text: str, fnc1: Sequence[str]) -> str | None:
    """Return what is said in place of words: what a label is on, what it holds, or a number; None for words."""
    scan.parse(text, fnc1=fnc1, expects="serial")  # what is damaged is told so, and kept as nothing
    known_as = what_is_scanned(conn, text, fnc1) or objections.kind_of_data(text)
    return known_as or (A_NUMBER if is_number(text) else None)
