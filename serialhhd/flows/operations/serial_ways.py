"""How serials take part in an operation: by a table of ways, and what decides which of them is taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Generic, Protocol, TypeVar

from serialhhd.flows.conversation.work import Work
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType
from serialhhd.value_class import value_class


@value_class
class SerialRule:
    """How the serials of what is in work take part.

    Attributes:
        how: The word for it: the store's, or the tracking type.
        tracking_type: What decides it; None where nothing does yet.
        is_scanned: Whether the operator scans them.
        creates: Whether one that the store does not know may be among them.
        some_have_none: Whether units without a serial may be among what moves: then the serials do not say how many it is (R20).
        are_the_count: Whether they say how many units it is, and nobody is asked.
        keeps_lot_and_expiry: Whether they are new here, so that lot and expiry are set by what comes with them.
        refused: Why nothing can be done here (R17); None where something can.
    """

    how: StrEnum | None = None
    tracking_type: TrackingType | None = None
    is_scanned: bool = False
    creates: bool = False
    some_have_none: bool = False
    are_the_count: bool = False
    keeps_lot_and_expiry: bool = False
    refused: Refused | None = None


class Tracked(Protocol):
    """A line of a document or of stock."""

    @property
    def tracking_type(self) -> TrackingType:
        """The tracking type that it was created with (R2)."""


D = TypeVar("D", bound=Tracked)
H = TypeVar("H", bound=StrEnum)


@dataclass(frozen=True, kw_only=True)
class SerialWays(Generic[D, H]):
    """The ways in which serials take part in an operation.

    Attributes:
        decides: Returns the line that decides it, or raises `Refused`: nothing can be done here.
        way: Returns the way that is taken for such a line in the flow, or raises `Refused`, as where it asks for no serials (R17).
        rules: What each way means.
        otherwise: The way where nothing can be done.
    """

    decides: Callable[[Work], D]
    way: Callable[[Work, D], H]
    rules: Mapping[H, SerialRule]
    otherwise: H

    def rule(self, work: Work) -> SerialRule:
        """Return how the serials of what is in work take part."""
        try:
            line = self.decides(work)
        except Refused as refused:
            return SerialRule(refused=refused)
        try:
            how = self.way(work, line)
        except Refused as refused:
            return SerialRule(tracking_type=line.tracking_type, refused=refused)
        return replace(self.rules[how], how=how, tracking_type=line.tracking_type)

    def how(self, work: Work) -> H:
        """Return the way that is taken for what is in work."""
        how = work.remember(self.rule).how
        return how if isinstance(how, type(self.otherwise)) else self.otherwise


def by_tracking_type(
    decides: Callable[[Work], D], rules: Mapping[TrackingType, SerialRule]
) -> SerialWays[D, TrackingType]:
    """Return the ways of an operation in which the tracking type alone decides; a type without a rule goes by quantity."""
    return SerialWays(
        decides=decides,
        way=_tracking_type,
        rules=MappingProxyType({of_type: rules.get(of_type, SerialRule()) for of_type in TrackingType}),
        otherwise=TrackingType.NO_TRACKING,
    )


def _tracking_type(work: Work, line: Tracked) -> TrackingType:  # noqa: ARG001 - other ways look at the flow
    return line.tracking_type


@value_class
class _Untracked:
    """Nothing that has serials."""

    tracking_type: TrackingType = TrackingType.NO_TRACKING


NO_SERIALS: Final = by_tracking_type(lambda work: _Untracked(), {})  # noqa: ARG005 - the same for whatever is in work
"""No serial takes part: an operation that moves no units, or all of them by quantity."""
