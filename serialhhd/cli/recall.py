"""`serialhhd serial recall`, `hold` and `release`: finding what must come back, and keeping the rest in the house."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.arguments import read_serials
from serialhhd.cli.opened import reading, who, writing
from serialhhd.cli.output import Json, document, say, table

if TYPE_CHECKING:
    from serialhhd.store.recalls import Concerned, Recall
    from serialhhd.store.store import Store


Product = Annotated[
    str | None, typer.Option("--product", metavar="SKU", help="Its product, where several have it.")
]
Reason = Annotated[str, typer.Option(help="Why; it is said to whoever scans the serial.")]


def hold(ctx: typer.Context, serial: str, *, reason: Reason, product: Product = None) -> None:
    """Put a serial on hold: it is neither picked nor dispatched."""
    from serialhhd.store import holds

    with writing(ctx) as store:
        trace = store.write(
            lambda conn: holds.hold(conn, serial, sku=product, reason=reason, operator=who(), at=store.now())
        )
    say(f"{trace.serial} is on hold: {trace.on_hold}.")


def release(ctx: typer.Context, serial: str, *, product: Product = None) -> None:
    """Release a serial that is on hold."""
    from serialhhd.store import holds

    with writing(ctx) as store:
        trace = store.write(
            lambda conn: holds.release(conn, serial, sku=product, operator=who(), at=store.now())
        )
    say(f"{trace.serial} is no longer on hold.")


def recall(
    ctx: typer.Context,
    *,
    product: Annotated[str, typer.Option(metavar="SKU", help="Only this product.")] = "",
    serials: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Only these: one a line, ranges such as SN01..SN20.")
    ] = None,
    span: Annotated[
        str, typer.Option("--range", metavar="FIRST..LAST", help="Only the serials of this range.")
    ] = "",
    pre_receipt: Annotated[str, typer.Option(metavar="REF", help="Only what this delivery brought.")] = "",
    supplier: Annotated[str, typer.Option(help="Only what this supplier sent.")] = "",
    lot: Annotated[str, typer.Option(help="Only this lot (AI 10).")] = "",
    hold: Annotated[bool, typer.Option("--hold", help="Put on hold what is still in the house.")] = False,
    reason: Annotated[str, typer.Option(help="Why it is put on hold.")] = "recall",
    csv_file: Annotated[str | None, typer.Option("--csv", metavar="FILE|-", help="Write a CSV file.")] = None,
    pdf_file: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write a PDF to print.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the serials of a recall: what is in stock, what went to whom, what is on its way."""
    from serialhhd.flows.serial_texts import parse_serials
    from serialhhd.reports.recall_csv import COLUMNS
    from serialhhd.store import recalls

    texts = (read_serials(serials) if serials else ()) + (parse_serials(span) if span else ())
    asked = recalls.Asked(product, texts, pre_receipt, supplier, lot)
    with writing(ctx) if hold else reading(ctx) as store:
        held = store.write(lambda conn: _hold(conn, asked, reason, store)) if hold else None
        with store.read() as conn:
            found = recalls.find(conn, asked)
            counts = recalls.counts(conn, found)
            rows = list(recalls.every(conn, found))
        _write_files(store, found, rows, counts, csv_file, pdf_file)
    if as_json:
        document(
            {
                "counts": {state.value: number for state, number in counts.items()},
                "unknown": list(found.unknown),
                "held": held,
                "serials": [_row(one) for one in rows],
            }
        )
    elif csv_file is None and pdf_file is None:
        table([_row(one) for one in rows], COLUMNS)
    _tell(found, len(rows), held)


def _hold(conn: Any, asked: Any, reason: str, store: "Store") -> int:
    from serialhhd.store import recalls

    found = recalls.find(conn, asked)
    return recalls.hold(conn, found, reason=reason, operator=who(), at=store.now())


def _tell(found: "Recall", concerned: int, held: int | None) -> None:
    say(f"{concerned} serials are concerned by the recall of {found.asked}.")
    if found.unknown:
        say(f"Not known here: {', '.join(found.unknown)}")
    if held is not None:
        say(f"{held} were put on hold.")


def _write_files(
    store: "Store",
    found: "Recall",
    rows: "list[Concerned]",
    counts: Any,
    csv_file: str | None,
    pdf_file: Path | None,
) -> None:
    if csv_file == "-":
        from serialhhd.reports.recall_csv import write_csv

        write_csv(rows, sys.stdout)
    elif csv_file is not None:
        from serialhhd.reports.recall_csv import write_csv

        with Path(csv_file).open("w", newline="", encoding="utf-8") as to:
            write_csv(rows, to)
    if pdf_file is not None:
        try:
            from serialhhd.reports.recall_pdf import recall_pdf
        except ImportError:
            raise typer.BadParameter("a PDF needs the extra pdf: pip install '.[pdf]'.") from None
        pdf_file.write_bytes(recall_pdf(found, counts, rows, operator=who(), at=store.now()))


def _row(one: "Concerned") -> dict[str, Any]:
    from serialhhd.reports.recall_csv import COLUMNS

    return {column: getattr(one, column) for column in COLUMNS} | {"state": one.state.value}
