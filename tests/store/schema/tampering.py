"""What a foreign client writes, and how one sees that it is refused."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from serialhhd.store.schema import tables as t

Sql = Callable[..., int]
Rows = dict[str, list[tuple[object, ...]]]

TRANSACTION = (
    "INSERT INTO stock_transaction (at, kind, product_id, account_id, stock_line_id, quantity, balance, serial_count,"
    " from_id, document_line_id, operator, condition, note)"
    " VALUES (0, '{kind}', {product}, {account}, {line}, {quantity}, {balance}, {serials}, {left}, {task}, 'Anna', {condition}, {note})"
)
LINK = "INSERT INTO transaction_serial (transaction_id, serial_id) VALUES ({transaction}, {serial})"

_NEW_DOCUMENT = (
    "INSERT INTO document (kind, ref, ref_key, account_id, warehouse_id, state, created_at)"
    " VALUES ('transfer', '{ref}', '{ref}', 1, {warehouse}, 'open', 0)"
)
_NEW_LINE = (
    "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
    " VALUES ('transfer', {document}, 1, 1, 2, 0, 'open')"
)
TO_EAST = (
    "INSERT INTO warehouse (code, code_key) VALUES ('EAST', 'east')",
    "INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('TRANSIT-EAST', 'transit-east', 2, 'transit')",
    "INSERT INTO location (code, code_key, warehouse_id) VALUES ('E-01', 'e-01', 2)",
    _NEW_DOCUMENT.format(ref="tr-1", warehouse=1),
    "INSERT INTO transfer (document_id, to_warehouse_id) VALUES (4, 2)",
    _NEW_LINE.format(document=4),
)
"""A second warehouse with the locations 3 (transit) and 4, and document 4, a transfer of two cameras to it on line 5."""
TO_ACME = (
    "INSERT INTO account (code, code_key) VALUES ('ACME', 'acme')",
    _NEW_DOCUMENT.format(ref="tr-2", warehouse="NULL"),
    "INSERT INTO transfer (document_id, to_account_id) VALUES ({document}, 2)",
    _NEW_LINE,
)
"""A second account, and a transfer of two cameras to it; its number is to be put in."""
TO_COUNT = (
    "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('count', 'c-1', 'c-1', 1, 'open', 0)",
    (
        "INSERT INTO document_line (kind, document_id, line_no, product_id, location_id, quantity, done, state)"
        " SELECT 'count', max(id), 1, {product}, 1, 1, 0, 'open' FROM document"
    ),
    (
        "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after)"
        " SELECT max(l.id), 1, 'Anna', 0, (SELECT max(t.id) FROM stock_transaction AS t) FROM document_line AS l"
    ),
    (
        "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key)"
        " SELECT max(id), 1, 'X1', 'x1' FROM document_line"
    ),
)
"""A count of a product at the first place, the next document and line there are, with a pass that goes on and has noted X1."""
TO_RETURN = (
    (
        "INSERT INTO document (kind, ref, ref_key, partner, account_id, state, created_at)"
        " VALUES ('return', 'RET-1', 'ret-1', 'Acme', 1, 'open', 0)"
    ),
    (
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " SELECT 'return', max(id), 1, 1, 1, 0, 'open' FROM document"
    ),
)
"""A return of a camera, the next document and line there are."""
TO_ADJUST = (
    (
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at, created_by)"
        " VALUES ('adjustment', 'ADJ-1', 'adj-1', 1, 'waiting', 0, 'Anna')"
    ),
    (
        "INSERT INTO document_line (kind, document_id, line_no, product_id, location_id, quantity, done, state, run_id)"
        " SELECT 'adjustment', max(id), 1, 1, 1, 1, 0, 'waiting', 1 FROM document"
    ),
    "INSERT INTO adjustment_line (line_id, stock_line_id, reason) SELECT max(id), 1, 'x' FROM document_line",
    (
        "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key)"
        " SELECT max(id), 1, 'S1', 's1' FROM document_line"
    ),
)
"""An adjustment that a run asks for: S1 of stock line 1 is no more; the next document and line there are."""
COUNTED = (
    *TO_COUNT[:-1],
    TO_COUNT[-1].replace("X1", "S1").replace("x1", "s1"),
    "UPDATE noted_serial SET finding = 'missing'",
    (
        "UPDATE count_pass SET ended_at = 1, ended_after = begun_after, counted = 0, expected = (SELECT sum(s.quantity)"
        " FROM stock_line AS s WHERE s.product_id = {product} AND s.location_id = 1)"
    ),
    "UPDATE document_line SET state = 'counted' WHERE kind = 'count'",
    "UPDATE document SET state = 'counted' WHERE kind = 'count'",
)
"""The same, counted: S1 is missing."""
PICKED = (
    "UPDATE document_line SET done = 1, state = 'picked', short_reason = 'x' WHERE id = 3",
    "UPDATE document_line SET state = 'cancelled' WHERE id = 4",
    "UPDATE document SET state = 'picked' WHERE id = 3",
)
"""One camera is picked for the pick list, and nothing else will be."""
DISPATCHED = ("UPDATE document SET state = 'dispatched' WHERE id = 3",)
"""Its dispatch is written."""
TO_BATCH = (
    "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('batch', 'b-1', 'b-1', 1, 'open', 0)",
    "INSERT INTO batch_list (batch_id, place, list_id) SELECT max(id), 1, 3 FROM document",
    (
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " SELECT 'batch', max(id), 1, 1, 2, 0, 'open' FROM document"
    ),
)
"""A batch of the pick list, document 3, that is to walk two cameras: the next document and line there are."""
ITS_CART = (
    "INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('CART-1', 'cart-1', 1, 'cart')",
    (
        "INSERT INTO batch_cart (batch_id, cart_id) SELECT max(d.id), max(p.id) FROM document AS d, location AS p"
        " WHERE d.kind = 'batch'"
    ),
)
"""Its cart, the next place there is."""


TASK = 3
"""The line of the pick list that asks for two cameras."""


def entry(
    kind: str,
    quantity: int,
    balance: int | None,
    *,
    product: int = 1,
    line: int | None = 1,
    serials: int = 1,
    left: int | None = None,
    task: int | None = None,
    condition: str | None = "as new",
    account: int = 1,
    reason: str = "x",
) -> str:
    """An INSERT into the ledger; only what comes back has a condition, and what is adjusted a reason; what is picked is picked for line 3."""
    task = TASK if task is None and kind in {"pick", "dispatch"} else task
    values = {
        "kind": kind,
        "product": product,
        "account": account,
        "quantity": quantity,
        "serials": serials,
        "condition": f"'{condition}'" if condition and kind == "return" else "NULL",
        "note": f"'{reason}'" if kind == "adjustment" else "NULL",
    }
    nullable = {"line": line, "balance": balance, "left": left, "task": task}
    return TRANSACTION.format(**values, **{k: "NULL" if v is None else v for k, v in nullable.items()})


def everything(foreign: Engine) -> Rows:
    """Every row of every table."""
    with foreign.connect() as connection:
        return {
            table.name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {table.name}"))), key=repr)
            for table in t.metadata.sorted_tables
        }


def refused(foreign: Engine, sql: Sql, statement: str, rule: str) -> None:
    """Assert that a statement is refused by a rule and changes nothing."""
    before = everything(foreign)
    with pytest.raises(IntegrityError, match=rf"\b({rule})\b[^:]*: "):
        sql(statement)
    assert everything(foreign) == before
