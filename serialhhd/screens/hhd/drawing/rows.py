"""What the lower rows of the handheld say, and the error that takes the screen. Knows no Textual."""

from collections.abc import Sequence

from rich.cells import cell_len

from serialhhd.flows.seam.view import Choice, Message, View
from serialhhd.flows.sentences import messages
from serialhhd.screens.hhd.drawing.head_rows import SHOWN_FACTS, in_large_letters, progress_row
from serialhhd.screens.hhd.drawing.measures import NARROW_BELOW, STEADY_ANSWER, Measures
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.hhd.panels import english as words
from serialhhd.screens.hhd.panels.keyed_actions import KeyedAction
from serialhhd.screens.hhd.panels.panels import Panel
from serialhhd.screens.widgets.fitting import (
    COLUMN_GAP,
    apart,
    columns_for,
    cut,
    cut_middle,
    in_columns,
    pad,
    printable,
    wrap,
)
from serialhhd.screens.widgets.large_letters import large_letters
from serialhhd.value_class import value_class

FEWEST_MOVED = 4
"""In fewer rows the newest serials stand side by side, so that there are more of them."""
FEWEST_CHOICES = 4
"""In fewer rows choices are hard to find: what was read before, or is no more than information, gives way to them."""
CONTINUED = "  "
"""Begins the second row of an entry of a list."""


# --- the answer ---------------------------------------------------------------------------------------------------


def answer_rows(shown: ScreenState, width: int, rows: int) -> list[str]:
    """Return the answer to the last scan in at most `rows` rows; nothing while a panel is open.

    Nor is anything said that the echo above and the counter say already.
    """
    lines = wrap(_answer(shown), width, rows) if has_answer(shown) else []
    return [pad(line, width) for line in lines]


def has_answer(shown: ScreenState) -> bool:
    """Return whether there is a sentence to be read."""
    message = shown.view.message
    return message is not None and not shown.panel and not _is_echoed(message, shown.echo)


def _answer(shown: ScreenState) -> str:
    message = shown.view.message
    word = _severity_word(message)
    return f"{word} {printable(message.text) if message else ''}".lstrip(" ")


def _severity_word(message: Message | None) -> str:
    if message is None or message.severity not in {"warning", "error"}:
        return ""
    return words.warning() if message.severity == "warning" else words.error()


def _is_echoed(message: Message, echo: str) -> bool:
    """Return whether the echo and the counter say all of it: a whole sentence, as of what was not asked, says more."""
    if message.text.endswith("."):
        return False
    is_good = message.severity in {"success", "info"}
    return is_good and bool(echo) and f"{message.text}  ".startswith(f"{echo}  ")


def answer_height(shown: ScreenState, measures: Measures) -> int:
    """Return how many rows the answer takes: as many as its sentence needs, so long as the list keeps what it needs.

    On a high screen never fewer than two, so that the serials stay where they are while one scan follows the other.
    """
    if shown.panel:
        return 0
    rest = free_rows(shown, measures)
    needed = len(wrap(_answer(shown), measures.columns)) if has_answer(shown) else 0
    spare = rest - _needed_by_list(shown, measures.columns, rest)
    least = _least_answer(shown, measures, rest)
    return max(least, min(needed, max(spare, _due(shown, rest, spare))))


def _least_answer(shown: ScreenState, measures: Measures, rest: int) -> int:
    """Return how many rows the answer has though it needs none: none where choices need them, or what is to be seen large."""
    if shown.view.choices:
        return 0
    large, least = in_large_letters(shown), measures.least_answer
    if not large or shown.view.serials is not None:
        return least
    drawn = large_letters(large, measures.columns, rest - least, has_blocks=shown.has_blocks)
    return least if drawn else 0


def free_rows(shown: ScreenState, measures: Measures) -> int:
    """Return how many rows the answer and the list share."""
    facts, title = hides_facts(shown, measures), hides_title(shown, measures)
    return measures.rest + _of_echo(shown, measures) + (measures.facts if facts else 0) + title


def _of_echo(shown: ScreenState, measures: Measures) -> int:
    """Return how many rows the echo leaves to the answer and the list."""
    return measures.echo if hides_echo(shown, measures) else 0


def cuts_answer(shown: ScreenState, measures: Measures) -> bool:
    """Return whether the answer has more to say than there are rows for; an error was read whole before."""
    message = shown.view.message
    if message is None or message.severity == "error" or not has_answer(shown):
        return False
    return len(wrap(_answer(shown), measures.columns)) > answer_height(shown, measures)


def _due(shown: ScreenState, rest: int, spare: int) -> int:
    """Return how many rows an answer gets in any case; an error was read whole before. One row is left to choices."""
    beside_choices = rest - 1 if shown.view.choices else rest
    if not _gives_way(shown, rest):
        return max(1, min(STEADY_ANSWER, beside_choices))
    is_new = shown.view.message is not None and shown.view.message.severity == "info"
    return min(1, beside_choices) if is_new and spare < 0 else 0


def _gives_way(shown: ScreenState, rest: int) -> bool:
    """Return whether the choices need the answer's rows more: there are few, and it is information or an error."""
    message = shown.view.message
    is_minor = message is not None and message.severity in {"info", "error"}
    return is_minor and bool(shown.view.choices) and rest < FEWEST_CHOICES + STEADY_ANSWER


def _needed_by_list(shown: ScreenState, width: int, rest: int) -> int:
    if shown.view.choices:
        items = choice_rows(shown.view.choices, width)
        at_best = len(_listed(items, width, rest))
        return at_best if _gives_way(shown, rest) and at_best <= rest else _fewest_rows(items, width)
    return 1 if shown.view.serials and shown.view.serials.newest else 0


def hides_echo(shown: ScreenState, measures: Measures) -> bool:
    """Return whether the row of the echo is needed more: by an open list, or on the smallest screens by the answer.

    Where a panel asks about a serial, another one between the question and it would be taken for it. The smallest screens have
    none.
    """
    if not measures.echo:
        return True
    if shown.panel and shown.panel.asks:
        return True
    if shown.ignored or _is_error_read(shown):
        return False
    is_idle = not shown.echo and bool(shown.view.choices)
    if not measures.is_flat:
        return is_idle and _has_too_many(shown, measures)
    return shown.panel is not None or (measures.is_narrow and (has_answer(shown) or is_idle))


def hides_title(shown: ScreenState, measures: Measures) -> bool:
    """Return whether the row of the title is needed more, where there is no other: by an open panel, or by an answer.

    That of a training store stays: it says what it is (R68).
    """
    if measures.rest or shown.view.is_training:
        return False
    return shown.panel is not None or _to_be_read(shown, measures) > (
        _of_echo(shown, measures) + measures.facts
    )


def hides_facts(shown: ScreenState, measures: Measures) -> bool:
    """Return whether the rows of the facts are needed more: by a panel, by choices before there is a product, by an answer.

    What is known stands there again with the next answer; an answer is said once.
    """
    if shown.panel is not None and not measures.rest:
        return True
    is_before = bool(shown.view.choices) and "product" not in shown.view.fields
    if is_before and (measures.is_flat or _has_too_many(shown, measures)):
        return True
    if not measures.is_flat or (measures.rest >= STEADY_ANSWER and shown.view.fields.keys() & SHOWN_FACTS):
        return False
    return _to_be_read(shown, measures) > measures.rest + _of_echo(shown, measures)


def _to_be_read(shown: ScreenState, measures: Measures) -> int:
    """Return how many rows an answer and the choices need to be read; an error was read whole before."""
    if shown.panel is not None:
        return 0
    is_said = has_answer(shown) and not _is_error(shown)
    answer = len(wrap(_answer(shown), measures.columns)) if is_said else 0
    at_most = STEADY_ANSWER if measures.rest < STEADY_ANSWER else answer
    return min(answer, at_most) + bool(shown.view.choices)


def _is_error(shown: ScreenState) -> bool:
    return shown.view.message is not None and shown.view.message.severity == "error"


def _has_too_many(shown: ScreenState, measures: Measures) -> bool:
    """Return whether the choices need more rows than a list has; where a panel lies over them, they are not seen."""
    needed = _fewest_rows(choice_rows(shown.view.choices, measures.columns), measures.columns)
    return shown.panel is None and needed > measures.rest - measures.least_answer


def _is_error_read(shown: ScreenState) -> bool:
    """Return whether the answer is an error that was read whole: what was taken last is needed more."""
    return _is_error(shown) and bool(shown.echo)


@value_class
class TextPage:
    """One page of a text that may be longer than the screen."""

    lines: list[str]
    number: int
    count: int


def page_of(lines: Sequence[str], rows: int, turned: int) -> TextPage:
    """Return the page after turning `turned` pages, of at least one row each; after the last comes the first."""
    rows = max(rows, 1)
    count = max(-(-len(lines) // rows), 1)
    number = turned % count
    return TextPage(list(lines[number * rows : (number + 1) * rows]), number + 1, count)


def error_rows(shown: ScreenState, width: int, rows: int) -> list[str]:
    """Return the error that takes the screen: its sentence, the ignored scans, and how it is acknowledged."""
    error = shown.error
    if error is None:
        return []
    lines = wrap(printable(error.text), width - 2)
    ignored = messages.scans_ignored(count=shown.ignored).text if shown.ignored else ""
    above = _above_error(rows - len(lines) - 3)
    least_below = 1 + bool(ignored)
    page = page_of(lines, rows - len(above) - least_below, shown.page)
    if page.count > 1:
        page = page_of(lines, rows - len(above) - 2, shown.page)
    more = words.more_pages(page=page.number, pages=page.count) if page.count > 1 else ""
    body = [*above, *page.lines]
    below = [apart(ignored, more, width - 2)] if ignored or more else []
    body += [""] * (rows - len(body) - len(below) - 1)
    return [*body, *below, _acknowledge(shown.prefix, width - 2)]


def _acknowledge(prefix: str, width: int) -> str:
    """Return how an error is acknowledged, in at most `width` columns."""
    said = words.acknowledge(prefix=prefix)
    return said if cell_len(said) <= width else words.acknowledging(prefix=prefix)


def _above_error(spare: int) -> list[str]:
    """Return the word ERROR, with free rows around it where they can be spared."""
    return [*[""][: max(spare - 5, 0)], words.error(), *[""][: max(spare, 0)]]


def on_enter(view: View) -> str:
    """Return what Enter alone answers; nothing where it is no answer."""
    if view.proposed is not None:
        return words.enter_takes(taken=view.proposed)
    return words.done_or_enter() if view.enter == ":done" else ""


def on_enter_in_short(view: View) -> str:
    """Return what Enter alone takes where a row has no room for more; nothing where it takes nothing."""
    return "" if view.proposed is None else f"= {view.proposed}"


# --- the list -----------------------------------------------------------------------------------------------------


def numbered(labels: Sequence[str]) -> list[str]:
    """Return the entries of a list with their numbers, which count from 1."""
    digits = len(str(len(labels)))
    return [f"{number:>{digits}} {label}" for number, label in enumerate(labels, start=1)]


def choice_rows(choices: Sequence[Choice], width: int) -> list[str]:
    """Return the choices of a question with their keys; where not all labels fit, the short ones that they have."""
    digits = max((len(choice.key) for choice in choices), default=1)
    whole = [f"{choice.key:>{digits}} {choice.label}" for choice in choices]
    if all(cell_len(row) <= width for row in whole):
        return whole
    return [f"{choice.key:>{digits}} {choice.short or choice.label}" for choice in choices]


def list_rows(shown: ScreenState, width: int, rows: int) -> list[str]:
    """Return what fills the rest of the screen: the open panel, the choices, or the newest serials."""
    if shown.panel:
        return _panel_rows(shown.panel, width, rows)
    if shown.view.choices:
        return _choices_page(shown, width, rows)
    newest = [printable(serial) for serial in shown.view.serials.newest] if shown.view.serials else []
    listed = _newest_rows([cut_middle(serial, width) for serial in newest], width, rows) if newest else []
    large = _large_rows(in_large_letters(shown), width, rows - len(listed), has_blocks=shown.has_blocks)
    return [*listed, *_at_the_foot(large, rows - len(listed), is_below=shown.view.serials is not None)]


def with_progress(listed: list[str], shown: ScreenState, width: int, rows: int) -> list[str]:
    """Return the list with how far the document is in its last row, where that is free."""
    told = progress_row(shown.view.progress, width)
    if not told or shown.panel or len(listed) >= rows:
        return listed
    return [*listed, *[""] * (rows - len(listed) - 1), pad(told, width)]


def _newest_rows(serials: Sequence[str], width: int, rows: int) -> list[str]:
    """Return the newest serials, one a row: with the next one the list moves down as a block, which is also few bytes."""
    in_order = (
        [pad(serial, width) for serial in serials] if rows >= FEWEST_MOVED else _laid_out(serials, width)
    )
    return in_order[:rows]


def _choices_page(shown: ScreenState, width: int, rows: int) -> list[str]:
    items = choice_rows(shown.view.choices, width)
    lines = _listed(items, width, rows)
    if len(lines) > rows == 1:
        lines = [cut(item, width) for item in items]
    return _one_page(lines, shown.page, width, rows, may_cut=len(lines) >= len(items))


def _large_rows(text: str, width: int, rows: int, *, has_blocks: bool) -> list[str]:
    drawn = large_letters(text, width, rows, has_blocks=has_blocks)
    return ["", *drawn] if drawn and len(drawn) < rows else drawn


def _at_the_foot(large: list[str], rows: int, *, is_below: bool) -> list[str]:
    """Return large letters with free rows above them, where a list grows down to them; they stay where they are then."""
    return [*[""] * (rows - len(large)), *large] if large and is_below else large


def fits_on_page(labels: Sequence[str], width: int, rows: int) -> bool:
    """Return whether a numbered list needs no second page; without a row for it there are no pages at all."""
    return rows < 1 or _fewest_rows(numbered(labels), width) <= rows


def _fewest_rows(items: Sequence[str], width: int) -> int:
    """Return how many rows a list needs; on narrow screens several entries share one only where all of them fit in it."""
    return 1 if items and columns_for(items, width) >= len(items) else len(_laid_out(items, width))


def _panel_rows(panel: Panel, width: int, rows: int) -> list[str]:
    laid = _continued if len(panel.text) > 1 else wrap
    text = [line for paragraph in panel.text for line in laid(printable(paragraph), width)]
    digits = max((len(str(entry.number)) for entry in panel.entries), default=1)
    items = [
        f"{entry.number:>{digits}} {cut_middle(printable(entry.label), width - digits - 1)}"
        for entry in panel.entries
    ]
    if panel.kind == "actions" and len(items) > rows:
        return _one_page(in_columns(items, width, columns_for(items, width)), panel.page, width, rows)
    entries = _laid_out(items, width)
    return _one_page([*text, *entries], panel.page, width, rows)


def _listed(items: Sequence[str], width: int, rows: int) -> list[str]:
    """Return the entries whole, where all of them have room for that and no word is broken; or else each in one row."""
    wrapped = [pad(line, width) for item in items for line in _continued(item, width)]
    one_each = _laid_out(items, width)
    is_cut = any(cell_len(item) > width for item in items)
    longest_word = max((cell_len(word) for item in items for word in item.split(" ")), default=0)
    if is_cut and len(wrapped) <= rows and longest_word <= width - len(CONTINUED):
        return wrapped
    if len(one_each) > rows >= _fewest_rows(items, width):
        return in_columns(items, width, columns_for(items, width))
    return one_each


def _continued(item: str, width: int) -> list[str]:
    first, *others = wrap(item, width)
    rest = " ".join(others)
    return [first, *(CONTINUED + line for line in wrap(rest, width - len(CONTINUED)) if rest)]


def _laid_out(items: Sequence[str], width: int) -> list[str]:
    columns = 1 if width < NARROW_BELOW else columns_for(items, width)
    return in_columns([cut(item, width) for item in items], width, columns)


def _one_page(lines: list[str], turned: int, width: int, rows: int, *, may_cut: bool = False) -> list[str]:
    """Return one page; where there are more, the end of the last row says so.

    A line gives way to that only where `may_cut` says that its end is not needed; else it gets a row of its own.
    """
    page = page_of(lines, rows, turned)
    if page.count > 1 and rows > 1 and not may_cut and not _leaves_room(lines, width, rows, page.count):
        page = page_of(lines, rows - 1, turned)
    shown = [pad(line, width) for line in page.lines]
    if page.count == 1:
        return shown
    *above, last = shown + [""] * (max(rows, 1) - len(shown))
    return [*above, apart(last.rstrip(" "), words.more_pages(page=page.number, pages=page.count), width)]


def _leaves_room(lines: Sequence[str], width: int, rows: int, pages: int) -> bool:
    """Return whether the last row of every page has room for saying that there are more."""
    room = width - len(words.more_pages(page=pages, pages=pages)) - COLUMN_GAP
    return all(cell_len(line.rstrip(" ")) <= room for line in lines[rows - 1 :: rows])


# --- the foot -----------------------------------------------------------------------------------------------------


def key_row(shown: ScreenState, width: int) -> str:
    """Return the keys that are live now: the menu always, then as many as fit, most useful first. None are while it is held."""
    if shown.panel and shown.panel.kind == "held":
        return pad("", width)
    space, gap = ("", " ") if width < NARROW_BELOW else (" ", "  ")
    row = f"{shown.prefix}{words.close() if shown.panel else words.menu()}"
    live = _panel_keys(shown.panel) if shown.panel else _action_keys(shown.actions)
    fitting: list[tuple[int, str]] = []
    for key, label in live:
        item = f"{gap}{key}{space}{label}"
        if len(row) + sum(len(known) for _, known in fitting) + len(item) <= width:
            fitting.append((int(key[1:]), item))
    return pad(row + "".join(item for _, item in sorted(fitting)), width)


def _action_keys(actions: Sequence[KeyedAction]) -> list[tuple[str, str]]:
    return [(action.key, action.label) for action in actions if action.key]


def _panel_keys(panel: Panel) -> list[tuple[str, str]]:
    if panel.kind == "confirm":
        return [("F2", words.no()), ("F4", words.yes())]
    if panel.kind == "drop":
        return [("F2", words.keep()), ("F8", words.drop())]
    return [("F2", words.back())]
