"""What no text of a user may hold: characters that command a terminal, hide, or turn the order of what is read (R54).

C0 and C1 controls, line and paragraph separators, marks and overrides of the writing direction, and what has no width.
The joiners U+200C and U+200D are letters' business in several scripts, and stay.
"""

import re
from typing import Final

RANGES: Final = (
    (0x01, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x61C, 0x61C),
    (0x180E, 0x180E),
    (0x200B, 0x200B),
    (0x200E, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0xFEFF, 0xFEFF),
    (0xFFF9, 0xFFFB),
    (0xE0000, 0xE007F),
)
_CONTROL: Final = re.compile(
    "[\0\ud800-\udfff" + "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES) + "]"
)
"""Also NUL, which neither engine keeps in a text, and halves of characters, which are no text at all."""


def has_control(text: str) -> bool:
    """Whether a text holds such a character."""
    return _CONTROL.search(text) is not None


def visible(text: str) -> str:
    """Return a text as a terminal may be sent it: such characters as `<1B>`, but for the ends of its lines."""
    return _CONTROL.sub(lambda found: found[0] if found[0] == "\n" else f"<{ord(found[0]):02X}>", text)


def escaped(json: str) -> str:
    """Return a JSON document with such characters as escapes of JSON, but for the ends of its lines."""
    return _CONTROL.sub(lambda found: found[0] if found[0] == "\n" else _escape(found[0]), json)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))
