"""What the tables of a store are like, to compare stores that were made in different ways."""

from typing import Any

from sqlalchemy import Engine, inspect

from serialhhd.store.schema.triggers import REPLACED
from serialhhd.store.serials.serial_parts import INDEX


def shape(engine: Engine) -> dict[str, Any]:
    """What the tables are like, whatever the order of their columns."""
    found = inspect(engine)
    ours = [
        name
        for name in found.get_table_names()
        if name not in {REPLACED, "store_version"} and not name.startswith(INDEX)
    ]

    def plain(parts: Any) -> list[str]:
        return sorted(str(_plain(part)) for part in parts)

    return {
        name: {
            "columns": plain(found.get_columns(name)),
            "key": found.get_pk_constraint(name)["constrained_columns"],
            "references": plain(found.get_foreign_keys(name)),
            "unique": plain(found.get_unique_constraints(name)),
            "checks": plain(found.get_check_constraints(name)),
            "indexes": plain(found.get_indexes(name)),
        }
        for name in ours
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted((key, _plain(part)) for key, part in value.items())
    return [_plain(part) for part in value] if isinstance(value, list) else str(value)
