"""`serialhhd serial recall`, `hold` and `release`: finding what must come back, and keeping the rest in the house."""

from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, TextIO

import typer

from serialhhd.cli.parts.arguments import named_serials
from serialhhd.cli.parts.exporting import AsIs, opened_for, progress, writable
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Json, document, say, table
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from serialhhd.store.desk.recall_units import Units
    from serialhhd.store.desk.recalls import Recall
    from serialhhd.store.engine.store import Store
    from serialhhd.store.words.vocabulary import SerialState

SHOWN = (
    "serial",
    "product",
    "state",
    "location",
    "document",
    "customer",
    "dispatched_at",
    "lot",
    "hold_reason",
    "container",
)

Product = Annotated[
    str | None, typer.Option("--product", metavar="SKU", help="Its product, where several have it.")
]
Reason = Annotated[str, typer.Option(help="Why; it is said to whoever scans the serial.")]


def hold(ctx: typer.Context, serial: str, *, reason: Reason, product: Product = None) -> None:
    """Put a serial on hold: it is neither picked nor dispatched."""
    from serialhhd.store.stock import holds

    with writing(ctx) as store:
        trace = store.write(
            lambda conn: holds.hold(conn, serial, sku=product, reason=reason, by=who(), at=store.now())
        )
    say(f"{trace.serial} is on hold: {trace.on_hold}.")


def release(ctx: typer.Context, serial: str, *, product: Product = None) -> None:
    """Release a serial that is on hold."""
    from serialhhd.store.stock import holds

    with writing(ctx) as store:
        trace = store.write(lambda conn: holds.release(conn, serial, sku=product, by=who(), at=store.now()))
    say(f"{trace.serial} is no longer on hold.")


def recall(
    ctx: typer.Context,
    *,
    product: Annotated[str | None, typer.Option(metavar="SKU", help="Only this product.")] = None,
    serials: Annotated[
        str | None, typer.Option(metavar="FILE|-", help="Only these: one a line, ranges such as SN01..SN20.")
    ] = None,
    span: Annotated[
        str | None, typer.Option("--range", metavar="FIRST..LAST", help="Only the serials of this range.")
    ] = None,
    pre_receipt: Annotated[
        str | None, typer.Option(metavar="REF", help="Only what this delivery brought.")
    ] = None,
    supplier: Annotated[str | None, typer.Option(help="Only what this supplier sent.")] = None,
    lot: Annotated[str | None, typer.Option(help="Only this lot (AI 10).")] = None,
    hold: Annotated[bool, typer.Option("--hold", help="Put on hold what is still in the house.")] = False,
    reason: Annotated[str, typer.Option(help="Why it is put on hold.")] = "recall",
    csv_file: Annotated[str | None, typer.Option("--csv", metavar="FILE|-", help="Write a CSV file.")] = None,
    csv_as_is: AsIs = False,
    pdf_file: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", help="Write a PDF to print.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Find the serials of a recall: what is in stock, what went to whom, what is on its way."""
    from serialhhd.reports.recall_csv import recall_row, units_row
    from serialhhd.store.desk import recall_units, recalls

    if as_json and csv_file == "-":
        raise typer.BadParameter("stdout holds one of them: --json, or --csv -.")
    texts = (*_listed(serials), *_ranged(span))
    given = (("pre-receipt", pre_receipt), ("supplier", supplier), ("lot", lot))
    asked = recalls.Scope(_said("product", product), texts, *(_said(option, text) for option, text in given))
    with writing(ctx) if hold else reading(ctx) as store:
        with store.read() as conn:
            found = recalls.find(conn, asked)
        # Opened before anything is held: a file that cannot be written leaves the store as it was.
        with _opened(csv_file, pdf_file) as (to_csv, to_pdf):
            held = _hold(store, found, reason) if hold else None
            with store.read() as conn:
                _write_files(conn, found, to_csv, to_pdf, store.now(), as_is=csv_as_is)
        with store.read() as conn:
            counts, units = recalls.counts(conn, found), recall_units.without_serials(conn, found)
            if as_json:
                _print_document(conn, found, counts, units, held)
            elif to_csv is None and to_pdf is None:
                rows = [recall_row(one) for one in recalls.grouped(conn, found)]
                table(
                    [*rows, *map(units_row, units)], (*SHOWN[:-1], "quantity", SHOWN[-1]) if units else SHOWN
                )
    _tell(found, sum(counts.values()), units, held)


def _said(option: str, text: str | None) -> str:
    """Return what an option says; one that is given but empty would narrow nothing, and hold far too much."""
    if text is not None and not text.strip(" "):
        raise typer.BadParameter(f"--{option} is empty.")
    return text or ""


def _listed(source: str | None) -> tuple[str, ...]:
    return named_serials(source).serials


def _ranged(span: str | None) -> tuple[str, ...]:
    from serialhhd.typed.serial_texts import parse_serials

    texts = parse_serials(_said("range", span)).serials
    if span is not None and not texts:
        raise typer.BadParameter(f"{span!r} holds no serial.")
    return texts


@contextmanager
def _opened(csv_file: str | None, pdf_file: Path | None) -> "Iterator[tuple[TextIO | None, BinaryIO | None]]":
    with ExitStack() as files:
        if pdf_file is not None:
            _check_extra()
        to_csv = files.enter_context(opened_for(csv_file)) if csv_file is not None else None
        to_pdf = None
        if pdf_file is not None:
            files.enter_context(writable(str(pdf_file)))
            to_pdf = files.enter_context(pdf_file.open("wb"))
        yield to_csv, to_pdf


def _check_extra() -> None:

    if find_spec("fpdf") is None:
        raise messages.pdf_needs_extra()


def _hold(store: "Store", found: "Recall", reason: str) -> int:
    from serialhhd.store.desk import recalls

    return store.write(lambda conn: recalls.hold(conn, found, reason=reason, by=who(), at=store.now()))


def _write_files(
    conn: "Connection",
    found: "Recall",
    to_csv: TextIO | None,
    to_pdf: BinaryIO | None,
    at: "datetime",
    *,
    as_is: bool,
) -> None:
    if to_csv is not None:
        from serialhhd.reports.recall_csv import write_recall

        with progress() as advance:
            numbers = count(1)
            write_recall(conn, found, to_csv, lambda: advance(next(numbers)), as_is=as_is)
    if to_pdf is not None:
        from serialhhd.reports.recall_pdf import pdf_of

        with progress() as advance:
            numbers = count(1)
            pages = pdf_of(conn, found, operator=who(), at=at, advance=lambda: advance(next(numbers)))
            to_pdf.write(pages)


def _print_document(
    conn: "Connection",
    found: "Recall",
    counts: "dict[SerialState, int]",
    units: "Sequence[Units]",
    held: int | None,
) -> None:
    from serialhhd.reports.recall_csv import recall_row, units_row
    from serialhhd.store.desk import recalls

    document(
        {
            "counts": {state.value: number for state, number in counts.items()},
            "unknown": list(found.unknown),
            "held": held,
            "without_serials": [units_row(one) for one in units],
            "serials": [recall_row(one) for one in recalls.every(conn, found)],
        }
    )


def _tell(found: "Recall", concerned: int, units: "Sequence[Units]", held: int | None) -> None:
    from serialhhd.store.desk import recall_units

    serials = "1 serial is" if concerned == 1 else f"{concerned} serials are"
    say(f"{serials} concerned by the recall of {found.scope}.")
    if units:
        say(recall_units.said(units))
    if found.unknown:
        say(f"Not known here: {', '.join(found.unknown)}")
    if held is not None:
        say(
            f"{held} {'was' if held == 1 else 'were'} put on hold.{' Units without serials were not: product hold holds them.' if units else ''}"
        )
