"""Arguments that need more than a type: tracking types in any spelling, and `SKU:QTY@LOCATION`."""

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from serialhhd.typed.serial_texts import SerialList

TRACKING_TYPES = ("no-tracking", "track-during-pick", "full-tracking")

Account = Annotated[str, typer.Option(help="Whose stock it is.")]


def tracking_type(text: str) -> str:
    """Return the tracking type of `full-tracking`, `full_tracking` or `Full Tracking`."""
    word = text.strip().casefold().replace("-", "_").replace(" ", "_")
    if word.replace("_", "-") not in TRACKING_TYPES:
        raise typer.BadParameter(f"{text!r} is no tracking type: {', '.join(TRACKING_TYPES)}.")
    return word


_LINE = re.compile(r"(?P<sku>.+?):(?P<quantity>[0-9]{1,9})(?:@(?P<location>.+))?", re.ASCII)


def sku_and_quantity(text: str) -> tuple[str, int]:
    """Return SKU and units of `SKU:QTY`; the SKU may itself hold colons."""
    sku, quantity, location = _parsed(text, "SKU:QTY, such as CAM-1:10")
    if location:
        raise typer.BadParameter(f"{text!r}: no location here, write SKU:QTY.")
    return sku, quantity


def task(text: str) -> tuple[str, int, str | None]:
    """Return SKU, units and location of `SKU:QTY` or `SKU:QTY@LOCATION`."""
    return _parsed(text, "SKU:QTY or SKU:QTY@LOCATION, such as CAM-1:2@A-01")


def _parsed(text: str, form: str) -> tuple[str, int, str | None]:
    found = _LINE.fullmatch(text.strip(" "))
    if found is None:
        raise typer.BadParameter(f"{text!r} is no line: write {form}.")
    return found["sku"], int(found["quantity"]), found["location"]


Yes = Annotated[
    bool,
    typer.Option("--yes", help="Take what would be asked about: somebody has looked at it, and it is right."),
]


def read_serials(source: str) -> "SerialList":
    """Return the serials of a file or of stdin: one a line or separated, single ones and ranges."""
    from serialhhd.store.desk.text_files import decoded
    from serialhhd.typed.serial_texts import parse_serials

    data = sys.stdin.buffer.read() if source == "-" else _bytes_of(source)
    return parse_serials(decoded(data, "stdin" if source == "-" else source))


def _bytes_of(source: str) -> bytes:
    try:
        return Path(source).read_bytes()
    except OSError as problem:
        raise typer.BadParameter(f"{source} cannot be read: {problem.strerror}.") from None
