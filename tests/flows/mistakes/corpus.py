"""Mistakes that people make in a flows.toml, a file each, and what is told of it.

`NAME.toml` is the file, `NAME.txt` what `serialhhd flows check NAME.toml` says. `python -m tests.flows.mistakes.corpus` writes down
anew what is said of each; look at what has changed.
"""

from pathlib import Path

from serialhhd.flows.config.checking.warnings import warnings
from serialhhd.flows.config.loader import checked
from serialhhd.toml.formats import as_text
from serialhhd.toml.problem import FileInvalid, Problem

FOLDER = Path(__file__).parent
CURES = FOLDER / "cures.toml"
"""What to do about each problem: no mistake itself."""
FILES = sorted(set(FOLDER.glob("*.toml")) - {CURES})


def problems(file: Path) -> list[Problem]:
    """What is wrong with a file, or else what is odd."""
    try:
        return warnings(checked(file))
    except FileInvalid as invalid:
        return list(invalid.problems)


def told(file: Path) -> str:
    """What is said of a file, which has its bare name."""
    return as_text(problems(file)).replace(f"{file}:", f"{file.name}:") + "\n"


def said_of(file: Path) -> Path:
    """Where it is written what is said of a file."""
    return file.with_suffix(".txt")


if __name__ == "__main__":
    for one in FILES:
        said_of(one).write_text(told(one), encoding="utf-8")
