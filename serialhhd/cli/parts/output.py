"""How commands print: JSON documents for programs, aligned tables for people; data on stdout, talk on stderr.

Nothing is printed raw that commands a terminal: whatever a text holds, `controls` shows it.
"""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import typer

from serialhhd.store.words.controls import escaped, visible
from serialhhd.store.words.vocabulary import TRAINING

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store
    from serialhhd.toml.problem import Problem

Json = Annotated[bool, typer.Option("--json", help="One JSON document on stdout.")]
LARGEST: Final = 2**63 - 1
"""No number of a row is larger, and no database takes a larger one."""
Limit = Annotated[int, typer.Option(min=1, max=LARGEST, help="At most so many rows.")]
Cursor = Annotated[
    int | None, typer.Option(max=LARGEST, metavar="CURSOR", help="Go on after the last id of a page.")
]
Format = Annotated[
    Literal["text", "json", "github"],
    typer.Option("--format", help="For people, for programs, or as annotations of GitHub Actions."),
]
Row = Mapping[str, Any]


def say(sentence: str) -> None:
    """Tell a person something, on stderr."""
    typer.echo(visible(sentence), err=True)


def say_unpacked(codes: tuple[str, ...]) -> None:
    """Tell a person of which containers units were taken out, where there are any (R21)."""
    from serialhhd.flows.sentences.english import containers

    if codes:
        say(containers.taken_out(codes=codes))


def document(value: Any) -> None:
    """Print one JSON document; times in UTC. Of a training store each object says so first (R68)."""
    has_all = sys.stdout.encoding.lower() in {"utf-8", "utf8"}
    said = _marked(value) if is_marked() else value
    print(escaped(json.dumps(said, default=_plain, ensure_ascii=not has_all, indent=2)))


def table(rows: Sequence[Row], columns: Sequence[str]) -> None:
    """Print rows as an aligned table with the columns that people need; nothing but a word on stderr where none are."""
    if not rows:
        say("Nothing there.")
        return
    cells = [[column.replace("_", " ").upper() for column in columns]]
    cells += [[_cell(row.get(column)) for column in columns] for row in rows]
    widths = [max(len(line[place]) for line in cells) for place in range(len(columns))]
    _print_mark()
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def facts(row: Row, keys: Sequence[str]) -> None:
    """Print one thing as a list of its facts."""
    width = max(len(key) for key in keys)
    _print_mark()
    for key in keys:
        print(f"{key.replace('_', ' '):{width}}  {_cell(row.get(key))}".rstrip())


def listing(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool) -> None:
    """Print rows, as one JSON array or as a table."""
    if as_json:
        document(rows)
    else:
        table(rows, columns)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else str(value)


SHOWN = 5


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    if isinstance(value, list | tuple):
        shown = " ".join(visible(str(one)) for one in value[:SHOWN])
        return f"{shown} and {len(value) - SHOWN} more" if len(value) > SHOWN else shown or "-"
    return visible(str(value)).replace("\n", "<0A>")


# --- of a training store ------------------------------------------------------------------------------------------------

_is_marked: ContextVar[bool] = ContextVar("is_marked", default=False)


@contextmanager
def one_command() -> Iterator[None]:
    """Run a command, which has opened no store yet."""
    token = _is_marked.set(False)
    try:
        yield
    finally:
        _is_marked.reset(token)


def mark(store: "Store") -> None:
    """Have all that the command prints and writes from now on say so, where a store that it has opened is to train on (R68)."""
    if store.is_for_training and not is_marked():
        _is_marked.set(True)
        say(f"{TRAINING}: nothing in this store is real.")


def is_marked() -> bool:
    """Return whether what is printed and written is of a training store."""
    return _is_marked.get()


def _marked(value: Any) -> Any:
    """Return an object, or each one of a list, with what says that it is of a training store."""
    if isinstance(value, list):
        return [_marked(one) for one in value]
    return {"training": True, **value} if isinstance(value, Mapping) else value


def _print_mark() -> None:
    if is_marked():
        print(TRAINING)


# --- what is wrong with a file -----------------------------------------------------------------------------------------


def tell(problems: "Sequence[Problem]", form: str) -> None:
    """Tell problems: to people on stderr, to programs on stdout, where none are an empty list."""
    from serialhhd.toml import formats

    if form == "json":
        print(formats.as_json(problems))
    elif problems and form == "github":
        print(formats.as_github(problems))
    elif problems:
        say(formats.as_text(problems))


def counted(number: int, noun: str) -> str:
    """Return a number of things in words: `1 flow`, `2 flows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
