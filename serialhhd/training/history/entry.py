"""What is kept of a lesson: its result, and when that was."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class _Kept(BaseModel):
    """A newer program may write more, which this one leaves alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class KeptMishap(_Kept):
    """What went wrong in a lesson; seconds until it was caught."""

    fault: str
    caught: bool
    seconds: float | None = None


class Entry(_Kept):
    """A lesson that somebody has played; `trainee` is None where no name is kept."""

    at: AwareDatetime
    scenario: str
    seed: int = 0
    trainee: str | None = None
    units: int = 0
    seconds: float
    par: float
    wrong_scans: int = 0
    late_alarms: int = 0
    undo: int = 0
    hints: int = 0
    mishaps: Annotated[tuple[KeptMishap, ...], Field(strict=False)] = ()
    end_state: str
    score: int
    passed: bool

    @property
    def slipped(self) -> tuple[str, ...]:
        """The faults that slipped, in the order in which they came."""
        return tuple(one.fault for one in self.mishaps if not one.caught)


def entry_of(result: Mapping[str, Any], at: datetime, *, is_anonymous: bool = False) -> Entry:
    """Return what is kept of a result, as it is told in JSON.

    Args:
        result: The result.
        at: When the lesson ended, with its time zone.
        is_anonymous: Whether no name is kept.
    """
    trainee = None if is_anonymous else result.get("trainee") or None
    return Entry.model_validate({**result, "at": at, "trainee": trainee})
