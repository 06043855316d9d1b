"""Onto which cart a batch is walked."""

from typing import ClassVar

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import cart
from serialhhd.flows.words.cart import CART
from serialhhd.flows.words.turn import advance
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store.symbols import scan


class ScanCart(Step):
    """The cart that a batch is walked onto: an empty one, and then the same for all who walk for the batch."""

    name: ClassVar[str] = "scan_cart"
    asks: ClassVar[tuple[str, ...]] = (CART,)
    needs: ClassVar[frozenset[str]] = frozenset({DOCUMENT})
    offers: ClassVar[tuple[str, ...]] = (":ok", ":back")

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the cart."""
        return prompts.cart()

    def proposed(self, work: Work) -> str | None:
        """Return the cart that the batch is on already: Enter takes it."""
        return work.remember(cart.of_batch)

    def answer(self, work: Work, text: str) -> Message:
        """Take the cart of that code, or the one that the batch is on."""
        code = scan.clean(text) or cart.of_batch(work)
        return self._go_on(work, code or entered(text, "cart"))

    def _go_on(self, work: Work, code: str) -> Message:
        message = cart.choose(work, code)
        return advance(work) or message
