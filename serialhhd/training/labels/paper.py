"""The paper that labels are on: sheets to be cut, or those of a printer's shop."""

import re
from typing import Final

from serialhhd.store.words.refusal import Refused
from serialhhd.training.labels import english as sentences
from serialhhd.training.labels.label import PrintedLabel
from serialhhd.value_class import value_class

PAPER: Final = (210.0, 297.0)
"""Width and height of A4 in millimetres."""
MOST_COLUMNS: Final = 20
MOST_ROWS: Final = 50


@value_class
class Sheet:
    """How many labels there are on a sheet of paper; millimetres of one."""

    columns: int = 3
    rows: int = 8

    @property
    def width(self) -> float:
        """Of one label."""
        return PAPER[0] / self.columns

    @property
    def height(self) -> float:
        """Of one label."""
        return PAPER[1] / self.rows

    @property
    def labels(self) -> int:
        """How many there are on it."""
        return self.columns * self.rows

    def sheets(self, labels: int) -> int:
        """Return how many are needed."""
        return -(-labels // self.labels)


def parse_sheet(text: str) -> Sheet:
    """Return the sheet that `3x8` stands for: labels beside each other, then below each other.

    Raises:
        ValueError: It is none, or has no label or too many.
    """
    match = re.fullmatch(r"([0-9]{1,2})x([0-9]{1,2})", text)
    columns, rows = (int(match[1]), int(match[2])) if match else (0, 0)
    if not (1 <= columns <= MOST_COLUMNS and 1 <= rows <= MOST_ROWS):
        raise ValueError(
            f"{text!r} is no sheet: write COLUMNSxROWS, 1x1 to {MOST_COLUMNS}x{MOST_ROWS}, such as 3x8"
        )
    return Sheet(columns, rows)


def too_small(label: PrintedLabel, sheet: Sheet) -> Refused:
    """Return why a label cannot be on a sheet: its symbol is too large."""
    width, height = int(sheet.width), int(sheet.height)
    return sentences.label_too_small(
        value=label.data, symbology=label.symbology.value, width=width, height=height
    )
