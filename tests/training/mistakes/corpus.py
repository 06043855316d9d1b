"""Mistakes that people make in a scenario, a file each, and what is told of it.

`NAME.toml` is the file, `NAME.txt` what `serialhhd train check NAME.toml` says. `python -m tests.training.mistakes.corpus` writes
down anew what is said of each; look at what has changed.
"""

from functools import cache
from pathlib import Path

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.toml.formats import as_text
from serialhhd.toml.problem import FileInvalid, Problem
from serialhhd.training.scenarios.loader import check_flow, checked

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))
FLOWS = load(PACKAGED)


@cache
def problems(file: Path) -> tuple[Problem, ...]:
    """What is wrong with a file, the packaged flows being in force."""
    try:
        check_flow(checked(file), FLOWS)
    except FileInvalid as invalid:
        return invalid.problems
    return ()


def told(file: Path) -> str:
    """What is said of a file, which has its bare name."""
    text = as_text(problems(file)).replace(f"{file}:", f"{file.name}:")
    return text.replace(f"{FOLDER}/", "").replace(str(PACKAGED), PACKAGED.name) + "\n"


def said_of(file: Path) -> Path:
    """Where it is written what is said of a file."""
    return file.with_suffix(".txt")


if __name__ == "__main__":
    for one in FILES:
        said_of(one).write_text(told(one), encoding="utf-8")
