"""Text that was read as bytes: what is no UTF-8 is latin-1, wherever it stands, so that no byte ends a program."""

from typing import Final

LATIN_1: Final = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}
"""What Python's `surrogateescape` makes of bytes that are no UTF-8, and what they are."""
MEANT: Final = LATIN_1 | dict.fromkeys(b"\0\x11\x13")
"""The same for what is scanned: some clients pad with NUL, or send XON and XOFF, which belong to the line and never to a code."""


def as_text(raw: str) -> str:
    """Return text that was read with `surrogateescape` as it was meant."""
    return raw if raw.isascii() else raw.translate(LATIN_1)
