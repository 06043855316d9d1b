"""R34 The serials that a return names come back on it, and no others: asked of the store, and of the database by a foreign client."""

import pytest
from sqlalchemy import Engine

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.returns import announced, announcing, returns
from serialhhd.store.schema.check import Broken, check
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import TrackingType
from tests.store.returns.test_returns import ON_NOTHING, announce, back, whole
from tests.store.schema.tampering import LINK, Sql, entry, refused
from tests.store.schema.test_check import tamper


def name(store: Store, *texts: str, ref: str = "RT-1", sku: str = "CAM") -> None:
    store.write(lambda conn: announcing.set_serials(conn, ref, sku, texts, by="office"))


def clear(store: Store) -> None:
    store.write(lambda conn: announcing.clear_serials(conn, "RT-1", "CAM", by="office"))


def named(store: Store) -> tuple[str, ...]:
    with store.read() as conn:
        return announced.serials_of(conn, returns.lines(conn, returns.show(conn, "RT-1"))[0])


def test_r34_what_a_return_names_comes_back_and_nothing_else(gone: Store) -> None:
    back(gone, "CAM", "SN2", ref=None)
    announce(gone, ("CAM", 1), customer="ACME")
    name(gone, "sn1")
    assert named(gone) == ("sn1",)
    for text, code in (("SN2", "serial_in_stock"), ("X1", "serial_not_on_list")):
        with pytest.raises(Refused, match=code):
            back(gone, "CAM", text, accepts_unknown=True)
    assert back(gone, "CAM", "SN1").is_complete
    whole(gone)


def test_r34_once_it_names_none_any_of_its_customer_comes_back(gone: Store) -> None:
    announce(gone, ("CAM", 1), customer="ACME")
    name(gone, "SN1")
    clear(gone)
    assert named(gone) == ()
    assert back(gone, "CAM", "X1", accepts_unknown=True).is_complete
    whole(gone)


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (("SN1", "SN3"), "pre_entered_count"),
        (("SN2",), "serial_other_customer"),
        (("SN3",), "serial_in_stock"),
        (("X1",), "serial_never_here"),
        ((":done",), "serial_is_action"),
    ],
)
def test_r34_what_cannot_come_back_is_not_named(gone: Store, texts: tuple[str, ...], code: str) -> None:
    announce(gone, ("CAM", 1), customer="ACME")
    with pytest.raises(Refused, match=code):
        name(gone, *texts)
    assert named(gone) == ()
    whole(gone)


def test_r34_none_is_named_where_none_is_scanned_or_something_is_back(gone: Store) -> None:
    announce(gone, ("BAT", 1), ref="RT-2", pick_list="PL-3")
    with pytest.raises(Refused, match="serials_not_taken"):
        name(gone, "B1", ref="RT-2", sku="BAT")
    announce(gone, ("CAM", 2), customer="ACME")
    with pytest.raises(Refused, match="serials_repeated"):
        name(gone, "SN1", "sn1")
    back(gone, "CAM", "SN1")
    with pytest.raises(Refused, match="line_partly_received"):
        name(gone, "SN1", "SN2")
    with pytest.raises(Refused, match="line_partly_received"):
        clear(gone)
    gone.write(lambda conn: returns.cancel(conn, "RT-1", gone.now(), by="office"))
    with pytest.raises(Refused, match="document_not_open"):
        clear(gone)


def test_r34_no_unit_comes_back_without_one_of_them(gone: Store) -> None:
    tracking = TrackingType.TRACK_DURING_PICK
    gone.write(lambda conn: products.set_tracking(conn, "CAM", tracking, by="x", at=gone.now()))
    announce(gone, ("CAM", 1), pick_list="PL-1")
    name(gone, "SN1")
    with pytest.raises(Refused, match="quantity_is_serial_count"):
        back(gone, "CAM", units=1)
    back(gone, "CAM", "SN1")
    whole(gone)


# --- by a foreign client ------------------------------------------------------------------------------------------

NOTE = "INSERT INTO noted_serial (line_id, pass_no, serial, serial_key) VALUES ({line}, {pass_no}, upper('{key}'), '{key}')"


def test_r34_the_database_keeps_what_a_return_names(foreign: Engine, dispatched: Sql) -> None:
    dispatched(NOTE.format(line=ON_NOTHING, pass_no=1, key="s1"))
    refused(foreign, dispatched, NOTE.format(line=3, pass_no=1, key="s1"), "R34")
    refused(foreign, dispatched, NOTE.format(line=ON_NOTHING, pass_no=2, key="s1"), "R34")
    refused(foreign, dispatched, "UPDATE noted_serial SET serial = 'S2', serial_key = 's2'", "R34")
    dispatched("UPDATE document_line SET done = 1 WHERE id = 6")
    refused(foreign, dispatched, "DELETE FROM noted_serial", "R34")
    refused(foreign, dispatched, NOTE.format(line=ON_NOTHING, pass_no=1, key="s2"), "R34")


def test_r34_the_database_takes_no_unit_without_a_serial_on_such_a_return(dispatched: Sql) -> None:
    dispatched(
        "INSERT INTO document_line (kind, document_id, line_no, product_id, quantity, done, state)"
        " VALUES ('return', 5, 2, 2, 2, 0, 'open')"
    )
    dispatched(NOTE.format(line=7, pass_no=1, key="s1"))
    with pytest.raises(Exception, match="where a return names its serials"):
        dispatched(entry("return", 1, 6, product=2, line=2, serials=0, task=7))


def test_r34_the_database_takes_nothing_else_on_such_a_return(foreign: Engine, dispatched: Sql) -> None:
    dispatched(NOTE.format(line=ON_NOTHING, pass_no=1, key="other"))
    dispatched(entry("return", 1, 2, task=ON_NOTHING))
    refused(foreign, dispatched, LINK.format(transaction=6, serial=1), "R5")


@pytest.mark.usefixtures("dispatched")
def test_store_check_names_what_does_not_fit_what_a_return_names(warehouse: Store) -> None:
    tamper(
        warehouse,
        entry("return", 1, 2, serials=0, task=ON_NOTHING),
        NOTE.format(line=ON_NOTHING, pass_no=1, key="s1"),
    )
    with warehouse.read() as connection:
        broken = check(connection)
    assert Broken("noted_wrong", "line 1 of return rt-2 names 1 serials, but announces 2 units") in broken
    assert (
        Broken(
            "noted_wrong", "transaction 6 took back 1 units and 0 serials, of which 0 are named by its return"
        )
        in broken
    )
