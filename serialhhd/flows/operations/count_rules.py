"""The rules of a count that a flow sets, for whoever counts at a handheld or at a desk (R38, R40, R41)."""

from collections.abc import Iterable
from typing import Annotated, Final, Literal

from pydantic import Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.operation import Options
from serialhhd.flows.operations.supervised import ApproveFrom, least, limit_of
from serialhhd.store.counts.passes import Recount, RecountBy, Recounting
from serialhhd.toml.key import Choices, Idle
from serialhhd.value_class import value_class

NEVER: Final = 'recount = "never"'
STRICTER: Final = (Recount.NEVER, Recount.DIFFERS, Recount.ALWAYS)
"""When something is counted again: each word is stricter than the one before."""


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
    approve_from: ApproveFrom = Field(
        default=0,
        description="From so many units of difference on, of a product at a place, nothing is posted until a supervisor approves; "
        "a smaller difference is posted at once (R41). 0: always a supervisor.",
    )

    @property
    def limit(self) -> int | None:
        """From how many units of difference on a supervisor approves; None: never."""
        return limit_of(self.approve_from)


def recounting(work: Work) -> Recounting:
    """Return when the flow has something counted again, and by whom."""
    return _recounting(work.options(CountOptions))


def _recounting(options: CountOptions) -> Recounting:
    return Recounting(Recount(options.recount), RecountBy(options.recount_by))


@value_class
class DeskRules:
    """The rules by which somebody counts at a desk.

    Attributes:
        recounting: When what was counted is counted again, and by whom.
        approve_from: From how many units of difference on a supervisor approves; None: never.
    """

    recounting: Recounting
    approve_from: int | None


def at_a_desk(flows: Iterable[PlayedFlow]) -> DeskRules:
    """Return the rules by which somebody counts at a desk: of the flows in force that count the strictest; without any those of the default."""
    asked = [flow.options for flow in flows if isinstance(flow.options, CountOptions)] or [CountOptions()]
    each = [_recounting(one) for one in asked]
    when = max((one.when for one in each), key=STRICTER.index)
    by = RecountBy.OTHER if any(one.by is RecountBy.OTHER for one in each) else RecountBy.ANYONE
    return DeskRules(Recounting(when, by), least(one.limit for one in asked))
