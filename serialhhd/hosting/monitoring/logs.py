"""The server's log: one event a line, as JSON.

It never holds a PIN or a password, and what was scanned only where that is allowed (`scan_log.py`). So a traceback has
lines of code and types of errors, but not what an error says: a database's error says what was to be written. Names come
from whoever knocks: everything but ASCII is escaped, and no value is long, so that one event stays one line.
"""

import json
import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

LOGGER = logging.getLogger("serialhhd.host")
LONGEST = 1000
"""So many characters of a value are logged."""


class JsonLines(logging.Formatter):
    """Writes an event and its facts as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": _short(record.getMessage().partition("\n")[0]),
        }
        if record.name != LOGGER.name:
            told["logger"] = record.name
        told |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            told["traceback"] = _traceback(record.exc_info[1])
        return json.dumps(told, default=str)


def _short(value: Any) -> Any:
    return f"{value[:LONGEST]}..." if isinstance(value, str) and len(value) > LONGEST else value


def _traceback(error: BaseException) -> str:
    """Return where an error and those that caused it came from, without what they say."""
    lines = [
        *traceback.format_tb(error.__traceback__),
        f"{type(error).__module__}.{type(error).__qualname__}",
    ]
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return (f"{_traceback(cause)}\nthen\n" if cause else "") + "".join(lines)


def log_to(stream: TextIO | None = None) -> None:
    """Write the server's events, and what libraries warn of, to a stream, stderr if none is given; a service manager keeps them."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    LOGGER.handlers[:] = logging.getLogger().handlers[:] = [handler]
    LOGGER.setLevel(logging.INFO)
    LOGGER.propagate = False
    logging.captureWarnings(capture=True)


@contextmanager
def logged_to(stream: TextIO) -> Iterator[None]:
    """Write what `log_to` does to a stream that is closed afterwards: who comes later logs as before."""
    loggers = (LOGGER, logging.getLogger())
    before = [(logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    log_to(stream)
    try:
        yield
    finally:
        logging.captureWarnings(capture=False)
        for logger, (handlers, level, propagate) in zip(loggers, before, strict=True):
            logger.handlers[:], logger.propagate = handlers, propagate
            logger.setLevel(level)


def tell(event: str, **facts: Any) -> None:
    """Log an event; facts without a value are left out."""
    LOGGER.info(event, extra=_extra(facts))


def warn(event: str, **facts: Any) -> None:
    """Log what somebody should look at."""
    LOGGER.warning(event, extra=_extra(facts))


def fault(event: str, error: BaseException, **facts: Any) -> None:
    """Log a fault of the program with its traceback."""
    LOGGER.error(event, exc_info=(type(error), error, error.__traceback__), extra=_extra(facts))


def _extra(facts: dict[str, Any]) -> dict[str, Any]:
    return {"facts": {name: _short(value) for name, value in facts.items() if value is not None}}
