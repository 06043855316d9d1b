"""A lesson as it is recorded: written as it goes, so that of a program that is killed all is there that had happened by then."""

import json
import os
import threading
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from time import time
from types import TracebackType
from typing import Any, Final, Self

from serialhhd.flows.seam.view import View
from serialhhd.flows.sentences.language import speaking
from serialhhd.screens.line import told
from serialhhd.store.words.controls import visible
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.data_folder import FOR_ITS_OWNER
from serialhhd.training.lessons.keeping import Keep
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.moments import Moment, Scanned
from serialhhd.training.playing.demonstration import what_is_seen
from serialhhd.training.recordings import english as sentences
from serialhhd.training.recordings.cast import About, Event, Kind, as_text, event_line, header_line
from serialhhd.training.recordings.heard import Hearing
from serialhhd.training.recordings.marks import KIND, as_mark
from serialhhd.training.recordings.results import result_of
from serialhhd.training.recordings.rows import rows_of
from serialhhd.training.scenarios.loader import CheckedScenario

PROGRAM: Final = "serialhhd"
USUAL_SIZE: Final = (80, 24)
END: Final = "\r"
"""Behind what a screen entered itself, such as an action that was chosen from a list."""


def what_is_played(
    one: CheckedScenario,
    flows: str,
    *,
    name: str,
    seed: int = 0,
    language: Language | None = None,
    usual_language: Language = Language.ENGLISH,
    trainee: str = "",
) -> About:
    """Return what is said of a lesson in its recording.

    Args:
        one: The scenario.
        flows: The text of the flows.toml in force.
        name: By which name or path the scenario was named; of a path only the name of the file is kept.
        seed: That of the lesson.
        language: In which the handheld speaks; None: as flows.toml says.
        usual_language: In which it speaks where nothing else says that.
        trainee: Who plays; empty where no name is kept.
    """
    return About(
        program=version(PROGRAM),
        scenario=Path(name).stem,
        toml=one.path.read_text(encoding="utf-8"),
        files={file: as_text((one.path.parent / file).read_bytes()) for file in one.scenario.start.files},
        flows=flows,
        seed=seed,
        language=language or "",
        usual_language=usual_language,
        trainee=trainee or None,
    )


class Recording:
    """The recording of a lesson. Where there is no room for more it ends, and the lesson goes on.

    Args:
        path: The file. It is written anew, for its owner alone.
        lesson: The lesson; nothing has happened in it yet.
        about: What is played.
        tell: Told in a sentence why nothing more is recorded.
        size: Columns and rows of what is shown.
        draws: Whether it writes itself what is answered, as lines of text, where nobody shows anything.
    """

    def __init__(
        self,
        path: Path,
        lesson: Lesson,
        about: About,
        tell: Callable[[str], None],
        size: tuple[int, int] = USUAL_SIZE,
        *,
        draws: bool = False,
    ) -> None:
        self._lesson = lesson
        self._about = about
        self._tell = tell
        self._hearing = Hearing()
        self._seen = lesson.seen
        self._draws = draws
        self._last = 0.0
        self._lock = threading.RLock()
        self._file: int | None = None
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC
            self._file = os.open(path, flags, FOR_ITS_OWNER)
        except OSError as problem:
            self._end_early(problem)
        title = f"{about.scenario}: {lesson.scenario.title}"
        head = header_line(about, columns=size[0], rows=size[1], timestamp=int(time()), title=title)
        self._write(head)
        self._draw(None)
        lesson.listen(self._happened)

    def __enter__(self) -> Self:
        """Record; with whatever ends the lesson the recording ends."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
                self._file = None

    # --- what comes in ------------------------------------------------------------------------------------------------------

    def hear(self, data: bytes) -> None:
        """Take bytes that a keyboard or a scanner sent, before they are read. They are kept when it is known that no PIN is among them."""
        with self._lock:
            self._hearing.hear(data, self._lesson.clock.passed())

    @property
    def is_blind(self) -> bool:
        """Whether a PIN is typed, and nothing is taken of what is shown."""
        return self._seen.is_secret

    def show(self, text: str) -> None:
        """Take what is sent to the terminal, as it is sent; while a PIN is typed nothing: how long it is can be seen there."""
        if self.is_blind:
            return
        self._add("o", text, self._lesson.clock.passed())

    def resize(self, columns: int, rows: int) -> None:
        """Take how large the terminal is from now on."""
        self._add("r", f"{columns}x{rows}", self._lesson.clock.passed())

    def note(self, kind: str, **facts: str) -> None:
        """Take what a trainer did, by a word of its own: nothing of the lesson follows from it when it is done again."""
        self._mark({KIND: kind, **facts}, self._lesson.clock.passed())

    def end(self) -> None:
        """Write what the store holds, and what came of the lesson, which has ended.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self._lesson.store.read() as conn:
            rows = rows_of(conn)
        at = self._lesson.clock.seconds
        result = result_of(self._about, self._lesson.scenario, self._lesson.moments)
        self._mark({KIND: "rows", "rows": rows}, at)
        self._mark({KIND: "result", "result": result.as_json()}, at)

    # --- what is written ----------------------------------------------------------------------------------------------------

    def _happened(self, moment: Moment) -> None:
        with self._lock:
            before, self._seen = self._seen, self._lesson.seen
            mark = as_mark(moment)
            if isinstance(moment, Scanned):
                mark.update(self._entered(moment, before))
            self._mark(mark, moment.at)
            if isinstance(moment, Scanned):
                self._draw(before, "" if before.is_private else moment.text)
            elif self._draws and (what := what_is_seen(moment)):
                self.show(f"* {visible(what)}\r\n")

    def _draw(self, before: View | None, entered: str = "") -> None:
        """Write what was entered and what is shown now, as line mode has it."""
        if self._draws:
            head = f"> {entered}\n" if before else ""
            self.show(visible(f"{head}{told(self._seen, before)}\n").replace("\n", "\r\n"))

    def _entered(self, scanned: Scanned, before: View) -> Mapping[str, Any]:
        """Write the bytes of a scan, and return what else is known of it. Of a PIN, and of what may be one, nothing is kept."""
        if before.is_private and not scanned.text:
            self._hearing.forget()
            return {"hidden": True}
        words = (action.word for action in before.actions)
        heard = self._hearing.found(scanned.text, self._lesson.profile, words)
        if heard is None:
            self._add("i", scanned.text + END, scanned.at)
            return {"meant": True}
        self._add("i", as_text(heard.data), scanned.at)
        return {"typed": heard.typed} if heard.typed else {}

    def _mark(self, mark: Mapping[str, Any], at: float) -> None:
        self._add("m", json.dumps(mark, ensure_ascii=False, default=str), at)

    def _add(self, kind: Kind, data: str, at: float) -> None:
        with self._lock:
            self._last = max(self._last, at)
            self._write(event_line(Event(self._last, kind, data)))

    def _write(self, line: bytes) -> None:
        try:
            while self._file is not None and line:
                line = line[os.write(self._file, line) :]
        except OSError as problem:
            self._end_early(problem)

    def _end_early(self, problem: OSError) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
        with speaking(self._seen.language):
            self._tell(sentences.recording_ended(problem=problem.strerror or str(problem)).text)


def recorded_in(
    file: Path,
    about: About,
    tell: Callable[[str], None],
    size: tuple[int, int] = USUAL_SIZE,
    *,
    draws: bool = False,
) -> Keep:
    """Return what begins to record a lesson, whoever plays it; as `Recording`."""
    return lambda lesson: Recording(file, lesson, about, tell, size, draws=draws)
