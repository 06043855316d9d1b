"""A guard: rules on one table that the database itself keeps to, said in SQL that both engines understand."""

from dataclasses import dataclass


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
