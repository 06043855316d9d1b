"""`serialhhd product`: products and their Serial Number Tracking Setting."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export
from serialhhd.cli.parts.hold_lines import hold_lines
from serialhhd.cli.parts.importing import import_file
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, document, facts, listing, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from serialhhd.store.catalogue.products import Product

app = typer.Typer(no_args_is_help=True, help="Products and their Serial Number Tracking Setting.")

COLUMNS = ("sku", "name", "tracking_type", "barcodes", "serial_pattern", "warranty_days", "retired_at")


@app.command()
def add(
    ctx: typer.Context,
    sku: str,
    *,
    name: Annotated[str, typer.Option(help="What people call it.")],
    tracking: Annotated[
        str | None,
        typer.Option(help="no-tracking, track-during-pick or full-tracking; else the site's default."),
    ] = None,
    barcode: Annotated[
        list[str] | None, typer.Option(help="A GTIN, or a code of the house; may be repeated.")
    ] = None,
    serial_pattern: Annotated[
        str | None, typer.Option(metavar="RE", help="A regular expression that every serial must match.")
    ] = None,
) -> None:
    """Add a product."""
    from serialhhd.store.catalogue import products

    wanted = arguments.tracking_type(tracking) if tracking is not None else None
    with writing(ctx) as store:
        added = store.write(
            lambda conn: products.add(
                conn,
                sku,
                at=store.now(),
                name=name,
                tracking_type=wanted,
                barcodes=barcode or (),
                serial_pattern=serial_pattern,
                by=who(),
            )
        )
    say(f"Added {added.sku}, {added.tracking_type.label}.")


@app.command("list")
def list_(
    ctx: typer.Context,
    *,
    search: Annotated[
        str, typer.Option(help="Only where SKU or name begins with this, or with this barcode.")
    ] = "",
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List the products."""
    from serialhhd.store.catalogue import products

    with reading(ctx) as store, store.read() as conn:
        if csv_file is not None:
            export(
                csv_file,
                COLUMNS,
                lambda last: products.page(conn, search=search, limit=PAGE, after=last.sku if last else None),
                lambda product: _row(product, products.barcodes(conn, product)),
                as_is=csv_as_is,
            )
            return
        found = products.page(conn, search=search, limit=None)
        rows = [_row(product, products.barcodes(conn, product)) for product in found]
    listing(rows, COLUMNS, as_json=as_json)


@app.command()
def show(ctx: typer.Context, sku: str, *, as_json: Json = False) -> None:
    """Show a product: its setting, who changed it, and what keeps the old one."""
    from serialhhd.store.desk import product_page

    with reading(ctx) as store, store.read() as conn:
        page = product_page.show(conn, sku)
    row = {
        **_row(page.product, page.barcodes),
        "changes": [
            {"at": one.at, "operator": one.operator, "old": one.old, "new": one.new} for one in page.changes
        ],
        "edits": [
            {"at": one.at, "operator": one.operator, "what": one.what, "old": one.old, "new": one.new}
            for one in page.edits
        ],
        "holds": [asdict(one) for one in page.holds],
        "open_lines": page.reach.open_lines,
        "stock_lines": page.reach.stock_lines,
        "pattern_failed_at": page.pattern_failed_at,
    }
    if as_json:
        document(row)
        return
    facts(row, (*COLUMNS, "pattern_failed_at", "open_lines", "stock_lines"))
    for change in page.changes:
        print(
            f"{change.at.astimezone():%Y-%m-%d %H:%M}  {change.operator}: {change.old.label} -> {change.new.label}"
        )
    for one in page.holds:
        for line in hold_lines(f"lot {one.lot}" if one.lot else "the whole of it", one):
            print(line)
    for edit in page.edits:
        print(f"{edit.at.astimezone():%Y-%m-%d %H:%M}  {edit.operator}: {edit}")


@app.command("set-tracking")
def set_tracking(
    ctx: typer.Context, sku: str, tracking: Annotated[str, typer.Argument(metavar="TYPE")]
) -> None:
    """Change a product's tracking type, for what is created from now on (R2)."""
    from serialhhd.store.catalogue import products

    wanted = arguments.tracking_type(tracking)
    with writing(ctx) as store:
        product = store.write(lambda conn: products.set_tracking(conn, sku, wanted, by=who(), at=store.now()))
        with store.read() as conn:
            kept = products.reach(conn, product)
    say(
        f"{product.sku} is {product.tracking_type.label} for what is created from now on. "
        f"Open lines that keep their type: {kept.open_lines}; stock lines: {kept.stock_lines}."
    )


@app.command("add-barcode")
def add_barcode(ctx: typer.Context, sku: str, barcode: str) -> None:
    """Give a product another barcode: a GTIN, or a code of the house."""
    from serialhhd.store.catalogue import product_editing

    wanted = product_editing.Edit(add=(barcode,))
    with writing(ctx) as store:
        store.write(lambda conn: product_editing.edit(conn, sku, wanted, by=who(), at=store.now()))
    say(f"{barcode} is {sku}.")


@app.command("default-tracking")
def default_tracking(
    ctx: typer.Context, tracking: Annotated[str | None, typer.Argument(metavar="[TYPE]")] = None
) -> None:
    """Show or change the tracking type that new products get (R1)."""
    from serialhhd.store.catalogue import settings

    if tracking is None:
        with reading(ctx) as store, store.read() as conn:
            print(settings.default_tracking_type(conn).value)
        return
    wanted = arguments.tracking_type(tracking)
    with writing(ctx) as store:
        store.write(lambda conn: settings.set_default_tracking_type(conn, wanted, by=who()))
    say(f"New products are {wanted.label}. Existing ones stay as they are.")


@app.command("set-warranty")
def set_warranty(
    ctx: typer.Context,
    sku: str,
    days: Annotated[str, typer.Argument(metavar="DAYS", help="0 or none: no warranty.")],
) -> None:
    """Set for how many days a serial is under warranty once it is dispatched."""
    from serialhhd.store.catalogue import product_editing
    from serialhhd.typed.warranty import parse_warranty

    with arguments.wrong_usage():
        wanted = parse_warranty(days)
    with writing(ctx) as store:
        product = store.write(
            lambda conn: product_editing.set_warranty(conn, sku, wanted, by=who(), at=store.now())
        )
    say(f"{product.sku}: {product.warranty_days or 'no'} days of warranty from dispatch.")


@app.command()
def edit(
    ctx: typer.Context,
    sku: str,
    *,
    name: Annotated[str | None, typer.Option(help="What people call it from now on.")] = None,
    serial_pattern: Annotated[
        str | None,
        typer.Option(metavar="RE", help="A regular expression that every serial that comes must match."),
    ] = None,
    no_serial_pattern: Annotated[
        bool, typer.Option("--no-serial-pattern", help="Any serial may come from now on.")
    ] = False,
    add_barcode: Annotated[
        list[str] | None, typer.Option(help="A GTIN, or a code of the house; may be repeated.")
    ] = None,
    remove_barcode: Annotated[
        list[str] | None, typer.Option(help="One that it has by mistake; may be repeated.")
    ] = None,
) -> None:
    """Change a product's name, pattern of serials or barcodes; serials that are there stay as they are."""
    from serialhhd.store.catalogue import product_editing, products

    if serial_pattern is not None and no_serial_pattern:
        raise typer.BadParameter("--serial-pattern and --no-serial-pattern exclude each other.")
    pattern = "" if no_serial_pattern else serial_pattern
    wanted = product_editing.Edit(name, pattern, tuple(add_barcode or ()), tuple(remove_barcode or ()))
    if wanted == product_editing.Edit():
        raise typer.BadParameter("Say what to change: --name, --serial-pattern, --add-barcode ...")
    with writing(ctx) as store:
        product = store.write(lambda conn: product_editing.edit(conn, sku, wanted, by=who(), at=store.now()))
        with store.read() as conn:
            barcodes = ", ".join(products.barcodes(conn, product)) or "none"
    pattern = product.serial_pattern or "any"
    say(f"{product.sku}, {product.name}. Barcodes: {barcodes}. A serial that comes: {pattern}.")


@app.command()
def retire(ctx: typer.Context, sku: str) -> None:
    """Take a product into no new document; what is in stock of it is still picked, traced and recalled."""
    from serialhhd.store.catalogue import product_editing

    with writing(ctx) as store:
        product = store.write(lambda conn: product_editing.retire(conn, sku, by=who(), at=store.now()))
    say(f"{product.sku} is retired: no new document takes it. What is in stock of it can still be picked.")


@app.command()
def reinstate(ctx: typer.Context, sku: str) -> None:
    """Take a retired product into new documents again."""
    from serialhhd.store.catalogue import product_editing

    with writing(ctx) as store:
        product = store.write(lambda conn: product_editing.reinstate(conn, sku, by=who(), at=store.now()))
    say(f"{product.sku} is no longer retired.")


Lot = Annotated[str | None, typer.Option(metavar="LOT", help="Only this lot (AI 10) of it.")]


@app.command()
def hold(
    ctx: typer.Context,
    sku: str,
    *,
    lot: Lot = None,
    reason: Annotated[str, typer.Option(help="Why; it is said to whoever wants to pick it.")],
) -> None:
    """Put a product on hold, what is there and what arrives: it is received, but neither picked nor dispatched."""
    from serialhhd.store.desk import recall_units, recalls
    from serialhhd.store.stock import product_holds

    with writing(ctx) as store:
        product = store.write(
            lambda conn: product_holds.hold(conn, sku, lot=lot, reason=reason, by=who(), at=store.now())
        )
        with store.read() as conn:
            recall = recalls.find(conn, recalls.Scope(product=product.sku, lot=lot or ""))
            serials = recalls.in_house(conn, recall)
            units = recall_units.said(recall_units.without_serials(conn, recall))
    say(f"{_named(product, lot)} is on hold: {reason.strip(' ')}. Serials of it in the house: {serials}.")
    if units and lot is not None:
        say(f"Units without serials are held with the whole product only. {units}")
    elif units:
        say(units)


@app.command()
def release(ctx: typer.Context, sku: str, *, lot: Lot = None) -> None:
    """Release a product, or a lot of it; serials that are on hold by themselves stay so."""
    from serialhhd.store.stock import product_holds

    with writing(ctx) as store:
        product = store.write(
            lambda conn: product_holds.release(conn, sku, lot=lot, by=who(), at=store.now())
        )
    say(f"{_named(product, lot)} is no longer on hold.")


def _named(product: "Product", lot: str | None) -> str:
    return product.sku if lot is None else f"Lot {lot.strip(' ')} of {product.sku}"


@app.command("import")
def import_(ctx: typer.Context, file: Path) -> None:
    """Import products from a CSV file: all of it or nothing."""
    import_file(ctx, file, "products")


def _row(product: "Product", barcodes: "Sequence[str]") -> dict[str, Any]:
    return {
        "sku": product.sku,
        "name": product.name,
        "tracking_type": product.tracking_type.value,
        "barcodes": list(barcodes),
        "serial_pattern": product.serial_pattern,
        "warranty_days": product.warranty_days,
        "retired_at": product.retired_at,
    }
