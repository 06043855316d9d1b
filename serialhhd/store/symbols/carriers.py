"""Carriers: the kinds of symbols that codes are printed in, as a scanner names them by its AIM identifier (ISO/IEC 15424)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

Carrier = Literal[
    "aztec",
    "codabar",
    "code39",
    "code93",
    "code128",
    "databar",
    "datamatrix",
    "dotcode",
    "ean",
    "itf",
    "maxicode",
    "pdf417",
    "qr",
]

LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "aztec": "Aztec",
        "codabar": "Codabar",
        "code39": "Code 39",
        "code93": "Code 93",
        "code128": "Code 128",
        "databar": "DataBar",
        "datamatrix": "DataMatrix",
        "dotcode": "DotCode",
        "ean": "EAN",
        "itf": "ITF",
        "maxicode": "MaxiCode",
        "pdf417": "PDF417",
        "qr": "QR",
    }
)
"""What each is called, in any language."""

_BY_LETTER: Final[Mapping[str, Carrier]] = MappingProxyType(
    {
        "A": "code39",
        "C": "code128",
        "E": "ean",
        "F": "codabar",
        "G": "code93",
        "I": "itf",
        "J": "dotcode",
        "L": "pdf417",
        "Q": "qr",
        "U": "maxicode",
        "d": "datamatrix",
        "e": "databar",
        "z": "aztec",
    }
)


def carrier(aim_id: str) -> Carrier | None:
    """Return the carrier that an AIM identifier (`]d2`) names, in either letter case; None for one that is not known here."""
    letter = aim_id[1]
    return _BY_LETTER.get(letter) or _BY_LETTER.get(letter.swapcase())
