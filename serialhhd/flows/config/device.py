"""How a handheld is set up: the tables `device` and `devices.NAME` of flows.toml."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from serialhhd.toml.key import Must


def _is_prefix(text: str) -> bool:
    return len(text) == 1 and text.isprintable() and not text.isalnum() and text not in ": "


PREFIX = Must(
    "one character that is no letter, no digit, no blank and no colon",
    _is_prefix,
    {"pattern": "^[^0-9A-Za-z: \\u0000-\\u001f\\u007f]$"},
)


class DeviceProfile(BaseModel):
    """What an admin sets for all handhelds, or for one device: how it sounds, its prefix, and large letters."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    prefix: Annotated[str, PREFIX] = Field(
        default=".",
        description="The character that, alone on a line, opens the numbered actions; before a number it takes that one. "
        "Take one that no code of yours begins with.",
    )
    taken_beeps: int = Field(
        default=0, ge=0, le=3, description="Beeps for what was taken; the scanner itself beeps too."
    )
    look_beeps: int = Field(
        default=1,
        ge=0,
        le=3,
        description="Beeps for what was taken, or changed nothing, and is to be looked at.",
    )
    not_taken_beeps: int = Field(
        default=2,
        ge=1,
        le=5,
        description="Beeps for what was not taken: an error, and each scan while it is shown.",
    )
    repeat_seconds: int = Field(
        default=0,
        ge=0,
        le=600,
        description="Seconds after which an error that is not acknowledged sounds again, and again. 0: never.",
    )
    large_letters: bool = Field(
        default=True,
        description="Whether the place, the product and what remains are drawn large where rows are free.",
    )
