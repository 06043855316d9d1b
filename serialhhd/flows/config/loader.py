"""Reading a flows.toml: complete and right, or refused whole with everything that is wrong."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from serialhhd.flows.config.checking.checks import VERSION, check_document
from serialhhd.flows.config.devices.older_keys import in_words_of_today
from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.flow_options import FlowOptions
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation, Options
from serialhhd.flows.steps import step_types_of
from serialhhd.flows.steps.step import Step
from serialhhd.toml import reading
from serialhhd.toml.problem import FileInvalid
from serialhhd.toml.report import EnoughFoundError, Report, Table
from serialhhd.toml.syntax import Syntax
from serialhhd.value_class import value_class


@value_class
class Checked:
    """A file that is right.

    Attributes:
        flows: What it says.
        document: The same as its tables have it: what is not written is not there.
        report: The text, and where each key and value stands in it (`report.positions`).
    """

    flows: Flows
    document: Table
    report: Report


def load(path: Path) -> Flows:
    """Return what a flows.toml says.

    Raises:
        FlowsInvalid: The file cannot be read, is no TOML, or says something that no flow can mean. It names every problem.
    """
    return checked(path).flows


def checked(path: Path) -> Checked:
    """Return a flows.toml with the places of what it says.

    Raises:
        FlowsInvalid: As for `load`.
    """
    return _checked(lambda: reading.read(path), path)


def checked_input() -> Checked:
    """Return the flows.toml on standard input with the places of what it says.

    Raises:
        FlowsInvalid: As for `load`.
    """
    return _checked(reading.read_input, Path(reading.STANDARD_INPUT))


def _checked(read: Callable[[], str], path: Path) -> Checked:
    try:
        text = read()
    except FileInvalid as invalid:
        raise FlowsInvalid(invalid.problems) from invalid
    return checked_text(text, path)


def parse(text: str, path: Path) -> Flows:
    """Return what the text of a flows.toml says; `path` is where it is, or where it would go.

    Raises:
        FlowsInvalid: As for `load`.
    """
    return checked_text(text, path).flows


def checked_text(text: str, path: Path) -> Checked:
    """Return the text of a flows.toml with the places of what it says.

    Raises:
        FlowsInvalid: As for `load`.
    """
    read = Syntax(str(path), text.replace("\r\n", "\n"))
    document, report = read.document, read.report
    if document is not None:
        with suppress(EnoughFoundError):
            check_document(report, document)
    if report.problems or document is None:
        raise FlowsInvalid(report.problems)
    return Checked(_flows(document, path), document, report)


def _flows(document: Table, path: Path) -> Flows:
    flows = {name: _flow(name, table) for name, table in document["flows"].items()}
    common = in_words_of_today(document.get("device", {}))
    devices = {name: _profile(name, common, table) for name, table in document.get("devices", {}).items()}
    return Flows(
        path,
        document.get("version", VERSION),
        MappingProxyType(flows),
        DeviceProfile.model_validate(common),
        MappingProxyType(devices),
    )


LONGEST_DEVICE: Final = 64
"""Characters of a name of a device at most."""


def _profile(name: str, common: Table, table: Table) -> NamedProfile:
    """Return how devices of some names are set up: what is not said of them is as for all, of tables key by key."""
    is_a_name = name.isprintable() and 0 < len(name) <= LONGEST_DEVICE  # no device is called otherwise
    said = {"match": [name] if is_a_name else [], **in_words_of_today(table)}
    both = {
        key: {**common[key], **value} if isinstance(value, dict) and key in common else value
        for key, value in said.items()
    }
    return NamedProfile.model_validate({**common, **both})


def _flow(name: str, table: Table) -> Flow:
    operation = operations()[table["operation"]]
    kinds = step_types_of(operation)
    own = {key: value for key, value in table.items() if key in FlowOptions.model_fields}
    return Flow(
        name=name,
        operation=operation.name,
        steps=tuple(_step(kinds[step], table) for step in table["steps"]),
        options=_options(operation, table),
        left_out=tuple(_step(kinds[step], table) for step in kinds if step not in table["steps"]),
        **{"title": operation.title, **own},
    )


def _step(step_type: type[Step], table: Table) -> Step:
    return step_type.model_validate(_given(step_type.model_fields, table, step_type.name))


def _options(operation: Operation, table: Table) -> Options:
    asked: Sequence[str] = table["steps"]
    named = {step for key in operation.options.model_fields for step in operation.tables_of(key)}
    tables = sorted(
        named, key=asked.__contains__
    )  # where several tables may have an option, that of a step that is asked says it
    given = [_given(operation.options_in(step), table, step) for step in tables]
    return operation.options.model_validate({key: value for one in given for key, value in one.items()})


def _given(keys: Collection[str], table: Table, step: str | None) -> dict[str, Any]:
    """Return what a flow says of some options: in the table of their step, or else on the flow itself."""
    said = {**table, **table.get(step or "", {})}
    return {key: said[key] for key in keys if key in said}
