"""How much room the handheld has, and how its rows share it. Knows no Textual; `flow_screen.tcss` draws to the same measures."""

from serialhhd.value_class import value_class

NARROW_BELOW = 30
"""Below so many columns nothing is bordered, words stand close together, and the question has a row of its own."""
FLAT_BELOW = 10
LOW_BELOW = 14
HIGH_FROM = 16
"""From so many rows on one tells how far the document is."""
LEAST_COLUMNS = 16
LEAST_ROWS = 5
"""The title, the facts, the question, the input and the keys."""
STEADY_ANSWER = 2
"""So many rows stay the answer's on a high screen, so that the list below does not move with every scan."""


@value_class
class Measures:
    """The size of the device in character cells, and what follows from it."""

    columns: int
    rows: int

    @property
    def is_narrow(self) -> bool:
        """Whether words stand close together."""
        return self.columns < NARROW_BELOW

    @property
    def is_low(self) -> bool:
        """Whether there is a row of facts less, and no row to spare."""
        return self.rows < LOW_BELOW

    @property
    def is_high(self) -> bool:
        """Whether there is a row that tells how far the document is."""
        return self.rows >= HIGH_FROM

    @property
    def is_flat(self) -> bool:
        """Whether there are so few rows that the product stands in the title."""
        return self.rows < FLAT_BELOW

    @property
    def is_too_small(self) -> bool:
        """Whether the question and the input cannot be drawn."""
        return self.columns < LEAST_COLUMNS or self.rows < LEAST_ROWS

    @property
    def asks_in_one_row(self) -> bool:
        """Whether the question and the input share a row."""
        return self.is_low and not self.is_narrow

    @property
    def facts(self) -> int:
        """How many rows the facts have."""
        return 1 if self.is_flat else 2 if self.is_low else 4 if self.is_high else 3

    @property
    def rest(self) -> int:
        """How many rows are left for the answer and the list, below the echo and above the keys."""
        return max(self._rest, 0)

    @property
    def echo(self) -> int:
        """How many rows the echo has: none on the smallest screens."""
        return 1 if self._rest >= 0 else 0

    @property
    def _rest(self) -> int:
        title = echo = keys = 1
        ask = 1 if self.asks_in_one_row else 2
        return self.rows - title - self.facts - ask - echo - keys

    @property
    def least_answer(self) -> int:
        """How many rows the answer always has."""
        return 0 if self.is_low else STEADY_ANSWER


NO_MEASURES = Measures(0, 0)
"""Before the size of the device is known."""
