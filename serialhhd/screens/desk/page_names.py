"""The pages of the desk: one list that makes the bar, the keys and the commands."""

from typing import Final

from serialhhd.value_class import value_class

MORE_KEY: Final = "f8"
"""The key after which those further pages are reached by a letter that have no key of their own."""


@value_class
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
FURTHER_PAGES: Final = (
    DeskPage("transfers", "t", "Transfers", "To another warehouse or account; what is in transit"),
    DeskPage("counts", "c", "Counts", "What was counted, what differs, its approval"),
    DeskPage("adjustments", "a", "Adjustments", "What waits for a supervisor, to approve or reject"),
    DeskPage("returns", "r", "Returns", "What customers send back, and in what condition it came"),
    DeskPage("batches", "b", "Batches", "Pick lists in one walk: cart, walked and sorted"),
    DeskPage("containers", "o", "Containers", "Totes, pallets and SSCCs, and what lies in them"),
)
"""Those that are opened by `MORE_KEY` and a letter: there are more pages than keys that every terminal has."""
