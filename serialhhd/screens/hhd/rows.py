"""What each row of the handheld says, as plain text of the width it has. Knows no Textual."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from serialhhd.flows.view import Choice, Message, Serials, View
from serialhhd.screens.hhd import words
from serialhhd.screens.hhd.offers import Offer
from serialhhd.screens.hhd.panels import Panel
from serialhhd.screens.hhd.shown import Shown
from serialhhd.screens.widgets.fitting import apart, columns_for, cut, in_columns, pad, printable, wrap

NARROW = 30
"""Below so many columns nothing is bordered and words stand close together."""
WIDE = 60
"""From so many columns on, facts are named."""

Fields = Mapping[str, str | int]


# --- the head -----------------------------------------------------------------------------------------------------


def document(fields: Fields) -> str:
    """Return the number of the document in work, or nothing."""
    return str(fields.get("pre_receipt") or fields.get("pick_list") or "")


def tracking(fields: Fields) -> str:
    """Return the tracking type as a person reads it: `Full Tracking`."""
    return str(fields.get("tracking_type", "")).replace("_", " ").title()


def title_row(view: View, width: int, *, has_product: bool) -> str:
    """Return the flow and the document; on flat screens the product stands here too."""
    if has_product and view.fields:
        left = f"{view.title} {document(view.fields)}"
        return apart(left, str(view.fields.get("product", "")), width)
    return apart(view.title, document(view.fields), width)


def facts_rows(fields: Fields, width: int, rows: int) -> list[str]:
    """Return what is known of the line or task, in 1, 2 or 3 rows."""
    if rows > 1 and width >= WIDE:
        return [pad(row, width) for row in _named_facts(fields)][:rows]
    name, location = str(fields.get("name", "")), str(fields.get("location", ""))
    if rows == 1:
        both = f"{tracking(fields)} {location}".strip(" ")
        return [apart(name, both if len(both) < width else location or tracking(fields), width)]
    product = f"{fields.get('product', '')} {name}"
    if rows == 2:  # noqa: PLR2004 - rows
        return [apart(product, _quantity(fields), width), apart(tracking(fields), location, width)]
    return [pad(product, width), apart(tracking(fields), location, width), pad(_quantity(fields), width)]


def _quantity(fields: Fields) -> str:
    return f"Qty {fields['quantity']}" if "quantity" in fields else ""


def _named_facts(fields: Fields) -> list[str]:
    named = {
        "Product": f"{fields.get('product', '')}  {fields.get('name', '')}".strip(" "),
        "Tracking": tracking(fields),
        "Location": str(fields.get("location", "")),
        "Quantity": str(fields.get("quantity", "")),
    }
    product, *others = [f"{name:<10}{value}" if value else "" for name, value in named.items()]
    return [product, f"{others[0]:<30}{others[1]}".rstrip(" "), others[2]]


def counter(serials: Serials | None) -> str:
    """Return how far the serials are: `7/12`, or `7` where there is no number to reach."""
    if serials is None:
        return ""
    return str(serials.captured) if serials.expected is None else f"{serials.captured}/{serials.expected}"


def question(shown: Shown) -> str:
    """Return what is asked now: by the panel that is open, or by the flow."""
    return shown.panel.prompt if shown.panel else shown.view.prompt


# --- the answer ---------------------------------------------------------------------------------------------------


def answer_rows(shown: Shown, width: int, rows: int) -> list[str]:
    """Return the answer to the last scan in at most `rows` rows; nothing while a panel is open.

    Nor is anything said that the echo above and the counter say already.
    """
    message = shown.view.message
    if message is None or shown.panel or _is_echoed(message, shown.echo):
        return []
    word = words.SEVERITY_WORDS[message.severity]
    lines = wrap(f"{word} {printable(message.text)}".lstrip(" "), width, rows)
    return [pad(line, width) for line in lines]


def _is_echoed(message: Message, echo: str) -> bool:
    return message.severity == "success" and bool(echo) and message.text.startswith(f"{echo}  ")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a text that may be longer than the screen."""

    lines: list[str]
    number: int
    count: int


def page_of(lines: Sequence[str], rows: int, turned: int) -> Page:
    """Return the page after turning `turned` pages, of at least one row each; after the last comes the first."""
    rows = max(rows, 1)
    count = max(-(-len(lines) // rows), 1)
    number = turned % count
    return Page(list(lines[number * rows : (number + 1) * rows]), number + 1, count)


def error_rows(shown: Shown, width: int, rows: int) -> list[str]:
    """Return the error that takes the screen: its sentence, the ignored scans, and how it is acknowledged."""
    error = shown.error
    if error is None:
        return []
    lines = wrap(printable(error.text), width - 2)
    ignored = words.scans_ignored(shown.ignored) if shown.ignored else ""
    spare = rows - len(lines) - 3
    above = [*[""][: max(spare - 5, 0)], words.ERROR, *[""][: max(spare, 0)]]
    page = page_of(lines, rows - len(above) - 2, shown.page)
    more = words.more_pages(page.number, page.count) if page.count > 1 else ""
    has_code_row = len(above) + len(page.lines) + 3 < rows and len(error.code) <= width - 2
    body = [*above, *page.lines, *(["", error.code] if has_code_row else [])]
    body += [""] * (rows - len(body) - 2)
    return [*body, apart(ignored, more, width - 2), words.acknowledge(shown.prefix)]


# --- the list -----------------------------------------------------------------------------------------------------


def numbered(labels: Sequence[str]) -> list[str]:
    """Return the entries of a list with their numbers."""
    digits = len(str(len(labels)))
    return [f"{number:>{digits}} {label}" for number, label in enumerate(labels, start=1)]


def choice_rows(choices: Sequence[Choice]) -> list[str]:
    """Return the choices of a question with their keys."""
    digits = max((len(choice.key) for choice in choices), default=1)
    return [f"{choice.key:>{digits}} {choice.label}" for choice in choices]


def list_rows(shown: Shown, width: int, rows: int) -> list[str]:
    """Return what fills the rest of the screen: the open panel, the choices, or the newest serials."""
    if shown.panel:
        return _panel_rows(shown.panel, width, rows)
    if shown.view.choices:
        lines = _laid_out(choice_rows(shown.view.choices), width)
        return _one_page(lines, shown.page, width, rows, may_cut=True)
    newest = [printable(serial) for serial in shown.view.serials.newest] if shown.view.serials else []
    return _laid_out(newest, width)[:rows]


def fits_on_page(labels: Sequence[str], width: int, rows: int) -> bool:
    """Return whether a numbered list needs no second page."""
    return len(_laid_out(numbered(labels), width)) <= rows


def _panel_rows(panel: Panel, width: int, rows: int) -> list[str]:
    text = [line for paragraph in panel.text for line in wrap(printable(paragraph), width)]
    entries = _laid_out(numbered([printable(entry.label) for entry in panel.entries]), width)
    return _one_page([*text, *entries], panel.page, width, rows)


def _laid_out(items: Sequence[str], width: int) -> list[str]:
    columns = 1 if width < NARROW else columns_for(items, width)
    return in_columns([cut(item, width) for item in items], width, columns)


def _one_page(lines: list[str], turned: int, width: int, rows: int, *, may_cut: bool = False) -> list[str]:
    """Return one page; where there are more, the end of the last row says so.

    A line gives way to that only where `may_cut` says that its end is not needed; else it gets a row of its own.
    """
    page = page_of(lines, rows, turned)
    if page.count > 1 and not may_cut and rows > 1:
        page = page_of(lines, rows - 1, turned)
    shown = [pad(line, width) for line in page.lines]
    if page.count == 1:
        return shown
    *above, last = shown + [""] * (max(rows, 1) - len(shown))
    return [*above, apart(last.rstrip(" "), words.more_pages(page.number, page.count), width)]


# --- the foot -----------------------------------------------------------------------------------------------------


def key_row(shown: Shown, width: int) -> str:
    """Return the keys that are live now: the menu always, then as many as fit, most useful first."""
    space, gap = ("", " ") if width < NARROW else (" ", "  ")
    row = f"{shown.prefix}{words.CLOSE if shown.panel else words.MENU}"
    live = _panel_keys(shown.panel) if shown.panel else _offered_keys(shown.offers)
    fitting: list[tuple[int, str]] = []
    for key, label in live:
        item = f"{gap}{key}{space}{label}"
        if len(row) + sum(len(known) for _, known in fitting) + len(item) <= width:
            fitting.append((int(key[1:]), item))
    return pad(row + "".join(item for _, item in sorted(fitting)), width)


def _offered_keys(offers: Sequence[Offer]) -> list[tuple[str, str]]:
    return [(offer.key, offer.label) for offer in offers if offer.key]


def _panel_keys(panel: Panel) -> list[tuple[str, str]]:
    if panel.kind == "confirm":
        return [("F2", words.NO), ("F4", words.YES)]
    return [("F2", words.BACK)]
