"""How problems are printed: for people, for programs, and as annotations of a forge."""

import json
from collections.abc import Iterable, Sequence

from serialhhd.toml.problem import Problem

KEYS = ("file", "line", "column", "end_column", "severity", "code", "sentence", "hint")


def as_text(problems: Iterable[Problem]) -> str:
    """Return problems with their lines and carets."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem]) -> str:
    """Return problems as a JSON array; `line` and the columns are null where a file as a whole is meant."""
    return json.dumps([{key: getattr(problem, key) for key in KEYS} for problem in problems], indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Return problems as commands of GitHub Actions, which shows each beside its line."""
    return "\n".join(map(_annotation, problems))


def _annotation(problem: Problem) -> str:
    places = {"line": problem.line, "col": problem.column, "endColumn": problem.end_column}
    named = {"file": problem.file, **places, "title": problem.code}
    properties = ",".join(
        f"{name}={_property(str(value))}" for name, value in named.items() if value is not None
    )
    return f"::{problem.severity} {properties}::{_data(problem.told)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
