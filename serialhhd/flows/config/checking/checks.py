"""What must be true of a flows.toml. Every check reports all that it finds and goes on."""

from typing import Any, Final

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.checking.device_checks import check_devices, option_of_flows
from serialhhd.flows.config.checking.flow_checks import FlowChecks
from serialhhd.flows.config.keys import OPERATION, STEPS, Vocabulary
from serialhhd.toml.fields import refuse_value
from serialhhd.toml.findings import newer_version, unknown_key, unknown_table
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
        check_devices(report, document)


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
        report.at_key((key,), unknown_key(key=key, meant=nearest(key, TOP) or option_of_flows(key)))
        return
    meant = nearest(key, ["flows", "device", "devices"])
    if not meant and value.keys() & {OPERATION, STEPS}:
        meant = f'did you mean "flows.{key}"?'
    report.at_key((key,), unknown_table(key=key, meant=meant))


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
