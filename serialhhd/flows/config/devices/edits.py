"""Where a command changes how devices are set up: `flows set device.theme`, `flows set devices.dock.theme`."""

from collections.abc import Sequence
from typing import Final

from serialhhd.flows.config.devices.older_keys import OLDER_KEYS
from serialhhd.toml.edits import tables
from serialhhd.toml.edits.text import MISSING, TomlText
from serialhhd.toml.positions import Where

DEVICE: Final = "device"
DEVICES: Final = "devices"


def in_devices(toml: TomlText, parts: Sequence[str]) -> Where | None:
    """Return where an option of devices is, or would be; None where a flow is meant.

    A profile is the one that the file has, whatever its letter case.
    """
    if parts[0] not in {DEVICE, DEVICES} or toml.value(("flows", parts[0])) is not MISSING:
        return None
    profiles = toml.value((DEVICES,)) if parts[0] == DEVICES else {}
    known = {name.casefold(): name for name in profiles} if isinstance(profiles, dict) else {}
    return (*parts[:1], known.get(parts[1].casefold(), parts[1]), *parts[2:])


def table_of(where: Where) -> Where | None:
    """Return the table that an option of devices stands in; None for what is of a flow."""
    if where[0] not in {DEVICE, DEVICES}:
        return None
    return where[:1] if where[0] == DEVICE else where[:2]


def older_of(toml: TomlText, where: Where) -> Where | None:
    """Return where the file says the same by an older key; None where it does not."""
    table = table_of(where)
    if table is None:
        return None
    said = where[len(table) :]
    older = ((*table, key) for key, now in OLDER_KEYS.items() if now == said)
    return next((one for one in older if toml.value(one) is not MISSING), None)


def without_older(toml: TomlText, where: Where) -> TomlText:
    """Return the text without the older key that says what is said at a place by today's."""
    older = older_of(toml, where)
    return tables.drop(toml, older) if older else toml
