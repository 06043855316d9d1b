"""Which unit on the cart is in the operator's hands."""

from dataclasses import replace
from typing import ClassVar, Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import unit
from serialhhd.flows.words.unit import UNIT
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store.words.refusal import Refused

_STAYS: Final = frozenset({"serial_expired", "product_expired", "serial_on_hold", "product_on_hold"})
"""The codes of what is refused on a cart because it may not leave."""


class ScanUnit(Step):
    """A unit on the cart of a batch: its serial, or the code of its product; the answer says to which list it goes."""

    name: ClassVar[str] = "scan_unit"
    asks: ClassVar[tuple[str, ...]] = (UNIT,)
    needs: ClassVar[frozenset[str]] = frozenset({DOCUMENT})
    offers: ClassVar[tuple[str, ...]] = (":back",)

    def question(self, work: Work) -> str:
        """Ask for the unit, or for the serial of the one in hand."""
        return prompts.serial() if unit.product_in_hand(work) else prompts.unit()

    def answer(self, work: Work, text: str) -> Message:
        """Take the unit, and say where it goes."""
        return unit.take(work, text)

    def told(self, work: Work, refused: Refused) -> Message | None:  # noqa: ARG002 - the refusal says all
        """Say of a unit that may not leave what becomes of it: it stays on the cart, and the sort ends without it."""
        if refused.code not in _STAYS:
            return None
        message = messages.refusal(refused)
        return replace(message, text=f"{message.text} {messages.unit_stays().text}")
