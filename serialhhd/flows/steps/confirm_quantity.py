"""How many units were moved."""

from collections.abc import Callable
from functools import partial
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import quantity, serials
from serialhhd.flows.words.word import PRODUCT, QUANTITY, SERIALS, SOURCE
from serialhhd.store.catalogue.recognise import what_is_label
from serialhhd.store.symbols import scan
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.numbers import quantity as units
from serialhhd.toml.key import Choices, Idle

MOST_DIGITS: Final = 7
"""A code of so many digits is a number, whatever else it names: nobody sticks a barcode as short as that on a box."""


def _why_never_skipped(flow: PlayedFlow) -> str | None:
    return None if SERIALS in flow.words.values() else "no step of the flow asks for serials"


def _take_all(work: Work) -> str:
    quantity.take(work, work.captured)
    return str(work.captured)


class ConfirmQuantity(Step):
    """The quantity of the line or task, before it is posted."""

    name: ClassVar[str] = "confirm_quantity"
    asks: ClassVar[tuple[str, ...]] = (QUANTITY,)
    needs: ClassVar[frozenset[str]] = frozenset({PRODUCT})
    follows: ClassVar[frozenset[str]] = frozenset({SERIALS, SOURCE})
    offers: ClassVar[tuple[str, ...]] = (":ok", ":back", ":short", ":undo", ":remove")

    skip_when: Annotated[
        Literal["", "one_answer"],
        Choices(
            {"": "it is always asked", "one_answer": "where serials were scanned and none is missing"},
        ),
        Idle(_why_never_skipped),
        InItsTable(),
    ] = Field(
        default="",
        description="When the quantity is taken without asking; the next answer says what was.",
    )

    def is_asked(self, work: Work) -> bool:
        """Whether the scanned serials do not say it all by themselves."""
        return not serials.rule(work).are_the_count

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the quantity."""
        return prompts.quantity()

    def proposed(self, work: Work) -> int | None:
        """Return the quantity that Enter takes."""
        return quantity.proposed(work)

    def unasked(self, work: Work) -> Callable[[], str] | None:
        """Return what takes the number of the scanned serials, as the flow says."""
        return partial(_take_all, work) if self.skip_when and quantity.is_said(work) else None

    def answer(self, work: Work, text: str) -> Message:
        """Take the proposed quantity (Enter) or the one entered."""
        entered = scan.clean(text)
        if not entered:
            proposed = quantity.proposed(work)
            if proposed is None:
                raise messages.quantity_needed()
            return quantity.confirm(work, proposed)
        if not is_number(entered) or scan.is_of_gs1(text) or self._is_label(work, entered):
            raise messages.quantity_is_no_number(text=entered)
        return quantity.confirm(work, units(entered))

    def _is_label(self, work: Work, digits: str) -> bool:
        """Whether the digits were read from a label: they name something, and are too many for a number of units."""
        return len(digits) > MOST_DIGITS and what_is_label(work.conn, digits) is not None
