"""What it costs to print labels, against the library that draws their symbols."""

import zxingcpp

from bench.figure import Figure, in_turns
from serialhhd.store.symbols.composing import ordered
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.labels.label import PrintedLabel, gs1
from serialhhd.training.labels.paper import Sheet
from serialhhd.training.labels.pdf import as_pdf

LABELS = 100
GTIN = "09521234543213"
SHEET = Sheet()


def hundred_labels(times: int) -> Figure:
    """Measure 100 labels with their texts as a PDF, against zxing-cpp drawing their symbols alone, as vectors too."""
    labels = [_label(number) for number in range(LABELS)]
    texts = ["".join(f"[{ai}]{value}" for ai, value in label.elements) for label in labels]

    def pdf(_: int) -> bytes:
        return as_pdf(labels, SHEET)

    def symbols(_: int) -> list[str]:
        return [zxingcpp.write_barcode_to_svg(_created(text)) for text in texts]

    a, b = in_turns(times, pdf, symbols)
    name = f"{LABELS} labels as PDF / their symbols by zxing-cpp alone, as SVG"
    return Figure(name, f"{a * 1e3:.1f} ms", f"{b * 1e3:.1f} ms", a / b, 3)


def _label(number: int) -> PrintedLabel:
    serial = f"SN{number:04}"
    elements = ordered((("01", GTIN), ("21", serial), ("10", "2406")))
    return gs1(Symbology.GS1_DATA_MATRIX, elements, (serial, "CAM-200", "Camera 4K outdoor"))


def _created(text: str) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.DataMatrix, gs1=True, force_square=True)
