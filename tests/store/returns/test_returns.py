"""R34, R35 What was dispatched comes back: asked of the store itself, and of the database by a foreign client."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Connection, Engine

from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.returns import returns, taking_back
from serialhhd.store.returns.taking_back import ANYBODY, Coming, Returned, TakenBack
from serialhhd.store.schema.check import Broken, check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import LocationKind, RunState, SerialState
from tests.store.schema.tampering import LINK, Sql, entry, refused
from tests.store.schema.test_check import tamper

if TYPE_CHECKING:
    from serialhhd.store.documents.lines import Line

RESTOCK = ("As new",)


def announce(
    store: Store,
    *lines: tuple[str, int],
    ref: str = "RT-1",
    customer: str | None = None,
    pick_list: str | None = None,
) -> None:
    store.write(
        lambda conn: returns.add(
            conn, ref, lines, at=store.now(), customer=customer, pick_list=pick_list, by="office"
        )
    )


def back(
    store: Store,
    sku: str,
    *texts: str,
    units: int | None = None,
    ref: str | None = "RT-1",
    condition: str = "As new",
    to: str = "A-02",
    accepts_unknown: bool = False,
) -> TakenBack:
    def work(conn: Connection) -> TakenBack:
        product, place = products.show(conn, sku), places.location(conn, to)
        run = runs.begin(conn, operator="ben", flow="returns", config="{}", position="{}", at=store.now())
        line: Line | None = None
        origin, standing = ANYBODY, None
        if ref:
            of = returns.show(conn, ref)
            line, origin = returns.line_of(conn, of, product), returns.origin_of(conn, of.id)
            standing = returns.RETURNS.lines.standing(conn, of.id, line.id)
        coming = Coming(product, line, origin)
        if texts:
            capturing = Capturing(run, product, 99, store.now())
            run = taking_back.capture(
                conn,
                standing,
                coming,
                capturing,
                [serials.entry(text) for text in texts],
                accepts_unknown=accepts_unknown,
            )
            runs.save(conn, run, run.position, store.now())
        returned = Returned(units or len(texts), condition, RESTOCK, place)
        taken = taking_back.post(conn, coming, run, returned, at=store.now())
        runs.end(conn, run.id, RunState.DONE, store.now())
        return taken

    return store.write(work)


def whole(store: Store) -> None:
    with store.read() as conn:
        assert check(conn) == ()


def test_r34_a_serial_comes_back_to_the_account_that_it_left(gone: Store) -> None:
    announce(gone, ("CAM", 1), customer="acme")
    taken = back(gone, "CAM", "SN1")
    assert taken.is_complete
    with gone.read() as conn:
        trace = traces.show(conn, "SN1")
        assert (trace.state, trace.location, trace.condition) == (SerialState.IN_STOCK, "A-02", "As new")
        assert trace.history[-1].document == "RT-1"
        assert returns.serials_of(conn, returns.lines(conn, returns.show(conn, "RT-1"))[0]) == ("SN1",)
    whole(gone)


@pytest.mark.parametrize(
    ("texts", "code"),
    [(("SN2",), "serial_other_customer"), (("SN3",), "serial_in_stock"), (("X1",), "serial_never_here")],
)
@pytest.mark.parametrize("named", [{"customer": "ACME"}, {"pick_list": "PL-1"}])
def test_r34_a_return_takes_only_what_went_there(
    gone: Store, texts: Sequence[str], code: str, named: dict[str, str]
) -> None:
    announce(gone, ("CAM", 2), customer=named.get("customer"), pick_list=named.get("pick_list"))
    with pytest.raises(Refused, match=code):
        back(gone, "CAM", *texts)
    whole(gone)


def test_r34_unannounced_a_serial_says_where_it_went(gone: Store) -> None:
    back(gone, "CAM", "SN1", "SN2", ref=None)
    with gone.read() as conn:
        assert {traces.show(conn, one).location for one in ("SN1", "SN2")} == {"A-02"}
    whole(gone)


def test_r34_one_that_was_never_here_is_taken_in_where_the_flow_says_so(gone: Store) -> None:
    announce(gone, ("CAM", 1), customer="ACME")
    back(gone, "CAM", "X1", accepts_unknown=True)
    announce(gone, ("CAM", 1), ref="RT-2", pick_list="PL-1")
    with pytest.raises(Refused, match="serial_never_here"):
        back(gone, "CAM", "X2", ref="RT-2", accepts_unknown=True)
    with gone.read() as conn:
        assert traces.show(conn, "X1").state is SerialState.IN_STOCK
    whole(gone)


def test_r34_without_serials_never_more_than_left_and_is_not_back(gone: Store) -> None:
    announce(gone, ("BAT", 9), customer="ACME")
    with pytest.raises(Refused, match="more_than_dispatched"):
        back(gone, "BAT", units=1)
    announce(gone, ("BAT", 2), ref="RT-2", pick_list="PL-3")
    announce(gone, ("BAT", 2), ref="RT-3", pick_list="PL-3")
    back(gone, "BAT", units=1, ref="RT-2")
    with pytest.raises(Refused, match="more_than_dispatched") as why:
        back(gone, "BAT", units=2, ref="RT-3")
    assert why.value.facts["most"] == 1
    assert not back(gone, "BAT", units=1, ref="RT-3").is_complete
    with pytest.raises(Refused, match="more_than_dispatched"):
        back(gone, "BAT", units=1, ref="RT-2")
    whole(gone)


def test_r34_no_more_than_the_return_announces(gone: Store) -> None:
    announce(gone, ("BAT", 1), pick_list="PL-3")
    with pytest.raises(Refused, match="over_pick"):
        back(gone, "BAT", units=2)
    assert back(gone, "BAT", units=1).is_complete
    with pytest.raises(Refused):
        back(gone, "BAT", units=1)


def test_r34_a_return_names_what_left(gone: Store) -> None:
    with pytest.raises(Refused, match="customer_missing"):
        announce(gone, ("CAM", 1))
    with pytest.raises(Refused, match="list_not_dispatched"):
        announce(gone, ("LENS", 1), pick_list="PL-2")
    with pytest.raises(Refused, match="list_of_other_customer"):
        announce(gone, ("CAM", 1), customer="Hotel", pick_list="PL-1")
    with pytest.raises(Refused, match="not_on_document"):
        announce(gone, ("BAT", 1), pick_list="PL-1")
    announce(gone, ("CAM", 1), customer="ACME")
    gone.write(lambda conn: returns.cancel(conn, "RT-1", gone.now(), by="office"))
    with pytest.raises(Refused, match="line_changed"):
        back(gone, "CAM", "SN1")


@pytest.mark.parametrize(
    ("condition", "to", "is_taken"),
    [
        ("as NEW", "A-02", True),
        ("As new", "Q-01", True),
        ("Damaged", "Q-01", True),
        ("Damaged", "A-02", False),
        ("like new", "A-02", False),
        ("As new", "C-01", False),
    ],
)
def test_r35_the_condition_says_where_it_is_put(gone: Store, condition: str, to: str, is_taken: bool) -> None:
    gone.write(lambda conn: places.add_location(conn, "C-01", kind=LocationKind.CART, by="office"))
    if is_taken:
        back(gone, "CAM", "SN1", ref=None, condition=condition, to=to)
    else:
        with pytest.raises(Refused, match="wrong_location_kind"):
            back(gone, "CAM", "SN1", ref=None, condition=condition, to=to)
    whole(gone)


def test_r35_at_the_desk_nobody_needs_to_say_it_and_then_that_is_kept(gone: Store) -> None:
    def desk(serial: str, condition: str | None, to: str) -> None:
        gone.write(
            lambda conn: stock.take_back(
                conn,
                serial,
                sku=None,
                location=to,
                reason="sent back",
                condition=condition,
                restock=RESTOCK,
                by="office",
                at=gone.now(),
            )
        )

    desk("SN1", None, "A-02")
    with pytest.raises(Refused, match="wrong_location_kind"):
        desk("SN2", "Damaged", "A-02")
    with pytest.raises(Refused, match="condition_missing"):
        desk("SN2", " ", "Q-01")
    desk("SN2", "Damaged", "Q-01")
    with gone.read() as conn:
        said = [traces.show(conn, serial).condition for serial in ("SN1", "SN2")]
    assert said == ["not stated", "Damaged"]
    whole(gone)


# --- by a foreign client ------------------------------------------------------------------------------------------

BACK = "UPDATE serial SET state = 'in_stock', stock_line_id = {line} WHERE id = 1"
ON_PL_1, ON_NOTHING = 5, 6
"""Lines of returns: one of PL-1, and one of a customer alone."""


def test_what_was_dispatched_comes_back(warehouse: Store, dispatched: Sql) -> None:
    dispatched(entry("return", 1, 2, task=ON_PL_1))
    dispatched(LINK.format(transaction=6, serial=1))
    dispatched(BACK.format(line=1))
    dispatched("UPDATE document_line SET done = 1 WHERE id = 5")
    with warehouse.read() as connection:
        assert check(connection) == ()


WRONG = {
    "in no condition": (entry("return", 1, 2, condition=None), "R35"),
    "on a cart": (entry("return", 1, 1, line=4), "R35"),
    "another product than the return's": (
        entry("return", 1, 6, product=2, line=2, serials=0, task=ON_PL_1),
        "R34",
    ),
    "on a pre-receipt": (entry("return", 1, 2, task=1), "R34"),
    "without serials, on no paper": (entry("return", 1, 6, product=2, line=2, serials=0), "R34"),
}


@pytest.mark.parametrize(("statement", "rule"), WRONG.values(), ids=WRONG)
def test_nothing_else_comes_back(foreign: Engine, dispatched: Sql, statement: str, rule: str) -> None:
    refused(foreign, dispatched, statement, rule)


def test_r34_only_what_left_on_the_pick_list_comes_back_on_its_return(
    foreign: Engine, dispatched: Sql
) -> None:
    """Serial 3 is captured: it never left."""
    dispatched(entry("return", 1, 2, task=ON_PL_1))
    refused(foreign, dispatched, LINK.format(transaction=6, serial=3), "R5")
    dispatched(LINK.format(transaction=6, serial=1))


def test_r34_a_cancelled_return_takes_nothing(foreign: Engine, dispatched: Sql) -> None:
    dispatched("UPDATE document_line SET state = 'cancelled' WHERE id = 5")
    dispatched("UPDATE document SET state = 'cancelled' WHERE id = 4")
    refused(foreign, dispatched, entry("return", 1, 2, task=ON_PL_1), "R34")


STAYS = {
    "its pick list": ("UPDATE document SET pick_list_id = NULL WHERE id = 4", "R10"),
    "never more than announced": ("UPDATE document_line SET done = 3 WHERE id = 5", "never_more"),
    "what came stays": ("UPDATE document_line SET done = -1 WHERE id = 5", "R10|done"),
}


@pytest.mark.parametrize(("statement", "rule"), STAYS.values(), ids=STAYS)
def test_r34_a_return_stays_what_it_is(dispatched: Sql, statement: str, rule: str) -> None:
    with pytest.raises(Exception, match=rule):
        dispatched(statement)


BROKEN = {
    "returned_wrong": (
        "UPDATE document_line SET done = 1 WHERE id = 5",
        "return line 5 says 1 were returned, its returns add up to 0",
    ),
    "return_above_dispatch": (
        entry("return", 3, 4, serials=0, task=ON_PL_1),
        "3 more units of CAM without serials came back than left on PL-1",
    ),
    "return_without_list": (
        entry("return", 3, 4, serials=0, task=ON_NOTHING),
        "transaction 6 brought back 3 units without serials, which left on no pick list that a return names",
    ),
}


@pytest.mark.usefixtures("dispatched")
@pytest.mark.parametrize(("code", "how"), BROKEN.items(), ids=BROKEN)
def test_store_check_names_what_came_back_wrongly(warehouse: Store, code: str, how: tuple[str, str]) -> None:
    statement, sentence = how
    tamper(warehouse, statement)
    with warehouse.read() as connection:
        assert Broken(code, sentence) in check(connection)
