"""What is wrong with the scanner, or with the computer that it presses the keys of: the label is in order."""

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar, Final

from serialhhd.flows.seam.handheld import Sent
from serialhhd.training.faults.fault import Group, InHand, Laid, Misread, Right
from serialhhd.training.scanner import Scanner

AHEAD: Final = 0.1
"""Seconds after which whoever scans ahead reads the next label: no answer is drawn, and read, so soon."""


class ScannerFault(Misread):
    """A scanner that does not send what it reads."""

    group: ClassVar[Group] = Group.SCANNER
    rights: ClassVar[tuple[Right, ...]] = (Right.RESCAN, Right.REFUSE_ONLY, Right.CALL)

    def reads(self, scanner: Scanner, hand: InHand) -> tuple[Sent, ...]:
        """Return what such a scanner sends of the label in hand."""
        return self.faulty(scanner).read(hand.label)

    @abstractmethod
    def faulty(self, scanner: Scanner) -> Scanner:
        """Return the scanner while this is wrong with it."""


class DoubleRead(ScannerFault):
    """A label is read twice."""

    name: ClassVar[str] = "double_read"
    meaning: ClassVar[str] = "The trigger bounces: one label is read twice within moments."
    codes: ClassVar[tuple[str, ...]] = ("serial_already_captured",)

    def faulty(self, scanner: Scanner) -> Scanner:
        """Return one that reads twice."""
        return replace(scanner, reads=2)


class CutOff(ScannerFault):
    """The end of a code is lost."""

    name: ClassVar[str] = "cut_off"
    meaning: ClassVar[str] = "The link loses the end of what was read: a few characters come, and the suffix."
    codes: ClassVar[tuple[str, ...]] = ("serial_pattern_mismatch",)

    def faulty(self, scanner: Scanner) -> Scanner:
        """Return one of which three characters get through."""
        return replace(scanner, keeps=3)


class KeyboardLayout(ScannerFault):
    """Keys of another keyboard."""

    name: ClassVar[str] = "keyboard_layout"
    meaning: ClassVar[str] = "The computer has another keyboard layout than the scanner types for."
    codes: ClassVar[tuple[str, ...]] = ("keyboard_layout",)

    def faulty(self, scanner: Scanner) -> Scanner:
        """Return one that is taken for a French keyboard, on which the digits are other signs."""
        return replace(scanner, layout="french")


class CapsLock(ScannerFault):
    """Upper and lower case are exchanged."""

    name: ClassVar[str] = "caps_lock"
    meaning: ClassVar[str] = "Caps Lock is on at the computer: upper and lower case are exchanged."
    codes: ClassVar[tuple[str, ...]] = ("serial_pattern_mismatch",)

    def faulty(self, scanner: Scanner) -> Scanner:
        """Return one on whose computer Caps Lock is on."""
        return replace(scanner, has_caps_lock=True)


class NoSuffix(ScannerFault):
    """Nothing ends a scan."""

    name: ClassVar[str] = "no_suffix"
    meaning: ClassVar[str] = (
        "The scanner sends nothing behind the code: it stays on the line until something ends it."
    )

    def faulty(self, scanner: Scanner) -> Scanner:
        """Return one without a suffix."""
        return replace(scanner, suffix="")


class ScansAhead(Misread):
    """The next label is read before the answer to the last one is there."""

    name: ClassVar[str] = "scans_ahead"
    group: ClassVar[Group] = Group.SCANNER
    meaning: ClassVar[str] = (
        "The trigger stays pressed, and the next label is read before the answer to the last one is shown."
    )
    rights: ClassVar[tuple[Right, ...]] = (Right.REFUSE_ONLY, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("serial_already_captured",)

    def reads(self, scanner: Scanner, hand: InHand) -> tuple[Sent, ...]:
        """Return what is sent of the label in hand, and at once of the next one."""
        ahead = scanner.read(hand.next_label) if hand.next_label else ()
        return (*scanner.read(hand.label), *((AHEAD + pause, data) for pause, data in ahead))

    def lacks(self, laid: Laid) -> str:
        """Return that nothing lies there that could be scanned next."""
        return "" if any(units > 1 for units in laid.goods.values()) else "goods of two units"
