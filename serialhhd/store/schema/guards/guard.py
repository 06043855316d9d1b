"""A guard: rules on one table that the database itself keeps to, said in SQL that both engines understand."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Guard:
    """Rules on one table, checked for each row at one moment.

    Attributes:
        name: The trigger's name.
        table: The table it guards.
        moment: When: `BEFORE UPDATE` and the like.
        rules: Conditions on OLD and NEW, each with the sentence that refuses; the first that holds refuses.
        only: A condition on OLD and NEW alone, without a query, that must hold for the rules to be looked at.
        engine: The only engine that has it; both if empty.
    """

    name: str
    table: str
    moment: str
    rules: tuple[tuple[str, str], ...]
    only: str = ""
    engine: str = ""


def one_of(column: str, *words: str) -> str:
    """SQL: a column holds one of these words. Not by IN: of three words and more SQLite makes a table each time."""
    return "(" + " OR ".join(f"{column} = '{word}'" for word in words) + ")"


def changed(*columns: str) -> str:
    """SQL: an UPDATE changes one of these columns."""
    return " OR ".join(f"NEW.{column} IS DISTINCT FROM OLD.{column}" for column in columns)


RETIRED = "(SELECT 1 FROM product AS p WHERE p.id = NEW.product_id AND p.retired_at IS NOT NULL)"
"""SQL: the product of a new row, if it is retired."""


_JUDGED: Final = (
    "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "%'")
    + "àáâãäåæçèéêëìíîïñòóôõöøùúûüýœ"
)
"""The letters that `lower` of both engines makes the same key of as `codes.key`: SQLite knows no capitals but those of ASCII. Without the two
that mean something to a driver or to SQL."""


def is_judged(text: str) -> str:
    """SQL: the database knows the key of a text; of the rest the store alone says whether two are the same."""
    return f"trim({text}, '{_JUDGED}') = ''"


def is_other(text: str, other: str) -> str:
    """SQL: two texts are not the same whatever the letter case, as far as the database can judge it."""
    return f"(lower({text}) <> lower({other}) AND {is_judged(text)} AND {is_judged(other)})"


def is_other_key(key: str, text: str) -> str:
    """SQL: a text is not looked up by this key, as far as the database can judge it."""
    return f"(lower({text}) <> {key} AND {is_judged(text)})"


def is_blank(text: str) -> str:
    """SQL: nothing is said."""
    return f"trim(coalesce({text}, '')) = ''"


NEWEST_OF: Final = (
    "(SELECT max(l.transaction_id) FROM transaction_serial AS l WHERE l.serial_id = {serial}.id)"
)
"""SQL: the newest transaction of a serial."""
