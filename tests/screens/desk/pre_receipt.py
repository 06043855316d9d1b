"""A pre-receipt that is opened at the desk, and what it says."""

from serialhhd.store.catalogue import products
from serialhhd.store.inbound import pre_receipts
from tests.screens.desk.conftest import Clerk

NEW = ("f3", "n")


async def opens(clerk: Clerk, ref: str, place: int = 0) -> str:
    """Open a pre-receipt of the list, with the cursor on a line."""
    await clerk.presses("f3", "slash")
    await clerk.types(ref)
    return await clerk.presses("enter", "enter", *["down"] * place)


def line_of(clerk: Clerk, ref: str, sku: str) -> pre_receipts.PreReceiptLine:
    return clerk.asks(
        lambda conn: pre_receipts.line_of(conn, pre_receipts.show(conn, ref), products.show(conn, sku))
    )


def entered(clerk: Clerk, ref: str, sku: str) -> tuple[str, ...]:
    line = line_of(clerk, ref, sku)
    return clerk.asks(lambda conn: pre_receipts.serials_of(conn, line))
