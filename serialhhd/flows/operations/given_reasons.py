"""The reasons that a flow offers: where it asks why, one of them or another in words is given."""

from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.flows.sentences.texts import ONE_LINE, list_as_tuple
from serialhhd.flows.words.word import REASON
from serialhhd.toml.key import Must


def _are_distinct(reasons: tuple[str, ...]) -> bool:
    return len({said.casefold() for said in reasons}) == len(reasons)


DISTINCT: Final = Must(
    "without a reason given twice",
    _are_distinct,
    {"uniqueItems": True, "minItems": 1},  # which pydantic does not tell of a list that becomes a tuple
)
Reason = Annotated[str, Field(max_length=40), ONE_LINE]
Reasons = Annotated[
    tuple[Reason, ...],
    BeforeValidator(list_as_tuple),
    Field(min_length=1),
    DISTINCT,
    WrittenIn("choose_reason"),
]
MEANING: Final = "Adjustments (R28): the reasons that can be given, as a numbered list."


class GivenReasons(Options):
    """The reasons of an operation that asks why."""

    reasons: Reasons = Field(default=("Damaged", "Lost", "Scrapped"), description=MEANING)


def given(work: Work) -> str:
    """Return the reason that was given; empty before one is."""
    return work.position.noted.get(REASON, "")
