"""`serialhhd train class`: a class over SSH, and its trainer's console."""

from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.nouns.train.in_force import checked_under, flows_in_force
from serialhhd.cli.nouns.train.kept import Told, keep_result, recorded
from serialhhd.cli.nouns.train.options import Anonymous, Log, OrderSeed, Pin, Scores
from serialhhd.cli.parts.arguments import (
    HostKeys,
    LanguageName,
    UsualLanguage,
    check_terminal,
)
from serialhhd.cli.parts.exporting import writable
from serialhhd.cli.parts.output import say
from serialhhd.cli.parts.serving import (
    Control,
    Host,
    LogScans,
    MetricsPort,
    Port,
    Sessions,
    host_settings,
)
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from serialhhd.training.classroom.classroom import Course
    from serialhhd.training.lessons.keeping import Keep
    from serialhhd.training.lessons.scoring import Result


class InDataFolder:
    """Keeps what a class leaves, in the data folder of whoever holds it: `serialhhd.training.lessons.keeping.KeepsClass`.

    Args:
        course: What is trained.
        flows: The text of the flows.toml in force.
        told: Told in a sentence what could not be kept.
        is_anonymous: Whether no name is kept.
    """

    def __init__(self, course: "Course", flows: str, told: Told, *, is_anonymous: bool) -> None:
        from serialhhd.training.recordings.recording import what_is_played

        self._about = what_is_played(  # as it is now: the files may be changed while the class goes on
            course.checked, flows, name=course.name, seed=course.seed, usual_language=course.language
        )
        self._told = told
        self.is_anonymous = is_anonymous

    def lesson_of(self, name: str) -> "Keep":
        """Return what records the lesson of a trainee."""
        from serialhhd.training.recordings.recording import USUAL_SIZE

        about = self._about.model_copy(update={"trainee": None if self.is_anonymous else name})
        return recorded(about, self._told, USUAL_SIZE)

    def result(self, result: "Result") -> None:
        """Keep what came of a lesson."""
        keep_result(result, self._told, is_anonymous=self.is_anonymous)


def hold_class(
    ctx: typer.Context,
    scenario: Annotated[str, typer.Argument(help="The name of a shipped one, or a file.")],
    *,
    host: Host = "127.0.0.1",
    port: Port = 2222,
    pin: Pin = "",
    seed: OrderSeed = 0,
    scores: Scores = None,
    anonymous: Anonymous = False,
    log: Log = None,
    log_scans: LogScans = False,
    sessions: Sessions = 100,
    control: Control = None,
    metrics_port: MetricsPort = None,
    language: UsualLanguage = LanguageName.ENGLISH,
    host_keys: HostKeys = None,
) -> None:
    """Hold a class: trainees log in over SSH with a name and the PIN, each on a throw-away store; the console is here."""
    if log is None and log_scans:
        raise typer.BadParameter("there is no log without --log.", param_hint="--log-scans")
    text = flows_in_force(ctx)
    one = checked_under(scenario, text.flows)
    check_terminal("serialhhd train run SCENARIO --auto")
    from serialhhd.screens.hhd.terminal import quieten

    quieten()  # before Textual is imported
    from serialhhd.flows.in_force.source import AsTheyAre
    from serialhhd.flows.in_force.text import numbered
    from serialhhd.hosting.processes.open_files import check_open_files
    from serialhhd.hosting.system_errors import said
    from serialhhd.store.people.credentials import check_pin
    from serialhhd.training.classroom.classroom import Course
    from serialhhd.training.classroom.pin import new_pin
    from serialhhd.training.classroom.serving import run_class

    if pin:
        check_pin(pin)
    settings = host_settings(
        host,
        port,
        sessions=sessions,
        log_scans=log_scans,
        control=control,
        metrics_port=metrics_port,
        language=language,
        host_keys=host_keys,
    )
    course = Course(scenario, one, AsTheyAre(numbered(text.flows, None)), seed, settings.language)
    if scores:
        with writable(str(scores)):  # not in the end, when there is something to lose
            scores.touch()
    told: list[str] = []
    keeping = InDataFolder(course, text.content.decode("utf-8"), told.append, is_anonymous=anonymous)
    try:
        check_open_files(sessions, workers=1)
        board = run_class(course, settings, pin or new_pin(), log, keeping)
    except OSError as problem:
        raise messages.server_not_started(problem=said(problem)) from None
    if scores:
        with writable(str(scores)):
            board.write(str(scores))
    for sentence in dict.fromkeys(told):  # at last: the terminal may have hung up
        say(sentence)
