"""What must be true of how devices are set up: `device`, and the profiles in `devices`."""

from typing import Any

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.checking.flow_checks import VERSION_KEY
from serialhhd.flows.config.devices.function_keys import KEYS, NEEDED
from serialhhd.flows.config.devices.older_keys import OLDER_KEYS, OlderKeys, in_words_of_today
from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.keys import Vocabulary
from serialhhd.toml.fields import check_fields, refuse_value
from serialhhd.toml.findings import unknown_key
from serialhhd.toml.positions import Where
from serialhhd.toml.report import Report, Table


def check_devices(report: Report, document: Table) -> None:
    """Check how devices are set up, all of them and those of each profile."""
    common = document.get("device", {})
    _check_device(report, ("device",), DeviceProfile, common)
    devices = document.get("devices", {})
    if not isinstance(devices, dict):
        refuse_value(report, ("devices",), devices, "a table of devices")
        return
    seen: dict[str, str] = {}
    for name, table in devices.items():
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            report.at_key(("devices", name), findings.device_twice(name=name, other=other))
        _check_device(report, ("devices", name), NamedProfile, table)
        _check_prefixes(report, ("devices", name), table, common)
    _check_prefixes(report, ("device",), common, {})


def option_of_flows(key: str) -> str:
    """Return where an option of flows belongs that stands outside of them; nothing for what is no such option."""
    is_option = key in Vocabulary().of_any.on_flow
    return "it is an option of flows: it must stand below [flows.NAME]" if is_option else ""


def _check_device(report: Report, where: Where, model: type[DeviceProfile], table: Any) -> None:
    if not isinstance(table, dict):
        refuse_value(report, where, table, "a table of options")
        return
    if VERSION_KEY in table:
        report.at_key((*where, VERSION_KEY), findings.key_of_the_file(key=VERSION_KEY))
    older = {key: table[key] for key in table.keys() & OLDER_KEYS.keys()}
    misplaced = {key: option_of_flows(key) for key in table.keys() - model.model_fields.keys() - older.keys()}
    for key, meant in misplaced.items():
        if meant:  # written at the end of a file whose last table is [device]
            report.at_key((*where, key), unknown_key(key=key, meant=meant))
    own = {
        key: table[key] for key in table if key != VERSION_KEY and key not in older and not misplaced.get(key)
    }
    check_fields(report, where, model, own)
    check_fields(report, where, OlderKeys, older)
    _check_keys(report, (*where, "keys"), table.get("keys", {}))


def _check_keys(report: Report, where: Where, keys: Any) -> None:
    """Check which function keys are set; what they may be set to is a matter of the model."""
    for key in keys if isinstance(keys, dict) else ():
        if key.upper() in NEEDED:
            report.at_key((*where, key), findings.needed_key(key=key, why=NEEDED[key.upper()]))
        elif key.upper() not in KEYS:
            report.at_key((*where, key), findings.no_function_key(key=key))


def _check_prefixes(report: Report, where: Where, table: Any, common: Any) -> None:
    """Check that what is taken away from scans is not what begins an action: none would ever come through."""
    tables = [in_words_of_today(one) for one in (common, table) if isinstance(one, dict)]
    strip, action = (_last(tables, key) for key in ("strip_prefix", "action_prefix"))
    begins = strip and strip.startswith(action or ".")
    if begins and table.keys() & {"strip_prefix", "action_prefix", "prefix"}:
        key = next(one for one in ("strip_prefix", "action_prefix", "prefix") if one in table)
        report.at_value((*where, key), findings.prefixes_alike(prefix=strip or ""))


def _last(tables: list[dict[str, Any]], key: str) -> str | None:
    said = next((table[key] for table in reversed(tables) if key in table), None)
    return said if isinstance(said, str) else None
