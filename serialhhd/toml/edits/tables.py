"""Changes to what a TOML text says: a key gets a value or goes, a table comes or goes. Nothing else changes, comments included.

A comment belongs to the line that it stands beside, or directly above. Where a key goes, its comments stay, and a blank line
parts them from what they do not speak of; they go only with a whole table.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from serialhhd.toml.edits import entries
from serialhhd.toml.edits.text import MISSING, Splice, TomlText, comments_in, insertion, is_of
from serialhhd.toml.edits.values import key, written, written_like
from serialhhd.toml.positions import BARE_KEY, STRING, Span, Statement, Where

KEY_PART: Final = re.compile(rf"\.?[ \t]*(?:{STRING.pattern}|{BARE_KEY.pattern})[ \t]*")


class CommentsLost(Exception):  # noqa: N818 - it is an answer about a change
    """A list would have to be written anew, and comments are in it."""


def put(toml: TomlText, where: Where, value: Any) -> TomlText:
    """Return the text in which a key has a value. Its table is there; the key may be new.

    Raises:
        CommentsLost: The old value has comments in it that no place would be left for.
    """
    held = toml.value(where)
    if type(held) is type(value) and held == value:
        return toml
    if held is MISSING:
        return _add(toml, where, written(value))
    if entries.can_change(held, value):
        return entries.change(toml, where, value)
    span = toml.positions.values[where]
    before = toml.text[span.start : span.end]
    if any(comments_in(before)):
        raise CommentsLost
    return toml.changed(Splice(span, written_like(value, before)))


def add_table(toml: TomlText, where: Where, table: Mapping[str, Any]) -> TomlText:
    """Return the text with a new table: below a header of its own, behind all of the table that it is in, or between braces."""
    parent = where[:-1]
    if _is_dotted(toml, parent) or toml.is_inline(parent):
        return _add(toml, where, written(table))
    return toml.changed(insertion(_end_of(toml, parent), f"\n\n{_section(where, table)}"))


def drop(toml: TomlText, where: Where) -> TomlText:
    """Return the text without a key and its value."""
    pair = toml.pair(where)
    if pair is None:
        raise LookupError(where)
    return toml.changed(
        _taken_lines(toml, pair) if toml.is_on_lines(pair) else _taken_from_braces(toml, pair)
    )


def drop_empty(toml: TomlText, where: Where) -> TomlText:
    """Return the text without a table that nothing is in any more, unless comments are there."""
    if toml.value(where) != {}:
        return toml
    pair, header = toml.pair(where), toml.header(where)
    one = pair or header
    if one is None:
        return toml
    if not toml.is_on_lines(one):
        return drop(toml, where)
    first, last = _lines_of(toml, one)
    if any(comments_in(toml.text[toml.start(first) : toml.end(last)])):
        return toml
    return toml.changed(_cut(toml, _with_blanks(toml, first) if header else first, last))


def drop_table(toml: TomlText, where: Where) -> TomlText:
    """Return the text without a table and all that is in it, with the comments that stand in it and at its lines."""
    gone: set[int] = set()
    for one in (one for one in toml.statements if is_of(one.where, where)):
        first, last = _lines_of(toml, one)
        gone |= {*range(_with_blanks(toml, first) if one.is_header else first, last + 1)}
    toml = toml.changed(*(_cut(toml, first, last) for first, last in _stretches(gone)))
    while between := [one for one in toml.positions.statements if is_of(one.where, where)]:
        toml = toml.changed(_taken_from_braces(toml, between[-1]))
    return toml


def copy_table(toml: TomlText, where: Where, name: str) -> TomlText:
    """Return the text with a copy of a table under another name, behind all of the table that both are in."""
    new = (*where[:-1], name)
    of_table = [one for one in toml.statements if is_of(one.where, where)]
    headers = [one for one in of_table if one.is_header]
    if not headers or not all(is_of(one.table, where) for one in of_table):
        return add_table(toml, new, toml.value(where))
    end = _end_of(toml, where[:-1])
    copies = [_copied(toml, header, where, name, is_first=header is headers[0]) for header in headers]
    if not toml.is_blank(
        toml.line(end) + 1
    ):  # the comments behind the last one would be taken for those of what follows
        copies[-1] = copies[-1].removesuffix(_comments_behind(toml, headers[-1]))
    return toml.changed(insertion(end, "".join(f"\n\n{copy}" for copy in copies)))


# --- what comes ---------------------------------------------------------------------------------------------------------


def _add(toml: TomlText, where: Where, value: str) -> TomlText:
    """Put a new pair behind the last one of its table."""
    parent, pair = where[:-1], f"{key(str(where[-1]))} = {value}"
    if toml.is_inline(parent):
        inside = toml.inside(parent)
        return _behind(toml, inside[-1], pair) if inside else _first_between_braces(toml, parent, pair)
    if (header := toml.header(parent)) is not None:
        return _behind(toml, toml.under(header)[-1], pair)
    if dotted := _dotted(toml, parent):
        return _behind(toml, dotted[-1], f"{_prefix(toml, dotted[-1], parent)}.{pair}")
    return toml.changed(insertion(_end_of(toml, parent), f"\n\n[{_path(parent)}]\n{pair}"))


def _behind(toml: TomlText, statement: Statement, pair: str) -> TomlText:
    if toml.is_on_lines(statement):
        new_line = f"\n{toml.indent(statement.span.start)}{pair}"
        return toml.changed(insertion(toml.end(toml.last_line(statement)), new_line))
    return toml.changed(insertion(statement.span.end, f", {pair}"))


def _first_between_braces(toml: TomlText, table: Where, pair: str) -> TomlText:
    return toml.changed(insertion(toml.positions.values[table].start + 1, pair))


def _dotted(toml: TomlText, table: Where) -> list[Statement]:
    """Return the pairs whose dotted keys lead through a table."""
    return [
        one
        for one in toml.positions.statements
        if len(one.table) < len(table) < len(one.where) and is_of(one.where, table)
    ]


def _is_dotted(toml: TomlText, table: Where) -> bool:
    return toml.header(table) is None and bool(_dotted(toml, table))


def _prefix(toml: TomlText, pair: Statement, table: Where) -> str:
    """Return how a dotted key begins, as it is written, as far as the table that it leads to."""
    start = pair.span.start
    return toml.text[start : _behind_parts(toml, start, len(table) - len(pair.table))].rstrip(" \t")


def _behind_parts(toml: TomlText, at: int, count: int) -> int:
    """Return the offset behind so many parts of a dotted key that begins at an offset, before the dot."""
    for _ in range(count):
        if part := KEY_PART.match(toml.text, at):
            at = part.end()
    return at


def _path(where: Where) -> str:
    return ".".join(key(str(part)) for part in where)


def _section(where: Where, table: Mapping[str, Any]) -> str:
    """Return a table with its header, and behind it those that are in it."""
    pairs = [
        f"\n{key(name)} = {written(value)}" for name, value in table.items() if not isinstance(value, dict)
    ]
    inner = [
        f"\n\n{_section((*where, name), value)}" for name, value in table.items() if isinstance(value, dict)
    ]
    return "".join([f"[{_path(where)}]", *pairs, *inner])


def _end_of(toml: TomlText, table: Where) -> int:
    """Return the offset behind all that is of a table, with the comments that follow it; of the whole file where it has no line."""
    own = [one for one in toml.statements if is_of(one.table, table) or is_of(one.where, table)]
    last = own[-1] if own else toml.statements[-1] if toml.statements else None
    return toml.end(toml.below(toml.last_line(last))) if last else len(toml.text)


def _copied(toml: TomlText, header: Statement, table: Where, name: str, *, is_first: bool) -> str:
    """Return what is below a header of a table, and what stands directly above it, with another name in the header."""
    first, last = _lines_of(toml, header)
    begins = header.span.start if is_first else toml.start(first)
    before = _behind_parts(toml, header.span.start + 1, len(table) - 1)
    behind = _behind_parts(toml, header.span.start + 1, len(table))
    return f"{toml.text[begins:before]}.{key(name)}{toml.text[behind : toml.end(last)]}"


def _comments_behind(toml: TomlText, header: Statement) -> str:
    last = toml.last_line(toml.under(header)[-1])
    return toml.text[toml.end(last) : toml.end(toml.below(last))]


# --- what goes ----------------------------------------------------------------------------------------------------------


def _taken_lines(toml: TomlText, pair: Statement) -> Splice:
    """Take out a pair on lines of its own, not the comments that stand in it, beside it and above it."""
    first, last = toml.first_line(pair), toml.last_line(pair)
    indent = toml.indent(pair.span.start)
    inside = [f"{indent}{said}" for said in comments_in(toml.text[pair.span.start : toml.end(last)])]
    has_comments = inside or toml.is_comment(first - 1)
    kept = [*inside, *([""] if has_comments and not toml.is_blank(last + 1) else [])]
    if kept:
        return Splice(Span(toml.start(first), toml.end(last)), "\n".join(kept))
    return _cut(toml, first, last)


def _taken_from_braces(toml: TomlText, pair: Statement) -> Splice:
    """Take out a pair of an inline table, with the comma before it, or behind it."""
    inside = toml.inside(pair.table)
    place = inside.index(pair)
    if place:
        return Splice(Span(inside[place - 1].span.end, pair.span.end), "")
    end = inside[1].span.start if len(inside) > 1 else pair.span.end
    return Splice(Span(pair.span.start, end), "")


def _lines_of(toml: TomlText, statement: Statement) -> tuple[int, int]:
    """Return the first and the last line of a pair with the comments above it; of a header with all that stands below it.

    Comments that follow what is below a header are of it, too, where they stand above nothing else.
    """
    first = toml.above(toml.first_line(statement))
    if statement.is_header:
        return first, toml.below(toml.last_line(toml.under(statement)[-1]))
    return first, toml.last_line(statement)


def _with_blanks(toml: TomlText, line: int) -> int:
    """Return the first of the blank lines before a line; the line itself where there are none."""
    while line > 0 and toml.is_blank(line - 1):
        line -= 1
    return line


def _stretches(lines: set[int]) -> list[tuple[int, int]]:
    """Return the first and the last of the lines that follow each other."""
    firsts = sorted(line for line in lines if line - 1 not in lines)
    lasts = sorted(line for line in lines if line + 1 not in lines)
    return list(zip(firsts, lasts, strict=True))


def _cut(toml: TomlText, first: int, last: int) -> Splice:
    """Take lines out, with the end of the line before them; at the top of the file, with the blank lines behind them."""
    if first:
        return Splice(Span(toml.end(first - 1), toml.end(last)), "")
    while toml.is_blank(last + 1) and toml.start(last + 1) < len(toml.text):
        last += 1
    return Splice(Span(0, toml.start(last + 1)), "")
