"""Which function key takes which action, and what of that may be set."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from serialhhd.flows.operations import operations

FUNCTION_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ":help": "F1",
        ":back": "F2",
        ":no": "F2",
        ":undo": "F3",
        ":done": "F4",
        ":yes": "F4",
        ":list": "F5",
        ":short": "F6",
        ":remove": "F7",
        ":cancel": "F8",
        ":more": "F9",
        ":quit": "F10",
    }
)
"""Fixed places, so that the hand learns them; a key is live only while its action is offered."""
NEEDED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "F2": "it acknowledges errors, and goes back",
        "F4": "it says yes where something is asked",
        "F8": "it drops what was captured",
    }
)
"""The keys that the program needs itself, and what for: whoever knows the one handheld is safe on any."""
KEYS: Final = tuple(f"F{number}" for number in range(1, 13) if f"F{number}" not in NEEDED)
"""The keys that may be set."""
_STAY: Final = frozenset({":back", ":no", ":yes", ":cancel"})
"""The actions that stay on their keys: those are asked for by name."""


ACTION_WORDS: Final = frozenset({*FUNCTION_KEYS, ":ok", ":menu"})
"""The words of the actions that there are whatever is done."""


def actions_for_keys() -> tuple[str, ...]:
    """Return the words of the actions that a key may be given: those of all operations, and those of single ones."""
    words = [*FUNCTION_KEYS, ":ok", ":menu", *(word for one in operations().values() for word in one.actions)]
    return tuple(dict.fromkeys(word for word in words if word not in _STAY))
