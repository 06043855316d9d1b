"""The pages of the desk: one list that makes the bar, the keys and the commands."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page: its name, its key, what the bar calls it, and what one does there."""

    name: str
    key: str
    title: str
    purpose: str


PAGES: Final = (
    DeskPage("products", "f2", "Products", "Products and their Serial Number Tracking Setting"),
    DeskPage("pre_receipts", "f3", "Pre-receipts", "Announced deliveries, their lines and serials"),
    DeskPage("pick_lists", "f4", "Pick lists", "What must leave, and to whom"),
    DeskPage("stock", "f5", "Stock", "The Stock List: what is where"),
    DeskPage("transactions", "f6", "Transactions", "Everything that happened to the stock"),
    DeskPage("recall", "f7", "Recall", "Where the serials of a recall are, and to whom they went"),
)
