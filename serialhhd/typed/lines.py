"""Lines of a new document, as typed: `CAM-200:12 BAT-5:40`, for a pick list also with the place: `CAM-200:2@A-01`."""

from typing import Final

from serialhhd.flows.words.entry import is_number
from serialhhd.store.outbound.pick_lists import WantedTask
from serialhhd.store.words.refusal import Refused

WANTED_HINT: Final = "CAM-200:12 BAT-5:40"
TASKS_HINT: Final = "CAM-200:2 BAT-5:4@A-01-02"


def wanted_lines(text: str) -> tuple[WantedTask, ...]:
    """Return the lines of a text, with blanks or commas between them.

    Raises:
        Refused: `line_unclear`.
    """
    return tuple(_wanted(part) for part in text.replace(",", " ").split(" ") if part)


def _wanted(part: str) -> WantedTask:
    sku, colon, rest = part.rpartition(":")
    quantity, _, location = rest.partition("@")
    if not colon or not sku or not is_number(quantity):
        raise Refused("line_unclear", text=part)
    return WantedTask(sku, int(quantity), location or None)
