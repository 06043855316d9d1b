"""The store beside the model, and jobs that are done in both, or die on the way."""

import shutil
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from sqlalchemy import Connection, event

from serialhhd.store.catalogue import places, products
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import carrying, containers, content
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import serials
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import ContainerKind, LocationKind, RunState, TrackingType
from tests.dumps import dump
from tests.store.machine.known import ACME, MAIN, Container, Known

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
EAST = "EAST"
STORAGE, ELSEWHERE, ROAD = ("A-01", "A-02"), "E-01", "TRANSIT-EAST"
QUARANTINE, CART = "Q-01", "CART-1"
PLACES = (*STORAGE, ELSEWHERE, QUARANTINE, CART)
"""All but the road: storage in two warehouses, quarantine, and a cart."""
ACCOUNTS = (MAIN, ACME)
CUSTOMERS = ("Hotel", "Cafe")
PEOPLE = ("anna", "ben")
MOST_OPEN = 3
TEXTS = [f"SN{number}" for number in range(8)]
BEGINS_WITH = ((STORAGE[0], MAIN, TEXTS[:3]), (STORAGE[1], MAIN, TEXTS[3:5]), (STORAGE[0], ACME, TEXTS[5:6]))
TOTES, PALLETS = ("T-1", "T-2", "T-3"), ("P-1", "P-2")
SSCCS = ("340123450000000017", "340123450000000024")
texts = st.lists(st.sampled_from(TEXTS), unique=True, max_size=3)
some_texts = texts.filter(bool)
places_ = st.sampled_from(PLACES)
accounts = st.sampled_from((*ACCOUNTS, MAIN, MAIN))
people = st.sampled_from(PEOPLE)
WHY = {
    *("serials_refused", "serial_unknown", "serial_on_hold"),
    *("serial_in_stock", "serial_in_quarantine", "serial_on_cart", "serial_in_transit"),
    *("serial_expected_elsewhere", "serial_never_received", "serial_not_on_list", "serial_not_on_transfer"),
    *("serial_picked", "serial_dispatched", "serial_removed", "serial_returned", "serial_of_other_account"),
}
"""What is said of a serial that cannot be had."""
WAITS = {"serial_waits", "serials_refused"}
"""What is said of one that is asked for again, alone or among others."""
Job = Callable[[Connection], object]


class Crash(Exception):  # noqa: N818 - it is what happens
    """The process dies before it commits."""


class Office(RuleBasedStateMachine):
    """A warehouse with two sites and two accounts, cameras that have serials, and boxes that have none."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        self.path = folder / "store.db"
        shutil.copy(template, self.path)
        self.store = self._open()
        self.known = Known()
        self.number = 0
        self.dies_after: int | None = None

    def _open(self) -> Store:
        return Store.open(str(self.path), clock=lambda: AT)

    def teardown(self) -> None:
        self.store.close()
        for file in self.path.parent.glob("store.db*"):
            file.unlink()

    @initialize()
    def begin(self) -> None:
        def fill(conn: Connection) -> None:
            for sku, tracking in (("CAM", TrackingType.FULL_TRACKING), ("BOX", TrackingType.NO_TRACKING)):
                products.add(conn, sku, at=AT, name=sku, tracking_type=tracking, by="office")
            places.add_warehouse(conn, EAST, by="office")
            places.add_account(conn, ACME, by="office")
            for code in STORAGE:
                places.add_location(conn, code, by="office")
            places.add_location(conn, ELSEWHERE, EAST, by="office")
            places.add_location(conn, QUARANTINE, kind=LocationKind.QUARANTINE, by="office")
            places.add_location(conn, CART, kind=LocationKind.CART, by="office")
            for kind, codes in ((ContainerKind.TOTE, TOTES), (ContainerKind.PALLET, PALLETS)):
                for code in codes:
                    containers.add(conn, code, kind, by="office")
            for place, account, names in BEGINS_WITH:
                found(conn, "CAM", place, account, names)
            found(conn, "BOX", STORAGE[0], MAIN, units=5)

        self.store.write(fill)
        for place, account, names in BEGINS_WITH:
            self.known.move(names, state="in_stock", place=place, account=account)
        self.known.boxes[STORAGE[0], MAIN] = 5
        self.known.containers = {code: Container() for code in (*TOTES, *PALLETS)}

    def next_ref(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.number}"

    def one_of(
        self,
        data: st.DataObject,
        there: Callable[[], list[str]],
        make: Callable[[], object],
        every: Collection[str] = (),
    ) -> str | None:
        """Draw one of what there is; where there is none, make one first; return None where none could be made.

        Now and then it is one of all that ever was.
        """
        is_any: bool = data.draw(st.sampled_from([False, False, False, True]))
        if every and is_any:
            return data.draw(st.sampled_from(sorted(every)))
        if not there():
            make()
        found = there()
        return data.draw(st.sampled_from(found)) if found else None

    def or_a_container(
        self, data: st.DataObject, there: list[str], held: list[str]
    ) -> tuple[list[str], str | None]:
        """Draw whether a container is scanned instead of serials: return what is entered, and its code."""
        filled = [code for code in self.known.containers if self.known.content(code)]
        here = [code for code in filled if set(self.known.content(code)) <= set(there)]
        if not filled or data.draw(st.booleans()):
            return held, None
        code: str = data.draw(st.sampled_from(here or filled))
        return self.known.content(code), code

    def goes_along(self, code: str | None) -> list[str]:
        """Let a container leave what it lay in; return it with what lies in it."""
        if code is None:
            return []
        self.known.take_out_of_others([code])
        return self.known.tree(code)

    def attempt(self, work: Job, wanted: set[str], *at: str) -> bool:
        """Do a job that the model says is refused for one of these reasons, or for none; tell whether it was done.

        Where it puts or takes something at one of these places, the cart of a batch is not one of them.
        """
        if CART in at and self.known.cart_of:
            wanted = wanted | {"cart_in_use"}
        with self.store.read() as conn:
            before = dump(conn)
        if self.dies_after is not None:
            self._die(work, self.dies_after)
            with self.store.read() as conn:
                assert dump(conn) == before, "something was there though nothing was acknowledged"
        refused = self._refusal(work)
        assert (refused in wanted) if wanted else refused is None, refused
        if refused:
            with self.store.read() as conn:
                assert dump(conn) == before, "a refusal has changed something"
        return refused is None

    def _refusal(self, work: Job) -> str | None:
        try:
            self.store.write(work)
        except Refused as refused:
            return refused.code
        return None

    @rule(after=st.integers(0, 40))
    def the_next_job_dies_on_its_way(self, after: int) -> None:
        """And then is done again, by a process that begins anew."""
        self.dies_after = after

    def _die(self, work: Job, after: int) -> None:
        def dying(conn: Connection) -> None:
            statements = 0

            def count(*_: object) -> None:
                nonlocal statements
                statements += 1
                if statements > after:
                    raise Crash

            event.listen(conn, "before_cursor_execute", count)
            try:
                work(conn)
                raise Crash
            finally:
                event.remove(conn, "before_cursor_execute", count)

        self.dies_after = None
        with pytest.raises((Crash, Refused)):
            self.store.write(dying)
        self.store.close()
        self.store = self._open()


def found(
    conn: Connection, sku: str, place: str, account: str, names: Sequence[str] = (), units: int = 0
) -> None:
    """Bring in what the warehouse begins with."""
    stock_work.bring_in(
        conn,
        sku,
        location=place,
        quantity=units or len(names),
        reason="found",
        named=Named(names),
        account=account,
        by="office",
        at=AT,
    )


def somewhere(data: st.DataObject, filled: list[tuple[str, str]]) -> tuple[str, str]:
    """Draw a place and an account: more often than not where something lies."""
    is_filled: bool = data.draw(st.sampled_from([True, True, True, False]))
    if filled and is_filled:
        return data.draw(st.sampled_from(filled))
    return data.draw(places_), data.draw(accounts)


def some_of(data: st.DataObject, there: list[str], others: list[str]) -> list[str]:
    """Draw serials: more often than not of those that are there, else the others."""
    from_there: bool = data.draw(st.sampled_from([True, True, False]))
    if there and from_there:
        return data.draw(st.lists(st.sampled_from(there), unique=True, min_size=1))
    return others


def entered(
    conn: Connection, product: Product, run: Run, held: Sequence[str], code: str | None
) -> list[SerialEntry]:
    """Return what is entered at the serial step: serials, or, by one scan of a container, those that lie in it."""
    if code is None:
        return [serials.entry(text) for text in held]
    container = containers.show(conn, code)
    carrying.take(conn, container, run.id)
    inside = content.entries(conn, container, product, run.id, is_expected=False)
    assert sorted(one.serial for one in inside) == sorted(held)
    return list(inside)


def begin_run(conn: Connection, operator: str, flow: str) -> Run:
    return runs.begin(conn, operator=operator, flow=flow, config="{}", position="{}", at=AT)


def end_run(conn: Connection, run: Run) -> None:
    runs.end(conn, run.id, RunState.DONE, AT)
