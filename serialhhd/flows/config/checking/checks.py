"""What must be true of a flows.toml. Every check reports all that it finds and goes on."""

from typing import Any, Final

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.checking.flow_checks import VERSION_KEY, FlowChecks
from serialhhd.flows.config.device import DeviceProfile
from serialhhd.flows.config.keys import OPERATION, STEPS, Vocabulary
from serialhhd.toml.fields import check_fields, refuse_value
from serialhhd.toml.findings import newer_version, unknown_key, unknown_table
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import nearest
from serialhhd.toml.report import Report, Table

VERSION: Final = 1
"""The newest version of the file's format that this program knows."""

TOP: Final = ("version", "device", "devices", "flows")
"""The keys of the file."""


def check_document(report: Report, document: Table) -> None:
    """Check a whole file. A file of a newer version is told only that: its other words may well be right."""
    if not document:
        report.at_key((), findings.empty_file())
        return
    if _check_version(report, document):
        for key in document.keys() - set(TOP):
            _refuse_key(report, key, document[key])
        _check_flows(report, document)
        _check_devices(report, document)


def _check_version(report: Report, document: Table) -> bool:
    version = document.get("version", VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        refuse_value(report, ("version",), version, str(VERSION))
    elif version > VERSION:
        report.at_value(("version",), newer_version(version=version, known=VERSION))
        return False
    return True


def _refuse_key(report: Report, key: str, value: Any) -> None:
    if not isinstance(value, dict):
        report.at_key((key,), unknown_key(key=key, meant=nearest(key, TOP) or _of_flows(key)))
        return
    meant = nearest(key, ["flows", "device", "devices"])
    if not meant and value.keys() & {OPERATION, STEPS}:
        meant = f'did you mean "flows.{key}"?'
    report.at_key((key,), unknown_table(key=key, meant=meant))


def _check_devices(report: Report, document: Table) -> None:
    _check_device(report, ("device",), document.get("device", {}))
    devices = document.get("devices", {})
    if not isinstance(devices, dict):
        refuse_value(report, ("devices",), devices, "a table of devices")
        return
    seen: dict[str, str] = {}
    for name, table in devices.items():
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            report.at_key(("devices", name), findings.device_twice(name=name, other=other))
        _check_device(report, ("devices", name), table)


def _check_device(report: Report, where: Where, table: Any) -> None:
    if not isinstance(table, dict):
        refuse_value(report, where, table, "a table of options")
        return
    if VERSION_KEY in table:
        report.at_key((*where, VERSION_KEY), findings.key_of_the_file(key=VERSION_KEY))
    misplaced = {key: _of_flows(key) for key in table.keys() - DeviceProfile.model_fields.keys()}
    for key, meant in misplaced.items():
        if meant:  # written at the end of a file whose last table is [device]
            report.at_key((*where, key), unknown_key(key=key, meant=meant))
    own = {key: table[key] for key in table if key != VERSION_KEY and not misplaced.get(key)}
    check_fields(report, where, DeviceProfile, own)


def _of_flows(key: str) -> str:
    """Return where an option of flows belongs that stands outside of them; nothing for what is no such option."""
    is_option = key in Vocabulary().of_any.on_flow
    return "it is an option of flows: it must stand below [flows.NAME]" if is_option else ""


def _check_flows(report: Report, document: Table) -> None:
    flows = document.get("flows", {})
    if not isinstance(flows, dict):
        refuse_value(report, ("flows",), flows, "a table of flows")
    elif not flows:
        report.at_key(("flows",), findings.no_flow())
    else:
        checks = FlowChecks(report, Vocabulary())
        for name, table in flows.items():
            checks.check(name, table)
