"""What the upper rows of the handheld say: where the operator is, what is known, what is asked. Knows no Textual."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rich.cells import cell_len

from serialhhd.flows.seam.view import Progress, Serials, View
from serialhhd.flows.sentences.english import fields as words
from serialhhd.screens.hhd.drawing.screen_state import ScreenState
from serialhhd.screens.widgets.fitting import COLUMN_GAP, apart, cut, cut_middle, cut_words, pad
from serialhhd.store.words.vocabulary import TRAINING

WIDE = 60
"""From so many columns on, facts are named."""
LEAST_NAME = 9
"""In fewer columns the name of a product says nothing, and is left out."""
ENOUGH_NAME = 16
"""So much of a name says which product it is; more of it gives way to the tracking type."""
LEAST_TITLE = 4
MOST_FACTS = 3
"""In one row more it is told how far the document is."""

SHOWN_FACTS = frozenset({"product", "location", "quantity"})
"""Without any of these the rows of the facts are empty."""

Fields = Mapping[str, str | int]

# --- the title ----------------------------------------------------------------------------------------------------


def tracking(fields: Fields) -> str:
    """Return the tracking type as a person reads it: `Full Tracking`; where a lot holds for the serials, `Lot A17`."""
    if "lot" in fields or "expiry" in fields:
        lot, expiry = str(fields.get("lot", "")), str(fields.get("expiry", ""))
        return words.lot(lot=lot) if lot else words.until(expiry=expiry)
    value = str(fields.get("tracking_type", ""))
    return words.tracking_type(value=value) if value else ""


def title_row(view: View, width: int, *, has_product: bool) -> str:
    """Return the flow and the document; on flat screens the product stands here too. The flow's name gives way.

    Of a training store that is said first (R68). What else there is room for is the product, then the document.
    """
    if view.is_training:
        own = replace(view, is_training=False)
        return f"{TRAINING} {title_row(own, width - len(TRAINING) - COLUMN_GAP, has_product=has_product)}"
    product = str(view.fields.get("product", "")) if has_product else ""
    if not product:
        return _title(view, width, at_the_end=True)
    product = cut_middle(product, width)
    room = width - cell_len(product) - COLUMN_GAP
    return apart(_title(view, room, at_the_end=False) if room >= LEAST_TITLE else "", product, width)


def _title(view: View, width: int, *, at_the_end: bool) -> str:
    number = view.document
    if not number:
        return pad(_name(view, width), width)
    room = width - cell_len(number) - COLUMN_GAP
    if room < max(LEAST_TITLE, cell_len(view.short_title)):
        return pad(cut_middle(number, width), width)
    name = _name(view, room)
    return apart(name, number, width) if at_the_end else f"{name} {number}"


def _name(view: View, width: int) -> str:
    """Return the flow's title in at most `width` columns: whole, or its short one, which is cut where even that is too long."""
    is_whole = cell_len(view.title) <= width or not view.short_title
    return cut_words(view.title if is_whole else view.short_title, width)


# --- the facts ----------------------------------------------------------------------------------------------------


def facts_rows(shown: ScreenState, width: int, rows: int) -> list[str]:
    """Return what is known of the line or task, in 1 to 4 rows. The place and the quantity are never cut away."""
    fields = shown.view.fields
    if rows > MOST_FACTS:
        return [*facts_rows(shown, width, MOST_FACTS), pad(progress_row(shown.view.progress, width), width)]
    if rows > 1 and width >= WIDE:
        return [pad(row, width) for row in _named_facts(fields)][:rows]
    if rows == 1:
        return [_facts_row(fields, width, is_on_the_way=bool(sought(shown)))]
    product, name, quantity = str(fields.get("product", "")), str(fields.get("name", "")), _quantity(fields)
    last = apart(tracking(fields), cut_middle(_location(fields), width), width)
    if rows == 2:  # noqa: PLR2004 - rows
        return [apart(f"{product} {name}", quantity, width), last]
    if cell_len(f"{product} {quantity}") <= width:
        return [apart(product, quantity, width), pad(name, width), last]
    return [pad(product, width), apart(name, quantity, width), last]


def progress_row(progress: Progress | None, width: int) -> str:
    """Return how far the document is: in words where they fit, or else in numbers; nothing before there is one."""
    if progress is None:
        return ""
    line, lines, units = progress.line, progress.lines, f"{progress.units}/{progress.expected}"
    where = words.line_of(line=line, lines=lines)
    if not progress.expected:
        return where if cell_len(where) <= width else ""
    said = f"{where}, {words.units_of(done=progress.units, expected=progress.expected)}"
    if cell_len(said) <= width:
        return said
    numbers = f"{line}/{lines}" if line else str(lines)
    fits = cell_len(where) + COLUMN_GAP + len(units) <= width
    return apart(where if fits else numbers, units, width)


def _facts_row(fields: Fields, width: int, *, is_on_the_way: bool) -> str:
    """Return the name, the quantity and the place in one row; the tracking type where there is room for all.

    Who is on the way to the product needs its name; the place is what the question asks for, or asked for last.
    """
    name, quantity, location = str(fields.get("name", "")), _quantity(fields), _location(fields)
    for right in _by_need((tracking(fields), quantity, location)):
        if width - cell_len(right) - COLUMN_GAP >= min(cell_len(name), ENOUGH_NAME):
            return apart(name, right, width)
    needed = quantity if is_on_the_way else f"{quantity} {location}".strip(" ")
    if width - cell_len(needed) - COLUMN_GAP < LEAST_NAME:
        return apart(quantity, location, width)
    return apart(name, needed, width)


def _by_need(facts: Sequence[str]) -> list[str]:
    """Return the facts in one text, then without the first one."""
    return [" ".join(fact for fact in facts[first:] if fact) for first in range(2)]


def _quantity(fields: Fields) -> str:
    return words.quantity(quantity=fields["quantity"]) if "quantity" in fields else ""


def _location(fields: Fields) -> str:
    return str(fields.get("location", ""))


def _named_facts(fields: Fields) -> list[str]:
    named = {
        words.product_head(): f"{fields.get('product', '')}  {fields.get('name', '')}".strip(" "),
        words.tracking_head(): tracking(fields),
        words.location_head(): _location(fields),
        words.quantity_head(): str(fields.get("quantity", "")),
    }
    product, *others = [f"{name:<10}{value}" if value else "" for name, value in named.items()]
    return [product, f"{others[0]:<30}{others[1]}".rstrip(" "), others[2]]


# --- the question -------------------------------------------------------------------------------------------------


def sought(shown: ScreenState) -> str:
    """Return what the operator must find now, so that it can stand out: the place to go to, or the product to take."""
    return "" if shown.panel else shown.view.sought


def in_large_letters(shown: ScreenState) -> str:
    """Return what is drawn large where rows are free."""
    return shown.view.large if shown.draws_large and not shown.panel else ""


def counter(serials: Serials | None) -> str:
    """Return how far the serials are: `7/12`, or `7` where there is no number to reach."""
    if serials is None:
        return ""
    return str(serials.captured) if serials.expected is None else f"{serials.captured}/{serials.expected}"


def counter_width(shown: ScreenState) -> int:
    """Return how many columns the counter takes: as many as when all are scanned, so that nothing moves with one more digit.

    A panel's question needs the room more.
    """
    serials = shown.view.serials
    if serials is None or shown.panel:
        return len(counter(serials))
    return len(counter(replace(serials, captured=max(serials.captured, serials.expected or 0))))


def question(shown: ScreenState) -> str:
    """Return what is asked now: by the panel that is open, or by the flow."""
    return shown.panel.prompt if shown.panel else shown.view.prompt


def question_parts(shown: ScreenState, width: int) -> tuple[str, str]:
    """Return the question in at most `width` columns: its words, and the place in it; of a long place both ends are kept."""
    asked, place = question(shown), sought(shown)
    if not place or not asked.endswith(place):
        return cut(asked, width), ""
    before = cut(asked.removesuffix(place), width)
    return before, cut_middle(place, width - cell_len(before))
