"""What changes for operators when one flows.toml takes the place of another, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.editing import WITHOUT_SERIAL_STEP
from serialhhd.flows.config.keys import OPERATION, STEPS, Vocabulary
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.words.word import SERIALS
from serialhhd.toml.edits.values import written
from serialhhd.toml.key import Key, keys_of


def differences(before: Flows, after: Flows) -> list[str]:
    """Return a sentence for each thing that is other for operators; none where nothing is."""
    return [
        *_of_the_menu(before, after),
        *(said for flow in after if (was := before.flow(flow.name)) for said in _of_a_flow(was, flow)),
        *_of_devices(before, after),
    ]


# --- the menu -------------------------------------------------------------------------------------------------------------


def _of_the_menu(before: Flows, after: Flows) -> Iterator[str]:
    for flow in after:
        if before.flow(flow.name) is None:
            asked = ", ".join(step.name for step in flow.steps)
            yield f"{flow.name} is new in the menu: {in_language(flow.title)}. It asks {asked}."
    for flow in before:
        if after.flow(flow.name) is None:
            yield f"{flow.name} ({in_language(flow.title)}) is no longer in the menu. Runs that are open go on as they began."
    numbers = {name: number for number, name in enumerate(after.flows, start=1)}
    for number, name in enumerate(before.flows, start=1):
        if numbers.get(name, number) != number:
            yield f"{name} is number {numbers[name]} of the menu, no longer {number}."


# --- a flow ---------------------------------------------------------------------------------------------------------------


def _of_a_flow(before: Flow, after: Flow) -> Iterator[str]:
    if before.operation != after.operation:
        titles = operations()[before.operation].title, operations()[after.operation].title
        yield f"{after.name} is other work: {titles[1]}, no longer {titles[0]}."
        return
    yield from _of_steps(before, after)
    keys = Vocabulary().of(operations()[after.operation])
    told = {
        OPERATION,
        STEPS,
        *([WITHOUT_SERIAL_STEP] if _asks_serials(before) and not _asks_serials(after) else []),
    }
    own = [(None, key) for key in keys.own.values() if key.name not in told]
    in_tables = [(step, key) for step, table in keys.tables.items() for key in table.values()]
    for step, key in [*own, *in_tables]:
        was, now = before.value(step, key.name), after.value(step, key.name)
        if was != now and _counts(after, step, key):
            name = f"{after.name}.{step}" if step else after.name
            yield _changed(f"{name}.{key.name}", key, was, now)


def _counts(flow: Flow, step: str | None, key: Key) -> bool:
    """Return whether a key says anything in a flow."""
    if key.why_idle(flow):
        return False
    operation = operations()[flow.operation]
    if step is None or key.name not in operation.options_in(step):
        return step is None or flow.has(step)
    tables = operation.tables_of(key.name)
    return step == next((one for one in tables if one and flow.has(one)), tables[0])


def _of_steps(before: Flow, after: Flow) -> Iterator[str]:
    was, now = [step.name for step in before.steps], [step.name for step in after.steps]
    for step in was:
        if step not in now:
            yield f"{after.name} no longer asks {step}.{_without_serials(before, after, step)}"
    for place, step in enumerate(now):
        if step not in was:
            yield f"{after.name} asks {step}{_behind(now, place)}."
    yield from _moved(after, [step for step in was if step in now], [step for step in now if step in was])


def _moved(flow: Flow, was: Sequence[str], now: Sequence[str]) -> Iterator[str]:
    """Tell as few steps as will do of those that are asked at another place."""
    order = list(was)
    for place, step in enumerate(now):
        if order[place] == step:
            continue
        goes_down = order[place + 1] == step
        moved = order[place] if goes_down else step
        order.remove(moved)
        order.insert(now.index(moved), moved)
        yield f"{flow.name} asks {moved}{_behind(now, now.index(moved))}."


def _behind(steps: Sequence[str], place: int) -> str:
    return f" after {steps[place - 1]}" if place else " first"


def _without_serials(before: Flow, after: Flow, step: str) -> str:
    """Return what becomes of products that need serials, where they are asked for no more (R17)."""
    if before.words[step] != SERIALS or _asks_serials(after):
        return ""
    key = Vocabulary().of(operations()[after.operation]).own.get(WITHOUT_SERIAL_STEP)
    if key is None:
        return ""
    return f" Where a product needs serials, {key.choices.get(str(after.value(None, key.name)))}."


def _asks_serials(flow: Flow) -> bool:
    return SERIALS in flow.words.values()


# --- devices --------------------------------------------------------------------------------------------------------------


def _of_devices(before: Flows, after: Flows) -> Iterator[str]:
    """Tell what differs for all devices, and for those of a profile what else does."""
    keys = keys_of(DeviceProfile).values()
    common = {key.name: _values(key, before.device, after.device) for key in keys}
    for key in keys:
        if common[key.name][0] != common[key.name][1]:
            yield _changed(f"device.{key.name}", key, *common[key.name])
    for name, profile in before.devices.items():
        if name not in after.devices:
            yield f"devices.{name} is gone: it was for {_whom(profile)}."
    for name, profile in after.devices.items():
        yield from _of_a_profile(before, name, profile, common)


def _of_a_profile(
    before: Flows, name: str, profile: NamedProfile, common: Mapping[str, tuple[Any, Any]]
) -> Iterator[str]:
    known = before.devices.get(name)
    if known is None:
        yield f"devices.{name} is new: it is for {_whom(profile)}."
    elif known.match != profile.match:
        yield f"devices.{name} is for {_whom(profile)}, no longer for {_whom(known)}."
    was = known or before.profile(*profile.match)
    for key in keys_of(DeviceProfile).values():
        own = _values(key, was, profile)
        if own[0] != own[1] and own != common[key.name]:
            yield f"{_whom(profile)}: {_changed(f'devices.{name}.{key.name}', key, *own)}"


def _values(key: Key, before: DeviceProfile, after: DeviceProfile) -> tuple[Any, Any]:
    return getattr(before, key.name), getattr(after, key.name)


def _whom(profile: NamedProfile) -> str:
    return ", ".join(profile.match) or "no device"


# --- a value --------------------------------------------------------------------------------------------------------------


def _changed(name: str, key: Key, was: Any, now: Any) -> str:
    return f"{name} is {_told(key, now)}, no longer {_told(key, was)}. {key.meaning}"


def _told(key: Key, value: Any) -> str:
    meaning = key.choices.get(value) if isinstance(value, str) else None
    return f"{written(value)} ({meaning})" if meaning else written(value)
