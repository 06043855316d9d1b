"""The reasons that a flow of adjustments offers, and from how many units on a supervisor approves (R28, R29)."""

from collections.abc import Iterable
from typing import Annotated, Final

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.flows.operations.supervised import NEVER, ApproveFrom, least, limit_of
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


class AdjustOptions(GivenReasons):
    """The rules of an operation that adjusts stock."""

    approve_from: Annotated[ApproveFrom, WrittenIn("choose_reason")] = Field(
        default=NEVER,
        description="Adjustments (R29): from how many units in one posting on it waits until a supervisor approves or rejects it "
        "(`adjustment approve`); 0: always. Meanwhile its serials are on hold.",
    )

    @property
    def limit(self) -> int | None:
        """From how many units on it waits; None: it never does."""
        return limit_of(self.approve_from)


def given(work: Work) -> str:
    """Return the reason that was given; empty before one is."""
    return work.position.noted.get(REASON, "")


def least_limit(flows: Iterable[PlayedFlow], operation: str) -> int | None:
    """Return from how many units on an adjustment waits at a desk: the least of the flows of an operation; None: it never does (R29)."""
    options = (flow.options for flow in flows if flow.operation == operation)
    return least(one.limit for one in options if isinstance(one, AdjustOptions))


def spelled(said: str, flows: Iterable[PlayedFlow]) -> str:
    """Return why stock is adjusted as the flow writes it that offers it, in whatever letter case it is said at a desk."""
    asked = [flow.options for flow in flows if isinstance(flow.options, GivenReasons)] or [GivenReasons()]
    return listed(said, (one for options in asked for one in options.reasons))


def listed(said: str, offered: Iterable[str]) -> str:
    """Return what is said as the list has it that offers it; what is on no list as it is said."""
    wanted = said.strip(" ").casefold()
    return next((one for one in offered if one.casefold() == wanted), said)
