"""The list of all serials: narrowed, searched by any part, page by page; and its index, whoever writes."""

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import Connection, text

from serialhhd.samples import warehouse as sample
from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products, settings
from serialhhd.store.catalogue.settings import SerialLetters
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts
from serialhhd.store.schema.check import check
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.serials import serial_list
from serialhhd.store.serials.serial_list import Cursor, ListedSerial, SerialFilter
from serialhhd.store.stock import holds
from serialhhd.store.words.vocabulary import SerialState, TrackingType
from tests.screens.conftest import AT

Sql = Callable[..., int]


@pytest.fixture
def sampled(store: Store) -> Store:
    """The sample warehouse, with an announced delivery of another account."""

    def fill(conn: Connection) -> None:
        sample.fill(conn, AT)
        settings.set_serial_letters(conn, SerialLetters.ANY, by="office")
        places.add_account(conn, "ACME", by="office")
        pre_receipts.add(conn, "PR-ACME", [("LCK-7", 3)], at=AT, account="ACME", by="office")
        pre_entered.set_serials(conn, "PR-ACME", "LCK-7", ["Straße-1", "100%", "a_b-42"], by="office")

    store.write(fill)
    return store


def every(store: Store, wanted: SerialFilter, limit: int = 2) -> list[ListedSerial]:
    """All rows, a few a page."""
    rows: list[ListedSerial] = []
    with store.read() as conn:
        while found := serial_list.page(conn, wanted, limit=limit, after=rows[-1].cursor if rows else None):
            assert len(found) <= limit
            rows.extend(found)
    return rows


def texts(store: Store, **narrowed: Any) -> list[str]:
    return sorted(one.serial for one in every(store, SerialFilter(**narrowed)))


def test_a_serial_is_shown_with_all_that_is_known_of_it(sampled: Store) -> None:
    sampled.write(lambda conn: holds.hold(conn, "SN0002", sku="CAM-200", reason="dented", by="o", at=AT))
    rows = {one.serial: one for one in every(sampled, serial_list.EVERYTHING)}
    here = rows["SN0002"]
    assert (here.product, here.tracking_type, here.state) == (
        "CAM-200",
        TrackingType.FULL_TRACKING,
        SerialState.IN_STOCK,
    )
    assert (here.location, here.account, here.on_hold) == ("A-01-01", "MAIN", "dented")
    gone = rows["SN0001"]
    assert (gone.state, gone.location, gone.account) == (SerialState.DISPATCHED, None, "MAIN")
    assert gone.tracking_type is TrackingType.FULL_TRACKING
    announced = rows["100%"]
    assert (announced.state, announced.location, announced.account) == (SerialState.EXPECTED, None, "ACME")
    assert announced.tracking_type is TrackingType.FULL_TRACKING


def test_a_serial_keeps_the_type_it_was_received_under(sampled: Store) -> None:
    sampled.write(
        lambda conn: products.set_tracking(conn, "CAM-200", TrackingType.NO_TRACKING, by="o", at=AT)
    )
    with sampled.read() as conn:
        camera = products.show(conn, "CAM-200").id
    types = {one.tracking_type for one in every(sampled, SerialFilter(product_id=camera))}
    assert types == {TrackingType.FULL_TRACKING}


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("n000", 6),
        ("N0002", 1),
        ("sn0002", 1),
        ("02", None),
        ("STRASSE", 1),
        ("straß", 1),
        ("0%", 1),
        ("00%", 1),
        ("%", 1),
        ("a_b", 1),
        ("_", 1),
        ("b-42", 1),
        ('"', 0),
        ('a"b', 0),
        ("' OR", 0),
        ("nowhere", 0),
        ("0002 ", 1),
        ("x" * 64, 0),
    ],
)
def test_a_serial_is_found_by_any_part_whatever_its_letter_case(
    sampled: Store, part: str, found: int | None
) -> None:
    key = part.strip(" ").casefold()
    expected = sorted(
        one.serial for one in every(sampled, serial_list.EVERYTHING, 99) if key in one.serial.casefold()
    )
    assert texts(sampled, part=part) == expected
    if found is not None:
        assert len([one for one in expected if one.startswith(("SN", "Str", "100", "a_b"))]) == found


def test_every_two_ways_of_narrowing_give_what_each_gives(sampled: Store) -> None:
    with sampled.read() as conn:
        line = next(one.line_id for one in serial_list.page(conn, limit=99) if one.serial == "SN0002")
        one_each: dict[str, Any] = {
            "product_id": products.show(conn, "CAM-200").id,
            "state": SerialState.IN_STOCK,
            "account_id": places.account_id(conn, "MAIN"),
            "location_id": places.location(conn, "A-01-01").id,
            "line_id": line,
            "prefix": "sn",
            "part": "n000",
        }
    alone = {name: set(texts(sampled, **{name: value})) for name, value in one_each.items()}
    assert all(alone.values())
    for first, second in combinations(one_each, 2):
        both = {name: one_each[name] for name in (first, second)}
        assert set(texts(sampled, **both)) == alone[first] & alone[second], both
    states = [set(texts(sampled, state=state)) for state in SerialState]
    assert sum(map(len, states)) == len(texts(sampled))


def test_a_lot_is_a_filter(sampled: Store, sql: Sql) -> None:
    sampled.write(drop_triggers)  # a lot comes with a serial's arrival only
    sql("UPDATE serial SET lot = 'L-7', lot_key = 'l-7' WHERE serial IN ('SN0003', 'SN0001')")
    sampled.write(apply_triggers)
    assert texts(sampled, lot="l-7") == ["SN0001", "SN0003"]
    assert texts(sampled, lot=" L-7 ") == ["SN0001", "SN0003"]
    assert texts(sampled, lot="L-7", state=SerialState.IN_STOCK) == ["SN0003"]
    assert texts(sampled, lot="L-7", part="003") == ["SN0003"]
    assert texts(sampled, lot="L") == []


def test_names_are_taken_for_keys_and_unknown_ones_are_refused(sampled: Store) -> None:
    from serialhhd.store.words.refusal import Refused

    with sampled.read() as conn:
        wanted = SerialFilter(part="n").named(conn, product="cam-200", location="a-01-01", account="main")
        assert None not in (wanted.product_id, wanted.location_id, wanted.account_id)
        for name in ("product", "location", "account"):
            with pytest.raises(Refused) as refused:
                SerialFilter().named(conn, **{name: "nowhere"})
            assert refused.value.code == "unknown"


def test_a_cursor_is_a_text_that_reads_back() -> None:
    cursor = Cursor(3, 9, 1, "a:b")
    assert Cursor.parse(str(cursor)) == cursor
    for wrong in ("", "1:SN", "x:1:1:a"):
        with pytest.raises(ValueError):  # noqa: PT011 - of int() or of the unpacking
            Cursor.parse(wrong)


# --- the index --------------------------------------------------------------------------------------------------


def test_a_capture_is_not_listed_until_it_is_posted(warehouse: Store, sql: Sql) -> None:
    captured = texts(warehouse, part="xyz")
    sql(
        "INSERT INTO serial (product_id, serial, serial_key, state, run_id, captured_at)"
        " VALUES (1, 'aXYZb', 'axyzb', 'captured', 1, 1)"
    )
    assert captured == texts(warehouse, part="xyz") == []
    sql("DELETE FROM serial WHERE serial = 'aXYZb'")
    assert texts(warehouse, part="xyz") == []


def test_serials_that_are_taken_away_again_are_not_found(sampled: Store) -> None:
    assert texts(sampled, part="b-42") == ["a_b-42"]
    sampled.write(lambda conn: pre_entered.clear_serials(conn, "PR-ACME", "LCK-7", by="office"))
    assert texts(sampled, part="b-42") == []
    sampled.write(
        lambda conn: pre_entered.set_serials(conn, "PR-ACME", "LCK-7", ["B-421", "Q", "QQ"], by="office")
    )
    assert texts(sampled, part="b-42") == ["B-421"]
    sampled.write(lambda conn: pre_receipts.cancel(conn, "PR-ACME", AT, by="office"))
    assert texts(sampled, part="b-42") == []


def test_a_refused_change_leaves_the_index_as_it_was(sampled: Store) -> None:
    from serialhhd.store.words.refusal import Refused

    def enter_and_fail(conn: Connection) -> None:
        pre_entered.set_serials(conn, "PR-ACME", "LCK-7", ["NEW-1", "NEW-2", "NEW-3"], by="office")
        raise refusals.reason_missing()

    with pytest.raises(Refused):
        sampled.write(enter_and_fail)
    assert texts(sampled, part="new-") == []
    assert texts(sampled, part="b-42") == ["a_b-42"]


def test_the_index_is_made_anew_with_the_triggers(sampled: Store) -> None:
    def behind_the_back(conn: Connection) -> None:
        drop_triggers(conn)
        conn.execute(
            text("UPDATE serial SET serial = 'SN7777', serial_key = 'sn7777' WHERE serial = 'SN0002'")
        )
        apply_triggers(conn)

    sampled.write(behind_the_back)
    assert texts(sampled, part="n777") == ["SN7777"]
    assert texts(sampled, part="n0002") == []


def test_what_went_through_the_house_is_found_in_each_state(sampled: Store) -> None:
    """Nothing of a serial's life needs the index touched: it is found by its number all along."""
    assert [one.state for one in every(sampled, SerialFilter(part="sn0001"))] == [SerialState.DISPATCHED]
    with sampled.read() as conn:
        assert check(conn) == ()
    wanted = SerialFilter(part="n000")
    assert [one.serial for one in every(sampled, wanted)] == [f"SN{number:04}" for number in range(1, 7)]
    assert texts(sampled, part="n000", state=SerialState.DISPATCHED) == ["SN0001"]
    assert replace(wanted, part="") == serial_list.EVERYTHING
