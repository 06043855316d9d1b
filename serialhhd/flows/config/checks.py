"""What must be true of a flows.toml. Every check reports all that it finds and goes on."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from serialhhd.flows.config.device import DeviceProfile
from serialhhd.flows.config.model import FlowOptions, option_names
from serialhhd.flows.config.problems import Report, nearest
from serialhhd.flows.config.step_order import check_order
from serialhhd.flows.config.toml_positions import Where
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import fits, operations_of, step_types, step_types_of
from serialhhd.flows.steps.step import Step

VERSION: Final = 1
"""The newest version of the file's format that this program knows."""

QUOTED: Final = re.compile(r'"([a-z_]+)"')
FLOW_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
LONGEST_SHOWN: Final = 40
"""Characters of a wrong value that a sentence repeats."""

TOP: Final = ("version", "device", "devices", "flows")
"""The keys of the file."""
OWN_KEYS: Final = frozenset({"operation", "steps"} | FlowOptions.model_fields.keys())

Table = Mapping[str, Any]


def check_document(report: Report, document: Table) -> None:
    """Check a whole file. A file of a newer version is told only that: its other words may well be right."""
    if not document:
        report.at_key((), "the file is empty: it needs version = 1 and a [flows.NAME] table for each flow")
        return
    if _check_version(report, document):
        for key in document.keys() - set(TOP):
            report.at_key((key,), _unknown_at_the_top(key, document[key]))
        _check_flows(report, document)
        _check_devices(report, document)


def _check_version(report: Report, document: Table) -> bool:
    version = document.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        report.at_value(("version",), f"version cannot be {_shown(version)}: it must be {VERSION}")
    elif version > VERSION:
        told = f"version {_shown(version)} is newer than this program, which knows version {VERSION}: update serialhhd"
        report.at_value(("version",), told)
        return False
    return True


def _unknown_at_the_top(key: str, value: Any) -> str:
    if isinstance(value, dict):
        meant = nearest(key, ["flows", "device", "devices"])
        if not meant and value.keys() & {"operation", "steps"}:
            meant = f' - did you mean "flows.{key}"?'
        return f"unknown table {_shown(key)}{meant}"
    return f"unknown key {_shown(key)}{nearest(key, TOP)}"


def _check_devices(report: Report, document: Table) -> None:
    _check_device(report, ("device",), document.get("device", {}))
    devices = document.get("devices", {})
    if not isinstance(devices, dict):
        _refuse_value(report, ("devices",), devices, "a table of devices")
        return
    for name, table in devices.items():
        _check_device(report, ("devices", name), table)


def _check_device(report: Report, where: Where, table: Any) -> None:
    if isinstance(table, dict):
        _check_options(report, where, DeviceProfile, table)
    else:
        _refuse_value(report, where, table, "a table of options")


def _check_flows(report: Report, document: Table) -> None:
    flows = document.get("flows", {})
    if not isinstance(flows, dict):
        report.at_value(("flows",), f"flows cannot be {_shown(flows)}: it must be a table of flows")
    elif not flows:
        report.at_key(("flows",), "no flow: the file needs a [flows.NAME] table for each flow")
    else:
        for name, table in flows.items():
            _check_flow(report, name, table)


def _check_flow(report: Report, name: str, table: Any) -> None:
    where = ("flows", name)
    if not FLOW_NAME.fullmatch(name):
        report.at_key(
            where, f"a flow cannot be named {_shown(name)}: only letters, digits, _ and - are allowed"
        )
    if not isinstance(table, dict):
        report.at_value(where, f"{name} cannot be {_shown(table)}: a flow is a table")
        return
    operation = _check_operation(report, where, table)
    _check_keys(report, where, table, operation)
    _check_own_options(report, where, table)
    for asked in [operation] if operation else operations().values():
        _check_options_of_operation(report, where, table, asked)
    _check_inherited_options(report, where, table, operation)
    _check_step_tables(report, where, table, operation)
    _check_steps(report, where, table, operation)


def _check_operation(report: Report, where: Where, table: Table) -> Operation | None:
    if "operation" not in table:
        report.at_key(where, f'missing key "operation": it must be {_either(operations())}')
        return None
    named = table["operation"]
    operation = operations().get(named) if isinstance(named, str) else None
    if operation is None:
        _refuse_value(report, (*where, "operation"), named, _either(operations()), operations())
    return operation


def _steps(operation: Operation | None) -> Mapping[str, type[Step]]:
    return step_types_of(operation) if operation else step_types()


def _option_names(operation: Operation | None) -> frozenset[str]:
    asked = [operation] if operation else operations().values()
    return frozenset(name for one in asked for name in option_names(one))


def _check_keys(report: Report, where: Where, table: Table, operation: Operation | None) -> None:
    known = OWN_KEYS | _option_names(operation) | _steps(operation).keys()
    for key in table.keys() - known:
        if operation and key in step_types():
            report.at_key((*where, key), _foreign_step(key, operation))
        else:
            kind = "table" if isinstance(table[key], dict) else "key"
            meant = _of_other_operations(key) or nearest(key, known)
            report.at_key((*where, key), f"unknown {kind} {_shown(key)}{meant}")


def _of_other_operations(key: str) -> str:
    """Return where an option belongs that means nothing in this flow; nothing for what is no option at all."""
    names = [name for name, operation in operations().items() if key in option_names(operation)]
    return f" - it is an option of {_either(names)}" if names else ""


def _check_own_options(report: Report, where: Where, table: Table) -> None:
    own = {key: value for key, value in table.items() if key in FlowOptions.model_fields}
    _check_options(report, where, FlowOptions, {"title": "-", **own})


def _check_options_of_operation(report: Report, where: Where, table: Table, operation: Operation) -> None:
    """Check the values of an operation's own options, on the flow and in the tables where they are written."""
    on_flow = {key: value for key, value in table.items() if key in operation.options.model_fields}
    _check_options(report, where, operation.options, on_flow)
    for name in _steps(operation):
        options, written = table.get(name), operation.options_in(name)
        if isinstance(options, dict):
            in_table = {key: value for key, value in options.items() if key in written}
            _check_options(report, (*where, name), operation.options, in_table)


def _check_inherited_options(report: Report, where: Where, table: Table, operation: Operation | None) -> None:
    for step_type in _steps(operation).values():
        inherited = {key: value for key, value in table.items() if key in step_type.model_fields}
        _check_options(report, where, step_type, inherited)


def _check_step_tables(report: Report, where: Where, table: Table, operation: Operation | None) -> None:
    for name, step_type in _steps(operation).items():
        options = table.get(name, {})
        if isinstance(options, dict):
            written = _written_in(name, operation)
            for key in options.keys() - written - step_type.model_fields.keys():
                meant = _meant(key, written | step_type.model_fields.keys(), operation)
                report.at_key((*where, name, key), f"unknown key {_shown(key)}{meant}")
            of_step = {key: value for key, value in options.items() if key in step_type.model_fields}
            _check_options(report, (*where, name), step_type, of_step)
        else:
            _refuse_value(report, (*where, name), options, "a table of options")


def _written_in(step: str, operation: Operation | None) -> frozenset[str]:
    asked = [operation] if operation else operations().values()
    return frozenset(key for one in asked for key in one.options_in(step))


def _meant(key: str, known: Iterable[str], operation: Operation | None) -> str:
    """Return where an option belongs that stands in the wrong table, or which one may have been meant."""
    for name, step_type in _steps(operation).items():
        if key in step_type.model_fields or key in _written_in(name, operation):
            return f' - it is an option of "{name}"'
    return _of_other_operations(key) or nearest(key, known)


def _check_options(report: Report, where: Where, model: type[BaseModel], options: Table) -> None:
    try:
        model.model_validate(options)
    except ValidationError as invalid:
        for error in invalid.errors(include_url=False):
            _report_option(report, where, model, error)


def _report_option(report: Report, where: Where, model: type[BaseModel], error: ErrorDetails) -> None:
    place = (*where, *error["loc"])
    if error["type"] == "extra_forbidden":
        key = str(error["loc"][-1])
        report.at_key(place, f"unknown key {_shown(key)}{nearest(key, model.model_fields)}")
    else:
        must = _must_be(error)
        _refuse_value(report, place, error["input"], must, QUOTED.findall(must))


def _check_steps(report: Report, where: Where, table: Table, operation: Operation | None) -> None:
    if "steps" not in table:
        report.at_key(where, 'missing key "steps": the list of the steps in order')
        return
    place, steps = (*where, "steps"), table["steps"]
    if not isinstance(steps, list):
        report.at_value(place, f"steps cannot be {_shown(steps)}: it must be a list of steps")
        return
    for entry, name in enumerate(steps):
        _check_step(report, (*place, entry), name, operation)
    if operation:
        check_order(report, place, steps, operation)


def _check_step(report: Report, place: Where, name: Any, operation: Operation | None) -> None:
    if not isinstance(name, str):
        report.at_value(place, f"a step cannot be {_shown(name)}: it must be the name of a step in quotes")
    elif name not in step_types():
        fitting = _steps(operation)
        report.at_value(
            place, f"unknown step {_shown(name)}: it must be {_either(fitting)}{nearest(name, fitting)}"
        )
    elif operation and not fits(step_types()[name], operation):
        report.at_value(place, _foreign_step(name, operation))


def _foreign_step(name: str, operation: Operation) -> str:
    fitting = operations_of(step_types()[name])
    if not fitting:
        return f'"{name}" is no step of "{operation.name}"'
    return f'"{name}" is a step of {_either(fitting)}, not of "{operation.name}"'


def _refuse_value(report: Report, place: Where, value: Any, must: str, names: Iterable[str] = ()) -> None:
    key = [part for part in place if isinstance(part, str)][-1]
    meant = nearest(value, names) if isinstance(value, str) else ""
    report.at_value(place, f"{key} cannot be {_shown(value)}: it must be {must}{meant}")


MUST_BE: Final[Mapping[str, Callable[[Any], str]]] = {
    "bool_type": lambda _: "true or false",
    "int_type": lambda _: "a whole number",
    "string_type": lambda _: "text in quotes",
    "tuple_type": lambda _: "a list",
    "literal_error": lambda context: str(context["expected"]).replace("'", '"'),
    "greater_than_equal": lambda context: f"{context['ge']} or more",
    "less_than_equal": lambda context: f"{context['le']} or less",
    "string_too_short": lambda context: f"text of at least {context['min_length']} character",
    "string_too_long": lambda context: f"text of at most {context['max_length']} characters",
    "too_short": lambda context: f"a list of at least {context['min_length']} entry",
}
"""What a value must be, by pydantic's type of error; the errors of our own say it themselves."""


def _must_be(error: ErrorDetails) -> str:
    words = MUST_BE.get(error["type"])
    return words(error.get("ctx", {})) if words else error["msg"]


def _either(names: Iterable[str]) -> str:
    quoted = [f'"{name}"' for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, int) and value.bit_length() > LONGEST_SHOWN:
        return "so large a number"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}..."
