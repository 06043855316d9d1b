"""Lessons that are played by bytes and recorded, as a host does it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import parse
from serialhhd.flows.seam.view import Label, Scan
from serialhhd.screens.entering.entries import EnteredLine
from serialhhd.screens.entering.entry_reader import EntryReader
from serialhhd.screens.entering.prefixes import as_meant
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.lesson import Lesson
from serialhhd.training.lessons.opening import opened
from serialhhd.training.recordings.recording import Recording, what_is_played
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked
from serialhhd.training.wire import Elapsed

FLOWS: Final = PACKAGED.read_text(encoding="utf-8")
TRAINEE: Final = "anna"


class Hand:
    """Somebody at a lesson: aims a scanner at labels, types, and waits between."""

    def __init__(self, lesson: Lesson, recording: Recording, elapsed: Elapsed) -> None:
        self.lesson, self.recording, self.elapsed = lesson, recording, elapsed
        self._reader = EntryReader()

    def types(self, data: bytes, after: float = 1.0) -> None:
        """Send bytes, and submit what they enter."""
        self.elapsed.now += after
        self.recording.hear(data)
        for entry in self._reader.feed(data, self.lesson.clock.passed()):
            if isinstance(entry, EnteredLine):
                words = (action.word for action in self.lesson.seen.actions)
                text = as_meant(entry.text, entry.typed, self.lesson.profile, words)
                self.lesson.submit(Scan(text, typed=entry.typed, position=self.lesson.seen.position))

    def scans(self, label: Label, after: float = 1.0) -> None:
        """Aim the scanner at a label."""
        for pause, data in self.lesson.read(label):
            self.types(data, after + pause)
            after = 0.0

    def ends(self) -> None:
        """End the lesson, and its recording."""
        self.lesson.end()
        self.recording.end()


@contextmanager
def recorded(
    file: Path, scenario: str, *, flows: str = FLOWS, seed: int = 0, told: list[str] | None = None
) -> Iterator[Hand]:
    """Play a scenario that is shipped, and record it."""
    path, elapsed = shipped.find(scenario), Elapsed()
    one = checked(path)
    about = what_is_played(one, flows, name="some/folder/own.toml", seed=seed, trainee=TRAINEE)
    said: list[str] = [] if told is None else told
    with (
        opened(one, parse(flows, PACKAGED), Clock(seed, elapsed), seed) as lesson,
        Recording(file, lesson, about, said.append) as recording,
    ):
        yield Hand(lesson, recording, elapsed)
    assert told is not None or said == []
