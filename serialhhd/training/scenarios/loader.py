"""Reading a scenario: complete and right, or refused whole with everything that is wrong."""

from contextlib import suppress
from pathlib import Path

from serialhhd.flows.config.model import Flows
from serialhhd.toml import reading
from serialhhd.toml.problem import FileInvalid
from serialhhd.toml.report import EnoughFoundError, Report
from serialhhd.toml.syntax import Syntax
from serialhhd.training.scenarios import findings
from serialhhd.training.scenarios.checks import check_document
from serialhhd.training.scenarios.model import Scenario
from serialhhd.value_class import value_class


@value_class
class CheckedScenario:
    """A file that is right.

    Attributes:
        scenario: What it says.
        path: Where it is.
        report: The text, and where each key and value stands in it (`report.positions`).
    """

    scenario: Scenario
    path: Path
    report: Report


def checked(path: Path) -> CheckedScenario:
    """Return a scenario that can be played, with the places of what it says.

    Raises:
        FileInvalid: The file cannot be read, is no TOML, or says what cannot be. It names every problem.
    """
    read = Syntax(str(path), reading.read(path))
    document, report = read.document, read.report
    scenario = None
    if document is not None:
        with suppress(EnoughFoundError):
            scenario = check_document(report, document, path.parent)
    if report.problems or scenario is None:
        raise FileInvalid(report.problems)
    return CheckedScenario(scenario, path, report)


def check_flow(one: CheckedScenario, flows: Flows) -> None:
    """Check that the flow in force asks what a scenario needs.

    Raises:
        FileInvalid: There is no such flow, or it does not ask these steps; each is named.
    """
    scenario, report = one.scenario, one.report.anew()
    flow = flows.flow(scenario.flow)
    if flow is None:
        report.at_value(("flow",), findings.no_such_flow(flow=scenario.flow, flows=flows.flows))
    asked = {step.name for step in flow.steps} if flow else set(scenario.needs)
    for number, step in enumerate(scenario.needs):
        if step not in asked:
            finding = findings.step_not_asked(step=step, flow=scenario.flow, file=str(flows.path))
            report.at_value(("needs", number), finding)
    if report.problems:
        raise FileInvalid(report.problems)
