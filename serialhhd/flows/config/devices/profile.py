"""What can be set of a handheld: for all of them, and for those of some names."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

from serialhhd.flows.config.devices.function_keys import FUNCTION_KEYS, KEYS, actions_for_keys
from serialhhd.flows.config.devices.names import LONGEST_PATTERN
from serialhhd.flows.config.flow_options import PARTS
from serialhhd.flows.sentences.texts import ONE_LINE, list_as_tuple
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.key import Choices, FrozenTable, Must, either, table_of

MOST_PATTERNS: Final = 50
MOST_SPELLINGS: Final = 8


def _is_prefix(text: str) -> bool:
    return len(text) == 1 and text.isprintable() and not text.isalnum() and text not in ": "


ACTION_PREFIX: Final = Must(
    "one character that is no letter, no digit, no blank and no colon",
    _is_prefix,
    {"pattern": "^[^0-9A-Za-z: \\u0000-\\u001f\\u007f]$"},
)
_DATA_BEGINS: Final = ":][(+"
"""An action begins with a colon, the others are what a scanner puts before a code, or a standard before its data."""


def _is_no_data(text: str) -> bool:
    return not text or (
        text.isprintable() and not text[0].isalnum() and text[0] not in _DATA_BEGINS and " " not in text
    )


STRIP_PREFIX: Final = Must(
    "without a blank, and its first character no letter, no digit and none of : ] [ ( +",
    _is_no_data,
    {"pattern": r"^([^0-9A-Za-z:\]\[(+ \u0000-\u001f\u007f][^ \u0000-\u001f\u007f]*)?$"},
)
_SIZE: Final = "(1[6-9]|[2-9][0-9]|1[0-9][0-9]|200)x([89]|[1-5][0-9]|60)"
SIZE: Final = Must(
    "COLUMNSxROWS, 16x8 to 200x60, such as 20x16",
    lambda text: not text or re.fullmatch(_SIZE, text) is not None,
    {"pattern": f"^({_SIZE})?$"},
)

# --- tables -----------------------------------------------------------------------------------------------------------


class Tones(BaseModel):
    """Beeps by what came of an entry."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    success: int = Field(
        default=0, ge=0, le=3, description="For what was taken; the scanner itself beeps too."
    )
    warning: int = Field(
        default=1, ge=0, le=3, description="For what was taken, or changed nothing, and is to be looked at."
    )
    error: int = Field(
        default=2, ge=1, le=5, description="For what was not taken, and each scan while that is shown."
    )


TONES: Final = table_of(
    Tones, "a table of numbers of beeps: success (0 to 3), warning (0 to 3), error (1 to 5)", is_filled=True
)


def _is_action(text: str) -> bool:
    return text in actions_for_keys()


_ACTION: Final = Must(either(actions_for_keys()), _is_action, {"enum": list(actions_for_keys())})
_KEYS: Final = TypeAdapter(dict[str, Annotated[str, _ACTION]], config=ConfigDict(strict=True))


class _Keys(Must):
    """What the table must be; which keys there are is told by `checking.device_checks`."""

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """Say it in the JSON Schema."""
        names = "|".join(f"[Ff]{key[1:]}" for key in KEYS)
        action = {"type": "string", "enum": list(actions_for_keys())}
        return {
            "type": "object",
            "patternProperties": {f"^({names})$": action},
            "additionalProperties": False,
        }

    def _checked(self, value: Any) -> Any:
        return FrozenTable({key.upper(): word for key, word in _KEYS.validate_python(value).items()})


KEYS_TABLE: Final = _Keys(
    f"a table of function keys ({KEYS[0]} to {KEYS[-1]}, but for F2, F4 and F8, which the program needs itself) "
    f"and actions ({either(actions_for_keys())})",
    bool,
    is_all=True,
)

# --- words ------------------------------------------------------------------------------------------------------------

THEMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cold-store": "strong contrast on black, where the terminal has colours",
        "colourless": "the terminal's own two colours",
    }
)
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "that of `serialhhd serve --language`, or else English",
        **{language.value: language.name.capitalize() for language in Language},
    }
)


class DeviceProfile(BaseModel):
    """How handhelds are set up, all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    language: Annotated[Literal["", "en", "de", "es"], Choices(LANGUAGES)] = Field(
        default="", description="In which it speaks to operators who have no language of their own."
    )
    size: Annotated[str, SIZE] = Field(
        default="",
        description="Columns and rows of its screen, by which `flows check` tells what is cut on it. It is drawn at the size "
        "that the terminal has. Empty: not known.",
    )
    theme: Annotated[Literal["cold-store", "colourless"], Choices(THEMES)] = Field(
        default="cold-store", description="What it looks like."
    )
    large_letters: bool = Field(
        default=True,
        description="Whether the place, the product and what remains are drawn large where rows are free.",
    )
    tones: Annotated[FrozenTable, TONES] = Field(
        default_factory=lambda: FrozenTable(Tones().model_dump()),
        description="How many beeps tell what came of an entry. success: it was taken, and the scanner itself beeps too; warning: it was "
        "taken, or changed nothing, and is to be looked at; error: it was not taken, and neither is what is scanned while that is shown.",
    )
    repeat_seconds: int = Field(
        default=0,
        ge=0,
        le=600,
        description="Seconds after which an error that is not acknowledged sounds again, and again. 0: never.",
    )
    keys: Annotated[FrozenTable, KEYS_TABLE] = Field(
        default_factory=FrozenTable,
        description="Function keys that take another action than usual. The usual key of such an action takes nothing then, "
        "and the usual action of such a key is found by its number or its word.",
    )
    action_prefix: Annotated[str, ACTION_PREFIX] = Field(
        default=codes.SIGN,
        description="The sign with which an action begins: alone on a line it opens the numbered actions, before a number it "
        "takes that one, and before the word of an action it is a colon. Take one that no code of yours begins with.",
    )
    strip_prefix: Annotated[str, STRIP_PREFIX] = Field(
        default="",
        max_length=8,
        description="What the scanner is set to send before each code: it is taken away before anything else is looked at. "
        "Empty: nothing.",
    )
    fnc1: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=8), PARTS], ...], BeforeValidator(list_as_tuple)
    ] = Field(
        default=(),
        max_length=MOST_SPELLINGS,
        description="What the scanner sends in place of FNC1, the separator in a GS1 symbol; each of these. They win over the "
        "separator of the flow. Empty: what the flow says.",
    )

    @property
    def own_language(self) -> Language | None:
        """Its language; None where it has none of its own."""
        return Language(self.language) if self.language else None

    @property
    def columns(self) -> int | None:
        """How many columns its screen has; None where that is not known."""
        return int(self.size.partition("x")[0]) if self.size else None

    @property
    def function_keys(self) -> Mapping[str, str]:
        """The function key of each action that has one, by its word."""
        usual = {word: key for word, key in FUNCTION_KEYS.items() if key not in self.keys}
        return {**usual, **{word: key for key, word in self.keys.items()}}


class NamedProfile(DeviceProfile):
    """How handhelds of some names are set up: what differs from `device`. Of several that match the first in the file counts."""

    match: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_PATTERN), ONE_LINE], ...],
        BeforeValidator(list_as_tuple),
    ] = Field(
        default=(),
        max_length=MOST_PATTERNS,
        description="The devices that it is for: their names, or the types of their terminals (TERM); * stands for any characters, "
        "? for one, and letter case does not count. Left out: the device that is called as the table is.",
    )
