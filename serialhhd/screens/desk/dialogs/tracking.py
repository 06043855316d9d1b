"""The three values of the Serial Number Tracking Setting, each with a sentence for the one who chooses."""

from typing import Final

from serialhhd.screens.desk.dialogs.forms import Field
from serialhhd.store.words.vocabulary import TrackingType

_EXPLAINED: Final = {
    TrackingType.NO_TRACKING: "no serial is ever asked for",
    TrackingType.TRACK_DURING_PICK: "serials are scanned at goods out only",
    TrackingType.FULL_TRACKING: "serials are scanned at goods in and at goods out",
}
_CHOICES: Final = tuple(
    (tracking.value, f"{tracking.label}: {words}") for tracking, words in _EXPLAINED.items()
)


def tracking_field(label: str, now: TrackingType) -> Field:
    """Return the field that asks for a setting."""
    return Field("tracking", label, now.value, choices=_CHOICES, is_explained=True)
