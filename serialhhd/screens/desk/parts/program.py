"""What the screens of the desk may ask of the program that they run in."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from textual.notifications import SeverityLevel
from textual.screen import ModalScreen

from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.desk.parts.scanned_text import FieldApp
from serialhhd.store.words.vocabulary import DocumentKind
from serialhhd.value_class import value_class

if TYPE_CHECKING:
    from serialhhd.store.desk.list_views import ListView


@value_class
class Named:
    """A document or a container that is named.

    Attributes:
        kind: Of what kind the document is; None of a container.
        code: Its number or code.
    """

    kind: DocumentKind | None
    code: str

    @property
    def label(self) -> str:
        """What it is and which."""
        return f"{self.kind.label if self.kind else 'container'} {self.code}"


class DeskProgram(FieldApp):
    """The program of the desk, whatever pages it has.

    Args:
        office: The store and who works.
        follow_every: Seconds after which a screen that follows the work reads it anew; 0: only when asked to.
        is_colourless: Whether it is drawn in the terminal's own colours.
    """

    def __init__(self, office: Office, *, follow_every: float, is_colourless: bool) -> None:
        super().__init__(ansi_color=is_colourless)
        self.office = office
        self.follow_every = follow_every
        self.views_in_use: dict[str, ListView] = {}
        """How each list was left: a document that is opened next has it too."""
        self._unsaid: list[tuple[str, SeverityLevel, float | None]] = []

    @abstractmethod
    def show_named(self, named: Named) -> None:
        """Show a document or a container."""

    @abstractmethod
    def show_serial(self, serial: str, sku: str) -> None:
        """Show the life of a serial."""

    def say(self, text: str, severity: SeverityLevel = "information", seconds: float | None = None) -> None:
        """Say something in a corner; over a dialog it would hide what is asked there, so it waits until that is closed."""
        self._unsaid.append((text, severity, seconds))
        self.say_what_waits()

    def say_what_waits(self) -> None:
        """Say what was to be said while a dialog was open, unless one still is."""
        while self._unsaid and not isinstance(self.screen, ModalScreen):
            text, severity, seconds = self._unsaid.pop(0)
            self.notify(text, severity=severity, timeout=seconds)
