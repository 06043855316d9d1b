"""Turns that no document asks for: what is in work is the operator's choice, product by product."""

from abc import ABC
from dataclasses import dataclass

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Turns
from serialhhd.flows.words import turn


@dataclass(frozen=True, kw_only=True)
class WithoutDocument(Turns, ABC):
    """No document asks for it."""

    def begin(self, work: Work) -> None:
        """Do nothing: there is no document."""

    def go_on(self, work: Work) -> None:
        """Ask for the next product."""
        turn.begin(work)

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of the products to choose from."""
        return tuple(label for _, label in self.products(work))

    def place_to_go(self, work: Work) -> None:
        """Leave the place to the operator."""
