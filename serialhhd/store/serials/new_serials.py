"""What may become a new serial (R4, R46): one classifier for the handheld, the desk, the command line and imports.

A bare code is a serial only where nothing speaks against it. Judged is only what would be new: a serial that the store
has for the product is found as it is stored, whatever it looks like, and what the product's pattern matches is one.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import label_profile, products, recognise, serial_example, settings
from serialhhd.store.catalogue.patterns import PatternFailed
from serialhhd.store.catalogue.products import Product
from serialhhd.store.catalogue.settings import SerialLetters
from serialhhd.store.schema import tables as t
from serialhhd.store.serials import barcode_inside
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.serials.serials import entry as entry_of
from serialhhd.store.symbols import objections, scan, spreadsheet
from serialhhd.store.symbols.scan import GS, Barcode
from serialhhd.store.symbols.serial_range import SerialRange
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.value_class import value_class


@value_class
class Judged:
    """A serial, and what speaks against it: a person who is asked may say yes. None: nothing does."""

    entry: SerialEntry
    doubt: Doubtful | None = None


def judge(conn: Connection, product: Product, text: str, *, fnc1: Sequence[str] = (GS,)) -> Judged:
    """Return the serial that a scan is for a product.

    Args:
        conn: The connection.
        product: Whose serial it would be.
        text: What the scanner sent, or one entry of a list.
        fnc1: What the scanner sends in place of FNC1.

    Raises:
        Refused: Why it is none: what it is instead, or what is wrong with it.
    """
    code = scan.clean(text)
    try:
        fitted = _fitted(product, [code])[0]
    except Refused:  # the pattern takes too long: what is stored is found all the same
        if stored := stored_as(conn, product, code):
            return Judged(stored)
        raise
    return _judge(conn, product, text, fitted, fnc1)


def judge_all(
    conn: Connection,
    product: Product,
    texts: Sequence[str],
    *,
    doubts: Sequence[Doubtful] = (),
    sure: bool = False,
) -> tuple[SerialEntry, ...]:
    """Return the serials of a list.

    Args:
        conn: The connection.
        product: Whose serials they would be.
        texts: The entries of the list.
        doubts: What speaks against the list as it was written: ranges that nobody has seen counted.
        sure: Somebody has seen what speaks against it, and said yes.

    Raises:
        Refused: `serials_refused`, with the refusal of each one that cannot be a serial.
        Doubtful: `serials_doubtful`, with all that speaks against them, unless somebody is sure.
    """
    return all_of(judge_each(conn, product, texts), doubts=doubts, sure=sure)


def all_of(
    judged: Sequence[Judged | Refused], *, doubts: Sequence[Doubtful] = (), sure: bool = False
) -> tuple[SerialEntry, ...]:
    """Return the serials of a list of which each entry has been judged.

    Raises:
        Refused: As `judge_all`.
        Doubtful: As `judge_all`.
    """
    refused = tuple(one for one in judged if isinstance(one, Refused))
    if refused:
        raise refusals.serials_refused(refused=refused, count=len(judged))
    kept = [one for one in judged if isinstance(one, Judged)]
    against = (*doubts, *(one.doubt for one in kept if one.doubt))
    if against and not sure:
        raise refusals.serials_doubtful(doubts=against, count=len(judged))
    return tuple(taken(one, sure=sure) for one in kept)


def judge_each(conn: Connection, product: Product, texts: Sequence[str]) -> list[Judged | Refused]:
    """Return what each entry of a list is for a product: a serial with what speaks against it, or why it is none.

    Raises:
        Refused: `serial_pattern_failed`.
    """
    fitted = _fitted(product, [_cut(text) for text in texts])
    return [_judged(conn, product, text, fit) for text, fit in zip(texts, fitted, strict=True)]


def _judged(conn: Connection, product: Product, text: str, fitted: str | None) -> Judged | Refused:
    try:
        return _judge(conn, product, text, fitted, (GS,))
    except Refused as why:
        return why


def _cut(text: str) -> str:
    """Return a text as a plain code, though it be too long for one: that is refused where it is judged."""
    return scan.clean(text[: scan.LONGEST])


def certain(
    conn: Connection, product: Product, text: str, *, fnc1: Sequence[str] = (GS,)
) -> SerialEntry | None:
    """Return the serial of a scan that is certainly one as a whole: its label says so, its pattern, or the store.

    None where it would have to be judged: it may be several serials, or a range.

    Raises:
        Refused: It is certainly none.
    """
    code = scan.clean(text)
    try:
        fitted = _fitted(product, [code])[0]
        if fitted is not None:
            return entry_of(fitted, fits=True, is_bare=fitted == code)
        barcode = scan.parse(text, fnc1=fnc1, expects="serial")
        plain = codes.fold(code)
        against = objections.other_data(plain) or objections.damage(plain)
        if against:
            raise against
    except Refused:
        if stored := stored_as(conn, product, code):
            return stored
        raise
    return (
        _of_symbol_or_stored(conn, product, barcode) if barcode.has_data else stored_as(conn, product, code)
    )


def named_by(product: Product, text: str, *, fnc1: Sequence[str] = (GS,)) -> str:
    """Return the serial that a label, a code or somebody's words name, to be looked up: nothing of it is judged."""
    code = scan.clean(text)
    try:
        if fitted := _fitted(product, [code])[0]:
            return fitted
        return scan.parse(text, fnc1=fnc1, expects="serial").serial or code
    except Refused:
        return code


def of_range(conn: Connection, product: Product, serial_range: SerialRange) -> tuple[SerialEntry, ...]:
    """Return the serials of a range that a person sees counted: its ends are judged, and all against the pattern.

    Raises:
        Refused: Why its ends are no serials, or `serials_refused` naming those that the pattern does not match.
    """
    serials = tuple(serial_range)
    fitted = _fitted(product, serials)
    misfits = tuple(
        _mismatch(product, serial)
        for serial, fit in zip(serials, fitted, strict=True)
        if product.serial_pattern and fit is None
    )
    if misfits:
        raise refusals.serials_refused(refused=misfits, count=len(serials))
    ends = [judge(conn, product, text).entry for text in (serial_range.first, serial_range.last)]
    return tuple(
        entry_of(serial, fits=fit is not None, is_bare=all(end.is_bare for end in ends))
        for serial, fit in zip(serials, fitted, strict=True)
    )


def is_bare(conn: Connection, product: Product, text: str) -> bool:
    """Whether a code that may be read as a label is a serial as it stands: it is stored so, or names no product of ours."""
    return stored_as(conn, product, scan.clean(text)) is not None or _is_number_of_nobody(
        conn, codes.fold(text)
    )


def fits(product: Product, code: str) -> bool:
    """Whether the product has a pattern that matches the code."""
    return _fitted(product, [code])[0] is not None


def taken(judged: Judged, *, sure: bool) -> SerialEntry:
    """Return a serial as it is taken; where a person is sure and the pattern matches, though its code be something else's.

    A yes to any other doubt says nothing of that: without a pattern such a code is still kept out by the insert.
    """
    return replace(judged.entry, is_bare=False) if sure and judged.entry.fits else judged.entry


def of_symbol(conn: Connection, product: Product, barcode: Barcode) -> SerialEntry:
    """Return the serial that a label names which says itself what its parts are.

    Raises:
        Refused: `other_product`, `pallet_label`, `no_serial_in_symbol`, `serial_pattern_mismatch`, or R4.
    """
    if barcode.is_pallet_label:
        raise refusals.pallet_label()
    check_product(conn, product, barcode)
    if not barcode.serial:
        raise refusals.no_serial_in_symbol(sku=product.sku)
    fitted = _fitted(product, [barcode.serial])[0]
    entry = entry_of(
        fitted or barcode.serial, fits=fitted is not None, lot=barcode.lot, expiry=barcode.expiry
    )
    if product.serial_pattern and fitted is None and not is_stored(conn, product, entry):
        raise _mismatch(product, entry.serial)
    return entry


_STORED = (
    select(t.serial.c.id)
    .where(t.serial.c.serial_key == bindparam("key"), t.serial.c.product_id == bindparam("product_id"))
    .limit(1)
)


def is_stored(conn: Connection, product: Product, entry: SerialEntry) -> bool:
    """Tell whether the store has this serial of the product, in any state."""
    return conn.scalar(_STORED, {"key": entry.key, "product_id": product.id}) is not None


_ORDINARY = re.compile(r"[A-Z]{1,8}(?:(?:[0-9]{1,3}[-_/.]|[-_/.])?[0-9]{1,7}|[0-9]{8,56})", re.IGNORECASE)
"""Letters, then a number: nothing can speak against it but a barcode inside, and most serials look like that."""


# --- one code ---------------------------------------------------------------------------------------------------


def _judge(conn: Connection, product: Product, text: str, fitted: str | None, fnc1: Sequence[str]) -> Judged:
    code = scan.clean(text)
    if fitted is None and (unquoted := spreadsheet.unquoted(code)) is not None:
        return _judge(conn, product, unquoted, _fitted(product, [unquoted])[0], fnc1)
    if fitted is not None and (fitted != code or _ORDINARY.fullmatch(text)):
        return Judged(entry_of(fitted, fits=True, is_bare=fitted == code))
    if not product.serial_pattern and _ORDINARY.fullmatch(text):
        entry = entry_of(code, is_bare=True)
        return _unless_stored(conn, product, entry, barcode_inside.objection(conn, product, code))
    plain = codes.fold(text)  # what looks alike is judged alike
    try:
        barcode = scan.parse(plain, fnc1=fnc1, expects="serial")
    except Refused as why:
        return _fitting_or_stored(conn, product, code, fitted, _if_known_here(conn, plain, why))
    if barcode.has_data and not _is_number_of_nobody(conn, plain):
        return Judged(_of_symbol_or_stored(conn, product, barcode))
    doubt = refusals.like_gs1(value=code) if barcode.has_data else objections.other_data(codes.fold(code))
    return _fitting_or_stored(conn, product, code, fitted, doubt)


def _is_number_of_nobody(conn: Connection, text: str) -> bool:
    """Whether a bare number begins with 01 and a GTIN that no product here has: one in ten that begin with 01 looks so."""
    code = scan.clean(text)
    bare = code == text.strip(" \t\r\n") and code.isascii() and code.isdigit()
    return bare and code.startswith("01") and not products.owners(conn, {code[2:16]})


def _if_known_here(conn: Connection, text: str, why: Refused) -> Refused:
    """Return why a number is no GS1 data; a doubt where it names no product of ours."""
    return refusals.like_gs1(value=scan.clean(text)) if _is_number_of_nobody(conn, text) else why


def _fitting_or_stored(
    conn: Connection, product: Product, code: str, fitted: str | None, against: Refused | None
) -> Judged:
    """Return the serial that a bare code is: by the pattern, because nothing speaks against it, or because it is stored."""
    if fitted is not None:
        return Judged(entry_of(code, fits=True, is_bare=True))
    if against is not None and not _may_be_stored(code):
        raise against
    entry = entry_of(code, is_bare=True)
    return _unless_stored(conn, product, entry, against or _against(conn, product, codes.fold(entry.serial)))


def _unless_stored(conn: Connection, product: Product, entry: SerialEntry, against: Refused | None) -> Judged:
    """Return a serial that is stored, whatever speaks against it; a new one with its doubt.

    Raises:
        Refused: Why it is none.
    """
    if against is None or is_stored(conn, product, entry):
        return Judged(entry)
    if isinstance(against, Doubtful):
        return Judged(entry, against)
    raise against


def stored_as(conn: Connection, product: Product, code: str) -> SerialEntry | None:
    """Return the serial that the store has under a whole code; None where it has none."""
    entry = entry_of(code) if _may_be_stored(code) else None
    return entry if entry and is_stored(conn, product, entry) else None


def _may_be_stored(text: str) -> bool:
    return len(text) <= codes.LONGEST and text.isprintable()


def _of_symbol_or_stored(conn: Connection, product: Product, barcode: Barcode) -> SerialEntry:
    try:
        return of_symbol(conn, product, barcode)
    except Refused:
        if stored := stored_as(conn, product, barcode.text):
            return stored
        raise


def _fitted(product: Product, texts: Sequence[str]) -> Sequence[str | None]:
    """Return the serials that the product's pattern finds in texts; None for each where it does not match."""
    if not product.serial_pattern:
        return [None] * len(texts)
    try:
        return label_profile.serials_in(product.serial_pattern, texts)
    except PatternFailed as why:
        raise refusals.serial_pattern_failed(serial=texts[0], sku=product.sku) from why


def _against(conn: Connection, product: Product, code: str) -> Refused | None:
    """Return what speaks against a bare code; with a pattern that does not match, nobody is asked, and what it names is said."""
    against = objections.objection(code) or _letters(conn, code)
    if product.serial_pattern:
        is_doubted = against is None or isinstance(against, Doubtful)
        return _no_serial(conn, product, code) if is_doubted else against
    return against or barcode_inside.objection(conn, product, code)


def _no_serial(conn: Connection, product: Product, code: str) -> Refused:
    known_as = recognise.what_is(conn, code)
    if known_as is None:
        return _mismatch(product, code)
    return refusals.serial_is_other_code(serial=code, known_as=known_as, is_like_a_serial=False)


def _mismatch(product: Product, serial: str) -> Refused:
    example = serial_example.of_pattern(product.serial_pattern or "")
    return refusals.serial_pattern_mismatch(serial=serial, sku=product.sku, example=example)


def _letters(conn: Connection, code: str) -> Refused | None:
    strange = None if code.isascii() else objections.letters(code)
    return strange if strange and settings.serial_letters(conn) is SerialLetters.ASCII else None


# --- what names something else ----------------------------------------------------------------------------------


def check_product(conn: Connection, product: Product, barcode: Barcode) -> None:
    """Refuse a label of another product; a part number that the store does not know says nothing.

    Raises:
        Refused: `other_product`.
    """
    if barcode.gtin:
        named = products.find(conn, barcode.gtin)
        if named is None or named.id != product.id:
            raise refusals.other_product(
                gtin=barcode.gtin, sku=named.sku if named else None, wanted=product.sku
            )
    known = [(part, found) for part in barcode.part_numbers if (found := products.find(conn, part))]
    if known and all(found.id != product.id for _, found in known):
        part, found = known[0]
        raise refusals.other_product(gtin=part, sku=found.sku, wanted=product.sku)
