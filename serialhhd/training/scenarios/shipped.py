"""The scenarios that come with the program, and how one is named: by its name, or by the path of a file."""

from pathlib import Path
from typing import Final

from serialhhd.toml.problem import FileInvalid
from serialhhd.toml.report import problem_of
from serialhhd.training.scenarios import findings

FOLDER: Final = Path(__file__).parent


NAMES: Final = (
    "first-receipt",
    "first-pick",
    "one-too-few",
    "one-too-many",
    "known-already",
    "not-announced",
    "on-hold",
    "old-paper",
    "torn-labels",
    "wrong-label",
    "worn-scanner",
    "wrong-keyboard",
    "weak-link",
    "not-alone",
    "everything-goes-wrong",
)
"""In the order in which somebody learns them, each a file of this folder."""


def names() -> tuple[str, ...]:
    """Return the names of the scenarios that are shipped, in the order in which somebody learns them."""
    return NAMES


def find(named: str) -> Path:
    """Return where a scenario is that is named; one that is shipped wins over a file without an ending.

    Raises:
        FileInvalid: None is shipped of that name, and no file is there.
    """
    if named in names():
        return FOLDER / f"{named}.toml"
    path = Path(named)
    if not path.exists():
        raise FileInvalid([problem_of(named, findings.unknown_scenario(name=named, scenarios=names()))])
    return path
