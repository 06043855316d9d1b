"""How many units were moved."""

from typing import ClassVar, Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import quantity
from serialhhd.flows.words.word import PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.catalogue.recognise import what_is_label
from serialhhd.store.symbols import scan
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.numbers import quantity as units

MOST_DIGITS: Final = 7
"""A code of so many digits is a number, whatever else it names: nobody sticks a barcode as short as that on a box."""


class ConfirmQuantity(Step):
    """The quantity of the line or task, before it is posted."""

    name: ClassVar[str] = "confirm_quantity"
    asks: ClassVar[tuple[str, ...]] = (QUANTITY,)
    needs: ClassVar[frozenset[str]] = frozenset({PRODUCT})
    follows: ClassVar[frozenset[str]] = frozenset({SERIALS, SOURCE})
    offers: ClassVar[tuple[str, ...]] = (":ok", ":back", ":short", ":undo", ":remove")

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the quantity."""
        return prompts.quantity()

    def answer(self, work: Work, text: str) -> Message:
        """Take the proposed quantity (Enter) or the one entered."""
        entered = scan.clean(text)
        if not entered:
            proposed = quantity.proposed(work)
            if proposed is None:
                raise messages.quantity_needed()
            return quantity.confirm(work, proposed)
        if not is_number(entered) or self._is_label(work, entered):
            raise messages.quantity_is_no_number(text=entered)
        return quantity.confirm(work, units(entered))

    def _is_label(self, work: Work, digits: str) -> bool:
        """Whether the digits were read from a label: they name something, and are too many for a number of units."""
        return len(digits) > MOST_DIGITS and what_is_label(work.conn, digits) is not None
