"""What people type is read in `typed/` and the words of the store: a desk and a command line that read it themselves would differ."""

import ast
from pathlib import Path

import pytest

import serialhhd

HOUSE = Path(serialhhd.__file__).parent
READERS = {"isdigit", "isdecimal", "isnumeric", "fromisoformat", "strptime"}
"""With which a number or a day is read by hand."""
NOT_TYPED = {
    "cli/nouns/serve/status.py": "a time that the server says of itself",
}
MODULES = [
    path.relative_to(HOUSE).as_posix()
    for folder in ("cli", "screens/desk", "reports")
    for path in sorted((HOUSE / folder).rglob("*.py"))
]


def readers(module: str) -> set[str]:
    tree = ast.parse((HOUSE / module).read_text(encoding="utf-8"))
    return {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & READERS


@pytest.mark.parametrize("module", sorted(set(MODULES) - NOT_TYPED.keys()))
def test_nothing_that_is_typed_is_read_by_hand(module: str) -> None:
    assert readers(module) == set()


def test_what_is_left_out_would_be_found() -> None:
    assert all(readers(module) for module in NOT_TYPED)
