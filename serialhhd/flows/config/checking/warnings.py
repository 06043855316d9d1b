"""What is odd in a flows.toml though it can be used: what something else may have been meant by. Each check tells all that it finds."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.checking.device_warnings import DEVICE_WARNINGS
from serialhhd.flows.config.keys import FlowKeys, Vocabulary
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.config.shown_to import is_for_nobody
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences.language import in_language, speaking
from serialhhd.store.words.vocabulary import Language
from serialhhd.toml.key import Key
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import Problem
from serialhhd.toml.report import EnoughFoundError, Report, Table


def warnings(checked: Checked) -> list[Problem]:
    """Return what is odd in a file that is right, in its order."""
    report = checked.report.anew()
    with suppress(EnoughFoundError):
        for warn in WARNINGS:
            warn(checked, report)
    return sorted(report.problems, key=lambda problem: problem.order)


# --- names and titles -------------------------------------------------------------------------------------------------


def _warn_of_names(checked: Checked, report: Report) -> None:
    """Warn of names that are taken for something else where they are typed: `--flow goods_in`, or a number in the menu."""
    seen: dict[str, str] = {}
    for name in checked.flows.flows:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            report.at_key(("flows", name), findings.same_name(name=name, other=other))
        if name.isdigit():
            report.at_key(("flows", name), findings.name_of_digits(name=name))


def _warn_of_titles(checked: Checked, report: Report) -> None:
    """Warn of two flows that nobody can tell apart in the menu."""
    seen: dict[tuple[Language, str], str] = {}
    for flow in checked.flows:
        titles = [(language, _read_in(language, flow)) for language in Language]
        others = [
            (title, seen.setdefault((language, title.casefold()), flow.name)) for language, title in titles
        ]
        title, other = next((one for one in others if one[1] != flow.name), ("", flow.name))
        if other != flow.name:
            finding = findings.same_title(title=title, other=other)
            where = ("flows", flow.name)
            if "title" in checked.document["flows"][flow.name]:
                report.at_value((*where, "title"), finding)
            else:
                report.at_key(where, finding)


def _read_in(language: Language, flow: Flow) -> str:
    with speaking(language):
        return in_language(flow.title)


def _warn_of_flows_nobody_sees(checked: Checked, report: Report) -> None:
    """Warn of flows that are in no menu."""
    for flow in checked.flows:
        if is_for_nobody(flow.shown_to):
            report.at_value(("flows", flow.name, "shown_to"), findings.nobody_sees(flow=flow.name))


# --- what has no effect -----------------------------------------------------------------------------------------------


def _warn_of_idle_tables(checked: Checked, report: Report) -> None:
    """Warn of the tables of steps that are not asked. What an operation has in such a table counts all the same."""
    for flow, table, keys in _flows(checked):
        for step in keys.tables.keys() & table.keys():
            if not flow.has(step):
                options = operations()[flow.operation].options_in(step)
                counts = [
                    key for key in table[step] if key in options and not keys.tables[step][key].why_idle(flow)
                ]
                report.at_key(("flows", flow.name, step), findings.idle_table(step=step, counts=counts))


def _warn_of_idle_options(checked: Checked, report: Report) -> None:
    """Warn of options that another one makes idle."""
    for flow, table, keys in _flows(checked):
        where = ("flows", flow.name)
        for key in table.keys() & keys.on_flow.keys():
            why = _why_idle_on_flow(flow, table, keys, key)
            if why and _says_something(keys.on_flow[key], table[key]):
                report.at_key((*where, key), findings.idle_option(key=key, why=why))
        for step in (step for step in keys.tables.keys() & table.keys() if flow.has(step)):
            for key in table[step]:
                why = keys.tables[step][key].why_idle(flow)
                if why and _says_something(keys.tables[step][key], table[step][key]):
                    report.at_key((*where, step, key), findings.idle_option(key=key, why=why))


def _warn_of_idle_words(checked: Checked, report: Report) -> None:
    """Warn of words of a list that another option makes idle."""
    for flow, table, keys in _flows(checked):
        where = ("flows", flow.name)
        asked = [step for step in keys.tables.keys() & table.keys() if flow.has(step)]
        tables = [
            (where, table, keys.own),
            *(((*where, step), table[step], keys.tables[step]) for step in asked),
        ]
        for place, written, declared in tables:
            for key in (declared[name] for name in written if name in declared):
                idle = key.idle_words(flow)
                if idle and _says_something(key, written[key.name]):
                    _report_idle_words(report, (*place, key.name), written[key.name], idle)


def _report_idle_words(report: Report, where: Where, written: Sequence[str], idle: Mapping[str, str]) -> None:
    for entry, word in enumerate(written):
        if word in idle:
            report.at_value(
                (*where, entry), findings.idle_word(key=str(where[-1]), word=word, why=idle[word])
            )


def _why_idle_on_flow(flow: Flow, table: Table, keys: FlowKeys, key: str) -> str | None:
    """Return why an option of steps that is written on the flow has no effect there."""
    tables = [step for step, declared in keys.tables.items() if key in declared]
    if key in keys.own or not tables:
        return keys.on_flow[key].why_idle(flow)
    if all(key in table.get(step, {}) for step in tables):
        return f"{' and '.join(f'[flows.{flow.name}.{step}]' for step in tables)} says it again"
    if key not in type(flow.options).model_fields and not any(flow.has(step) for step in tables):
        return f"{' and '.join(tables)} is not in steps"
    return keys.on_flow[key].why_idle(flow)


def _says_something(key: Key, value: Any) -> bool:
    """Return whether a value is not the default, which a file with all its options has written out."""
    return bool((tuple(value) if isinstance(value, list) else value) != key.default)


def _flows(checked: Checked) -> Iterator[tuple[Flow, dict[str, Any], FlowKeys]]:
    vocabulary = Vocabulary()
    for flow in checked.flows:
        yield flow, checked.document["flows"][flow.name], vocabulary.of(operations()[flow.operation])


WARNINGS: Final[tuple[Callable[[Checked, Report], None], ...]] = (
    _warn_of_names,
    _warn_of_titles,
    _warn_of_flows_nobody_sees,
    _warn_of_idle_tables,
    _warn_of_idle_options,
    _warn_of_idle_words,
    *DEVICE_WARNINGS,
)
"""All that is looked for. What stands in a store is looked at in `in_store.py`."""
