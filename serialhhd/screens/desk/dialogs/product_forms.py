"""The forms that change one product: its name, pattern and barcodes, and holding it."""

from collections.abc import Sequence

from serialhhd.screens.desk.dialogs.forms import Field, FormModal, Values
from serialhhd.screens.desk.dialogs.pattern_form import PATTERN_HINT, PatternForm
from serialhhd.screens.desk.parts.office import Office
from serialhhd.store.catalogue import product_editing
from serialhhd.store.catalogue.product_editing import Edit
from serialhhd.store.catalogue.products import Product
from serialhhd.store.stock import product_holds
from serialhhd.store.stock.product_holds import ProductHold

KEEPS = "-"
"""The choice that removes no barcode; a hold of the whole product among those to release."""


class EditProductModal(PatternForm):
    """Name, pattern of serials and barcodes of a product."""

    def __init__(self, office: Office, product: Product, barcodes: Sequence[str]) -> None:
        fields = [
            Field("name", "Name", product.name),
            Field("pattern", "Serial pattern", product.serial_pattern or "", hint=PATTERN_HINT),
            Field("add", "Another barcode", hint="a GTIN or a code of the house"),
        ]
        if barcodes:
            choices = ((KEEPS, "none"), *((barcode, barcode) for barcode in barcodes))
            fields.append(Field("remove", "Remove barcode", KEEPS, choices=choices, is_explained=True))

        async def save(values: Values) -> Product:
            removed = values.get("remove", KEEPS)
            wanted = Edit(
                name=_changed(values["name"], product.name),
                serial_pattern=_changed(values["pattern"], product.serial_pattern or ""),
                add=[values["add"]] if values["add"].strip(" ") else (),
                remove=[removed] if removed != KEEPS else (),
            )
            at, operator = office.now(), office.operator
            return await office.tell(
                lambda conn: product_editing.edit(conn, product.sku, wanted, by=operator, at=at)
            )

        note = "A pattern is for serials that come; those that are there stay as they are."
        super().__init__(f"Edit {product.sku}", fields, save, note=note)


def _changed(text: str, shown: str) -> str | None:
    """Return what was made of a text; None where it is as it was shown, and may be another's to change."""
    return None if text == shown else text


def hold_form(office: Office, product: Product) -> FormModal[Product]:
    """Return the form that puts a product, or a lot of it, on hold."""

    async def save(values: Values) -> Product:
        at, operator, lot = office.now(), office.operator, values["lot"].strip(" ") or None
        return await office.tell(
            lambda conn: product_holds.hold(
                conn, product.sku, lot=lot, reason=values["reason"], by=operator, at=at
            )
        )

    fields = [Field("lot", "Lot", hint="empty: the whole product"), Field("reason", "Reason")]
    note = (
        "What is there and what arrives is neither picked nor dispatched until it is released. "
        "Units without serials are held with the whole product only."
    )
    return FormModal(f"Put {product.sku} on hold", fields, save, note=note, save_label="Hold")


def release_form(office: Office, product: Product, holds: Sequence[ProductHold]) -> FormModal[Product]:
    """Return the form that releases one of a product's holds."""

    async def save(values: Values) -> Product:
        at, operator = office.now(), office.operator
        lot = None if values["lot"] == KEEPS else values["lot"]
        return await office.tell(
            lambda conn: product_holds.release(conn, product.sku, lot=lot, by=operator, at=at)
        )

    choices = tuple((one.lot or KEEPS, f"{one.lot or 'the whole product'}: {one.reason}") for one in holds)
    fields = [Field("lot", "What", choices[0][0], choices=choices, is_explained=True)]
    return FormModal(f"Release {product.sku}", fields, save, save_label="Release")
