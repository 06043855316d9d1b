"""What is told of an impact, in sentences."""

from collections.abc import Iterator
from typing import Final

from serialhhd.flows.rehearsal.impact import Impact, RefusedLine

NAMED_AT_MOST: Final = 20
"""So many refused lines are named; the others are counted."""


def sentences(impact: Impact) -> list[str]:
    """Return what the last days would have been, a sentence each: what is refused, what is asked, what is not known."""
    return list(_told(impact))


def _told(impact: Impact) -> Iterator[str]:
    if not impact.lines:
        where = " in a flow that changes" if impact.is_narrowed else ""
        yield f"No handheld received or picked anything {_period(impact)}{where}: there is nothing to compare."
    else:
        yield f"{_units(impact.lines, 'line')} received or picked {_period(impact)} would have gone like this:"
        yield from _of_refused(impact.refused)
        yield _of_questions(impact)
        if impact.otherwise:
            yield f"{_units(impact.otherwise, 'line')} would have been posted with another quantity."
    yield from _left_out(impact)


def _of_refused(refused: tuple[RefusedLine, ...]) -> Iterator[str]:
    if not refused:
        yield "No line would have been refused."
        return
    as_now = sum(one.is_so_now for one in refused)
    also = f", {as_now} of them by the flows in force as well" if as_now else ""
    yield f"{_units(len(refused), 'line')} would have been refused{also}:"
    for one in refused[:NAMED_AT_MOST]:
        yield f"  {one.document} {one.product}: {one.code} at {one.step}{f' - {one.text}' if one.text else ''}"
    if len(refused) > NAMED_AT_MOST:
        yield f"  and {len(refused) - NAMED_AT_MOST} more"


def _of_questions(impact: Impact) -> str:
    more = impact.after - impact.before
    if not more:
        return f"As many questions would have been asked: {impact.before}."
    other = f"{more} more" if more > 0 else f"{-more} fewer"
    until = " (those of refused lines up to the refusal)" if impact.refused else ""
    return f"{_units(impact.after, 'question')} would have been asked in place of {impact.before}: {other}{until}."


def _left_out(impact: Impact) -> Iterator[str]:
    if impact.is_cut:
        yield f"Only the newest {_units(impact.lines, 'line')} were looked at: there are more of that time."
    if impact.at_the_desk:
        yield f"Not done again: {_units(impact.at_the_desk, 'receipt')} of the desk, where no flow asks."
    if impact.again:
        yield f"Not done again: {_units(impact.again, 'line')} with a serial that was on a line before it."
    if impact.other_work:
        yield f"Not done again: {_units(impact.other_work, 'movement')} under other documents, or under none."


def _period(impact: Impact) -> str:
    return "in the last day" if impact.days == 1 else f"in the last {impact.days:g} days"


def _units(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"
