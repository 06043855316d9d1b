"""A period of days, as typed: `2026-03-01` or `2026-03-01..2026-03-31`."""

from datetime import date, datetime, timedelta

from serialhhd.store import refusals

Period = tuple[datetime | None, datetime | None]
"""From when, and until when (not included); None where it is open."""


def parse_period(text: str) -> Period:
    """Return the period of local days that a text names.

    Raises:
        Refused: `period_unclear`.
    """
    first, dots, last = text.replace(" ", "").partition("..")
    try:
        begin = _midnight(date.fromisoformat(first)) if first else None
        end_day = last if dots else first
        end = _midnight(date.fromisoformat(end_day) + timedelta(days=1)) if end_day else None
    except (ValueError, OverflowError):
        raise refusals.period_unclear(text=text) from None
    return begin, end


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day).astimezone()
