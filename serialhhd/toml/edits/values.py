"""Values and keys as TOML writes them."""

import json
from collections.abc import Mapping
from typing import Any

from serialhhd.toml.positions import BARE_KEY


def written(value: Any) -> str:
    """Return a value as it is written in one line: what `tomllib` reads, with a table between braces."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
        case Mapping():
            pairs = ", ".join(f"{key(name)} = {written(held)}" for name, held in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case list() | tuple():
            return f"[{', '.join(map(written, value))}]"
        case int() | float():
            return repr(value)
        case _:
            return str(value.isoformat())  # a date or a time


def written_like(value: Any, before: str) -> str:
    """Return a value as it is written, a text in the quotes of what stood there before where it can be."""
    is_plain = isinstance(value, str) and value.isprintable() and "'" not in value
    is_literal = before.startswith("'") and not before.startswith("'''")
    return f"'{value}'" if is_plain and is_literal else written(value)


def key(name: str) -> str:
    """Return a key as it is written: bare where it can be."""
    return name if BARE_KEY.fullmatch(name) else written(name)
