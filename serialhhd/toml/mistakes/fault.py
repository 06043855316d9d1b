"""Where the parser stopped in a text, and what stands around there."""

from serialhhd.toml.carets import line_end
from serialhhd.toml.mistakes import statement
from serialhhd.toml.positions import Span
from serialhhd.toml.problem import Finding
from serialhhd.value_class import value_class

Judged = tuple[Span, Finding]
"""What is wrong, and which characters it is in."""


@value_class
class Fault:
    """Where the parser stopped.

    Attributes:
        text: The text.
        at: The offset where it stopped.
        start: Where the line begins on which its statement begins.
        told: What it said.
    """

    text: str
    at: int
    start: int
    told: str

    @property
    def character(self) -> str:
        """What stands there; nothing at the end of the text."""
        return self.text[self.at : self.at + 1]

    @property
    def rest(self) -> str:
        """What stands there up to the end of the line."""
        return self.text[self.at : line_end(self.text, self.at)]

    @property
    def line(self) -> str:
        """The first line of the statement."""
        return self.text[self.start : line_end(self.text, self.start)]

    @property
    def left(self) -> statement.Open:
        """What is open there."""
        return statement.opened(self.text, self.start, self.at)

    @property
    def is_at_next(self) -> bool:
        """Whether another statement seems to begin on the line where the parser stopped."""
        line = self.text.rfind("\n", 0, self.at) + 1
        return line > self.start and statement.BEGINS.match(self.text, line) is not None

    def part(self, part: str) -> Span:
        """Return where a part of the first line stands."""
        at = self.start + self.line.index(part)
        return Span(at, at + len(part))


def one(at: int) -> Span:
    """Return the stretch of one character."""
    return Span(at, at + 1)
