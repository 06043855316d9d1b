"""Where the goods go to, in a flow that has asked where they come from."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.place_step import ScanPlace
from serialhhd.flows.steps.step import InItsTable
from serialhhd.flows.words import place
from serialhhd.flows.words.word import DESTINATION, PRODUCT, SOURCE
from serialhhd.toml.key import Choices, Idle


def _why_not_known(flow: PlayedFlow) -> str | None:
    asked = list(flow.words.values())
    is_known = PRODUCT in asked[: asked.index(DESTINATION)] if DESTINATION in asked else True
    return None if is_known else "the product is asked for later"


class ScanDestination(ScanPlace):
    """The place that the goods are brought to."""

    name: ClassVar[str] = "scan_destination"
    asks: ClassVar[tuple[str, ...]] = (DESTINATION,)
    needs: ClassVar[frozenset[str]] = frozenset({SOURCE})

    propose: Annotated[
        Literal["none", "same_product"],
        Choices(
            {
                "none": "no place is looked for",
                "same_product": "the place of the warehouse where most of the product lies already, of its account",
            }
        ),
        Idle(_why_not_known),
        InItsTable(),
    ] = Field(
        default="none",
        description="Which place is looked for, and Enter takes. Where there is none, keep and default say it.",
    )

    @property
    def proposes(self) -> bool:
        """Whether there may be something that Enter takes."""
        return self.propose != "none" or super().proposes

    def proposal(self, work: Work) -> str | None:
        """Return the code of the place that is looked for, or else the one that is kept or set."""
        found = place.with_same_product(work) if self.propose == "same_product" else None
        return found or super().proposal(work)

    def question(self, work: Work) -> str:  # noqa: ARG002 - the question is always the same
        """Ask for the place."""
        return prompts.to_location()
