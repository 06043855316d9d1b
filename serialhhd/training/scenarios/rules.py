"""The rules that a scenario may cover, by their numbers; a test compares them with docs/rules.md."""

from typing import Final

RULES: Final = frozenset(f"R{number}" for numbers in (range(1, 44), range(45, 69)) for number in numbers)


def is_rule(text: str) -> bool:
    """Return whether a text is the number of a rule that there is."""
    return text in RULES
