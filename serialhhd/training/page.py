"""What docs/training.md says of keys and faults, from where they are declared: `python -m ... docs/training.md` writes it anew."""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from serialhhd.flows.descriptions.page import page
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key, keys_of
from serialhhd.training.documents.written import (
    NewBatch,
    NewPickList,
    NewPreReceipt,
    NewTransfer,
    Wanted,
    WantedFrom,
)
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import MEANINGS
from serialhhd.training.scenarios.model import (
    End,
    Event,
    Goods,
    NewHold,
    NewProduct,
    NewWarehouse,
    Pass,
    Scenario,
    Start,
    Stock,
    When,
)

_TABLES: Final[Mapping[str, type[BaseModel]]] = {
    "The file": Scenario,
    "`pass`": Pass,
    "`[start]`": Start,
    "`products` of `[start]`": NewProduct,
    "`warehouses` of `[start]`": NewWarehouse,
    "`stock` of `[start]` and of `[end]`": Stock,
    "`pre_receipts` of `[start]`": NewPreReceipt,
    "`lines` of `pre_receipts`": Wanted,
    "`pick_lists` of `[start]`": NewPickList,
    "`batches` of `[start]`": NewBatch,
    "`transfers` of `[start]`": NewTransfer,
    "`lines` of `pick_lists` and of `transfers`": WantedFrom,
    "`holds` of `[start]`": NewHold,
    "`[[goods]]`": Goods,
    "`[[events]]`": Event,
    "`when` of `[[events]]`": When,
    "`[end]`": End,
}


def _keys() -> Iterator[str]:
    for title, model in _TABLES.items():
        yield f"### {title}"
        yield ""
        yield from (f"- `{_name(key)}`: {key.meaning} {_default(key)}" for key in keys_of(model).values())
        yield ""


def _name(key: Key) -> str:
    return key.field.alias or key.name


def _default(key: Key) -> str:
    if key.is_required:
        return "Required."
    if key.default is None or isinstance(key.default, BaseModel) or key.default in {"", ()}:
        return ""
    return f"Default: `{written(key.default)}`."


def _faults() -> Iterator[str]:
    yield "| fault | at | what has happened | may be right | whoever scans on is told |"
    yield "|---|---|---|---|---|"
    for fault in faults().values():
        rights = ", ".join(f"`{right}`" for right in fault.rights)
        codes = " or ".join(f"`{code}`" for code in fault.codes) or "nothing"
        yield f"| `{fault.name}` | {fault.group} | {fault.meaning} | {rights} | {codes} |"


def _rights() -> Iterator[str]:
    yield from (f"- `{right}`: {meaning}" for right, meaning in MEANINGS.items())


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "keys of a scenario": lambda: "\n".join(line.rstrip() for line in _keys()),
    "all faults": lambda: "\n".join(_faults()),
    "what is right": lambda: "\n".join(_rights()),
}


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(page(file.read_text(encoding="utf-8"), PARTS), encoding="utf-8")
