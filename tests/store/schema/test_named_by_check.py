"""What a database without its guards has taken, `store check` names."""

from functools import partial

import pytest
from sqlalchemy import Connection, text

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from tests.store.schema.foreign_writing import (
    ANOTHER_PLACE,
    BACK,
    BOTH_LEFT,
    CONTAINER,
    FOUND_WAITS,
    GONE,
    ON_HOLD,
    TWO_TOTES,
    Statements,
    document,
    line,
)
from tests.store.schema.tampering import (
    COUNTED,
    LINK,
    PICKED,
    TO_BATCH,
    entry,
)

pytestmark = pytest.mark.usefixtures("warehouse")

BROKEN: dict[str, tuple[Statements, str, str]] = {
    "a serial of another customer's": (
        (
            *BOTH_LEFT,
            document("return", "RET-1", partner="Bolt"),
            line("return", 6),
            BACK,
            LINK.format(transaction=8, serial=1),
            "UPDATE serial SET state = 'in_stock', stock_line_id = 1 WHERE id = 1",
        ),
        "return_of_other_customer",
        "serial S1 came back on RET-1 with transaction 8, but had not left for Bolt",
    ),
    "a return of nobody's": (
        (document("return", "RET-1"),),
        "return_origin_wrong",
        "return RET-1 does not say who sends it",
    ),
    "a return of an open list": (
        (document("return", "RET-1", partner="Acme", pick_list=3),),
        "return_origin_wrong",
        "return RET-1 of Acme names PL-1, which is open and was not dispatched to this customer from this account",
    ),
    "a tote on the pallet of a list": (
        (
            *TWO_TOTES,
            CONTAINER.format(code="P-1", key="p-1", kind="pallet"),
            "UPDATE container SET document_id = 3 WHERE id = 3",
            "UPDATE container SET inside_id = 3 WHERE id = 1",
        ),
        "tote_of_two_lists",
        "tote T-1 lies in P-1, which holds the goods of another list",
    ),
    "a pallet of what is no list": (
        (CONTAINER.format(code="P-1", key="p-1", kind="pallet"), "UPDATE container SET document_id = 1"),
        "tote_wrong",
        "pallet P-1 says that it holds what was picked for PR-1, which is open",
    ),
    "a tote of a list in a tote": (
        (
            *TWO_TOTES,
            "UPDATE container SET document_id = 3 WHERE id = 1",
            "UPDATE container SET inside_id = 2 WHERE id = 1",
        ),
        "tote_of_two_lists",
        "tote T-1, which holds what was picked for a list, lies in tote T-2",
    ),
    "a tote of a list that has left": (
        (
            *BOTH_LEFT,
            CONTAINER.format(code="T-1", key="t-1", kind="tote"),
            "UPDATE container SET document_id = 4",
        ),
        "tote_wrong",
        "tote T-1 says that it holds what was picked for pl-4, which is dispatched",
    ),
    "an SSCC with a wrong check digit": (
        (CONTAINER.format(code="340123450000000018", key="340123450000000018", kind="tote"),),
        "sscc_wrong",
        "container 340123450000000018 is no SSCC: that has 18 digits, of which the last is a check digit",
    ),
    "a key of another text": (
        (CONTAINER.format(code="C-1", key="x", kind="tote"),),
        "key_wrong",
        "container C-1 is found as x alone",
    ),
    "a serial that is found as another": (
        ("UPDATE serial SET serial_key = 'x' WHERE id = 1",),
        "key_wrong",
        "serial S1 is found as x alone",
    ),
    "a task more on a list in a batch": (
        (*TO_BATCH, line("pick_list", 3, 3)),
        "batch_state_wrong",
        "batch b-1 is to walk 2 units of CAM, its pick lists ask for 3",
    ),
    "an adjustment without a reason": (
        (entry("adjustment", -1, 1, serials=0, reason=""),),
        "adjusted_without_reason",
        "transaction 4 adjusted stock by -1 and does not say why",
    ),
    "what waits was adjusted beside it": (
        (
            *ON_HOLD,
            entry("adjustment", -1, 1),
            LINK.format(transaction=4, serial=1),
            GONE.format(state="removed", serial=1),
        ),
        "noted_wrong",
        "serial S1 waits on adjustment ADJ-1, but transaction 4 has adjusted it",
    ),
    "what was found and waits was brought in beside it": (
        (
            *FOUND_WAITS,
            entry("adjustment", 1, 2),
            LINK.format(transaction=5, serial=1),
            "UPDATE serial SET state = 'in_stock', stock_line_id = 1 WHERE id = 1",
        ),
        "noted_wrong",
        "serial S1 waits on adjustment ADJ-1, but transaction 5 has adjusted it",
    ),
    "a pick for nothing": (
        (entry("pick", -1, 1, serials=0).replace(", 3, 'Anna'", ", NULL, 'Anna'"),),
        "line_of_other_work",
        "transaction 4 is a pick, but the line that it names is of a document that is not there, or of another product",
    ),
    "a receipt for a pick list": (
        (entry("receipt", 1, 3, serials=0, task=3),),
        "line_of_other_work",
        "transaction 4 is a receipt, but the line that it names is of a pick_list, or of another product",
    ),
    "a list that left without its goods": (
        (*PICKED, "UPDATE document SET state = 'dispatched' WHERE id = 3"),
        "dispatched_not_picked",
        "pick task 3 says 1 were picked and is of a list that is dispatched, its dispatches add up to 0",
    ),
    "a serial that stayed though its list has left": (
        (
            *BOTH_LEFT[:-2],
            "UPDATE document SET state = 'dispatched' WHERE id = 5",
            "DELETE FROM transaction_serial WHERE transaction_id = 7",
        ),
        "dispatched_not_picked",
        "serial S2 is picked, but its list pl-5 is dispatched",
    ),
    "a count that took from elsewhere": (
        (
            *(one.format(product=1) for one in COUNTED),
            *ANOTHER_PLACE,
            "UPDATE document_line SET location_id = 3 WHERE kind = 'count'",
            entry("count", -1, 1, task=5),
        ),
        "transfer_unbalanced",
        "transaction 4 is of a count: 1 units left stock line 1, where nothing was counted, and never arrived",
    ),
    "a transfer to nowhere": (
        (document("transfer", "TR-9"),),
        "transfer_state_wrong",
        "transfer TR-9 does not say where it goes",
    ),
}
"""What somebody does while no trigger is there, the code, and what is said."""


@pytest.mark.parametrize("what", BROKEN)
def test_store_check_names_what_the_database_would_have_refused(warehouse: Store, what: str) -> None:
    statements, code, sentence = BROKEN[what]
    warehouse.write(partial(_without_guards, statements))
    with warehouse.read() as connection:
        assert (code, sentence) in {(one.code, one.sentence) for one in check(connection)}


def _without_guards(statements: Statements, connection: Connection) -> None:
    drop_triggers(connection)
    for statement in statements:
        connection.execute(text(statement))
    apply_triggers(connection)
