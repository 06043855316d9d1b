"""Turns that no document asks for: what is in work is the operator's choice, product by product."""

from abc import ABC
from collections.abc import Sequence
from dataclasses import dataclass

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Turns
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
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

    def products(self, work: Work) -> Sequence[tuple[int, str]]:  # noqa: ARG002 - other policies look
        """Return nothing: it may be any product, or none."""
        return ()

    def choose_source(self, work: Work, code: str) -> Message:
        """Refuse: nothing leaves a place."""
        raise messages.not_now(word=code, step=work.step.name)
