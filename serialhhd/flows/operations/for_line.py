"""What is taken from stock for a line of a document: from which stock line, how many units, and whether so many may be taken."""

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import document, place
from serialhhd.store.documents import line_work
from serialhhd.store.stock.stock_lines import StockLine


def stock_line(work: Work) -> StockLine:
    """Return the stock line that the line takes from.

    Raises:
        Refused: `no_stock`.
    """
    found = place.stock_line(work)
    if found is None:
        raise messages.no_stock(sku=document.line_in_work(work).product)
    return found


def units(work: Work) -> int:
    """Return how many units to take from the stock line: what the line still wants, or all that there is (R12)."""
    there = place.stock_line(work)
    return min(document.line_in_work(work).open_quantity, there.quantity if there else 0)


def check(work: Work, quantity: int) -> None:
    """Check that so many units may be taken (R12)."""
    line_work.check_units(quantity, units(work))
