"""Texts that a flow sets, and an operator reads."""

from typing import Any, Final

from serialhhd.toml.key import Must


def list_as_tuple(value: Any) -> Any:
    """Return a list of TOML or JSON as the tuple that a frozen step keeps; leave everything else to be refused."""
    return tuple(value) if isinstance(value, list) else value


def is_one_line(text: str) -> bool:
    """Return whether a handheld can show a text on one line: it is not blank, and all of it can be printed."""
    return bool(text.strip()) and text.isprintable()


_LINE: Final = r"[^\u0000-\u001f\u007f]*[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*"

ONE_LINE: Final = Must("text on one line", is_one_line, {"pattern": f"^{_LINE}$"})
ONE_LINE_OR_NONE: Final = Must(
    "text on one line", lambda text: not text or is_one_line(text), {"pattern": f"^({_LINE})?$"}
)
