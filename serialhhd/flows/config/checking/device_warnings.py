"""What is odd in how devices are set up, and what is cut on them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.devices.names import is_named, meet
from serialhhd.flows.config.devices.older_keys import OLDER_KEYS, says_again
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.words.word import SERIALS
from serialhhd.toml.carets import cells
from serialhhd.toml.positions import Where
from serialhhd.toml.report import Report, Table

LEAST_COUNTER: Final = len(" 0/1")
"""Columns that the counter of serials takes beside the question, at least."""


def _warn_of_older_keys(checked: Checked, report: Report) -> None:
    """Warn of keys that have another name now."""
    for where, table in _tables(checked):
        for key in table.keys() & OLDER_KEYS.keys():
            now = ".".join(OLDER_KEYS[key])
            if says_again(table, key):
                report.at_key((*where, key), findings.idle_option(key=key, why=f"{now} says it again"))
            else:
                report.at_key((*where, key), findings.older_key(key=key, now=now))


def _warn_of_keys_twice(checked: Checked, report: Report) -> None:
    """Warn of function keys that are given two actions: F7 is f7."""
    for where, table in _tables(checked):
        seen: dict[str, str] = {}
        for key in table.get("keys", {}):
            other = seen.setdefault(key.upper(), key)
            if other != key:
                report.at_key((*where, "keys", key), findings.key_given_twice(key=key, other=other))


def _warn_of_profiles(checked: Checked, report: Report) -> None:
    """Warn of profiles that are for no device: their list is empty, or another one is for the same and stands before."""
    before: dict[str, tuple[str, ...]] = {}
    for name, profile in checked.flows.devices.items():
        where = ("devices", name)
        if not profile.match:
            report.at_value((*where, "match"), findings.profile_of_nobody(profile=name))
        for place, pattern in enumerate(profile.match):
            other = next((one for one, known in before.items() if is_named([pattern], known)), None)
            if other is not None:
                written = (*where, "match", place) if "match" in checked.document["devices"][name] else where
                report.at_value(written, findings.profile_too_late(pattern=pattern, profile=other))
        before[name] = profile.match


def _tables(checked: Checked) -> Iterator[tuple[Where, Table]]:
    if "device" in checked.document:
        yield ("device",), checked.document["device"]
    for name, table in checked.document.get("devices", {}).items():
        yield ("devices", name), table


# --- what is cut ------------------------------------------------------------------------------------------------------


def _warn_of_cut_texts(checked: Checked, report: Report) -> None:
    """Warn of texts that do not fit on a device that they are shown on. What has several rows, such as `help`, always fits."""
    for flow in checked.flows:
        narrowest = min(_widths(checked.flows, flow), key=lambda one: one[1], default=None)
        if narrowest is not None:
            _check_title(checked, report, flow, *narrowest)
            _check_prompts(report, flow, *narrowest)


def _check_title(checked: Checked, report: Report, flow: Flow, device: str, columns: int) -> None:
    """Check what is read above every question: the short title stands in for one that does not fit."""
    where, shorts = ("flows", flow.name), _texts(flow.short_title)
    has_own = "title" in checked.document["flows"][flow.name]
    for language, title in _texts(flow.title).items():
        if _width(title) > columns and not (shorts.get(language) or shorts.get("")):
            hint = "give the flow a short_title"
            finding = findings.text_cut(key="title", text=title, where=device, columns=columns, hint=hint)
            report.at_value((*where, "title") if has_own else where, finding)
            return


def _check_prompts(report: Report, flow: Flow, device: str, columns: int) -> None:
    for step in flow.steps:
        room = columns - LEAST_COUNTER if flow.words[step.name] == SERIALS else columns
        long = next((one for one in _texts(step.prompt).values() if _width(one) > room), None)
        if long is not None:
            finding = findings.text_cut(key="prompt", text=long, where=device, columns=columns)
            report.at_value(("flows", flow.name, step.name, "prompt"), finding)


def _widths(flows: Flows, flow: Flow) -> Iterator[tuple[str, int]]:
    """Yield the devices that a flow is shown on, and how many columns they have, as far as that is known."""
    seen_on = flow.shown_to.get("devices")
    for name, profile in flows.devices.items():
        if profile.columns and (seen_on is None or meet(profile.match, seen_on)):
            yield f"[devices.{name}]", profile.columns
    if flows.device.columns and (seen_on is None or not _are_all_named(seen_on, flows)):
        yield "[device]", flows.device.columns


def _are_all_named(patterns: tuple[str, ...], flows: Flows) -> bool:
    known = [pattern for profile in flows.devices.values() for pattern in profile.match]
    return all(is_named([pattern], known) for pattern in patterns)


def _texts(said: str | Mapping[str, Any]) -> Mapping[str, str]:
    """Return the texts there are, by language; of one text for all, by nothing."""
    if isinstance(said, str):
        return {"": said} if said else {}
    return said


def _width(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(map(cells, text))


DEVICE_WARNINGS: Final[tuple[Callable[[Checked, Report], None], ...]] = (
    _warn_of_older_keys,
    _warn_of_keys_twice,
    _warn_of_profiles,
    _warn_of_cut_texts,
)
"""All that is looked for."""
