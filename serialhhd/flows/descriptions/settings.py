"""The settings of a flow: what holds for each of its keys, and whether the file says so or the program."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from serialhhd.flows.config.keys import FlowKeys, Vocabulary
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.operations import operations
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key
from serialhhd.toml.positions import Where, line_and_column


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for one key of a flow.

    Attributes:
        flow: The flow.
        step: The step in whose table it is written; None for the flow's own.
        key: What is declared of it.
        value: What holds.
        line: Where the file says so, counted from 1; None where it is the default.
    """

    flow: str
    step: str | None
    key: Key
    value: Any
    line: int | None

    @property
    def name(self) -> str:
        """What names it in commands: `goods_in.enter_serials.ranges`."""
        return ".".join([self.flow, *([self.step] if self.step else []), self.key.name])

    @property
    def written(self) -> str:
        """The value as TOML writes it."""
        return written(self.value)


def settings(checked: Checked, flow: Flow) -> Iterator[Setting]:
    """Yield the settings of a flow: its own first, then those of each step that it asks, in order, then of those left out."""
    keys = Vocabulary().of(operations()[flow.operation])
    for key in keys.own.values():
        yield _setting(checked, flow, keys, None, key)
    for step in (*flow.steps, *flow.left_out):
        for key in keys.tables[step.name].values():
            yield _setting(checked, flow, keys, step.name, key)


def _setting(checked: Checked, flow: Flow, keys: FlowKeys, step: str | None, key: Key) -> Setting:
    written_at = _place(checked, flow, keys, step, key)
    span = checked.report.positions.keys.get(written_at) if written_at else None
    line = line_and_column(checked.report.text, span.start)[0] if span else None
    return Setting(flow.name, step, key, _value(flow, step, key), line)


def _place(checked: Checked, flow: Flow, keys: FlowKeys, step: str | None, key: Key) -> Where | None:
    """Return where the file says it: in the table of the step, or else on the flow."""
    table, where = checked.document["flows"][flow.name], ("flows", flow.name)
    if step and key.name in table.get(step, {}):
        return (*where, step, key.name)
    if key.name in table and (step is None or key.name not in keys.own):
        return (*where, key.name)
    return None


def _value(flow: Flow, step: str | None, key: Key) -> Any:
    if key.name == "steps" and step is None:
        return [one.name for one in flow.steps]
    return flow.value(step, key.name)
