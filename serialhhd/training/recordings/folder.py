"""Where lessons are recorded when nobody says where: beside the history, a file each."""

import os
from datetime import datetime
from itertools import count
from pathlib import Path

from serialhhd.store.words import codes
from serialhhd.training import data_folder
from serialhhd.training.recordings.cast import about_of

ENDING = ".cast"


def default_folder() -> Path:
    """Return the folder; it is made when something is recorded."""
    return data_folder.default_folder() / "recordings"


def new_file(folder: Path, scenario: str, at: datetime) -> Path:
    """Make a file for the recording of a lesson, which nobody but its owner may read, and return where it is.

    Args:
        folder: Where.
        scenario: What is played.
        at: When.

    Raises:
        OSError: None can be made.
    """
    data_folder.private_folder(folder.parent)
    data_folder.private_folder(folder)
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        file = folder / f"{at:%Y-%m-%dT%H-%M-%S}-{scenario}{again}{ENDING}"
        try:
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, data_folder.FOR_ITS_OWNER))
        except FileExistsError:
            continue
        return file
    raise AssertionError  # there is always another number


def forget(folder: Path, trainee: str) -> int:
    """Remove the recordings of a trainee's lessons, and return how many that were.

    Raises:
        OSError: One cannot be read or removed.
    """
    recorded = [file for file in folder.glob(f"*{ENDING}") if _is_of(file, trainee)]
    for file in recorded:
        file.unlink()
    return len(recorded)


def _is_of(file: Path, trainee: str) -> bool:
    with file.open("rb") as opened:
        about = about_of(opened.readline())
    return about is not None and codes.key(about.trainee or "") == codes.key(trainee)
