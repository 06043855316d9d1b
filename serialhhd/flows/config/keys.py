"""The keys that a flow may have, gathered from where each is declared: its operation, its steps, and what any flow has.

A key is declared once, as a field of a model (`toml/key.py`). What it may be, what it means and what else there is follow from
that for the checks, the schema, `explain` and the pages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

from serialhhd.flows.config.flow_options import FlowOptions
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import step_types, step_types_for, step_types_of
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.toml.key import Key, keys_of

OPERATION: Final = "operation"
STEPS: Final = "steps"
OF_EACH_STEP: Final = frozenset(Step.model_fields)
"""The keys that every step has, and means for itself alone."""


def is_for_its_table(name: str) -> bool:
    """Return whether a key stands in the tables of steps alone: each step means it for itself."""
    fields = (kind.model_fields[name] for kind in step_types().values() if name in kind.model_fields)
    return any(_is_for_its_table(name, field) for field in fields)


def _is_for_its_table(name: str, field: FieldInfo) -> bool:
    return name in OF_EACH_STEP or any(isinstance(one, InItsTable) for one in field.metadata)


class Conversation(BaseModel):
    """What a flow cannot do without."""

    model_config = ConfigDict(defer_build=True)

    operation: str = Field(description="What the flow does.")
    steps: tuple[str, ...] = Field(
        description="The questions, in order. Leaving one out is the way to switch it off."
    )


@dataclass(frozen=True)
class FlowKeys:
    """The keys of the flows of one operation.

    Attributes:
        own: Those that stand on the flow: `operation`, `steps`, `title` ...
        tables: Those of each step, which stand in its table, or on the flow: there they hold for each step that has them. What
            a step means for itself (`is_for_its_table`) stands in its table alone.
    """

    own: Mapping[str, Key]
    tables: Mapping[str, Mapping[str, Key]]

    @cached_property
    def on_flow(self) -> Mapping[str, Key]:
        """All keys that may stand on the flow itself, by name."""
        inherited = {
            name: key
            for table in self.tables.values()
            for name, key in table.items()
            if not _is_for_its_table(name, key.field)
        }
        return MappingProxyType({**inherited, **self.own})

    def steps_of(self, name: str) -> list[str]:
        """Return the steps in whose tables a key stands."""
        return [step for step, table in self.tables.items() if name in table]


class Vocabulary:
    """The keys of the flows of every operation, each gathered once: make one for each file."""

    def __init__(self) -> None:
        self._of: dict[str, FlowKeys] = {}

    def of(self, operation: Operation) -> FlowKeys:
        """Return the keys of the flows of an operation."""
        if operation.name not in self._of:
            self._of[operation.name] = _keys(operation)
        return self._of[operation.name]

    @cached_property
    def of_any(self) -> FlowKeys:
        """The keys of a flow whose operation is not known: those of all."""
        every = [self.of(operation) for operation in operations().values()]
        names = dict.fromkeys(step for one in every for step in one.tables)
        return FlowKeys(
            _united(one.own for one in every),
            {step: _united(one.tables.get(step, {}) for one in every) for step in names},
        )


def _united(tables: Iterable[Mapping[str, Key]]) -> Mapping[str, Key]:
    united: dict[str, Key] = {}
    for table in tables:
        united = {**table, **united}
    return MappingProxyType(united)


def _keys(operation: Operation) -> FlowKeys:
    kinds, options = step_types_of(operation), keys_of(operation.options)
    written = {name: operation.tables_of(name) for name in options}
    of_operation = {name: key for name, key in options.items() if None in written[name]}
    tables = {
        step: MappingProxyType(
            {**{name: key for name, key in options.items() if step in written[name]}, **keys_of(kind)}
        )
        for step, kind in kinds.items()
    }
    return FlowKeys(
        MappingProxyType({**_fixed(operation, kinds), **_of_any_flow(operation), **of_operation}),
        MappingProxyType(tables),
    )


def _fixed(operation: Operation, kinds: Mapping[str, type[Step]]) -> Mapping[str, Key]:
    keys = keys_of(Conversation)
    titles = {name: one.title for name, one in operations().items()}
    questions = {name: (kind.__doc__ or "").strip().split("\n")[0] for name, kind in kinds.items()}
    required = ", ".join(" or ".join(step_types_for(word, operation)) for word in operation.required)
    steps = replace(
        keys[STEPS],
        choices=MappingProxyType(questions),
        may_be="a list of steps",
        meaning=f"{keys[STEPS].meaning} Never without: {required}.",
    )
    return {OPERATION: replace(keys[OPERATION], choices=MappingProxyType(titles)), STEPS: steps}


def _of_any_flow(operation: Operation) -> Mapping[str, Key]:
    keys = keys_of(FlowOptions)
    return {**keys, "title": replace(keys["title"], default=operation.title, is_required=False)}
