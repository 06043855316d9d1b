"""What a foreign client writes, in statements: documents and lines of each kind, and what has happened before."""

from collections.abc import Sequence

from tests.store.schema.tampering import (
    LINK,
    TO_ADJUST,
    TO_COUNT,
    entry,
)

Statements = Sequence[str]

NEW_DOCUMENT = (
    "INSERT INTO document (kind, ref, ref_key, partner, account_id, warehouse_id, pick_list_id, to_supplier, state, created_at)"
    " VALUES ('{kind}', '{ref}', '{ref}', {partner}, {account}, {warehouse}, {pick_list}, {to_supplier}, 'open', 0)"
)
NEW_LINE = (
    "INSERT INTO document_line (kind, document_id, line_no, product_id, location_id, quantity, done, state)"
    " VALUES ('{kind}', {document}, {number}, {product}, {location}, {quantity}, 0, 'open')"
)
CONTAINER = "INSERT INTO container (code, code_key, kind) VALUES ('{code}', '{key}', '{kind}')"
TWO_TOTES = tuple(CONTAINER.format(code=f"T-{one}", key=f"t-{one}", kind="tote") for one in (1, 2))
OTHER_ACCOUNT = "INSERT INTO account (code, code_key) VALUES ('OTHER', 'other')"
GONE = "UPDATE serial SET state = '{state}', stock_line_id = NULL WHERE id = {serial}"


def document(
    kind: str,
    ref: str = "n-1",
    *,
    partner: str | None = None,
    account: int = 1,
    warehouse: int | None = None,
    pick_list: int | None = None,
    to_supplier: bool = False,
) -> str:
    """An INSERT of a document."""
    said = {
        "partner": None if partner is None else f"'{partner}'",
        "warehouse": warehouse,
        "pick_list": pick_list,
    }
    nullable = {name: "NULL" if value is None else value for name, value in said.items()}
    return NEW_DOCUMENT.format(kind=kind, ref=ref, account=account, to_supplier=to_supplier, **nullable)


def line(
    kind: str,
    document: int,
    number: int = 1,
    *,
    product: int = 1,
    quantity: int = 1,
    location: int | None = None,
) -> str:
    """An INSERT of a line."""
    values = {"kind": kind, "document": document, "number": number, "product": product, "quantity": quantity}
    return NEW_LINE.format(location="NULL" if location is None else location, **values)


def dispatched(
    document_id: int, task: int, serial: int, *, partner: str, balance: int, transaction: int
) -> Statements:
    """A camera leaves on a pick list of its own."""
    return (
        document("pick_list", f"pl-{document_id}", partner=partner),
        line("pick_list", document_id),
        entry("pick", -1, balance, task=task),
        LINK.format(transaction=transaction, serial=serial),
        GONE.format(state="picked", serial=serial),
        f"UPDATE document_line SET done = 1, state = 'picked' WHERE id = {task}",
        f"UPDATE document SET state = 'picked' WHERE id = {document_id}",
        entry("dispatch", -1, None, line=None, task=task),
        LINK.format(transaction=transaction + 1, serial=serial),
        GONE.format(state="dispatched", serial=serial),
        f"UPDATE document SET state = 'dispatched' WHERE id = {document_id}",
    )


BOTH_LEFT = (
    *dispatched(4, 5, 1, partner="Acme", balance=1, transaction=4),
    *dispatched(5, 6, 2, partner="Müller", balance=0, transaction=6),
)
"""Serial 1 left for Acme on document 4, serial 2 for Müller on document 5, and what follows is transaction 8."""
BACK = entry("return", 1, 1, task=7)
"""A camera comes back on line 7, which is of document 6."""
REMOVED = (
    entry("adjustment", -1, 1),
    LINK.format(transaction=4, serial=1),
    GONE.format(state="removed", serial=1),
    OTHER_ACCOUNT,
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 1, 2, 'full_tracking', 0, 0)"
    ),
)
"""Serial 1 is removed; stock line 4 of cameras is another account's."""
APART = (
    "INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)",
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    ),
    entry("transfer", -1, 1),
    LINK.format(transaction=4, serial=1),
    entry("transfer", 1, 1, line=4, left=4),
    LINK.format(transaction=5, serial=1),
    "UPDATE serial SET stock_line_id = 4 WHERE id = 1",
    *(CONTAINER.format(code=f"C-{number}", key=f"c-{number}", kind="pallet") for number in (1, 2, 3, 4)),
    "UPDATE serial SET container_id = id WHERE id = 1 OR id = 2",
)
"""Serial 1 lies in container 1 at A-01, serial 2 in container 2 where it came in; 3 and 4 are empty."""
WAITS = (*TO_ADJUST, "UPDATE document_line SET run_id = NULL WHERE kind = 'adjustment'")
DECIDED = (
    *TO_ADJUST[:-1],
    TO_ADJUST[-1],
    "INSERT INTO serial_hold (serial_id, reason, held_at, held_by, document_line_id) SELECT 1, 'x', 0, 'Anna', max(id) FROM document_line",
    "UPDATE document_line SET run_id = NULL WHERE kind = 'adjustment'",
    "UPDATE adjustment_line SET decided_by = 'Sue'",
)
"""An adjustment of S1, line 5, that somebody has decided about."""
ON_HOLD = DECIDED[:-1]
"""An adjustment of S1, line 5, that waits."""
FOUND_WAITS = (
    *REMOVED[:3],
    *(one.replace("SELECT max(id), 1, 'x'", "SELECT max(id), NULL, 'x'") for one in WAITS),
)
"""Serial 1 was removed, and an adjustment waits that brings it in again."""
OPEN_PASS = tuple(statement.format(product=1) for statement in TO_COUNT)
IN_PASS = (*OPEN_PASS, "UPDATE noted_serial SET finding = 'unknown'")
ENDS = "UPDATE count_pass SET ended_at = 1, ended_after = {after}, counted = {counted}, expected = {expected}"
ANOTHER_PLACE = (
    "INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)",
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    ),
)
