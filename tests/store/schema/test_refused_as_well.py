"""What the store refuses the database refuses as well, whoever writes."""

import pytest
from sqlalchemy import Engine

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from tests.store.schema.foreign_writing import (
    ANOTHER_PLACE,
    APART,
    BACK,
    BOTH_LEFT,
    CONTAINER,
    DECIDED,
    ENDS,
    FOUND_WAITS,
    GONE,
    IN_PASS,
    ON_HOLD,
    OPEN_PASS,
    OTHER_ACCOUNT,
    REMOVED,
    TWO_TOTES,
    WAITS,
    Statements,
    document,
    line,
)
from tests.store.schema.tampering import (
    COUNTED,
    LINK,
    PICKED,
    TO_ACME,
    TO_ADJUST,
    TO_BATCH,
    TO_EAST,
    Sql,
    entry,
    refused,
)

pytestmark = pytest.mark.usefixtures("warehouse")

CASES: dict[str, tuple[Statements, str, str]] = {
    # R34
    "a serial of another customer's on a return": (
        (*BOTH_LEFT, document("return", partner="ACME"), line("return", 6), BACK),
        LINK.format(transaction=8, serial=2),
        "R5",
    ),
    "a serial that left on another list": (
        (*BOTH_LEFT, document("return", partner="Acme", pick_list=4), line("return", 6), BACK),
        LINK.format(transaction=8, serial=2),
        "R5",
    ),
    "a removed serial on a return": (
        (*REMOVED, document("return", partner="Acme"), line("return", 4), entry("return", 1, 2, task=5)),
        LINK.format(transaction=5, serial=1),
        "R5",
    ),
    "a return of nobody's": ((), document("return"), "R34"),
    "a return of blanks": ((), document("return", partner="  "), "R34"),
    "a return of an open list": ((), document("return", partner="Acme", pick_list=3), "R34"),
    "a return of a cancelled list": (
        (
            "UPDATE document_line SET state = 'cancelled' WHERE document_id = 3",
            "UPDATE document SET state = 'cancelled' WHERE id = 3",
        ),
        document("return", partner="Acme", pick_list=3),
        "R34",
    ),
    "a return of a pre-receipt": ((), document("return", partner="Acme", pick_list=1), "R34"),
    "a return of a batch": (TO_BATCH, document("return", partner="Acme", pick_list=4), "R34"),
    "a return of another customer's list": (
        BOTH_LEFT,
        document("return", partner="Bolt", pick_list=5),
        "R34",
    ),
    "a return of another account's list": (
        (*BOTH_LEFT, OTHER_ACCOUNT),
        document("return", partner="Acme", account=2, pick_list=4),
        "R34",
    ),
    "a return of what did not leave on its list": (
        (*BOTH_LEFT, document("return", partner="Acme", pick_list=4)),
        line("return", 6, product=3),
        "R34",
    ),
    "a return of somebody else later": (
        (document("return", partner="Acme"),),
        "UPDATE document SET partner = 'Bolt' WHERE kind = 'return'",
        "R34",
    ),
    "a list that went to somebody else": (
        BOTH_LEFT,
        "UPDATE document SET partner = 'Bolt' WHERE id = 4",
        "R34",
    ),
    "a return into another account": (
        (*BOTH_LEFT, *REMOVED[3:]),
        entry("return", 1, 1, line=4, account=2),
        "",
    ),
    # R12
    "a pick for nothing": ((), entry("pick", -1, 1, task=0), "R12"),
    "a pick for a pre-receipt": ((), entry("pick", -1, 1, task=1), "R12"),
    "a pick of another product": ((), entry("pick", -1, 1, task=4), "R12"),
    "a pick for a list that is over": (PICKED, entry("pick", -1, 1), "R12"),
    "a pick of another account's": (
        (OTHER_ACCOUNT, document("pick_list", account=2), line("pick_list", 4)),
        entry("pick", -1, 1, task=5),
        "R12",
    ),
    "a dispatch for nothing": ((), entry("dispatch", -1, None, line=None, task=0), "R12"),
    "a dispatch of what was not picked": ((), entry("dispatch", -1, None, line=None), "R12"),
    "a dispatch of more than was picked": (PICKED, entry("dispatch", -2, None, line=None, serials=0), "R12"),
    "a dispatch of more serials than were picked": (PICKED, entry("dispatch", -1, None, line=None), "R12"),
    "a dispatch twice": (
        (*PICKED, entry("dispatch", -1, None, line=None, serials=0)),
        entry("dispatch", -1, None, line=None, serials=0),
        "R12",
    ),
    "a list dispatched without its goods": (
        PICKED,
        "UPDATE document SET state = 'dispatched' WHERE id = 3",
        "R12",
    ),
    "a reason of blanks": (
        (),
        "UPDATE document_line SET state = 'picked', done = 1, short_reason = ' ' WHERE id = 3",
        "R12",
    ),
    # R8, R9
    "a receipt of another product": ((), entry("receipt", 4, 14, product=3, line=3, serials=0, task=1), "R8"),
    "a receipt for a pick list": ((), entry("receipt", 1, 3, task=3), "R8"),
    "a serial that is expected elsewhere": (
        (entry("receipt", 1, 3, task=1),),
        LINK.format(transaction=4, serial=4),
        "R5",
    ),
    # R19, R22-R24
    "a transfer for a pick list": ((), entry("transfer", -1, 1, task=3), "R23"),
    "a transfer that is cancelled": (
        (
            *TO_EAST,
            "UPDATE document_line SET state = 'cancelled' WHERE document_id = 4",
            "UPDATE document SET state = 'cancelled' WHERE id = 4",
        ),
        entry("transfer", -1, 1, task=5),
        "R23",
    ),
    "a transfer from a place of the other side": (TO_EAST, line("transfer", 4, 2, location=4), "R24"),
    "a transfer from the road": (TO_EAST, line("transfer", 4, 2, location=2), "R24"),
    "an account transfer from the road": (
        tuple(one.format(document=4) for one in TO_ACME[:3]),
        line("transfer", 4, 2, location=2),
        "R24",
    ),
    "a place that comes into another warehouse": (
        TO_EAST,
        "UPDATE location SET warehouse_id = 2 WHERE id = 1",
        "R22",
    ),
    "a return of a warehouse": ((), document("return", partner="Acme", warehouse=1), "R19"),
    "a pre-receipt of a warehouse": ((), document("pre_receipt", warehouse=1), "R19"),
    "a supplier return to nobody": ((), document("pick_list", partner=" ", to_supplier=True), "R37"),
    # R28, R29
    "an adjustment without a reason": ((), entry("adjustment", -1, 1, reason=""), "R28"),
    "an adjustment with blanks for a reason": ((), entry("adjustment", -1, 1, reason="  "), "R28"),
    "an adjustment for a pick list": ((), entry("adjustment", -1, 1, task=3), "R26, R29"),
    "what waits without a reason": (
        TO_ADJUST[:2],
        "INSERT INTO adjustment_line (line_id, stock_line_id, reason) VALUES (5, 1, ' ')",
        "R28",
    ),
    "a removed serial for another account": (
        (*REMOVED, entry("adjustment", 1, 1, line=4, account=2)),
        LINK.format(transaction=5, serial=1),
        "R5",
    ),
    "what waits, adjusted beside it": (
        (*ON_HOLD, entry("adjustment", -1, 1)),
        LINK.format(transaction=4, serial=1),
        "R5",
    ),
    "what was found and waits, brought in beside it": (
        (*FOUND_WAITS, entry("adjustment", 1, 2)),
        LINK.format(transaction=5, serial=1),
        "R5",
    ),
    "a serial of which nothing was asked": (
        (*DECIDED, entry("adjustment", -1, 1, task=5)),
        LINK.format(transaction=4, serial=2),
        "R5",
    ),
    "what waits asked by somebody else": (
        WAITS[:3],
        "UPDATE document SET created_by = 'Ben' WHERE kind = 'adjustment'",
        "R10",
    ),
    "what waits decided by an operator": (
        (
            *DECIDED[:-1],
            "INSERT INTO operator (name, name_key, created_at, role) VALUES ('Ben', 'ben', 0, 'operator')",
        ),
        "UPDATE adjustment_line SET decided_by = 'BEN'",
        "R43",
    ),
    # R21, R30
    "a pallet as a list's tote": (
        (CONTAINER.format(code="P-1", key="p-1", kind="pallet"),),
        "UPDATE container SET document_id = 3",
        "R30",
    ),
    "a tote of a list put into a tote": (
        (*TWO_TOTES, "UPDATE container SET document_id = 3 WHERE id = 1"),
        "UPDATE container SET inside_id = 2 WHERE id = 1",
        "R30",
    ),
    "a tote of a list on a pallet that is put into a tote": (
        (
            *TWO_TOTES,
            CONTAINER.format(code="P-1", key="p-1", kind="pallet"),
            "UPDATE container SET document_id = 3 WHERE id = 1",
            "UPDATE container SET inside_id = 3 WHERE id = 1",
        ),
        "UPDATE container SET inside_id = 2 WHERE id = 3",
        "R30",
    ),
    "a tote put into that of a list": (
        (*TWO_TOTES, "UPDATE container SET document_id = 3 WHERE id = 1"),
        "UPDATE container SET inside_id = 1 WHERE id = 2",
        "R30",
    ),
    "a tote in a tote as a list's": (
        (*TWO_TOTES, "UPDATE container SET inside_id = 1 WHERE id = 2"),
        "UPDATE container SET document_id = 3 WHERE id = 2",
        "R30",
    ),
    "a tote in which another lies": (
        (*TWO_TOTES, "UPDATE container SET inside_id = 1 WHERE id = 2"),
        "UPDATE container SET document_id = 3 WHERE id = 1",
        "R30",
    ),
    "an SSCC with a wrong check digit": (
        (),
        CONTAINER.format(code="340123450000000018", key="340123450000000018", kind="tote"),
        "R21",
    ),
    "an SSCC of letters": ((), CONTAINER.format(code="ABC", key="abc", kind="sscc"), "R21"),
    "a container put where others are": (APART, "UPDATE container SET inside_id = 2 WHERE id = 1", "R21"),
    "a container put into one with what is elsewhere": (
        (*APART, "UPDATE container SET inside_id = 3 WHERE id < 3 AND id = 1"),
        "UPDATE container SET inside_id = 3 WHERE id = 2",
        "R21",
    ),
    "a serial laid beside what is elsewhere": (
        (
            *APART,
            "UPDATE container SET inside_id = 3 WHERE id = 1",
            "UPDATE container SET inside_id = 3 WHERE id = 4",
        ),
        "UPDATE serial SET container_id = 4 WHERE id = 2",
        "R21",
    ),
    "a place renamed to a container": (
        (CONTAINER.format(code="C-1", key="c-1", kind="tote"),),
        "UPDATE location SET code = 'C-1', code_key = 'c-1' WHERE id = 1",
        "R21",
    ),
    # R4
    "a container found as another": ((), CONTAINER.format(code="C-1", key="x", kind="tote"), "R4"),
    "a container with small letters of elsewhere": (
        (),
        CONTAINER.format(code="Müll", key="x", kind="tote"),
        "R4",
    ),
    "a place found as another": ((), "UPDATE location SET code_key = 'x' WHERE id = 1", "R4"),
    "a serial found as another": (
        (),
        (
            "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
            " VALUES (1, 'S1', 'x', 'captured', 2, 9)"
        ),
        "R4",
    ),
    "a document found as another": ((), document("pick_list", "X-1"), "R4"),
    "a document that is called something else": ((), "UPDATE document SET ref = 'pr-1' WHERE id = 1", "R10"),
    # R31
    "a task more on a list in a batch": (TO_BATCH, line("pick_list", 3, 3), "R31"),
    "a task less on a list in a batch": (TO_BATCH, "DELETE FROM document_line WHERE id = 4", "R31"),
    "a task from another place": ((), "UPDATE document_line SET location_id = 1 WHERE id = 3", "R10"),
    # R39-R41
    "a pass that begins in the future": (
        OPEN_PASS[:2],
        (
            "INSERT INTO count_pass (line_id, pass_no, counted_by, begun_at, begun_after)"
            " SELECT max(id), 1, 'Anna', 0, 4 FROM document_line"
        ),
        "R40",
    ),
    "a pass that ends in the future": (IN_PASS, ENDS.format(after=4, counted=2, expected=2), "R40"),
    "a pass during which stock moved": (
        (*IN_PASS, entry("adjustment", -1, 1)),
        ENDS.format(after=4, counted=2, expected=1),
        "R40",
    ),
    "a pass that expects something else": (IN_PASS, ENDS.format(after=3, counted=2, expected=3), "R39"),
    "a pass of fewer than were scanned": (IN_PASS, ENDS.format(after=3, counted=0, expected=2), "R39"),
    "a pass that says nothing of a serial": (OPEN_PASS, ENDS.format(after=3, counted=2, expected=2), "R39"),
    "a count of another place": (
        (*(one.format(product=1) for one in COUNTED), *ANOTHER_PLACE),
        entry("count", 1, 1, line=4, task=5),
        "R41",
    ),
    "a count of a serial that is not missing": (
        (*(one.format(product=1) for one in COUNTED), entry("count", -1, 1, task=5)),
        LINK.format(transaction=4, serial=2),
        "R5",
    ),
}
"""What is there before, what is refused then, and the rule."""


@pytest.mark.parametrize("what", CASES)
def test_the_database_refuses_what_the_store_refuses(foreign: Engine, sql: Sql, what: str) -> None:
    before, statement, rule = CASES[what]
    for one in before:
        sql(one)
    if rule:
        refused(foreign, sql, statement, rule)
        return
    sql(statement)
    refused(foreign, sql, LINK.format(transaction=8, serial=1), "R5")


IS_BACK = (
    "UPDATE serial SET state = 'in_stock', stock_line_id = 1 WHERE id = {serial}",
    "UPDATE document_line SET done = 1, state = 'received' WHERE id = 7",
    "UPDATE document SET state = 'received' WHERE id = 6",
)
TAKEN: dict[str, tuple[Statements, str]] = {
    "a serial of the customer's": (
        (*BOTH_LEFT, document("return", partner="ACME"), line("return", 6), BACK),
        LINK.format(transaction=8, serial=1),
    ),
    "a serial of a customer who is written in capitals of elsewhere": (
        (*BOTH_LEFT, document("return", partner="MÜLLER"), line("return", 6), BACK),
        LINK.format(transaction=8, serial=2),
    ),
    "a return of a customer's list": (BOTH_LEFT, document("return", partner="acme", pick_list=4)),
    "another than what waits is adjusted": (
        (*ON_HOLD, entry("adjustment", -1, 1), LINK.format(transaction=4, serial=2)),
        GONE.format(state="removed", serial=2),
    ),
    "an SSCC": ((), CONTAINER.format(code="340123450000000017", key="340123450000000017", kind="sscc")),
    "a container in capitals of elsewhere": ((), CONTAINER.format(code="MÜLL", key="müll", kind="tote")),
    "a supplier who is named later": ((), "UPDATE document SET partner = 'Bolt' WHERE id = 1"),
}


@pytest.mark.parametrize("what", TAKEN)
def test_what_keeps_to_the_rules_is_taken(warehouse: Store, sql: Sql, what: str) -> None:
    before, statement = TAKEN[what]
    for one in before:
        sql(one)
    assert sql(statement) == 1
    for one in IS_BACK if statement.startswith("INSERT INTO transaction_serial") else ():
        sql(one.format(serial=statement[-2]))
    with warehouse.read() as connection:
        assert check(connection) == ()
