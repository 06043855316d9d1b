"""Entries of a list in a TOML text: put in, taken out and moved, each with the comments that stand beside it or above it."""

import re
from collections.abc import Sequence
from typing import Any, Final

from serialhhd.toml.edits.text import Splice, TomlText, comments_in, insertion
from serialhhd.toml.edits.values import written
from serialhhd.toml.positions import Span, Where
from serialhhd.value_class import value_class

BETWEEN: Final = re.compile(r"[ \t]*,[ \t]*")
"""What parts two entries of one line."""
COMMA: Final = re.compile(r"(?:[ \t\n]|#[^\n]*)*(,)")


def can_change(held: Any, entries: Any) -> bool:
    """Return whether `change` can make the one list of the other: texts, none of them twice, and never none at all."""
    return all(
        isinstance(one, list)
        and all(isinstance(entry, str) for entry in one)
        and len(one) == len(set(one)) > 0
        for one in (held, entries)
    )


def change(toml: TomlText, where: Where, entries: Sequence[str]) -> TomlText:
    """Return the text in which the list at a place has these entries, by as few changes as that takes."""
    for place, entry in enumerate(entries):
        if entry not in toml.value(where):
            toml = _put_in(toml, where, entry, entries[place - 1] if place else None)
    for entry in toml.value(where):
        if entry not in entries:
            toml = _take_out(toml, where, entry)
    return _ordered(toml, where, entries)


@value_class
class _Entry:
    """An entry of a list.

    Attributes:
        span: Its value.
        comma: The offset of the comma behind it; None behind the last one of most lists.
        lines: Where it has lines to itself: from the comments above it to the comment beside it.
    """

    span: Span
    comma: int | None
    lines: Span | None


def _entries(toml: TomlText, where: Where) -> list[_Entry]:
    spans = [toml.positions.values[*where, place] for place in range(len(toml.value(where)))]
    whole = toml.positions.values[where]
    ends = [whole.start + 1, *(span.end for span in spans)]
    begins = [*(span.start for span in spans), whole.end - 1]
    return [_entry(toml, span, ends[place], begins[place + 1]) for place, span in enumerate(spans)]


def _entry(toml: TomlText, span: Span, before: int, behind: int) -> _Entry:
    """Return the entry at a span; what comes before it ends, and what comes behind it begins, at an offset each."""
    found = COMMA.match(toml.text, span.end, behind)
    comma = found.start(1) if found else None
    first, last = toml.line(span.start), toml.line(span.end)
    has_its_comma = comma is None or toml.line(comma) == last
    if toml.start(first) <= before or behind <= toml.end(last) or not has_its_comma:
        return _Entry(span, comma, None)
    while toml.start(first - 1) > before and toml.text[toml.start(first - 1) :].lstrip(" \t").startswith("#"):
        first -= 1
    return _Entry(span, comma, Span(toml.start(first), toml.end(last)))


def _put_in(toml: TomlText, where: Where, entry: str, before: str | None) -> TomlText:
    found, value = _entries(toml, where), written(entry)
    one = found[0 if before is None else toml.value(where).index(before)]
    indent = toml.indent(one.span.start)
    if before is None and one.lines:
        return toml.changed(insertion(one.lines.start, f"{indent}{value},\n"))
    if before is None:
        return toml.changed(insertion(one.span.start, f"{value}, "))
    if not one.lines:
        return toml.changed(insertion(one.span.end, f", {value}"))
    if one.comma is None:
        own_line = insertion(one.lines.end, f"\n{indent}{value}")
        return toml.changed(insertion(one.span.end, ","), own_line)
    return toml.changed(insertion(one.lines.end, f"\n{indent}{value},"))


def _take_out(toml: TomlText, where: Where, entry: str) -> TomlText:
    found = _entries(toml, where)
    place = toml.value(where).index(entry)
    one = found[place]
    is_last = place == len(found) - 1
    if one.lines:
        return _take_lines(toml, found, place)
    if place and BETWEEN.fullmatch(toml.text, found[place - 1].span.end, one.span.start):
        return toml.changed(Splice(Span(found[place - 1].span.end, one.span.end), ""))
    if not is_last and BETWEEN.fullmatch(toml.text, one.span.end, found[place + 1].span.start):
        return toml.changed(Splice(Span(one.span.start, found[place + 1].span.start), ""))
    return toml.changed(Splice(one.span, ""), *_no_comma(found, place))


def _no_comma(found: list[_Entry], place: int) -> list[Splice]:
    """Return the splice for the comma that goes with an entry: its own, or else that of the one before it."""
    own, before = found[place].comma, found[place - 1].comma if place else None
    comma = before if own is None else own
    return [] if comma is None else [Splice(Span(comma, comma + 1), "")]


def _take_lines(toml: TomlText, found: list[_Entry], place: int) -> TomlText:
    """Take out an entry that has lines to itself. The comments stay, and a blank line parts them from what they do not speak of."""
    one = found[place]
    first, last = toml.line(one.span.start), toml.line(one.span.end)
    beside = [
        f"{toml.indent(one.span.start)}{said}"
        for said in comments_in(toml.text[one.span.end : toml.end(last)])
    ]
    has_comments = beside or (one.lines and one.lines.start < toml.start(first))
    followed = place + 1 < len(found) and not toml.is_blank(last + 1)
    kept = [*beside, *([""] if has_comments and followed else [])]
    taken = Splice(
        Span(toml.start(first), toml.end(last)) if kept else Span(toml.end(first - 1), toml.end(last)),
        "\n".join(kept),
    )
    commas = [] if one.comma is not None else _no_comma(found, place)
    return toml.changed(taken, *commas)


def _ordered(toml: TomlText, where: Where, entries: Sequence[str]) -> TomlText:
    """Bring the entries into an order, each with its comments."""
    held, found = toml.value(where), _entries(toml, where)
    if held == list(entries):
        return toml
    order = [held.index(entry) for entry in entries]
    lines = [one.lines for one in found if one.lines]
    if len(lines) == len(found):
        return _lines_ordered(toml, found, lines, order)
    whole = toml.positions.values[where]
    if any(comments_in(toml.text[whole.start : whole.end])):
        return _ordered(*_one_moved(toml, where, entries), entries)
    texts = [toml.text[found[place].span.start : found[place].span.end] for place in order]
    return toml.changed(*(Splice(one.span, text) for one, text in zip(found, texts, strict=True)))


def _lines_ordered(toml: TomlText, found: list[_Entry], lines: list[Span], order: list[int]) -> TomlText:
    """Move whole lines. Commas stay where they are, and behind the last one often is none."""
    heads = [toml.text[span.start : one.span.end] for one, span in zip(found, lines, strict=True)]
    ends = [one.span.end if one.comma is None else one.comma + 1 for one in found]
    tails = [toml.text[end : span.end] for end, span in zip(ends, lines, strict=True)]
    commas = ["" if one.comma is None else "," for one in found]
    texts = [heads[place] + comma + tails[place] for place, comma in zip(order, commas, strict=True)]
    return toml.changed(*map(Splice, lines, texts))


def _one_moved(toml: TomlText, where: Where, entries: Sequence[str]) -> tuple[TomlText, Where]:
    """Move one entry to its place: the first that is wrong there, or the one that belongs there and has no comments."""
    held = toml.value(where)
    place = next(place for place, entry in enumerate(entries) if held[place] != entry)
    is_first_wrong = held[place + 1] == entries[place]
    are_swapped = is_first_wrong and held[place] == entries[place + 1]
    if are_swapped and _has_comments(toml, _entries(toml, where)[place]):
        is_first_wrong = False
    moved = held[place] if is_first_wrong else entries[place]
    goes_to = entries.index(moved)
    toml = _take_out(toml, where, moved)
    return _put_in(toml, where, moved, entries[goes_to - 1] if goes_to else None), where


def _has_comments(toml: TomlText, one: _Entry) -> bool:
    return one.lines is not None and any(comments_in(toml.text[one.lines.start : one.lines.end]))
