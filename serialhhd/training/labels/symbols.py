"""Symbols as bars and modules, drawn by zxing-cpp. Needs the extra `labels`."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import zxingcpp
from zxingcpp import BarcodeFormat

from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.value_class import value_class

_FORMATS: Final[Mapping[Symbology, BarcodeFormat]] = MappingProxyType(
    {
        Symbology.CODE_128: BarcodeFormat.Code128,
        Symbology.GS1_128: BarcodeFormat.Code128,
        Symbology.DATA_MATRIX: BarcodeFormat.DataMatrix,
        Symbology.GS1_DATA_MATRIX: BarcodeFormat.DataMatrix,
        Symbology.QR: BarcodeFormat.QRCode,
        Symbology.GS1_QR: BarcodeFormat.QRCode,
        Symbology.EAN_8: BarcodeFormat.EAN8,
        Symbology.EAN_13: BarcodeFormat.EAN13,
    }
)
_MATRICES: Final = frozenset({BarcodeFormat.DataMatrix, BarcodeFormat.QRCode})
_DARK: Final = b"\x00"
_LIGHT: Final = b"\xff"


@value_class
class Symbol:
    """The modules of a symbol, its quiet zone round it.

    Attributes:
        width: Modules from left to right.
        height: Modules from top to bottom; 1 where it is bars.
        modules: One byte each, row by row: 0 is dark, 255 light.
    """

    width: int
    height: int
    modules: bytes

    @property
    def is_bars(self) -> bool:
        """Whether it may be as high as there is room."""
        return self.height == 1

    def torn(self) -> "Symbol":
        """Return the symbol without its right half, and with it the signs that end bars, or what a matrix is measured by."""
        kept = self.width // 2
        rows = (self.row(number)[:kept] for number in range(self.height))
        return Symbol(self.width, self.height, b"".join(row.ljust(self.width, _LIGHT) for row in rows))

    def row(self, number: int) -> bytes:
        """Return the modules of a row; there is none but quiet zone below the last."""
        begin = number * self.width
        return self.modules[begin : begin + self.width] or _LIGHT * self.width

    def runs(self) -> Iterator[tuple[int, int, int]]:
        """Yield the dark runs: column, row, and length in modules."""
        for number in range(self.height):
            row = self.row(number)
            begin = row.find(_DARK)
            while begin >= 0:
                end = row.find(_LIGHT, begin)
                end = self.width if end < 0 else end
                yield begin, number, end - begin
                begin = row.find(_DARK, end)


def symbol_of(label: PrintedLabel) -> Symbol:
    """Return the symbol of a label.

    Raises:
        Refused: `label_not_drawn`: there is a character that the symbol cannot hold, or there are too many.
    """
    form = _FORMATS[label.symbology]
    is_square = form is BarcodeFormat.DataMatrix
    data = _marked(label) if label.elements else label.data
    try:
        made = zxingcpp.create_barcode(data, form, gs1=bool(label.elements), force_square=is_square)
    except ValueError as problem:
        raise sentences.label_not_drawn(value=label.data, symbology=label.symbology.value) from problem
    image: Any = zxingcpp.write_barcode_to_image(made)
    drawn = memoryview(image)
    height, width = drawn.shape or (0, 0)
    modules = drawn.tobytes()
    whole = Symbol(width, height, modules) if form in _MATRICES else Symbol(width, 1, modules[:width])
    return whole.torn() if label.is_torn else whole


def _marked(label: PrintedLabel) -> str:
    """Return GS1 data as zxing-cpp takes it: the AIs in square brackets, which stand in no value; it sets each FNC1 itself."""
    return "".join(f"[{ai}]{value}" for ai, value in label.elements)
