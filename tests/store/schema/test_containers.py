"""R21, R30 What lies in what: the database refuses a container in itself, five deep, of two lists, or left behind by what says to lie in it."""

import pytest
from sqlalchemy import Engine

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.check import check
from tests.store.schema.tampering import LINK, Sql, entry, refused

pytestmark = pytest.mark.usefixtures("warehouse")

CONTAINER = "INSERT INTO container (code, code_key, kind) VALUES ('{code}', '{key}', 'tote')"
PUT = "UPDATE container SET inside_id = {outer} WHERE id = {inner}"
LAY = "UPDATE serial SET container_id = {container} WHERE id = {serial}"
OF_LIST = "UPDATE container SET document_id = {document} WHERE id = {container}"
PICK_LIST = (
    "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pick_list', 'PL-2', 'pl-2', 1, 'open', 0)",
    "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state) VALUES ('pick_list', 4, 1, 1, 1, 0, 'open')",
)
SECOND_PLACE = (
    "INSERT INTO location (code, code_key, warehouse_id) VALUES ('A-01', 'a-01', 1)",
    (
        "INSERT INTO stock_line (product_id, location_id, account_id, tracking_type, quantity, received_at)"
        " VALUES (1, 3, 1, 'full_tracking', 0, 0)"
    ),
)
MOVED = (
    entry("transfer", -1, 1),
    LINK.format(transaction=4, serial=1),
    entry("transfer", 1, 1, line=4, left=4),
    LINK.format(transaction=5, serial=1),
)
"""Serial 1 is about to move to the second place."""
ARRIVES = "UPDATE serial SET stock_line_id = 4, run_id = NULL, captured_at = NULL WHERE id = 1"
TASK = 3


@pytest.fixture
def containers(sql: Sql) -> Sql:
    """Six containers, 1 to 6; a second place with a stock line 4."""
    for number in range(1, 7):
        sql(CONTAINER.format(code=f"C-{number}", key=f"c-{number}"))
    for statement in (*SECOND_PLACE, *PICK_LIST):
        sql(statement)
    return sql


def test_r21_the_code_of_a_container_is_its_own(foreign: Engine, containers: Sql) -> None:
    for code, key in (("C-1", "c-1"), ("A-01", "a-01"), ("CAM", "cam"), ("PL-1", "pl-1")):
        refused(
            foreign,
            containers,
            CONTAINER.format(code=code, key=key),
            "R21|uq_container_code_key|UNIQUE constraint failed",
        )
    for statement in (
        "INSERT INTO location (code, code_key, warehouse_id) VALUES ('C-1', 'c-1', 1)",
        "INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('C-1', 'c-1', 'x', 'no_tracking', 0)",
        "INSERT INTO product_barcode (barcode, product_id) VALUES ('C-1', 1)",
        "INSERT INTO document (kind, ref, ref_key, account_id, state, created_at) VALUES ('pick_list', 'C-1', 'c-1', 1, 'open', 0)",
        "UPDATE container SET code = 'X', code_key = 'x' WHERE id = 1",
        "UPDATE container SET kind = 'pallet' WHERE id = 1",
        "DELETE FROM container WHERE id = 1",
        "INSERT INTO container (code, code_key, kind, inside_id) VALUES ('X', 'x', 'tote', 1)",
    ):
        refused(foreign, containers, statement, "R21")


def test_r21_containers_lie_four_deep_and_never_in_themselves(foreign: Engine, containers: Sql) -> None:
    refused(foreign, containers, PUT.format(inner=1, outer=1), "R21")
    for inner, outer in ((2, 1), (3, 2), (4, 3)):
        containers(PUT.format(inner=inner, outer=outer))
    for inner, outer in ((5, 4), (1, 5), (1, 2), (1, 3), (1, 4), (2, 4)):
        refused(foreign, containers, PUT.format(inner=inner, outer=outer), "R21")
    containers(PUT.format(inner=6, outer=5))
    containers(PUT.format(inner=3, outer=6))
    refused(foreign, containers, PUT.format(inner=5, outer=1), "R21")
    containers(PUT.format(inner=2, outer="NULL"))


def test_r21_what_moves_without_its_container_leaves_it(
    warehouse: Store, foreign: Engine, containers: Sql
) -> None:
    containers(LAY.format(container=1, serial=1))
    for statement in MOVED:
        containers(statement)
    refused(foreign, containers, ARRIVES, "R21")
    containers(ARRIVES.replace("run_id = NULL", "container_id = NULL, run_id = NULL"))
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_r21_what_moves_with_its_container_stays_in_it(warehouse: Store, containers: Sql) -> None:
    containers(LAY.format(container=2, serial=1))
    containers(PUT.format(inner=2, outer=1))
    containers("UPDATE container SET run_id = 2 WHERE id = 1")
    containers("UPDATE serial SET run_id = 2, captured_at = 9 WHERE id = 1")
    for statement in (*MOVED, ARRIVES, "UPDATE container SET run_id = NULL"):
        containers(statement)
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_r21_what_of_a_container_is_in_stock_is_at_one_place(foreign: Engine, containers: Sql) -> None:
    for statement in (*MOVED, ARRIVES, LAY.format(container=1, serial=1)):
        containers(statement)
    refused(foreign, containers, LAY.format(container=1, serial=2), "R21")
    containers(LAY.format(container=2, serial=2))


def test_r30_a_tote_does_not_change_its_list(foreign: Engine, containers: Sql) -> None:
    refused(foreign, containers, OF_LIST.format(document=1, container=1), "R30")
    containers(OF_LIST.format(document=3, container=1))
    refused(foreign, containers, OF_LIST.format(document=4, container=1), "R30")
    containers(OF_LIST.format(document="NULL", container=1))
    containers(OF_LIST.format(document=4, container=1))
    refused(foreign, containers, LAY.format(container=1, serial=1), "R30")
    containers(LAY.format(container=2, serial=1))
    refused(foreign, containers, OF_LIST.format(document=4, container=2), "R30")


PICK = entry("pick", -1, 1, task=TASK)


def test_r30_what_is_picked_lies_in_a_tote_of_its_list(
    warehouse: Store, foreign: Engine, containers: Sql
) -> None:
    containers(OF_LIST.format(document=3, container=1))
    containers(OF_LIST.format(document=4, container=2))
    into = PICK.replace("(at,", "(container_id, at,").replace("VALUES (0,", "VALUES ({container}, 0,")
    refused(foreign, containers, into.format(container=2), "R30")
    containers(into.format(container=1))
    containers(LINK.format(transaction="(SELECT max(id) FROM stock_transaction)", serial=1))
    leaves = (
        "UPDATE serial SET state = 'picked', stock_line_id = NULL, container_id = {container} WHERE id = 1"
    )
    for container in (2, 3):
        refused(foreign, containers, leaves.format(container=container), "R30")
    containers(leaves.format(container=1))
    for statement in (
        LAY.format(container=2, serial=1),
        OF_LIST.format(document="NULL", container=1),
        "UPDATE serial SET state = 'dispatched' WHERE id = 1",
    ):
        refused(foreign, containers, statement, "R5|R30|ck_serial_in_container")
    containers("UPDATE document_line SET done = 1 WHERE id = 3")
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_r30_what_is_no_tote_becomes_a_lists_only_with_all_that_lies_in_it(
    warehouse: Store, foreign: Engine, containers: Sql
) -> None:
    containers("INSERT INTO container (code, code_key, kind) VALUES ('P-1', 'p-1', 'pallet')")
    refused(foreign, containers, OF_LIST.format(document=3, container=7), "R30")
    for statement in (LAY.format(container=7, serial=1), "UPDATE container SET run_id = 2 WHERE id = 7"):
        containers(statement)
    refused(foreign, containers, OF_LIST.format(document=3, container=7), "R30")  # SN1 stays behind
    for run, why in ((1, "R30"), (2, "")):
        containers(f"UPDATE serial SET run_id = {run}, captured_at = 9 WHERE id = 1")
        if why:
            refused(foreign, containers, OF_LIST.format(document=3, container=7), why)
            containers("UPDATE serial SET run_id = NULL, captured_at = NULL WHERE id = 1")
    containers(OF_LIST.format(document=3, container=7))
    refused(foreign, containers, PUT.format(inner=1, outer=7), "R30")
    containers(PICK.replace("(at,", "(container_id, at,").replace("VALUES (0,", "VALUES (7, 0,"))
    containers(LINK.format(transaction="(SELECT max(id) FROM stock_transaction)", serial=1))
    containers(
        "UPDATE serial SET state = 'picked', stock_line_id = NULL, run_id = NULL, captured_at = NULL WHERE id = 1"
    )
    containers("UPDATE container SET run_id = NULL")
    refused(foreign, containers, OF_LIST.format(document="NULL", container=7), "R30")
    refused(foreign, containers, LAY.format(container=7, serial=2), "R30")
    containers("UPDATE document_line SET done = 1 WHERE id = 3")
    with warehouse.read() as connection:
        assert check(connection) == ()


def test_r15_a_container_is_taken_by_one_run(foreign: Engine, containers: Sql) -> None:
    containers("UPDATE container SET run_id = 1 WHERE id = 1")
    refused(foreign, containers, "UPDATE container SET run_id = 2 WHERE id = 1", "R15")
