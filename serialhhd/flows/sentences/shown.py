"""How facts are shown in a sentence of any language."""

BETWEEN = ", "
"""What parts the entries of a list; a screen may give each a row of its own."""
NAMED = 20
"""So many refused serials are named with their reason."""
FIRST_NAMED = 3
"""So many are named where a sentence cannot name all; the others are counted."""
LONGEST_SHOWN = 80
_CONTROL = {"\x1d": "<GS>", "\t": "<TAB>", "\r": "<CR>", "\n": "<LF>", "\x1b": "<ESC>"}


def visible(text: str) -> str:
    """Return a text with what cannot be printed shown as `<GS>` or `<1B>`, cut where it is too long for a screen."""
    shown = "".join(each if each.isprintable() else _CONTROL.get(each, f"<{ord(each):02X}>") for each in text)
    return shown if len(shown) <= LONGEST_SHOWN else shown[:LONGEST_SHOWN] + "..."
