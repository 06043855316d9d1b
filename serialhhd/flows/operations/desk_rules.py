"""The rules that a flow sets of a count, of a pick, of a walk and of a sort, for whoever does it at a handheld or at a desk: there the strictest in force (R12, R32, R33, R40, R41)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.flows.operations.serial_step import SerialStepOptions
from serialhhd.flows.operations.shipping import ShipOptions
from serialhhd.flows.operations.shortage import ReasonOptions
from serialhhd.flows.operations.supervised import ApproveFrom, Supervised, least, limit_of, nothing_yet
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words.tote import TOTE
from serialhhd.store.counts.passes import Recount, RecountBy, Recounting
from serialhhd.store.outbound.picking import PickRules
from serialhhd.store.words.vocabulary import Approvable
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
class CountRules:
    """The rules by which somebody counts at a desk.

    Attributes:
        recounting: When what was counted is counted again, and by whom.
        approve_from: From how many units of difference on a supervisor approves; None: never.
    """

    recounting: Recounting
    approve_from: int | None


def counting(flows: Iterable[PlayedFlow]) -> CountRules:
    """Return the rules by which somebody counts at a desk: of the flows in force that count the strictest; without any those of the default."""
    asked = [flow.options for flow in flows if isinstance(flow.options, CountOptions)] or [CountOptions()]
    each = [_recounting(one) for one in asked]
    when = max((one.when for one in each), key=STRICTER.index)
    by = RecountBy.OTHER if any(one.by is RecountBy.OTHER for one in each) else RecountBy.ANYONE
    return CountRules(Recounting(when, by), least(one.limit for one in asked))


# --- goods out ----------------------------------------------------------------------------------------------------

SUPERVISED: Final = Supervised(Approvable.SHORT, Approvable.CANCEL)


class TakingOptions(Options):
    """The rules of what is taken off the shelf for pick lists."""

    expired: Annotated[
        Literal["refuse", "allow"],
        Choices(
            {
                "refuse": "it is refused when it is scanned, and when what is taken is confirmed",
                "allow": "it is taken",
            }
        ),
        WrittenIn("scan_pick_list", "scan_batch"),
    ] = Field(
        default="refuse",
        description="Goods out and batch walk: whether a unit is taken whose expiry (17) is before today, the local day. "
        "A supplier return takes it all the same.",
    )


class PickOptions(SerialStepOptions, ReasonOptions, TakingOptions):
    """The rules of goods out."""

    needs_supervisor: Annotated[
        tuple[Annotated[str, SUPERVISED.each], ...],
        BeforeValidator(list_as_tuple),
        SUPERVISED.choices,
    ] = nothing_yet()
    origin: Annotated[
        Literal["verify", "any"],
        Choices(
            {
                "verify": "only serials that this supplier sent go back",
                "any": "any serial does",
            }
        ),
        WrittenIn("enter_serials"),
    ] = Field(
        default="verify",
        description="Goods out, a supplier return (R37): whose serials it takes, by the receipt that they came with last.",
    )


class WalkOptions(ShipOptions, TakingOptions):
    """The rules of the walk of a batch."""


class SortOptions(Options):
    """The rules of the sort of a batch."""

    expired: Annotated[
        Literal["refuse", "allow"],
        Choices({"refuse": "it is refused when it is scanned, and stays on the cart", "allow": "it leaves"}),
        WrittenIn("scan_unit"),
    ] = Field(
        default="refuse",
        description="Batch sort: whether a unit leaves whose expiry (17) is before today, the local day.",
    )


def picking(flows: Iterable[PlayedFlow]) -> PickRules:
    """Return the rules by which somebody picks at a desk: of the flows in force that pick the strictest; without any those of the default."""
    played = [flow for flow in flows if isinstance(flow.options, PickOptions)]
    asked = [flow.options for flow in played if isinstance(flow.options, PickOptions)] or [PickOptions()]
    return PickRules(
        frozenset(what for one in asked for what in one.needs_supervisor),
        verifies_origin=any(one.origin == "verify" for one in asked),
        refuses_expired=any(one.expired == "refuse" for one in asked),
        needs_tote=_all_ask_for_totes(played),
    )


def sort_needs_tote(flows: Iterable[PlayedFlow]) -> bool:
    """Return whether every flow in force that sorts asks for totes: at a desk each unit goes into one as well (R30)."""
    return _all_ask_for_totes([flow for flow in flows if isinstance(flow.options, SortOptions)])


def _all_ask_for_totes(played: Sequence[PlayedFlow]) -> bool:
    return bool(played) and all(TOTE in flow.words.values() for flow in played)


def needs_supervisor(flows: Iterable[PlayedFlow], operation: str) -> frozenset[str]:
    """Return what some flow of an operation lets happen only with a supervisor: at a desk it takes one as well (R67)."""
    options = (flow.options for flow in flows if flow.operation == operation)
    return frozenset(what for one in options if isinstance(one, Options) for what in one.needs_supervisor)


def refuses_expired(flows: Iterable[PlayedFlow], rules: type[TakingOptions | SortOptions]) -> bool:
    """Return whether some flow in force that has such rules refuses what is over, or none has: at a desk it is refused as well."""
    asked = [flow.options for flow in flows if isinstance(flow.options, rules)] or [rules()]
    return any(one.expired == "refuse" for one in asked)


def day(work: Work, rules: type[TakingOptions | SortOptions]) -> date | None:
    """Return the local day on which no unit may be over; None where the flow lets expired units go."""
    return work.at.astimezone().date() if work.options(rules).expired == "refuse" else None
