r"""A recording as a file: asciicast v2, which asciinema plays. A header, then a line for each event, all of them JSON.

Kinds of events: `o` what was shown, `r` the size of the terminal, `i` bytes that were scanned or typed, `m` a mark: something that happened,
as JSON again.

>>> as_text(b"K\xc3\xa4se\xff") == "K\u00e4se\uefff" and as_bytes("K\u00e4se\uefff")
b'K\xc3\xa4se\xff'
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from serialhhd.store.words.vocabulary import Language
from serialhhd.training.recordings import english as sentences
from serialhhd.value_class import value_class

VERSION: Final = 2
"""Of asciicast."""
OWN: Final = "serialhhd"
"""The key of the header in which what is played is said; asciinema leaves it alone."""
Kind = Literal["o", "i", "m", "r"]
_KINDS: Final = ("o", "i", "m", "r")
_NO_JSON: Final = (ValueError, RecursionError)
"""What `json` raises of a text that is none, or is nested too deep for it."""
LONGEST: Final = 10_000_000.0
"""Seconds, a third of a year: nobody plays longer, and no clock has to bear more."""
_ALONE: Final = 0xEF00
"""A byte that is no part of UTF-8 text is written as the character of this number and its own."""
_TAKEN: Final = re.compile("[\uef80-\uefff]")


class About(BaseModel):
    """What was played, whole: the same lesson can be played of it wherever the file is.

    Attributes:
        program: The version of the program.
        scenario: What the scenario is called.
        toml: Its text.
        files: The files that it names, by name.
        flows: The text of the flows.toml in force.
        seed: The seed.
        language: In which the handheld spoke; empty where flows.toml says it.
        usual_language: In which it spoke where nothing else says that.
        trainee: Who played; None where no name is kept.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    program: str
    scenario: str
    toml: str
    files: Mapping[str, str] = {}
    flows: str
    seed: int = 0
    language: Language | Literal[""] = ""
    usual_language: Language = Language.ENGLISH
    trainee: str | None = None


@value_class
class Event:
    """A line behind the header: seconds since the lesson began, which kind it is, and what."""

    at: float
    kind: Kind
    data: str

    def mark(self) -> dict[str, Any]:
        """Return what a mark says; nothing where it is none of ours."""
        try:
            said = json.loads(self.data) if self.kind == "m" else {}
        except _NO_JSON:
            return {}
        return said if isinstance(said, dict) else {}


@value_class
class Cast:
    """A recording that was read.

    Attributes:
        about: What was played.
        events: What happened, in order.
    """

    about: About
    events: tuple[Event, ...]

    @property
    def marks(self) -> Iterator[dict[str, Any]]:
        """What the marks say, in order."""
        return (event.mark() for event in self.events if event.kind == "m")


# --- writing --------------------------------------------------------------------------------------------------------------


def header_line(about: About, *, columns: int, rows: int, timestamp: int, title: str) -> bytes:
    """Return the first line.

    Args:
        about: What is played.
        columns: Of what is shown.
        rows: Of what is shown.
        timestamp: When it was, in seconds since 1970 (UTC).
        title: What a player calls it.
    """
    head = {"version": VERSION, "width": columns, "height": rows, "timestamp": timestamp, "title": title}
    return _line({**head, OWN: about.model_dump()})


def event_line(event: Event) -> bytes:
    """Return the line of an event."""
    return _line([event.at, event.kind, event.data])


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


# --- reading --------------------------------------------------------------------------------------------------------------


def read(path: Path) -> Cast:
    """Read a recording as far as its lines are whole.

    Raises:
        Refused: `recording_unreadable`, or `no_recording`.
    """
    try:
        first, *lines = path.read_bytes().split(b"\n")
    except OSError as problem:
        raise sentences.recording_unreadable(file=str(path), problem=problem.strerror or "") from None
    about = about_of(first)
    if about is None:
        raise sentences.no_recording(file=str(path))
    return Cast(about, tuple(_events(lines)))


def about_of(line: bytes) -> About | None:
    """Return what the header of a recording says of what was played; None where it is no header of ours."""
    try:
        head = json.loads(line)
        return About.model_validate(head[OWN]) if head["version"] == VERSION else None
    except (*_NO_JSON, TypeError, KeyError, ValidationError):
        return None


def _events(lines: list[bytes]) -> Iterator[Event]:
    for line in lines:
        if line:
            event = _event(line)
            if event is None:
                return  # whoever wrote it was stopped in it
            yield event


def _event(line: bytes) -> Event | None:
    try:
        at, kind, data = json.loads(line)
    except (*_NO_JSON, TypeError):
        return None
    is_time = isinstance(at, int | float) and 0 <= at <= LONGEST
    is_event = is_time and isinstance(kind, str) and kind in _KINDS and isinstance(data, str)
    return Event(float(at), kind, data) if is_event else None


# --- bytes as text --------------------------------------------------------------------------------------------------------


def as_text(data: bytes) -> str:
    """Return bytes as JSON can hold them: UTF-8 as what it says, every other byte as a character that stands for it."""
    text = data.decode("utf-8", "surrogateescape")
    apart = _TAKEN.sub(lambda found: found[0].encode().decode("ascii", "surrogateescape"), text)
    return "".join(chr(_ALONE + ord(one) - 0xDC00) if "\udc80" <= one <= "\udcff" else one for one in apart)


def as_bytes(text: str) -> bytes:
    """Return the bytes that `as_text` wrote."""
    return b"".join(
        bytes([ord(one) - _ALONE]) if _TAKEN.match(one) else one.encode("utf-8", "replace") for one in text
    )
