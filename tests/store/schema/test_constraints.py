"""What plain constraints refuse, whoever writes: one row of one word, one code, one length."""

from collections.abc import Callable

import pytest
from sqlalchemy.exc import IntegrityError

Sql = Callable[..., int]
pytestmark = pytest.mark.usefixtures("warehouse")

PRODUCT = "INSERT INTO product (sku, sku_key, name, tracking_type, created_at) VALUES ('NEW', '{key}', 'New', {type}, 0)"
SERIAL = (
    "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
    " VALUES ({product}, '{serial}', '{key}', 'captured', 2, 9)"
)
SAME_CODES = {
    "product": PRODUCT.format(key="cam", type="'no_tracking'"),
    "account": "INSERT INTO account (code, code_key) VALUES ('main', 'main')",
    "warehouse": "INSERT INTO warehouse (code, code_key) VALUES ('main', 'main')",
    "location": "INSERT INTO location (code, code_key, warehouse_id) VALUES ('Goods-In', 'goods-in', 1)",
    "barcode": "INSERT INTO product_barcode (barcode, product_id) VALUES ('house', 2)",
}


def refused(sql: Sql, statement: str, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=f"(?i){constraint}"):
        sql(statement)


@pytest.mark.parametrize("word", ["NULL", "'sometimes'", "''"])
def test_r1_a_product_has_one_of_the_tracking_types(sql: Sql, word: str) -> None:
    refused(sql, PRODUCT.format(key="new", type=word), "tracking_type")
    assert sql(PRODUCT.format(key="new", type="'full_tracking'")) == 1


def test_r4_a_serial_is_unique_per_product_and_64_characters_long_at_most(sql: Sql) -> None:
    refused(sql, SERIAL.format(product=1, serial="s1", key="s1"), "unique")
    assert sql(SERIAL.format(product=2, serial="s1", key="s1")) == 1
    refused(sql, SERIAL.format(product=1, serial="", key=""), "length")
    refused(sql, SERIAL.format(product=1, serial="x" * 65, key="x" * 65), "length")
    assert sql(SERIAL.format(product=1, serial="x" * 64, key="x" * 64)) == 1


@pytest.mark.parametrize("entered", [1, 4, -1])
def test_r7_a_line_has_all_its_serials_or_none(sql: Sql, entered: int) -> None:
    refused(sql, f"UPDATE pre_receipt_line SET pre_entered = {entered} WHERE line_id = 2", "all or none")
    assert sql("UPDATE pre_receipt_line SET pre_entered = 0 WHERE line_id = 2") == 1


@pytest.mark.parametrize("days", [0, -1])
def test_r60_a_warranty_is_one_day_at_least(sql: Sql, days: int) -> None:
    refused(sql, f"UPDATE product SET warranty_days = {days} WHERE id = 1", "warranty_days")
    assert sql("UPDATE product SET warranty_days = 1 WHERE id = 1") == 1


@pytest.mark.parametrize("statement", SAME_CODES.values(), ids=SAME_CODES)
def test_r64_no_two_things_of_a_kind_have_one_code(sql: Sql, statement: str) -> None:
    sql("INSERT INTO product_barcode (barcode, product_id) VALUES ('house', 1)")
    refused(sql, statement, "unique")
