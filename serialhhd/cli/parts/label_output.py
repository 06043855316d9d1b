"""Where labels are written to: a file, stdout, or the terminal that shows them."""

import codecs
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from serialhhd.cli.parts.exporting import writable
from serialhhd.cli.parts.output import is_marked
from serialhhd.training.labels.formats import LabelFormat, check_drawable, draw

if TYPE_CHECKING:
    from serialhhd.training.labels.label import PrintedLabel
    from serialhhd.training.labels.paper import Sheet


def check_output(form: LabelFormat, out: str) -> None:
    """Check that a format can be drawn here, and written there.

    Raises:
        Refused: `label_needs_extra`.
    """
    check_drawable(form)
    if out == "-" and form.is_binary and sys.stdout.isatty():
        raise typer.BadParameter(
            f"a terminal shows no {form.value}: name a file, --out labels.{form.value}, or take --format text.",
            param_hint="--out",
        )


def drawn(
    made: Sequence["PrintedLabel"], form: LabelFormat, sheet: "Sheet", out: str, text: Sequence[str] = ()
) -> bytes:
    """Return labels in a format, and a text behind them, for where they are written to; those of a training store say so (R68).

    Raises:
        Refused: Why they cannot be drawn so.
    """
    is_shown = form is LabelFormat.TEXT and out == "-" and sys.stdout.isatty()
    if is_shown and codecs.lookup(sys.stdout.encoding).name != "utf-8":
        raise typer.BadParameter(f"half blocks need UTF-8, and this terminal has {sys.stdout.encoding}.")
    if is_marked():
        from serialhhd.training.labels.label import for_training

        made = [for_training(label) for label in made]
    return draw(made, form, sheet, os.get_terminal_size(sys.stdout.fileno()) if is_shown else None, text)


def write(data: bytes, out: str) -> None:
    """Write bytes into a file, or to stdout where it is `-`."""
    if out == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
        return
    with writable(out):
        Path(out).write_bytes(data)
