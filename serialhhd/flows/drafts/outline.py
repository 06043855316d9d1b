"""What can be changed in a flows.toml, part by part: its flows, the steps that each asks and could ask, and its devices."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from serialhhd.flows.config.editing import FLOWS
from serialhhd.flows.config.keys import OPERATION, STEPS, FlowKeys, Vocabulary
from serialhhd.flows.descriptions.settings import Setting, device_settings, settings_of
from serialhhd.flows.drafts.reading import Reading
from serialhhd.flows.operations import operations
from serialhhd.flows.steps import step_types
from serialhhd.toml.positions import Where
from serialhhd.value_class import value_class

NOT_IN_A_FORM: Final = frozenset({OPERATION, STEPS})
"""Keys that are shown as what they are: the work of a flow, and its steps."""
DEVICE: Final = "device"
DEVICES: Final = "devices"


@value_class
class Part:
    """A part of the file that has settings.

    Attributes:
        where: The way to its table.
        number: The place of a step in its flow, counted from 1; None for a flow, and for a step that is not asked.
        about: What it is for.
    """

    where: Where
    number: int | None = None
    about: str = ""

    @property
    def flow(self) -> str | None:
        """The flow that it is, or is of; None for devices."""
        return str(self.where[1]) if self.where[0] == FLOWS else None

    @property
    def step(self) -> str | None:
        """The step that it is; None for a flow, and for devices."""
        return str(self.where[2]) if len(self.where) > 2 else None  # noqa: PLR2004 - flows, FLOW, STEP

    @property
    def option(self) -> str:
        """What names it in commands: `goods_in.enter_serials`, `devices.dock`."""
        return ".".join(map(str, self.where[1:] if self.flow else self.where))

    @property
    def name(self) -> str:
        """What names it in the file."""
        return str(self.where[-1])


@value_class
class Stray:
    """A key that stands in a part and means nothing there.

    Attributes:
        option: What names it in commands.
        value: What it is given.
    """

    option: str
    value: Any


def parts(reading: Reading) -> tuple[Part, ...]:
    """Return the parts of a file: each flow, the steps that it asks, and those that it could ask; then the devices."""
    flows = reading.document.get(FLOWS, {})
    tables = flows.items() if isinstance(flows, Mapping) else ()
    found = [part for name, table in tables if isinstance(table, Mapping) for part in _of_a_flow(name, table)]
    profiles = reading.document.get(DEVICES, {})
    named = profiles if isinstance(profiles, Mapping) else ()
    devices = [Part((DEVICES, name), about="some handhelds") for name in named]
    return (*found, *([Part((DEVICE,), about="all handhelds"), *devices] if reading.toml else []))


def _of_a_flow(name: str, table: Mapping[str, Any]) -> Iterator[Part]:
    asked = [step for step in _steps(table) if isinstance(step, str)]
    operation = operations().get(str(table.get(OPERATION)))
    yield Part((FLOWS, name), about=operation.title if operation else "")
    for number, step in enumerate(asked, start=1):
        yield Part((FLOWS, name, step), number, _question(step))
    for step in _keys(table).tables:
        if step not in asked:
            yield Part((FLOWS, name, step), about=_question(step))


def _steps(table: Mapping[str, Any]) -> Sequence[Any]:
    steps = table.get(STEPS)
    return steps if isinstance(steps, list) else ()


def _question(step: str) -> str:
    kind = step_types().get(step)
    return (kind.__doc__ or "").strip().split("\n")[0] if kind else "There is no such step."


def _keys(table: Mapping[str, Any]) -> FlowKeys:
    operation = operations().get(str(table.get(OPERATION)))
    return Vocabulary().of(operation) if operation else Vocabulary().of_any


def settings_in(reading: Reading, part: Part) -> list[Setting]:
    """Return the settings of a part, those that are not written included; those of devices of a file alone that is right."""
    if part.flow is None:
        profile = None if part.where == (DEVICE,) else part.name
        return list(device_settings(reading.checked, profile)) if reading.checked else []
    keys = _keys(reading.document[FLOWS][part.flow])
    if part.step and part.step not in keys.tables:
        return []
    found = settings_of(reading.document, reading.report, part.flow, keys, part.step)
    return [one for one in found if part.step or one.key.name not in NOT_IN_A_FORM]


def strays_in(reading: Reading, part: Part) -> list[Stray]:
    """Return the keys in a part that nobody knows there; not those of devices, of which the problems tell."""
    if part.flow is None:
        return []
    table = reading.document[FLOWS][part.flow]
    keys = _keys(table)
    held = table if part.step is None else table.get(part.step, {})
    if not isinstance(held, Mapping):
        return []
    known = {**keys.on_flow, **keys.tables} if part.step is None else keys.tables.get(part.step, {})
    return [
        Stray(f"{part.option}.{key}", value)
        for key, value in held.items()
        if key not in known and not isinstance(value, Mapping)
    ]
