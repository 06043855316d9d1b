"""Stores of which something was dispatched, and may come back."""

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import places
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.words.vocabulary import LocationKind
from tests.store.outbound.test_rules_picking import GoodsOut
from tests.store.schema.tampering import LINK, Sql, entry

GONE = "UPDATE serial SET state = '{state}', stock_line_id = NULL WHERE id = 1"
NEW_RETURN = (
    "INSERT INTO document (kind, ref, ref_key, account_id, partner, pick_list_id, state, created_at)"
    " VALUES ('return', '{ref}', '{ref}', 1, 'ACME', {pick_list}, 'open', 0)"
)
NEW_LINE = (
    "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
    " VALUES ('return', {document}, 1, 1, 2, 0, 'open')"
)


@pytest.fixture
def gone(store: Store) -> Store:
    """ACME got one camera (SN1) and two batteries, Hotel a camera (SN2); SN3 is in stock."""
    out = GoodsOut(store)
    out.capture("SN1")
    out.post(Pick(1, SerialsOut.FROM_STOCK, short_reason="no more"), 1)
    out.take("PL-3")
    out.post(Pick(2, SerialsOut.NONE))

    def to_hotel(conn: Connection) -> None:
        wanted = [pick_lists.WantedTask("CAM", 1)]
        pick_lists.add(conn, "PL-9", wanted, at=store.now(), customer="Hotel", by="office")
        places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")

    store.write(to_hotel)
    out.take("PL-9")
    out.run = out.run.holding(0)
    out.capture("SN2")
    out.post(Pick(1, SerialsOut.FROM_STOCK), 1)
    for ref in ("PL-1", "PL-3", "PL-9"):
        out.dispatch(ref)
    return store


@pytest.fixture
def dispatched(warehouse: Store, sql: Sql) -> Sql:  # noqa: ARG001 - it is there first
    """Serial 1 is dispatched on PL-1 by the transactions 4 and 5; returns, and a place on a cart (stock line 4)."""
    sql(entry("pick", -1, 1, task=3))
    sql(LINK.format(transaction=4, serial=1))
    sql(GONE.format(state="picked"))
    sql("UPDATE document_line SET done = 1, state = 'picked', short_reason = 'x' WHERE id = 3")
    sql("UPDATE document_line SET state = 'cancelled' WHERE id = 4")
    sql("UPDATE document SET state = 'picked' WHERE id = 3")
    sql(entry("dispatch", -1, None, line=None, task=3))
    sql(LINK.format(transaction=5, serial=1))
    sql(GONE.format(state="dispatched"))
    sql("UPDATE document SET state = 'dispatched' WHERE id = 3")
    for document, ref, pick_list in ((4, "rt-1", "3"), (5, "rt-2", "NULL")):
        sql(NEW_RETURN.format(ref=ref, pick_list=pick_list))
        sql(NEW_LINE.format(document=document))
    sql("INSERT INTO location (code, code_key, warehouse_id, kind) VALUES ('C-1', 'c-1', 1, 'cart')")
    sql(
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    )
    return sql
