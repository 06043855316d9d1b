"""The rules of adjusting that a flow sets."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

from pydantic import Field

from serialhhd.flows.conversation.work import PlayedFlow
from serialhhd.flows.operations.given_reasons import MEANING, GivenReasons, Reasons
from serialhhd.flows.operations.operation import WrittenIn
from serialhhd.flows.sentences.texts import ONE_LINE_OR_NONE
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.toml.key import Choices, Must

NEVER: Final = "never"


def _is_limit(value: Any) -> bool:
    if isinstance(value, int):
        return not isinstance(value, bool) and 0 <= value <= MOST_UNITS
    return bool(value == NEVER)


ApproveFrom = Annotated[
    int | str,
    Must(
        '"never" or a number of units, 0 or more',
        _is_limit,
        {"anyOf": [{"enum": [NEVER]}, {"type": "integer", "minimum": 0, "maximum": MOST_UNITS}]},
        is_all=True,
    ),
    Choices({NEVER: "it is posted at once"}),
    WrittenIn("choose_reason"),
]


class AdjustOptions(GivenReasons):
    """The rules of adjust out."""

    approve_from: ApproveFrom = Field(
        default=NEVER,
        description="Adjustments (R29): from how many units in one posting on it waits until a supervisor approves or rejects it "
        "(`adjustment approve`); 0: always. Meanwhile its serials are on hold.",
    )

    @property
    def limit(self) -> int | None:
        """From how many units on it waits; None: it never does."""
        return self.approve_from if isinstance(self.approve_from, int) else None


class InOptions(AdjustOptions):
    """The rules of adjust in."""

    reasons: Reasons = Field(default=("Found", "Not booked in"), description=MEANING)
    account: Annotated[str, ONE_LINE_OR_NONE] = Field(
        default="",
        max_length=64,
        description="Adjust in (R28): whose the units are. Empty: it is asked where there are several accounts.",
    )


def least_limit(flows: Iterable[PlayedFlow], operation: str) -> int | None:
    """Return from how many units on an adjustment waits at a desk: the least of the flows of an operation; None: it never does (R29)."""
    options = (flow.options for flow in flows if flow.operation == operation)
    limits = [one.limit for one in options if isinstance(one, AdjustOptions)]
    return min((limit for limit in limits if limit is not None), default=None)
