"""The rules of a count that a flow sets."""

from typing import Annotated, Final, Literal

from pydantic import Field

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Options
from serialhhd.store.counts.passes import Recount, RecountBy, Recounting
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.toml.key import Choices, Idle

NEVER: Final = 'recount = "never"'


def _why_nobody_recounts(flow: object) -> str | None:
    options = getattr(flow, "options", None)
    return NEVER if isinstance(options, CountOptions) and options.recount == "never" else None


class CountOptions(Options):
    """The rules of a count."""

    blind: bool = Field(
        default=True,
        description="Whether no number and no serial that stock expects is shown (R38).",
    )
    recount: Annotated[
        Literal["differs", "never", "always"],
        Choices(
            {
                "differs": "where it differs from stock, until two passes in a row agree",
                "never": "never, but for a pass that is void",
                "always": "always, until two passes in a row agree",
            }
        ),
    ] = Field(default="differs", description="When what was counted is counted again (R40).")
    recount_by: Annotated[
        Literal["other", "anyone"],
        Choices({"other": "another operator than the one before", "anyone": "anybody"}),
        Idle(_why_nobody_recounts),
    ] = Field(default="other", description="Who counts again (R40).")
    approve_from: int = Field(
        default=0,
        ge=0,
        le=MOST_UNITS,
        description="From so many units of difference on, of a product at a place, nothing is posted until a supervisor approves; "
        "a smaller difference is posted at once (R41). 0: always a supervisor.",
    )


def recounting(work: Work) -> Recounting:
    """Return when the flow has something counted again, and by whom."""
    options = work.options(CountOptions)
    return Recounting(Recount(options.recount), RecountBy(options.recount_by))
