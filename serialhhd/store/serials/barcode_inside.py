"""What speaks against a bare code in which a barcode stands: a label of the product, two that were glued, or nearly one (R46)."""

import re
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.symbols.gtin import gtin14, gtins_in, upc_a
from serialhhd.store.words.refusal import Doubtful, Refused

_DIGITS = re.compile(r"[0-9]{8,}")
_SHORTEST, _WHOLE = 8, (14, 13, 12)


def objection(conn: Connection, product: Product, code: str) -> Refused | None:
    """Return what speaks against a code with a barcode in it: a label of the product, or two that were glued."""
    runs = [(found.start(), found[0]) for found in _DIGITS.finditer(code)]
    long_runs = [(at, run) for at, run in runs if len(run) >= min(_WHOLE)]
    begin = code[:_SHORTEST] if runs and runs[0][0] == 0 else ""
    if not long_runs and not begin:
        return None
    inside = [(at + offset, gtin) for at, run in long_runs for offset, gtin in gtins_in(run)]
    begins = _gtin(begin)
    owners = products.owners(conn, {gtin for _, gtin in (*inside, (0, begins)) if gtin})
    if gtin14(code) in owners:
        return refusals.serial_is_other_code(serial=code, known_as="product", is_like_a_serial=False)
    found = [(at, *owner) for at, gtin in inside if (owner := owners.get(gtin))]
    if found:
        return _holds_barcode(product, code, found)
    if owner := owners.get(begins or ""):
        return refusals.short_barcode_begins(value=code, barcode=begin, sku=owner[1])
    return _nearly_own(conn, product, code, [run for _, run in long_runs])


def _gtin(digits: str) -> str | None:
    """Return the GTIN that digits are; eight may be an EAN-8, or an UPC-E, which is its UPC-A."""
    return gtin14(digits) or gtin14(upc_a(digits) or "")


def _holds_barcode(product: Product, code: str, found: Sequence[tuple[int, int, str]]) -> Refused:
    """Return what speaks against a code in which barcodes of products were found: where each begins, and whose it is."""
    first = next((sku for at, _, sku in found if at == 0), None)
    if first is not None:
        return refusals.serial_begins_with_barcode(value=code, sku=first)
    other = next((sku for _, product_id, sku in found if product_id != product.id), None)
    if other is not None:
        return refusals.labels_of_two(value=code, sku=other)
    return refusals.own_barcode_inside(value=code, sku=product.sku)


def _windows(run: str) -> Iterator[tuple[int, str]]:
    for length in _WHOLE:
        for offset in range(len(run) - length + 1):
            yield offset, run[offset : offset + length]


def _nearly_own(conn: Connection, product: Product, code: str, runs: Sequence[str]) -> Doubtful | None:
    """Return the doubt of a code in which the product's own barcode stands with one digit wrong."""
    if not runs:
        return None
    own = {form for barcode in products.barcodes(conn, product) for form in _forms(barcode)}
    if not own:
        return None
    for run in runs:
        for _, part in _windows(run):
            if any(len(form) == len(part) and _differ_in_one(form, part) for form in own):
                return refusals.own_barcode_nearly(value=code, sku=product.sku)
    return None


def _forms(barcode: str) -> Iterator[str]:
    """Yield a GTIN as it may be printed: 14 digits, and 13 or 12 where it begins with noughts."""
    if gtin14(barcode) == barcode:
        yield from (barcode[len(barcode) - length :] for length in _WHOLE if not barcode[:-length].strip("0"))


def _differ_in_one(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
