"""What must be true of a flow: its keys, its values, its steps."""

import re
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.checking.step_order import check_order
from serialhhd.flows.config.keys import (
    OF_EACH_STEP,
    OPERATION,
    STEPS,
    Conversation,
    FlowKeys,
    Vocabulary,
    is_for_its_table,
)
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import operations_of, step_types
from serialhhd.toml.fields import check_fields, refuse_value
from serialhhd.toml.findings import missing_key, unknown_key, unknown_table
from serialhhd.toml.key import Key, either
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import Finding, nearest
from serialhhd.toml.report import Report, Table

if TYPE_CHECKING:
    from pydantic import BaseModel

FLOW_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
VERSION_KEY: Final = "version"
"""The one key of the whole file that is no table: below a header it is taken for one of the table's."""


class FlowChecks:
    """Checks the flows of one file."""

    def __init__(self, report: Report, vocabulary: Vocabulary) -> None:
        self.report = report
        self.vocabulary = vocabulary

    def check(self, name: str, table: Any) -> None:
        """Check the flow of a name."""
        where = ("flows", name)
        if not FLOW_NAME.fullmatch(name):
            self.report.at_key(where, findings.wrong_flow_name(name=name))
        if isinstance(table, dict):
            operation = self._operation(where, table)
            keys = self.vocabulary.of(operation) if operation else self.vocabulary.of_any
            _FlowCheck(self.report, self.vocabulary, where, operation, keys).check(table)
        else:
            self.report.at_value(where, findings.flow_is_no_table(name=name, value=table))

    def _operation(self, where: Where, table: Table) -> Operation | None:
        must = either(operations())
        if OPERATION not in table:
            self.report.at_key(where, missing_key(key=OPERATION, must=f"it must be {must}"))
            return None
        named = table[OPERATION]
        operation = operations().get(named) if isinstance(named, str) else None
        if operation is None:
            refuse_value(self.report, (*where, OPERATION), named, must)
        return operation


class _FlowCheck:
    """Checks one flow, whose operation may not be known."""

    def __init__(
        self,
        report: Report,
        vocabulary: Vocabulary,
        where: Where,
        operation: Operation | None,
        keys: FlowKeys,
    ) -> None:
        self.report = report
        self.vocabulary = vocabulary
        self.where = where
        self.operation = operation
        self.keys = keys

    def check(self, table: Table) -> None:
        known = self.keys.on_flow.keys() | self.keys.tables.keys()
        for key in table.keys() - known:
            self.report.at_key((*self.where, key), self.unknown_on_flow(key, table[key]))
        self.check_values(self.where, self.keys.on_flow, table)
        for step, keys in self.keys.tables.items():
            self.check_step_table(step, keys, table.get(step, {}))
        self.check_steps(table)

    # --- keys and values --------------------------------------------------------------------------------------------

    def unknown_on_flow(self, key: str, value: Any) -> Finding:
        if key == VERSION_KEY and not isinstance(value, dict):
            return findings.key_of_the_file(key=key)
        if self.operation and key in step_types():
            return self.foreign_step(key, self.operation)
        finding = unknown_table if isinstance(value, dict) else unknown_key
        known = self.keys.on_flow.keys() | self.keys.tables.keys()
        steps = self.keys.steps_of(key)
        if steps and is_for_its_table(key):
            table = ".".join(map(str, (*self.where, steps[0])))
            whose = "each step" if key in OF_EACH_STEP else either(steps)
            return finding(
                key=key, meant=f"it is an option of {whose}: it stands in its table, such as [{table}]"
            )
        return finding(key=key, meant=self.of_other_operations(key) or nearest(key, known))

    def check_step_table(self, step: str, keys: Mapping[str, Key], table: Any) -> None:
        where = (*self.where, step)
        if not isinstance(table, dict):
            refuse_value(self.report, where, table, "a table of options")
            return
        for key in table.keys() - keys.keys():
            self.report.at_key((*where, key), self.unknown_in_table(key, table[key], keys))
        self.check_values(where, keys, table)

    def unknown_in_table(self, key: str, value: Any, keys: Mapping[str, Key]) -> Finding:
        if key == VERSION_KEY and not isinstance(value, dict):
            return findings.key_of_the_file(key=key)
        return unknown_key(key=key, meant=self.meant(key) or nearest(key, keys))

    def meant(self, key: str) -> str:
        """Return where an option belongs that stands in the wrong table; nothing for what is no option at all."""
        if steps := self.keys.steps_of(key):
            return f"it is an option of {either(steps)}"
        if key in self.keys.own:
            return f"it is an option of the flow: it stands below [{'.'.join(map(str, self.where))}]"
        return self.of_other_operations(key)

    def of_other_operations(self, key: str) -> str:
        """Return where an option belongs that means nothing in this flow; nothing for what is no option at all."""
        names = [name for name, one in operations().items() if key in self.vocabulary.of(one).on_flow]
        return f"it is an option of {either(names)}" if names else ""

    def check_values(self, where: Where, keys: Mapping[str, Key], table: Table) -> None:
        given: defaultdict[type[BaseModel], dict[str, Any]] = defaultdict(dict)
        for name, value in table.items():
            if name in keys:
                given[keys[name].model][name] = value
        for model, options in given.items():
            if model is not Conversation:
                check_fields(self.report, where, model, options)

    # --- steps ------------------------------------------------------------------------------------------------------

    def check_steps(self, table: Table) -> None:
        if STEPS not in table:
            self.report.at_key(self.where, missing_key(key=STEPS, must="the list of the steps in order"))
            return
        where, steps = (*self.where, STEPS), table[STEPS]
        if not isinstance(steps, list):
            refuse_value(self.report, where, steps, "a list of steps")
            return
        for entry, name in enumerate(steps):
            self.check_step((*where, entry), name)
        if self.operation:
            check_order(self.report, where, steps, self.operation)

    def check_step(self, where: Where, name: Any) -> None:
        if not isinstance(name, str):
            self.report.at_value(where, findings.step_is_no_name(value=name))
        elif name not in step_types():
            self.report.at_value(where, findings.unknown_step(step=name, steps=self.keys.tables))
        elif self.operation and name not in self.keys.tables:
            self.report.at_value(where, self.foreign_step(name, self.operation))

    def foreign_step(self, step: str, operation: Operation) -> Finding:
        return findings.foreign_step(
            step=step, operation=operation.name, operations=operations_of(step_types()[step])
        )
