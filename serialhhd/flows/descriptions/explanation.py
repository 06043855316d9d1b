"""What holds in a flow, who says so, what it means and what else it may be: in words, for `serialhhd flows explain`."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from serialhhd.flows.config.devices.edits import DEVICE, DEVICES
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.descriptions.settings import Setting, device_settings, settings
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.steps import step_types

WIDTH: Final = 80
MOST_OF_A_VALUE: Final = 30
"""Characters of a value in a list of settings; of a longer one the beginning."""


def explained(checked: Checked, names: Sequence[str]) -> list[Setting]:
    """Return the settings that names lead to: those of a flow, of one of its steps, or of one key; or of devices.

    A key of a step that is named without the step is found, too, as it may be written on the flow.

    Raises:
        Refused: `unknown_flow`, `unknown_profile`; `unknown_option`, for a step or key that there cannot be.
    """
    if is_of_devices(checked, names):
        return _of_devices(checked, names)
    flow = checked.flows.flow(names[0])
    if flow is None:
        raise messages.unknown_flow(flow=names[0], flows=tuple(checked.flows.flows))
    found = list(settings(checked, flow))
    for name in names[1:]:
        known = {known for one in found for known in (one.step, one.key.name) if known}
        if name not in known:
            raise messages.unknown_option(option=".".join(names), flow=names[0])
        found = [one for one in found if name in {one.step, one.key.name}]
    return found


def is_of_devices(checked: Checked, names: Sequence[str]) -> bool:
    """Return whether names lead to how devices are set up: not where a flow has that name."""
    return names[0] in {DEVICE, DEVICES} and checked.flows.flow(names[0]) is None


def _of_devices(checked: Checked, names: Sequence[str]) -> list[Setting]:
    profile, rest = None, names[1:]
    if names[0] == DEVICES:
        known = {name.casefold(): name for name in checked.flows.devices}
        named = names[1] if len(names) > 1 else ""
        profile, rest = known.get(named.casefold()), names[2:]
        if profile is None:
            raise messages.unknown_profile(profile=named, profiles=tuple(known.values()))
    found = list(device_settings(checked, profile))
    if rest:
        found = [one for one in found if [one.key.name] == list(rest)]
    if not found:
        table = ".".join(names[: len(names) - len(rest)])
        raise messages.unknown_option(option=".".join(names), flow=table)
    return found


def text(checked: Checked, names: Sequence[str]) -> str:
    """Return the explanation of what names lead to: a line for each setting of a flow; of less, all there is to say of each.

    Raises:
        Refused: As for `explained`.
    """
    found = explained(checked, names)
    if is_of_devices(checked, names):
        one = found[0].name.removesuffix(f".{found[0].key.name}")
        is_whole = len(found) > 1
        lines = _all_of_devices(checked, one, found) if is_whole else _of_a_key(checked, None, found[0])
        return "\n".join(lines)
    flow = checked.flows.flows[names[0]]
    lines = _of_a_flow(checked, flow, found) if len(names) == 1 else _of_less(checked, flow, found, names[-1])
    return "\n".join(lines)


def _all_of_devices(checked: Checked, table: str, found: Sequence[Setting]) -> Iterator[str]:
    profile = checked.flows.devices.get(table.removeprefix(f"{DEVICES}."))
    yield f"{table}: {'all devices' if profile is None else ', '.join(profile.match) or 'no device'}"
    yield ""
    yield from _listed(checked, found)
    yield ""
    yield f"More of each: serialhhd flows explain {found[0].name}"


def rows(found: Iterable[Setting]) -> list[dict[str, Any]]:
    """Return settings as rows for programs; `line` is None where the default holds."""
    return [
        {
            "option": one.name,
            "value": one.value,
            "line": one.line,
            "default": one.key.default,
            "meaning": one.key.meaning,
            "may_be": one.key.may_be,
            "choices": dict(one.key.choices),
        }
        for one in found
    ]


def _of_a_flow(checked: Checked, flow: Flow, found: Sequence[Setting]) -> Iterator[str]:
    yield f"{flow.name}: {in_language(flow.title)}"
    lines = _listed(checked, found)
    step: str | None = ""
    for one in found:
        if one.step != step:
            step = one.step
            yield ""
            yield from [] if step is None else _of_a_step(flow, step)
        yield next(lines)
    yield ""
    yield f"More of each: serialhhd flows explain {found[-1].name}"


def _listed(checked: Checked, found: Sequence[Setting]) -> Iterator[str]:
    """Yield a line for each setting."""
    width = max(len(one.key.name) for one in found)
    values = max(len(_short(one)) for one in found)
    for one in found:
        yield f"  {one.key.name:{width}}  {_short(one):{values}}  {_whence(checked, one)}"


def _of_less(checked: Checked, flow: Flow, found: Sequence[Setting], name: str) -> Iterator[str]:
    if name == found[0].step:
        yield from _of_a_step(flow, name)
        yield ""
    for one in found:
        yield from [] if one is found[0] else [""]
        yield from _of_a_key(checked, flow, one)


def _of_a_step(flow: Flow, step: str) -> Iterator[str]:
    question = (step_types()[step].__doc__ or "").strip().split("\n")[0]
    asked = "" if flow.has(step) else " Not asked: it is not in steps."
    yield from textwrap.wrap(f"{step}: {question}{asked}", WIDTH, subsequent_indent="  ")


def _of_a_key(checked: Checked, flow: Flow | None, one: Setting) -> Iterator[str]:
    yield f"{one.name} = {one.written}"
    yield f"  {_whence(checked, one)}"
    yield from _wrapped(one.key.meaning)
    yield from _wrapped(f"It must be {one.key.may_be}." if one.key.may_be else "")
    if flow and (why := one.key.why_idle(flow)):
        yield from _wrapped(f"It has no effect here: {why}.")
    for word, idle in one.key.idle_words(flow).items():
        yield from _wrapped(f'"{word}" has no effect here: {idle}.' if word in one.value else "")
    width = max(map(len, one.key.explained), default=0) + 2
    for word, meaning in one.key.explained.items():
        quoted = f'"{word}"'
        yield f"    {quoted:{width}}  {meaning}".rstrip()


def _short(one: Setting) -> str:
    return one.written if len(one.written) <= MOST_OF_A_VALUE else f"{one.written[: MOST_OF_A_VALUE - 3]}..."


def _whence(checked: Checked, one: Setting) -> str:
    return f"{checked.report.file}:{one.line}" if one.line else "default"


def _wrapped(said: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)
