"""Texts that a flow sets, and an operator reads."""

from typing import Any

from pydantic_core import PydanticCustomError


def list_as_tuple(value: Any) -> Any:
    """Return a list of TOML or JSON as the tuple that a frozen step keeps; leave everything else to be refused."""
    return tuple(value) if isinstance(value, list) else value


def one_line(text: str) -> str:
    """Return a text that a handheld can show on one line.

    Raises:
        PydanticCustomError: It is blank, or holds something that cannot be printed.
    """
    if not text.strip() or not text.isprintable():
        raise PydanticCustomError("not_one_line", "text on one line")
    return text


def one_line_or_none(text: str) -> str:
    """Return a text that a handheld can show on one line, or an empty one.

    Raises:
        PydanticCustomError: As for `one_line`.
    """
    return one_line(text) if text else text
