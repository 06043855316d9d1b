"""What is kept of a lesson in the user's data folder, by hand and in a class: its recording, and what came of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from serialhhd.training.lessons.keeping import Keep, Keeper
    from serialhhd.training.lessons.lesson import Lesson
    from serialhhd.training.lessons.scoring import Result
    from serialhhd.training.recordings.cast import About

Told = Callable[[str], None]


def recorded(
    about: "About", told: Told, size: tuple[int, int], file: Path | None = None, *, draws: bool = False
) -> "Keep":
    """Return what begins to record a lesson; where no file can be made the lesson is played all the same.

    Args:
        about: What is played.
        told: Told in a sentence why nothing, or nothing more, is recorded.
        size: Columns and rows of what is shown.
        file: Where it is recorded; None: in the user's data folder.
        draws: Whether it writes itself what is answered, where nobody shows anything.
    """
    from serialhhd.training.lessons.keeping import keep_nothing
    from serialhhd.training.recordings import folder
    from serialhhd.training.recordings.recording import recorded_in

    def keep(lesson: "Lesson") -> "AbstractContextManager[Keeper]":
        try:  # not before: a lesson that does not begin leaves no file
            place = file or folder.new_file(
                folder.default_folder(), about.scenario, datetime.now(UTC).astimezone()
            )
        except OSError as problem:
            told(f"Nothing is recorded: {problem.strerror}.")
            return keep_nothing(lesson)
        return recorded_in(place, about, told, size, draws=draws)(lesson)

    return keep


def keep_result(result: "Result", told: Told, *, is_anonymous: bool) -> None:
    """Put what came of a lesson into the history, if it can be written; else tell why in a sentence."""
    from serialhhd.training.data_folder import default_folder
    from serialhhd.training.history.entry import entry_of
    from serialhhd.training.history.history import History

    said = {**result.as_json(), "scenario": Path(result.scenario).stem}
    entry = entry_of(said, datetime.now(UTC), is_anonymous=is_anonymous)
    try:
        History(default_folder()).append(entry)
    except OSError as problem:
        told(f"What came of it is not kept: {problem.strerror}.")
