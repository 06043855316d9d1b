"""A flows.toml changed by commands: each change says one thing, and every other byte of the file stays."""

import codecs
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from serialhhd.flows.config import replacing
from serialhhd.flows.config.checking.step_order import check_order
from serialhhd.flows.config.devices import edits as device_edits
from serialhhd.flows.config.discovery import is_packaged
from serialhhd.flows.config.keys import OPERATION, STEPS, is_for_its_table
from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps import step_types
from serialhhd.flows.words.word import SERIALS
from serialhhd.store.words.refusal import Refused
from serialhhd.toml import reading
from serialhhd.toml.edits import tables
from serialhhd.toml.edits.tables import CommentsLost
from serialhhd.toml.edits.text import MISSING, Missing, TomlText
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import FileInvalid
from serialhhd.toml.report import Report

Edit = Callable[[TomlText], TomlText]
WithoutSerials = Literal["refuse", "skip"]

BOM: Final = "\ufeff"
FLOWS: Final = "flows"
DEEPEST: Final = 16
"""So many names say where an option is; those of any that there is are four at most."""
WITHOUT_SERIAL_STEP: Final = "without_serial_step"


def edit(path: Path, *edits: Edit) -> bool:
    """Change the file at a path by the first of some edits after which it is right, and return whether it is other then.

    Raises:
        Refused: `flows_packaged`, for the file that came with the program; whatever the edit refuses; `file_not_changed`.
        FlowsInvalid: The file is no TOML, or would be wrong after the edit. Nothing was written.
    """
    if is_packaged(path):
        raise messages.flows_packaged()
    return replacing.rewrite(path, lambda content: edited(content, path, *edits))


def edited(content: bytes, path: Path, *edits: Edit) -> bytes:
    """Return a file's content after the first of some edits after which it is right.

    Raises:
        Refused: As the edit refuses.
        FlowsInvalid: As for `edit`: the problems of the first edit.
    """
    problems: list[FlowsInvalid] = []
    for one in edits:
        after = changed(content, path, one)
        try:
            parse(_decoded(after, path), path)
        except FlowsInvalid as invalid:
            problems.append(invalid)
        else:
            return after
    raise problems[0]


def changed(content: bytes, path: Path, one: Edit) -> bytes:
    """Return a file's content after an edit, whether it is right then or not.

    Raises:
        Refused: As the edit refuses.
        FlowsInvalid: The file is no TOML.
    """
    toml, bom = _read(content, path)
    return f"{bom}{one(toml).raw}".encode()


def _read(content: bytes, path: Path) -> tuple[TomlText, str]:
    """Return a file's text, and the mark before it, where it has one."""
    bom = BOM if content.startswith(codecs.BOM_UTF8) else ""
    text = _decoded(content, path)
    try:
        return TomlText(text), bom
    except (ValueError, RecursionError):
        parse(text, path)  # says what is wrong, and where
        raise


def _decoded(content: bytes, path: Path) -> str:
    try:
        return reading.decoded(str(path), content)
    except FileInvalid as invalid:
        raise FlowsInvalid(invalid.problems) from invalid


# --- options ------------------------------------------------------------------------------------------------------------


def set_option(option: str, value: str) -> list[Edit]:
    """Return the edits that give an option a value, by what may be meant: as TOML writes it, and as a text.

    Args:
        option: `FLOW.KEY`, `FLOW.STEP.KEY`, `device.KEY` or `devices.PROFILE.KEY`; further parts lead into a value that is a table.
        value: `5%`, `true`, `["Damaged", "Not found"]`.
    """
    return [set_value(option, meant) for meant in _meanings(value)]


def set_value(option: str, value: Any) -> Edit:
    """Return the edit that gives an option a value, which is meant as it is."""
    return partial(_set, option=option, parts=names_in(option), value=value)


def unset_option(option: str) -> Edit:
    """Return the edit that takes an option out of the file, or a whole table; the table of a step goes with the last one in it."""
    parts = names_in(option)

    def change(toml: TomlText) -> TomlText:
        where = _in_file(toml, parts)
        if toml.value(where) is MISSING:
            where = device_edits.older_of(toml, where) or _in_table(toml, where) or where
        if toml.value(where) is MISSING:
            raise messages.option_not_set(option=option)
        is_one_value = where in toml.positions.values
        toml = tables.drop(toml, where) if is_one_value else tables.drop_table(toml, where)
        for depth in range(len(where) - 1, _fixed(where), -1):
            toml = tables.drop_empty(toml, where[:depth])
        return toml

    return change


def names_in(option: str) -> tuple[str, ...]:
    """Return the names in `FLOW.STEP.KEY`.

    Raises:
        ValueError: There are not two names or more, or far more than lead anywhere.
    """
    parts = tuple(re.split(r"\s*\.\s*", option.strip()))
    if not 2 <= len(parts) <= DEEPEST or not all(parts):  # noqa: PLR2004 - a flow, and something of it
        raise ValueError(option)
    return parts


def _meanings(value: str) -> Iterator[Any]:
    try:
        document = tomllib.loads(f"value = {value}")
        if document.keys() == {"value"}:
            yield document["value"]
            if isinstance(
                document["value"], dict | list
            ):  # one that is wrong is no text that operators should read
                return
    except (ValueError, RecursionError):
        pass
    yield value


def _set(toml: TomlText, option: str, parts: Sequence[str], value: Any) -> TomlText:
    where = option_at = _in_file(toml, parts)
    where = _in_table(toml, where) or where
    table = device_edits.table_of(where)
    is_table = isinstance(toml.value(where), dict) and where not in toml.positions.values
    if is_table or where == table:
        raise messages.option_is_table(option=option)
    is_of_step = where[0] == FLOWS and len(where) > 3 and where[2] in step_types()  # noqa: PLR2004 - FLOW.STEP.KEY
    if is_of_step and toml.value(where[:3]) is MISSING:
        return tables.add_table(toml, where[:3], _nested(where[3:], value))
    if table and toml.value(table) is MISSING:
        return tables.add_table(toml, table, _nested(where[len(table) :], value))
    for depth in range(_fixed(where) + 1, len(where)):
        if not isinstance(toml.value(where[:depth]), dict | Missing):
            raise messages.option_is_no_table(option=".".join(map(str, where[0 if table else 1 : depth])))
        if toml.value(where[:depth]) is MISSING:
            where, value = where[:depth], _nested(where[depth:], value)
            break
    try:
        return device_edits.without_older(tables.put(toml, where, value), option_at)
    except CommentsLost:
        raise messages.list_has_comments(option=option) from None


def _in_file(toml: TomlText, parts: Sequence[str]) -> Where:
    """Return where an option is, or would be: of devices, unless a flow has that name, or else of a flow."""
    return device_edits.in_devices(toml, parts) or (*_flow(toml, parts[0]), *parts[1:])


def _fixed(where: Where) -> int:
    """Return how many parts of a place no edit takes away: `flows` and the flow, or nothing of devices."""
    return len(device_edits.table_of(where) or where[:3]) - 1


def _in_table(toml: TomlText, where: Where) -> Where | None:
    """Return where an option that is named on the flow is written in the table of a step: there it counts, and not on the flow."""
    if where[0] != FLOWS:
        return None
    flow, *names = toml.value(where[:2]), *where[2:]
    if is_for_its_table(str(names[0])):
        return None
    tables = (step for step in flow if step in step_types() and isinstance(flow[step], dict))
    return next(
        ((*where[:2], step, *names) for step in tables if names == [*flow[step].keys() & names]), None
    )


def _nested(names: Sequence[Any], value: Any) -> Any:
    for name in reversed(names):
        value = {name: value}
    return value


# --- steps --------------------------------------------------------------------------------------------------------------


def include_step(flow: str, step: str, *, after: str | None = None, before: str | None = None) -> Edit:
    """Return the edit that has a flow ask a step: after another one, before another one, or at the first place where it can be."""

    def change(toml: TomlText) -> TomlText:
        steps = _steps(toml, flow)
        if step in steps:
            raise messages.step_asked_already(step=step, flow=flow)
        place = _place(steps, flow, after, before)
        if place is None:
            operation = toml.value((FLOWS, flow, OPERATION))
            place = _first_place(steps, step, operation)
        return tables.put(toml, (FLOWS, flow, STEPS), [*steps[:place], step, *steps[place:]])

    return change


def exclude_step(flow: str, step: str, *, without_serials: WithoutSerials | None = None) -> Edit:
    """Return the edit that has a flow ask a step no more. The options of the step stay for the day on which it is put back.

    Args:
        flow: The flow.
        step: The step.
        without_serials: What becomes of a product that needs serials (R17). It must be said where the flow asks for serials no
            more, unless the file says it already.
    """

    def change(toml: TomlText) -> TomlText:
        steps = _steps(toml, flow)
        if step not in steps:
            raise _not_asked(step, flow, steps)
        where = (FLOWS, flow, WITHOUT_SERIAL_STEP)
        if without_serials is not None and not _asks_serials(step):
            raise messages.step_without_serials(step=step)
        if without_serials is not None:
            toml = tables.put(toml, where, without_serials)
        elif _asks_serials(step) and _decides(toml, flow) and toml.value(where) is MISSING:
            raise messages.serials_undecided()
        return tables.put(toml, (FLOWS, flow, STEPS), [one for one in steps if one != step])

    return change


def move_step(flow: str, step: str, *, after: str | None = None, before: str | None = None) -> Edit:
    """Return the edit that has a flow ask a step after another one, or before another one."""

    def change(toml: TomlText) -> TomlText:
        steps = _steps(toml, flow)
        if step not in steps:
            raise _not_asked(step, flow, steps)
        others = [one for one in steps if one != step]
        place = _place(others, flow, after, before) or 0
        return tables.put(toml, (FLOWS, flow, STEPS), [*others[:place], step, *others[place:]])

    return change


def _steps(toml: TomlText, flow: str) -> list[Any]:
    steps = toml.value((*_flow(toml, flow), STEPS))
    return steps if isinstance(steps, list) else []


def _place(steps: Sequence[str], flow: str, after: str | None, before: str | None) -> int | None:
    named = after or before
    if named is None:
        return None
    if named not in steps:
        raise _not_asked(named, flow, steps)
    return steps.index(named) + (1 if after else 0)


def _first_place(steps: Sequence[str], step: str, operation: Any) -> int:
    """Return the first place at which the order of the steps is right; where there is none, the last, whose problems are told."""
    for place in range(len(steps) + 1):
        report = Report("", "")
        if isinstance(operation, str) and operation in operations():
            check_order(report, (), [*steps[:place], step, *steps[place:]], operations()[operation])
        if not report.problems:
            return place
    return len(steps)


def _not_asked(step: str, flow: str, steps: Sequence[Any]) -> Refused:
    return messages.step_not_asked(step=step, flow=flow, steps=tuple(map(str, steps)))


def _decides(toml: TomlText, flow: str) -> bool:
    """Return whether a flow can say what becomes of a product that needs serials: only some operations ask that."""
    operation = operations().get(str(toml.value((FLOWS, flow, OPERATION))))
    return operation is None or WITHOUT_SERIAL_STEP in operation.options.model_fields


def _asks_serials(step: str) -> bool:
    return step in step_types() and SERIALS in step_types()[step].asks


# --- flows --------------------------------------------------------------------------------------------------------------


def copy_flow(flow: str, new: str) -> Edit:
    """Return the edit that adds a copy of a flow behind all others, with the comments in it."""

    def change(toml: TomlText) -> TomlText:
        where = _flow(toml, flow)
        if toml.value((FLOWS, new)) is not MISSING:
            raise messages.flow_exists(flow=new)
        return tables.copy_table(toml, where, new)

    return change


def remove_flow(flow: str) -> Edit:
    """Return the edit that takes a flow out of the file, with the comments in it and directly above it."""
    return lambda toml: tables.drop_table(toml, _flow(toml, flow))


def _flow(toml: TomlText, flow: str) -> Where:
    flows = toml.value((FLOWS,))
    names = tuple(flows) if isinstance(flows, dict) else ()
    if flow not in names or not isinstance(flows[flow], dict):
        raise messages.unknown_flow(flow=flow, flows=names)
    return (FLOWS, flow)
