"""The settings of a flow: what holds for each of its keys, and whether the file says so or the program."""

from collections.abc import Iterator
from typing import Any

from serialhhd.flows.config.devices.older_keys import OLDER_KEYS
from serialhhd.flows.config.keys import FlowKeys, Vocabulary
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.operations import operations
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key, keys_of
from serialhhd.toml.positions import Where, line_and_column
from serialhhd.toml.report import Report, Table
from serialhhd.value_class import value_class


@value_class
class Setting:
    """What holds for one key of a flow, or of devices.

    Attributes:
        flow: The flow; `device`, or `devices.PROFILE`.
        step: The step in whose table it is written; None for the flow's own.
        key: What is declared of it.
        value: What holds: as the file has it, or the default.
        where: Where the file says so: in the table of the step, or on the flow; None where it is the default.
        line: The line of that, counted from 1.
    """

    flow: str
    step: str | None
    key: Key
    value: Any
    where: Where | None
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
    yield from settings_of(checked.document, checked.report, flow.name, keys, None)
    for step in (*flow.steps, *flow.left_out):
        yield from settings_of(checked.document, checked.report, flow.name, keys, step.name)


def settings_of(
    document: Table, report: Report, flow: str, keys: FlowKeys, step: str | None
) -> Iterator[Setting]:
    """Yield the settings of a flow itself, or of one of its steps, whether or not the file is right."""
    for key in (keys.own if step is None else keys.tables[step]).values():
        where = _place(document["flows"][flow], flow, keys, step, key)
        value = _held(document, where) if where else key.default
        yield Setting(flow, step, key, value, where, _line(report, where))


def device_settings(checked: Checked, profile: str | None) -> Iterator[Setting]:
    """Yield the settings of all devices, or of those of a profile, in which also counts what is said of all."""
    flows, document = checked.flows, checked.document
    tables: list[Where] = [] if profile is None else [("devices", profile)]
    held = flows.device if profile is None else flows.devices[profile]
    for key in keys_of(type(held)).values():
        places = (_device_place(document, table, key.name) for table in [*tables, ("device",)])
        where = next(filter(None, places), None)
        named = "device" if profile is None else f"devices.{profile}"
        yield Setting(named, None, key, getattr(held, key.name), where, _line(checked.report, where))


def _device_place(document: Table, table: Where, key: str) -> Where | None:
    """Return where a table of devices says something, by whichever of its names; None where it does not."""
    said = document
    for part in table:
        said = said.get(str(part), {})
    older = [name for name, now in OLDER_KEYS.items() if now[0] == key]
    return next(((*table, name) for name in (key, *older) if name in said), None)


def _line(report: Report, where: Where | None) -> int | None:
    span = report.positions.keys.get(where) if where else None
    return line_and_column(report.text, span.start)[0] if span else None


def _place(table: Table, flow: str, keys: FlowKeys, step: str | None, key: Key) -> Where | None:
    """Return where the file says it: in the table of the step, or else on the flow."""
    where = ("flows", flow)
    of_step = table.get(step, {}) if step else {}
    if step and isinstance(of_step, dict) and key.name in of_step:
        return (*where, step, key.name)
    is_on_flow = step is None or (key.name in keys.on_flow and key.name not in keys.own)
    return (*where, key.name) if is_on_flow and key.name in table else None


def _held(document: Table, where: Where) -> Any:
    held: Any = document
    for part in where:
        held = held[part]
    return held
