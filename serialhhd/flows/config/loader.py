"""Reading a flows.toml: complete and right, or refused whole with everything that is wrong."""

import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from serialhhd.flows.config.checks import VERSION, check_document
from serialhhd.flows.config.device import DeviceProfile
from serialhhd.flows.config.model import Flow, FlowOptions, Flows
from serialhhd.flows.config.problems import FlowsInvalid, Problem, Report, problem_at
from serialhhd.flows.config.toml_positions import Span, positions
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Operation, Options
from serialhhd.flows.steps import step_types_of
from serialhhd.flows.steps.step import Step

Table = Mapping[str, Any]
SYNTAX_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def load(path: Path) -> Flows:
    """Return what a flows.toml says.

    Raises:
        FlowsInvalid: The file cannot be read, is no TOML, or says something that no flow can mean. It names every problem; only
            faults of the TOML syntax come one at a time, because behind one nothing can be trusted.
    """
    return parse(_text(path), path)


def parse(text: str, path: Path) -> Flows:
    """Return what the text of a flows.toml says; `path` is where it is, or where it would go.

    Raises:
        FlowsInvalid: As for `load`.
    """
    text = text.replace("\r\n", "\n")
    document, report = _document(text, path)
    check_document(report, document)
    if report.problems:
        raise FlowsInvalid(report.problems)
    flows = {name: _flow(name, table) for name, table in document["flows"].items()}
    common: Table = document.get("device", {})
    devices = {
        name.casefold(): DeviceProfile.model_validate({**common, **table})
        for name, table in document.get("devices", {}).items()
    }
    return Flows(
        path,
        document.get("version", VERSION),
        MappingProxyType(flows),
        DeviceProfile.model_validate(common),
        MappingProxyType(devices),
    )


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise FlowsInvalid([Problem(str(path), "there is no such file")]) from None
    except OSError as error:
        sentence = f"the file cannot be read: {error.strerror or error}"
        raise FlowsInvalid([Problem(str(path), sentence)]) from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FlowsInvalid([_not_utf_8(content, error, path)]) from error


def _not_utf_8(content: bytes, error: UnicodeDecodeError, path: Path) -> Problem:
    # errors="replace" puts one character for the bad byte, at the place that the good text before it leads to
    offset = len(content[: error.start].decode("utf-8-sig"))
    text = content.decode("utf-8-sig", errors="replace")
    sentence = f"not UTF-8: byte {error.start + 1} of the file is 0x{content[error.start]:02X}"
    return problem_at(path, text, Span(offset, offset + 1), sentence)


def _document(text: str, path: Path) -> tuple[dict[str, Any], Report]:
    try:
        return tomllib.loads(text), Report(path, text, positions(text))
    except RecursionError as error:
        raise FlowsInvalid([Problem(str(path), "not TOML: nested too deeply")]) from error
    except (
        ValueError
    ) as error:  # more than TOMLDecodeError: a number of thousands of digits is refused by int()
        raise FlowsInvalid([_syntax_problem(text, str(error), path)]) from error


def _syntax_problem(text: str, told: str, path: Path) -> Problem:
    place = SYNTAX_PLACE.search(told)
    offset = _offset(text, place[1], place[2]) if place else 0
    sentence = SYNTAX_PLACE.sub("", told)
    return problem_at(path, text, Span(offset, offset + 1), f"not TOML: {sentence[:1].lower()}{sentence[1:]}")


def _offset(text: str, line: str | None, column: str | None) -> int:
    if line is None or column is None:
        return len(text.rstrip())
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    return starts[int(line) - 1] + int(column) - 1


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
    tables = {operation.table_of(key) for key in operation.options.model_fields}
    given = [_given(operation.options_in(step), table, step) for step in tables]
    return operation.options.model_validate({key: value for one in given for key, value in one.items()})


def _given(keys: Collection[str], table: Table, step: str | None) -> dict[str, Any]:
    """Return what a flow says of some options: in the table of their step, or else on the flow itself."""
    said = {**table, **table.get(step or "", {})}
    return {key: said[key] for key in keys if key in said}
