"""What the trainee's screens ask of a lesson, and what they draw of its end."""

from collections.abc import Sequence
from typing import Literal, Protocol

from serialhhd.flows.seam.handheld import Handheld, LabelReader
from serialhhd.flows.seam.view import Label, Scan, View
from serialhhd.value_class import value_class

Tone = Literal["title", "heading", "good", "bad", "plain"]
Modules = tuple[str, ...]
"""A symbol with its quiet zone: a text for each row of modules, in which `#` is a dark one."""


@value_class
class ResultRow:
    """A line of what came of a lesson, and how it is to stand out."""

    text: str
    tone: Tone = "plain"


class PlayedLesson(Handheld, LabelReader, Protocol):
    """A lesson as one trainee plays it: a handheld, the scanner in the hand, and what else a person does.

    Calls may touch the store; those that a screen waits for are said to.
    """

    @property
    def title(self) -> str:
        """What the lesson is called."""

    @property
    def goal(self) -> str:
        """What is to be done."""

    @property
    def is_exam(self) -> bool:
        """Whether nothing is to be told before the end: neither which labels are good, nor a hint."""

    @property
    def hints_left(self) -> int:
        """So many hints can be asked for still."""

    @property
    def hint_costs(self) -> int:
        """So many points a hint costs."""

    @property
    def is_cut(self) -> bool:
        """Whether the link to the handheld is lost."""

    @property
    def is_over(self) -> bool:
        """Whether all is done that was to be done: the run has ended, and the stock is as it should be."""

    def submit(self, scan: Scan) -> View:
        """Take one scan, and wait for the answer."""
        ...

    def set_aside(self, label: Label) -> None:
        """Set aside what bears a label."""
        ...

    def call(self) -> None:
        """Call the supervisor."""
        ...

    def hint(self) -> str | None:
        """Return the next hint; None where there is none."""
        ...

    def acknowledge(self) -> None:
        """Have acknowledged an error."""
        ...

    def look(self) -> bool:
        """Bring what is due by the clock, and return whether anything came. It waits for the store."""
        ...

    def sign_on(self) -> None:
        """Sign on again, as at another device. It waits for the store."""
        ...

    def symbol(self, label: Label) -> Modules:
        """Return the symbol of a label, to be drawn for a scanner; nothing where none can be made."""
        ...

    @property
    def no_symbols(self) -> str:
        """Why no symbols can be made; empty where they can."""

    def end(self) -> Sequence[ResultRow]:
        """End the lesson, and return what came of it. It waits for the store."""
        ...
