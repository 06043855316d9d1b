"""What labels are drawn as, and what each format takes. What draws it is imported when it is drawn."""

from collections.abc import Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from serialhhd.training.labels.label import PrintedLabel
    from serialhhd.training.labels.paper import Sheet


class LabelFormat(StrEnum):
    """What labels are drawn as."""

    PDF = "pdf"
    PNG = "png"
    SVG = "svg"
    ZPL = "zpl"
    TEXT = "text"

    @property
    def is_binary(self) -> bool:
        """Whether no terminal shows it."""
        return self in {LabelFormat.PDF, LabelFormat.PNG}


NEEDED: Final = {
    LabelFormat.PDF: ("zxingcpp", "fpdf"),
    LabelFormat.PNG: ("zxingcpp", "PIL"),
    LabelFormat.SVG: ("zxingcpp",),
    LabelFormat.TEXT: ("zxingcpp",),
    LabelFormat.ZPL: (),
}
"""What each is drawn with."""


def named_by(file: str) -> LabelFormat:
    """Return the format that the name of a file ends with; PDF where it names none."""
    ending = Path(file).suffix.removeprefix(".").casefold()
    named = {"txt": LabelFormat.TEXT, **{one.value: one for one in LabelFormat}}
    return named.get(ending, LabelFormat.PDF)


def check_drawable(form: LabelFormat) -> None:
    """Check that a format can be drawn here.

    Raises:
        Refused: `label_needs_extra`.
    """
    if any(find_spec(module) is None for module in NEEDED[form]):
        from serialhhd.training.labels import english as sentences

        raise sentences.label_needs_extra()


def draw(
    labels: Sequence["PrintedLabel"],
    form: LabelFormat,
    sheet: "Sheet",
    screen: tuple[int, int] | None = None,
    text: Sequence[str] = (),
) -> bytes:
    """Return labels in a format.

    Args:
        labels: The labels.
        form: The format.
        sheet: The paper that they are on; of text it makes no difference.
        screen: Columns and rows of the terminal that text is shown on; None where it is written elsewhere.
        text: What is said behind them, on a page of its own; ZPL has none.

    Raises:
        Refused: Why they cannot be drawn so, as `label_not_drawn`, `label_needs_screen`.
    """
    if form is LabelFormat.PDF:
        from serialhhd.training.labels.pdf import as_pdf

        return as_pdf(labels, sheet, text)
    if form is LabelFormat.PNG:
        from serialhhd.training.labels.png import as_png

        return as_png(labels, sheet, text)
    if form is LabelFormat.SVG:
        from serialhhd.training.labels.svg import as_svg

        return as_svg(labels, sheet, text).encode()
    if form is LabelFormat.ZPL:
        from serialhhd.training.labels.zpl import as_zpl

        return as_zpl(labels, sheet).encode()
    from serialhhd.training.labels.text import as_text

    return as_text(labels, screen, text).encode()
