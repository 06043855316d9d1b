"""The three values of the Serial Number Tracking Setting, each with a sentence for the one who chooses."""

from typing import Final

from serialhhd.store.vocabulary import TrackingType

_EXPLAINED: Final = {
    TrackingType.NO_TRACKING: "no serial is ever asked for",
    TrackingType.TRACK_DURING_PICK: "serials are scanned at goods out only",
    TrackingType.FULL_TRACKING: "serials are scanned at goods in and at goods out",
}
CHOICES: Final = tuple(
    (tracking.value, f"{tracking.label}: {words}") for tracking, words in _EXPLAINED.items()
)
"""The settings as a form offers them."""
