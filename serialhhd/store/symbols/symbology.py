"""Kinds of printed barcodes, and by which AIM identifier a scanner tells each (ISO/IEC 15424)."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from serialhhd.store.symbols.carriers import Carrier, carrier
from serialhhd.store.symbols.gtin import gtin14


class Symbology(StrEnum):
    """A kind of barcode; one that begins with FNC1 says of itself that it holds GS1 data."""

    CODE_128 = "code128"
    GS1_128 = "gs1-128"
    DATA_MATRIX = "datamatrix"
    GS1_DATA_MATRIX = "gs1-datamatrix"
    QR = "qr"
    GS1_QR = "gs1-qr"
    EAN_8 = "ean8"
    EAN_13 = "ean13"

    @property
    def aim_id(self) -> str:
        """What a scanner sends before the data, where it is set to."""
        return _AIM_IDS[self]

    @property
    def is_gs1(self) -> bool:
        """Whether it begins with FNC1."""
        return self in _GS1

    @property
    def carrier(self) -> Carrier | None:
        """The kind of symbol, whether it holds GS1 data or not: what a scanner's AIM identifier says besides."""
        return carrier(self.aim_id)

    def within(self, carriers: Collection[Carrier]) -> "Symbology | None":
        """Return a kind for such data that is of one of some carriers: itself if it is, None where there is none."""
        others = (one for one in Symbology if one.is_gs1 == self.is_gs1 and one not in _EANS.values())
        return next((one for one in (self, *others) if one.carrier in carriers), None)

    @property
    def plain(self) -> "Symbology":
        """The same bars for data that is not GS1's."""
        return _PLAIN.get(self, self)


_AIM_IDS: Final[Mapping[Symbology, str]] = MappingProxyType(
    {
        Symbology.CODE_128: "]C0",
        Symbology.GS1_128: "]C1",
        Symbology.DATA_MATRIX: "]d1",
        Symbology.GS1_DATA_MATRIX: "]d2",
        Symbology.QR: "]Q1",
        Symbology.GS1_QR: "]Q3",
        Symbology.EAN_8: "]E4",
        Symbology.EAN_13: "]E0",
    }
)
_PLAIN: Final[Mapping[Symbology, Symbology]] = MappingProxyType(
    {
        Symbology.GS1_128: Symbology.CODE_128,
        Symbology.GS1_DATA_MATRIX: Symbology.DATA_MATRIX,
        Symbology.GS1_QR: Symbology.QR,
    }
)
_GS1: Final = frozenset(_PLAIN)
_EANS: Final[Mapping[int, Symbology]] = MappingProxyType({8: Symbology.EAN_8, 13: Symbology.EAN_13})


def printed_in(code: str) -> Symbology:
    """Return in which bars a code is usually printed: an EAN, or Code 128, also where the check digit of an EAN is wrong."""
    return _EANS.get(len(code), Symbology.CODE_128) if gtin14(code) else Symbology.CODE_128
