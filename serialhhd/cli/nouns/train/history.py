"""`serialhhd train history, next, forget`: what came of lessons, what should be played next, and leaving nothing of a name."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar

import typer

from serialhhd.cli.parts.exporting import AsIs, Csv, export
from serialhhd.cli.parts.output import Json, counted, listing, say

if TYPE_CHECKING:
    from serialhhd.training.history.entry import Entry
    from serialhhd.training.history.proposing import Proposal

T = TypeVar("T")

COLUMNS: Final = ("at", "trainee", "scenario", "score", "passed", "seconds", "par", "slipped")
PLOT: Final = 40
"""Columns of the plot."""

Name = Annotated[str, typer.Argument(help="Who plays, as the history names them.")]


def history(
    name: Annotated[str | None, typer.Argument(help="Whose lessons; without a name, everybody's.")] = None,
    *,
    csv: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List the lessons that were played by this user of the computer, the oldest first."""
    entries = _entries(name)
    if csv is not None:
        export(csv, COLUMNS, lambda last: () if last else entries, _row, as_is=csv_as_is)
    elif as_json:
        listing([one.model_dump() for one in entries], COLUMNS, as_json=True)
    else:
        listing([_row(one) for one in entries], COLUMNS, as_json=False)
        if name and entries:
            from serialhhd.training.hands.plot import plotted

            print(f"Scores: {plotted([one.score for one in entries], PLOT)}")


def next_scenario(name: Name) -> None:
    """Propose a scenario: the one that trains the faults that slipped; its name is on stdout, and why on stderr."""
    from serialhhd.training.history.proposing import proposed
    from serialhhd.training.scenarios import shipped
    from serialhhd.training.scenarios.loader import checked

    scenarios = {known: checked(shipped.find(known)).scenario for known in shipped.names()}
    proposal = proposed(_entries(name), scenarios)
    say(_why(proposal))
    print(proposal.scenario)


def forget(name: Name) -> None:
    """Leave nothing of a name in the history of this user of the computer, nor recordings of their lessons."""
    from serialhhd.training.data_folder import default_folder
    from serialhhd.training.history.history import History
    from serialhhd.training.recordings import folder

    lessons = _kept(lambda: History(default_folder()).forget(name))
    recorded = _kept(lambda: folder.forget(folder.default_folder(), name))
    say(f"Of {name} {counted(lessons, 'lesson')} and {counted(recorded, 'recording')} forgotten.")


def _kept(work: Callable[[], T]) -> T:
    """Say what is wrong with the user's data folder, if it cannot be used."""
    try:
        return work()
    except OSError as problem:
        raise typer.BadParameter(
            f"{problem.filename or 'the history'} cannot be used: {problem.strerror}."
        ) from None


def _entries(name: str | None) -> "tuple[Entry, ...]":
    from serialhhd.training.data_folder import default_folder
    from serialhhd.training.history.history import History

    return _kept(lambda: History(default_folder()).entries(name))


def _row(entry: "Entry") -> dict[str, Any]:
    return {
        **entry.model_dump(include={"at", "trainee", "scenario", "score", "seconds", "par"}),
        "passed": "yes" if entry.passed else "no",
        "slipped": " ".join(entry.slipped),
    }


def _why(proposal: "Proposal") -> str:
    if proposal.slipped:
        return f"It trains what slipped last time: {', '.join(proposal.slipped)}."
    if proposal.is_passed:
        return "All are passed; this one went worst."
    if proposal.is_first:
        return "Nothing is played yet; this one is the first to learn."
    return "Nothing slipped last time; this one is the next that is not passed yet."
