"""Patterns that users give, for serials (R4) and for labels that hold one: no pattern and no label keeps anybody waiting (R47).

A pattern is a regular expression of Python's `re`, and a text must fit it from end to end. Has it a group `serial`, what that
group takes is the serial of a longer label, else the whole text is. Two engines answer:

- RE2, in linear time, where pattern and text are such that it must say what `re` says: plain syntax, ASCII.
- Otherwise `re` itself, in a process of its own that may use `LIMIT` (`pattern_process.py`): nothing stops `re` in a thread.

>>> serial_in(r"SN[0-9]{4}", "SN0001")
'SN0001'
>>> serial_in(r"P[0-9]+ SN(?P<serial>[0-9]+)", "P17 SN0001")
'0001'
"""

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO, Final, Protocol, cast

LIMIT: Final = 0.02
"""Seconds of processor time that a pattern may take on one text."""
LIMIT_OF_MANY: Final = 0.2
"""Seconds of processor time that a pattern may take on many texts at once."""
PATIENCE: Final = 2.0
"""Seconds after which an answer is no longer waited for, however little the other process has had of the processor."""
CACHED: Final = 256
"""So many patterns stay read."""
LONGEST: Final = 256
"""Characters of a text that RE2 is given: its time grows with them."""
LINEAR_MEMORY: Final = 1 << 15
"""Bytes for what RE2 makes of a pattern: with more, one that counts to a thousand takes it longer than `LIMIT`."""

_CLASS = r"\\[dDwWsS]"
_MARK = r"\\[ -/:-@\[-^`{-~]"
_TOKENS: Final = re.compile(
    rf"""(?:
        [A-Za-z0-9\x20!"\#%&',\-/:;<=>@_`~.^$|)]        # characters, and marks that both read alike
      | {_CLASS} | {_MARK} | \\[bA]
      | \[\^?(?:[A-Za-z0-9\x20!"\#%&'()*+,\-./:;<=>?@_`{{|}}~$]|{_CLASS}|{_MARK})+\]
      | \((?!\?) | \(\?i?: | \(\?i\) | \(\?P<[A-Za-z_][A-Za-z0-9_]*>
      | (?:[*+?]|\{{[0-9]+(?:,[0-9]*)?\}})\??(?![*+?{{]) # not possessive: RE2 would read another quantifier
    )*+""",
    re.VERBOSE,
)
"""The patterns that say the same to RE2 and to `re`, as long as the text is of printable ASCII characters."""


class PatternFailed(Exception):  # noqa: N818 - it is an answer about a pattern, not an error of the program
    """A pattern gave no answer for a text within its time. `str()` says why, for a technician."""


def problem(pattern: str) -> str | None:
    """Return what makes a pattern no regular expression; None where it is one."""
    try:
        re.compile(pattern)
    except (re.error, OverflowError) as why:
        return str(why)
    except RecursionError:
        return "too many groups within groups"
    return None


def serial_in(pattern: str, text: str) -> str | None:
    """Return the serial of a text that fits the pattern from end to end; None where it does not fit.

    Raises:
        PatternFailed: The pattern takes more than `LIMIT` on this text.
    """
    return serials_in(pattern, (text,))[0]


def serials_in(pattern: str, texts: Sequence[str]) -> list[str | None]:
    """Return what `serial_in` does for each text.

    Raises:
        PatternFailed: The pattern takes more than `LIMIT` on one text, or than `LIMIT_OF_MANY` on many.
    """
    limit = LIMIT if len(texts) == 1 else LIMIT_OF_MANY
    linear = _linear(pattern)
    if linear is not None and all(_is_plain(text) for text in texts):
        return _in_linear_time(linear, texts, limit)
    return _PROCESS.answer(pattern, texts, limit)


def _is_plain(text: str) -> bool:
    return len(text) <= LONGEST and text.isascii() and text.isprintable()


# --- RE2 --------------------------------------------------------------------------------------------------------


class _Match(Protocol):
    def __getitem__(self, group: str | int, /) -> str | None: ...


class _Regexp(Protocol):
    @property
    def groupindex(self) -> dict[str, int]: ...
    def fullmatch(self, text: str, /) -> _Match | None: ...


class _Linear:
    """A pattern as RE2 reads it."""

    def __init__(self, regexp: _Regexp) -> None:
        self._match = regexp.fullmatch
        self._names_serial = "serial" in regexp.groupindex

    def serial_in(self, text: str) -> str | None:
        match = self._match(text)
        if match is None:
            return None
        named = match["serial"] if self._names_serial else None
        return text if named is None else named


@lru_cache(maxsize=CACHED)
def _linear(pattern: str) -> _Linear | None:
    """Return the pattern as RE2 reads it; None where it reads it differently from `re`, or not at all."""
    if not _TOKENS.fullmatch(pattern):
        return None
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = LINEAR_MEMORY
    try:
        return _Linear(re2.compile(pattern, options))
    except re2.error:
        return None


def _in_linear_time(linear: _Linear, texts: Sequence[str], limit: float) -> list[str | None]:
    found: list[str | None] = []
    begun = time.thread_time()
    for text in texts:
        found.append(linear.serial_in(text))
        if len(texts) > 1 and time.thread_time() - begun > limit:
            raise PatternFailed(f"{len(texts)} texts took more than {limit} s")
    return found


# --- re in a process of its own ---------------------------------------------------------------------------------


class _Process:
    """The process of `pattern_process.py`: started when it is first needed, and anew when a pattern has ended it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._owner = os.getpid()
        self._process: subprocess.Popen[bytes] | None = None
        self._line: IO[str] | None = None
        atexit.register(self.close)

    def answer(self, pattern: str, texts: Sequence[str], limit: float) -> list[str | None]:
        """Return what `re` finds.

        Raises:
            PatternFailed: It takes longer than `limit`, or the process cannot be started.
        """
        question = json.dumps([pattern, list(texts), limit]) + "\n"
        with self._lock:
            told = self._ask(question) or self._ask(question)  # what was ended from outside is started anew
        if not told:
            raise PatternFailed("the process that matches patterns does not stay alive")
        return cast("list[str | None]", json.loads(told))

    def _ask(self, question: str) -> str:
        """Return the answer; empty where the process was ended by something else than its time."""
        try:
            line = self._started()
            line.write(question)
            line.flush()
            told = line.readline()
        except TimeoutError:
            self.close()
            raise PatternFailed(f"no answer within {PATIENCE} s") from None
        except (BrokenPipeError, ConnectionResetError):
            told = ""
        except OSError as why:
            self.close()
            raise PatternFailed(f"no process to match it in: {why.strerror}") from None
        if not told and self.close() == -signal.SIGVTALRM:
            with suppress(OSError):
                self._started()  # so that the next one who asks does not wait for it
            raise PatternFailed("its time was used up")
        return told

    def _started(self) -> IO[str]:
        if self._owner != os.getpid():  # a forked process has the line, but it is the other one's
            self._owner, self._process, self._line = os.getpid(), None, None
        if self._line is None:
            ours, theirs = socket.socketpair()
            with ours, theirs:
                ours.settimeout(PATIENCE)
                command = (sys.executable, "-I", "-S", str(Path(__file__).with_name("pattern_process.py")))
                self._process = subprocess.Popen(
                    command,
                    stdin=theirs.fileno(),
                    stdout=theirs.fileno(),
                    stderr=subprocess.DEVNULL,
                    start_new_session=True,
                )
                self._line = ours.makefile("rw", encoding="ascii")
        return self._line

    def close(self) -> int | None:
        """End the process and return how it ended; None where there is none, or where it is another process's."""
        if self._owner != os.getpid() or self._process is None:
            return None
        if self._line is not None:
            with suppress(OSError):
                self._line.close()
        self._process.kill()
        ended = self._process.wait()
        self._process = self._line = None
        return ended


_PROCESS: Final = _Process()
