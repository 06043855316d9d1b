"""What a flows.toml cannot do with what is in a store, though it is right in itself."""

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.config.checking import findings
from serialhhd.flows.config.devices.names import is_named, meet
from serialhhd.flows.config.loader import Checked
from serialhhd.flows.config.model import Flow
from serialhhd.flows.config.shown_to import is_for_nobody
from serialhhd.flows.operations import operations
from serialhhd.flows.steps.place_step import ScanPlace, is_said
from serialhhd.flows.words.word import SERIALS
from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.recognise import what_is
from serialhhd.store.people import devices, operators
from serialhhd.store.stock import approvals
from serialhhd.store.words.vocabulary import Role, TrackingType
from serialhhd.toml.problem import Problem
from serialhhd.toml.report import Report

NAMED: Final = 3
"""Products that are told by their SKU; of more, only how many."""


def warnings_in_store(checked: Checked, conn: Connection) -> list[Problem]:
    """Return what of a store the flows of a file cannot serve, in the order of the file."""
    report = checked.report.anew()
    for warn in WARNINGS:
        warn(checked, report, conn)
    return sorted(report.problems, key=lambda problem: problem.order)


def _warn_of_uncaptured(checked: Checked, report: Report, conn: Connection) -> None:
    """Warn of Full Tracking products whose serials no flow of an operation asks for (R3, R17)."""
    without = [
        flows for flows in _by_operation(checked) if not any(SERIALS in flow.words.values() for flow in flows)
    ]
    skus = products.skus_of_type(conn, TrackingType.FULL_TRACKING) if without else ()
    for first, *_ in without if skus else ():
        finding = findings.uncaptured_products(skus=skus[:NAMED], count=len(skus), operation=first.operation)
        report.at_key(("flows", first.name, "steps"), finding)


def _warn_of_flows_nobody_there_sees(checked: Checked, report: Report, conn: Connection) -> None:
    """Warn of flows that are for operators or devices of which the store has none."""
    for flow in (flow for flow in checked.flows if flow.shown_to and not is_for_nobody(flow.shown_to)):
        roles, names = flow.shown_to.get("roles"), flow.shown_to.get("devices")
        where = ("flows", flow.name, "shown_to")
        if roles and not _roles(conn) & set(roles):
            report.at_value(where, findings.no_such_operator(flow=flow.name, roles=roles))
        if names and not meet(_devices(checked, conn), names):
            report.at_value(where, findings.no_such_device(flow=flow.name, names=names))


def _roles(conn: Connection) -> set[Role]:
    """Return what those may do who can sign on; while a store has no operators, anybody may as one."""
    there = operators.listed(conn)
    return {one.role for one in there if not one.is_disabled} if there else {Role.OPERATOR}


def _devices(checked: Checked, conn: Connection) -> Iterator[str]:
    """Yield the names that a device may have, and patterns for some: those of the store, and those that the file sets up."""
    yield from (one.name for one in devices.all_devices(conn) if not one.is_disabled)
    yield from (pattern for profile in checked.flows.devices.values() for pattern in profile.match)


def _warn_of_nobody_to_ask(checked: Checked, report: Report, conn: Connection) -> None:
    """Warn of flows that want a supervisor where no supervisor has a PIN (R67)."""
    wanting = [flow for flow in checked.flows if flow.options.needs_supervisor]
    if wanting and approvals.there_are_operators(conn) and not approvals.can_be_given(conn):
        for flow in wanting:
            report.at_value(("flows", flow.name, "needs_supervisor"), findings.no_supervisor_has_a_pin())


def _by_operation(checked: Checked) -> Iterator[list[Flow]]:
    """Yield the flows of each operation that knows serials."""
    for name, operation in operations().items():
        flows = [flow for flow in checked.flows if flow.operation == name]
        if flows and SERIALS in operation.words:
            yield flows


def _warn_of_defaults(checked: Checked, report: Report, conn: Connection) -> None:
    """Warn of default places that there are not, at the steps that are asked."""
    for flow in checked.flows:
        for step in flow.steps:
            if not isinstance(step, ScanPlace) or not step.default or is_said(flow, step):
                continue
            if places.find_location(conn, step.default) is None:
                known_as = what_is(conn, step.default)
                finding = findings.default_is_no_location(code=step.default, known_as=known_as)
                report.at_value(("flows", flow.name, step.name, "default"), finding)


def _warn_of_profiles(checked: Checked, report: Report, conn: Connection) -> None:
    """Warn of profiles that no device of the store has, where it has some, and of devices that two are for."""
    names = [one.name for one in devices.all_devices(conn)]
    profiles = checked.flows.devices
    for name, profile in profiles.items() if names else ():
        at = ("devices", name)
        matched = [device for device in names if is_named([device], profile.match)]
        if not matched and profile.match:
            report.at_key(at, findings.profile_unmatched(profile=name))
        for device in matched:
            other = next(one for one, known in profiles.items() if is_named([device], known.match))
            if other != name:
                finding = findings.device_of_two_profiles(device=device, profile=name, other=other)
                report.at_key(at, finding)


WARNINGS: Final[tuple[Callable[[Checked, Report, Connection], None], ...]] = (
    _warn_of_uncaptured,
    _warn_of_flows_nobody_there_sees,
    _warn_of_defaults,
    _warn_of_profiles,
    _warn_of_nobody_to_ask,
)
"""All that is looked for."""
