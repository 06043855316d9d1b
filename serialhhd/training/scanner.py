r"""A scanner without a device: what it sends when it is aimed at a label, as bytes and in time, by how it is set.

What it sends goes the way of any client's: through an `EntryReader`, and is submitted nowhere past them.

>>> Scanner(has_aim_id=True).read(Label("SN1", "", is_good=True, why=""))
((0.0, b']C0SN1\r'),)
"""

from itertools import chain
from typing import Final

from serialhhd.flows.seam.handheld import Sent
from serialhhd.flows.seam.view import Label
from serialhhd.store.symbols import keyboard
from serialhhd.store.symbols.element_strings import GS
from serialhhd.value_class import value_class

ENTER: Final = b"\r"
"""What the key sends, and a label on which nothing stands is that key: no scanner sends its terminator alone."""
AGAIN: Final = 0.2
"""Seconds after which a scanner reads a label again that it is still aimed at."""


@value_class(kw_only=True)
class Scanner:
    """How a scanner is set, and what is wrong with it. As it comes it sends the data and a carriage return.

    Attributes:
        has_aim_id: Whether it sends before the data in which kind of symbol they stand.
        prefix: What it sends before all that.
        separator: What it sends for the FNC1 between GS1 elements; empty where it leaves it out, and the elements run into each other.
        suffix: What it sends behind the data; empty where it sends nothing.
        gap: Seconds between two characters.
        layout: The layout of the keyboard that the computer takes it for, by its name in `keyboard.LAYOUTS`, where it presses
            the keys of a US one; None where both mean the same.
        has_caps_lock: Whether Caps Lock is on at the computer that it presses the keys of.
        reads: How often it reads what it is aimed at: 2 where it bounces.
        keeps: So many characters of the data get through before the suffix; None where all do.
    """

    has_aim_id: bool = False
    prefix: str = ""
    separator: str = GS
    suffix: str = "\r"
    gap: float = 0.0
    layout: str | None = None
    has_caps_lock: bool = False
    reads: int = 1
    keeps: int | None = None

    def read(self, label: Label) -> tuple[Sent, ...]:
        """Return what is sent, in order, when the scanner is aimed at a label."""
        if not label.text:
            return ((0.0, ENTER),)
        once = self._paced(self._typed(self._message(label)))
        again = ((AGAIN, once[0][1]), *once[1:])
        return tuple(chain(once, *[again] * (self.reads - 1)))

    def _message(self, label: Label) -> str:
        data = label.text.replace(GS, self.separator) if label.symbology.is_gs1 else label.text
        aim_id = label.symbology.aim_id if self.has_aim_id and not label.is_key else ""
        return self.prefix + (aim_id + data)[: self.keeps] + self.suffix

    def _typed(self, message: str) -> str:
        """Return what the computer makes of the keys."""
        typed = keyboard.typed_on(self.layout, message) if self.layout else message
        return typed.swapcase() if self.has_caps_lock else typed

    def _paced(self, message: str) -> tuple[Sent, ...]:
        if not self.gap:
            return ((0.0, message.encode()),)
        return tuple((self.gap if place else 0.0, one.encode()) for place, one in enumerate(message))
