"""Keys of a device that had another name in earlier versions: files that have them go on to mean what they meant."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from serialhhd.flows.config.devices.profile import ACTION_PREFIX
from serialhhd.store.words import codes

OLDER_KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "prefix": ("action_prefix",),
        "taken_beeps": ("tones", "success"),
        "look_beeps": ("tones", "warning"),
        "not_taken_beeps": ("tones", "error"),
    }
)
"""What each is called now; of two names the second is a key in the table of the first."""


class OlderKeys(BaseModel):
    """What they may be: what those may be that have taken their places."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    prefix: Annotated[str, ACTION_PREFIX] = Field(
        default=codes.SIGN, description="Is called action_prefix now."
    )
    taken_beeps: int = Field(default=0, ge=0, le=3, description="Is called success in tones now.")
    look_beeps: int = Field(default=1, ge=0, le=3, description="Is called warning in tones now.")
    not_taken_beeps: int = Field(default=2, ge=1, le=5, description="Is called error in tones now.")


def in_words_of_today(table: Mapping[str, Any]) -> dict[str, Any]:
    """Return the table of a device without older keys; where a key stands under both of its names, today's counts."""
    said = {key: value for key, value in table.items() if key not in OLDER_KEYS}
    for older, (key, *inner) in OLDER_KEYS.items():
        if older in table and not inner:
            said.setdefault(key, table[older])
        elif older in table and isinstance(said.get(key, {}), dict):
            said[key] = {inner[0]: table[older], **said.get(key, {})}
    return said


def says_again(table: Mapping[str, Any], older: str) -> bool:
    """Return whether a table says under today's name, too, what an older key says."""
    key, *inner = OLDER_KEYS[older]
    return key in table and (not inner or inner[0] in table[key])
