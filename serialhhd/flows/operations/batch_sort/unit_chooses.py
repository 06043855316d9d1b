"""The unit in hand says what is in work: the policy of what is sorted from a cart."""

from collections.abc import Sequence
from dataclasses import dataclass

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Turns
from serialhhd.flows.words import document, turn
from serialhhd.store.batches import sorting


@dataclass(frozen=True, kw_only=True)
class UnitChooses(Turns):
    """Each unit on the cart goes where its batch says."""

    def go_on(self, work: Work) -> None:
        """Ask for the next unit."""
        turn.begin(work, line_id=None)

    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return what lies on the cart."""
        there = sorting.on_cart(work.conn, document.in_work(work))
        return tuple((line.product_id, f"{line.product} {line.quantity}") for line in there)

    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what lies on the cart."""
        return tuple(shown for _, shown in self.products(work))
