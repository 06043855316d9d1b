"""Transfers: shipped, received, given up, cancelled; and what becomes another account's where it lies."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing
from serialhhd.store.transfers import arriving, giving_up, shipping, transfers
from tests.store.machine.known import ACME, MAIN, Transfer
from tests.store.machine.office import (
    AT,
    CART,
    EAST,
    ELSEWHERE,
    MOST_OPEN,
    QUARANTINE,
    ROAD,
    STORAGE,
    TEXTS,
    WHY,
    Job,
    Office,
    begin_run,
    end_run,
    entered,
    places_,
    some_of,
    some_texts,
    somewhere,
)


class OnTheRoad(Office):
    """Transfers of one line: cameras or boxes, from a place to the other warehouse or account."""

    @precondition(lambda self: len(self._shipping()) < MOST_OPEN)
    @rule(
        data=st.data(),
        sku=st.sampled_from(["CAM", "CAM", "BOX"]),
        to=st.sampled_from([EAST, ACME]),
        quantity=st.integers(1, 3),
    )
    def ask_for_a_transfer(self, data: st.DataObject, sku: str, to: str, quantity: int) -> None:
        place, _ = somewhere(data, self.known.filled())
        self._ask_for_a_transfer(sku, to, place, quantity)

    def _ask_for_a_transfer(self, sku: str, to: str, place: str, quantity: int) -> None:
        ref = self.next_ref("TR")
        wanted: set[str] = set()
        if place == ELSEWHERE and to == EAST:
            wanted = {"other_warehouse"}
        if place in {QUARANTINE, CART}:
            wanted = {"wrong_location_kind"}
        side: dict[str, Any] = {"to_warehouse": EAST} if to == EAST else {"to_account": ACME}
        lines = [WantedLine(sku, quantity, place)]
        if self.attempt(lambda conn: transfers.add(conn, ref, lines, at=AT, by="office", **side), wanted):
            self.known.transfers[ref] = Transfer(sku, to, place, quantity)

    def _shipping(self) -> list[str]:
        return [ref for ref, one in self.known.transfers.items() if one.is_shipping and not one.is_cancelled]

    def _shipped_ones(self) -> list[str]:
        return [ref for ref, one in self.known.transfers.items() if one.shipped]

    def _on_the_road(self) -> list[str]:
        return [ref for ref, one in self.known.transfers.items() if one.in_transit]

    def _cameras_to_be_shipped(self) -> list[str]:
        """Return the transfers whose cameras are there, and may go."""
        return [
            ref
            for ref in self._shipping()
            if (of := self.known.transfers[ref]).sku == "CAM"
            and set(self.known.at(of.place)) - self.known.held
        ]

    @rule(data=st.data(), held=some_texts, count=st.integers(1, 4), ends_short=st.booleans())
    def ship(self, data: st.DataObject, held: list[str], count: int, ends_short: bool) -> None:
        ref = self.one_of(
            data, self._cameras_to_be_shipped, lambda: self._ask_for_cameras(data), self._shipping()
        )
        if ref is None:
            return
        of, code = self.known.transfers[ref], None
        there = self.known.at(of.place) if of.sku == "CAM" else []
        if of.sku == "CAM":
            held, code = self.or_a_container(data, there, some_of(data, there, held))
        else:
            held = []
        count = len(held) or count
        wanted = {"over_pick"} if count > of.quantity - of.shipped else set()
        if self.known.any_held(held) or any(text not in there for text in held):
            wanted = WHY
        if of.sku == "BOX" and not wanted and count > self.known.boxes[of.place, MAIN]:
            wanted = {"not_enough_stock"}
        if not (there or (of.sku == "BOX" and self.known.boxes[of.place, MAIN])):
            wanted = {"not_enough_stock"}
        if self.attempt(self._ship(ref, of.sku, held, code, count, ends_short=ends_short), wanted):
            self._shipped(ref, held, code, count, ends_short=ends_short)

    def _ask_for_cameras(self, data: st.DataObject) -> None:
        """Ask for cameras to be shipped that are in storage and on hold for nobody."""
        free = [text for place in STORAGE for text in self.known.at(place) if text not in self.known.held]
        if free:
            to = data.draw(st.sampled_from([EAST, EAST, ACME]))
            self._ask_for_a_transfer("CAM", to, self.known.serials[free[0]].place or "", 2)

    def _shipped(self, ref: str, held: list[str], code: str | None, count: int, *, ends_short: bool) -> None:
        of = self.known.transfers[ref]
        of.shipped += count
        of.is_shipping = of.shipped < of.quantity and not ends_short
        if of.is_of_account:
            of.arrived += count
            self.known.move(held, along=self.known.containers, place=of.place, account=ACME)
        else:
            along = self.goes_along(code)
            self.known.move(held, along=along, state="in_transit", place=ROAD, document=ref)
        if of.sku == "BOX":
            self.known.boxes[of.place, MAIN] -= count
            self.known.boxes[(of.place, ACME) if of.is_of_account else (ROAD, MAIN)] += count

    @staticmethod
    def _ship(ref: str, sku: str, held: list[str], code: str | None, count: int, *, ends_short: bool) -> Job:
        def work(conn: Connection) -> None:
            of, run = transfers.show(conn, ref), begin_run(conn, "ben", "transfer_out")
            line = shipping.claim_next(conn, of, run)
            assert line
            there = proposing.propose(conn, line, of.account_id)
            if there is None:
                raise refusals.not_enough_stock(location="", available=0, wanted=count)
            if held:
                standing = transfers.standing(conn, of.id, line.id)
                product = products.show(conn, sku)
                capturing = Capturing(run, product, 99, AT)
                entries = entered(conn, product, run, held, code)
                run = shipping.capture(conn, standing, there, capturing, entries)
            reason = "no more there" if ends_short else None
            shipping.post(conn, line, there, run, Taking(count, reason), at=AT)
            end_run(conn, run)

        return work

    def _some_shipped(self, data: st.DataObject) -> str | None:
        return self.one_of(
            data,
            self._on_the_road,
            lambda: self.ship(data, TEXTS[:1], 1, ends_short=False),
            self._shipped_ones(),
        )

    @rule(data=st.data(), held=some_texts, count=st.integers(1, 3), to=places_ | st.just(ROAD))
    def receive_a_transfer(self, data: st.DataObject, held: list[str], count: int, to: str) -> None:
        ref = self._some_shipped(data)
        if ref is None:
            return
        of, there, code = self.known.transfers[ref], self.known.on(ref), None
        if of.sku == "CAM":
            held, code = self.or_a_container(data, there, some_of(data, there, held))
        else:
            held = []
        count = len(held) or count
        wanted = {"not_in_transit"} if count > of.in_transit else set()
        if to == ROAD:
            wanted |= {"wrong_location_kind"}
        if any(text not in there for text in held):
            wanted = WHY
        if not of.in_transit:
            wanted = {"not_in_transit"}
        if self.attempt(self._receive_transfer(ref, of.sku, held, code, count, to), wanted, to):
            of.arrived += count
            self.known.move(held, along=self.goes_along(code), state="in_stock", place=to)
            if of.sku == "BOX":
                self.known.boxes[ROAD, MAIN] -= count
                self.known.boxes[to, MAIN] += count

    @staticmethod
    def _receive_transfer(ref: str, sku: str, held: list[str], code: str | None, count: int, to: str) -> Job:
        def work(conn: Connection) -> None:
            of, product = transfers.show(conn, ref), products.show(conn, sku)
            run = begin_run(conn, "eva", "transfer_in")
            line = arriving.lines_on_the_road(conn, of, product)[0]
            load = arriving.loads(conn, line.id)[0]
            if held:
                standing = transfers.ARRIVALS.lines.standing(conn, of.id, line.id)
                entries = entered(conn, product, run, held, code)
                run = arriving.capture(conn, standing, load, Capturing(run, product, 99, AT), entries)
            where = places.location(conn, to)
            arriving.post(conn, line, load, run, units=count, to=where, at=AT)
            end_run(conn, run)

        return work

    @rule(data=st.data(), held=some_texts, count=st.integers(1, 3), all_of_it=st.booleans())
    def give_up(self, data: st.DataObject, held: list[str], count: int, all_of_it: bool) -> None:
        ref = self._some_shipped(data)
        if ref is None:
            return
        of, there = self.known.transfers[ref], self.known.on(ref)
        held = some_of(data, there, held) if of.sku == "CAM" else []
        units = [] if held else [("BOX", count)]
        wanted = {"serial_not_on_transfer"} if any(text not in there for text in held) else set()
        if units and count > of.in_transit:
            wanted = {"not_in_transit"}
        if all_of_it:
            held, units, count, wanted = there, [], of.in_transit, set()
        if not of.in_transit:
            wanted = {"nothing_in_transit"}
        named = [] if all_of_it else held
        said = {"reason": "stolen", "by": "office"}
        if self.attempt(
            lambda conn: giving_up.give_up(conn, ref, units=units, serials=named, at=AT, **said), wanted
        ):
            gone = len(held) or count
            of.lost += gone
            self.known.move(held, state="removed")
            self.known.boxes[ROAD, MAIN] -= gone if of.sku == "BOX" else 0

    @precondition(lambda self: self.known.transfers)
    @rule(data=st.data(), chance=st.integers(0, 3))
    def cancel_a_transfer(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(sorted(self.known.transfers)))
        of = self.known.transfers[ref]
        wanted = {"transfer_has_shipments"} if of.shipped else set()
        if of.state != "open":
            wanted = {"document_not_open"}
        if self.attempt(lambda conn: transfers.cancel(conn, ref, AT, by="office"), wanted):
            of.is_cancelled = True
