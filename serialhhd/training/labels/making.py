"""The labels of what a store knows: products, their serials, places, papers, badges; and the cards of the actions."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences.english import captions
from serialhhd.samples import scannable
from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.people import operators
from serialhhd.store.serials import lots, new_serials
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.symbols.composing import of_unit
from serialhhd.store.symbols.element_strings import Elements
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.refusal import Refused
from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel, gs1, plain


def of_products(conn: Connection, skus: Sequence[str], symbology: Symbology) -> Iterator[PrintedLabel]:
    """Yield the label of each product's box: its GTIN, or what else its barcode is, or its SKU.

    Raises:
        Refused: `unknown`.
    """
    for sku in skus:
        product = products.show(conn, sku)
        gtin = _gtin(conn, product) if symbology.is_gs1 else None
        if gtin:
            yield gs1(symbology, of_unit(gtin), (product.sku, product.name))
        else:
            code = scannable.barcode(conn, product)
            yield plain(symbology, code, product.sku, product.name, code if code != product.sku else "")


def of_serials(
    conn: Connection, sku: str, texts: Sequence[str], symbology: Symbology, *, sure: bool = False
) -> Iterator[PrintedLabel]:
    """Yield the label of each serial of a product. GS1 data names the product's GTIN, the serial, and what is known of its lot.

    Raises:
        Refused: `unknown`, `serials_refused`, or `label_not_in_gs1`: print it in another symbol.
        Doubtful: `serials_doubtful`, unless somebody is sure.
    """
    product = products.show(conn, sku)
    entries = new_serials.judge_all(conn, product, texts, sure=sure)
    gtin = _gtin(conn, product) if symbology.is_gs1 else None
    known = lots.known(conn, product.id, [entry.key for entry in entries]) if gtin else {}
    for entry in entries:
        if gtin:
            elements = _of_unit(gtin, entry.serial, known.get(entry.key, lots.UNKNOWN))
            yield gs1(symbology, elements, (entry.serial, product.sku, product.name))
        else:
            yield plain(symbology, entry.serial, entry.serial, product.sku, product.name)


def of_locations(conn: Connection, codes: Sequence[str], symbology: Symbology) -> Iterator[PrintedLabel]:
    """Yield the label of each place.

    Raises:
        Refused: `unknown`.
    """
    for code in codes:
        location = places.location(conn, code)
        yield plain(symbology, location.code, location.code, captions.place(location=location.code))


def of_documents(conn: Connection, refs: Sequence[str], symbology: Symbology) -> Iterator[PrintedLabel]:
    """Yield the label of each document, of whatever kind it is.

    Raises:
        Refused: `unknown`.
    """
    for ref in refs:
        kind, found = _document(conn, ref)
        yield plain(symbology, found, found, kind)


def of_badges(conn: Connection, names: Sequence[str], symbology: Symbology) -> Iterator[PrintedLabel]:
    """Yield the badge of each operator: the name and nothing else. A PIN is on no label.

    Raises:
        Refused: `unknown` or `operator_disabled`.
    """
    for name in names:
        operator = operators.sign_on(conn, name)
        yield plain(symbology, operator.name, operator.name)


def of_commands(symbology: Symbology) -> Iterator[PrintedLabel]:
    """Yield the card of each action of a handheld, those of single operations too."""
    own = (action for operation in operations().values() for action in operation.actions.items())
    for word, command in {**dict(own), **ACTIONS}.items():
        yield plain(symbology, word, command.label(), word)


def _gtin(conn: Connection, product: Product) -> str | None:
    return next(filter(None, map(gtin14, products.barcodes(conn, product))), None)


def _of_unit(gtin: str, serial: str, lot_and_expiry: LotAndExpiry) -> Elements:
    """Return what a GS1 symbol says of a unit, the product's GTIN first."""
    try:
        return of_unit(
            gtin, serial=serial, lot=lot_and_expiry.lot or "", expiry=_yymmdd(lot_and_expiry.expiry or "")
        )
    except Refused as why:
        raise sentences.label_not_in_gs1(value=serial, reason_of=why) from why


def _yymmdd(date: str) -> str:
    return date.replace("-", "")[2:]


def _document(conn: Connection, ref: str) -> tuple[str, str]:
    """Return the kind of a document, in words, and its number as it was given to it."""
    kinds = {of_kind.kind: of_kind for operation in operations().values() for of_kind in operation.documents}
    for of_kind in kinds.values():
        if found := of_kind.find(conn, ref):
            return of_kind.kind.label, found.ref
    raise refusals.unknown(what="document", code=ref)
