"""Goods out: picked, dispatched; or cancelled, and put back."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import products
from serialhhd.store.containers import totes
from serialhhd.store.outbound import pick_lists, picking, putting_back
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing
from tests.store.machine.containers_in_use import ContainersInUse, totes_
from tests.store.machine.known import MAIN, Sent
from tests.store.machine.office import (
    AT,
    CART,
    CUSTOMERS,
    ELSEWHERE,
    QUARANTINE,
    ROAD,
    STORAGE,
    TEXTS,
    WHY,
    Job,
    begin_run,
    end_run,
    places_,
    some_of,
    some_texts,
    somewhere,
)


class GoodsOut(ContainersInUse):
    """Pick lists of one task of cameras at a place, for a customer or back to a supplier."""

    @precondition(lambda self: self.known.filled())
    @rule(data=st.data(), held=some_texts, to=st.sampled_from([None, *CUSTOMERS]), tote=totes_)
    def pick(self, data: st.DataObject, held: list[str], to: str | None, tote: str | None) -> None:
        """Pick for a customer, or to go back to the supplier; into a tote, where one is named."""
        to_supplier = to is None
        place, _ = somewhere(data, self.known.filled())
        ref, there = self.next_ref("PL"), self.known.at(place)
        held = some_of(data, there, held)
        is_held = self.known.any_held(held) and not to_supplier
        wanted = WHY if is_held or any(text not in there for text in held) else set()
        if not there:
            wanted = {"not_enough_stock"}
        if place not in {*STORAGE, ELSEWHERE, *([QUARANTINE] if to_supplier else [])}:
            wanted = {"wrong_location_kind"}
        if not wanted and tote:
            wanted = self.why_not_into(tote, ref)
        if self.attempt(self._pick(ref, held, place, to, tote), wanted):
            self.known.picked[ref] = held
            self.known.picked_from[ref] = place
            if to:
                self.known.customers[ref] = to
            else:
                self.known.to_supplier.add(ref)
            self.pick_into(tote, ref, held)

    @staticmethod
    def _pick(ref: str, held: list[str], place: str, to: str | None, tote: str | None) -> Job:
        def work(conn: Connection) -> None:
            product = products.show(conn, "CAM")
            wanted = [pick_lists.WantedTask("CAM", len(held), place)]
            supplier = None if to else "Maker"
            pick_list = pick_lists.add(conn, ref, wanted, at=AT, customer=to, supplier=supplier, by="office")
            run = begin_run(conn, "ben", "goods_out")
            task = picking.claim_next(conn, pick_list, run)
            assert task
            line = proposing.propose(conn, task, pick_list.account_id)
            if line is None:
                raise refusals.not_enough_stock(location=place, available=0, wanted=len(held))
            entries = [serials.entry(text) for text in held]
            capturing = Capturing(run, product, 99, AT)
            standing = pick_lists.standing(conn, pick_list.id, task.id)
            run = picking.capture(
                conn, standing, line, capturing, entries, SerialsOut.FROM_STOCK, verifies_origin=False
            )
            into = totes.show(conn, tote) if tote else None
            picking.post(conn, task, line, run, Pick(len(held), SerialsOut.FROM_STOCK, tote=into), at=AT)
            end_run(conn, run)

        return work

    @rule(data=st.data())
    def dispatch(self, data: st.DataObject) -> None:
        ref = self._picked_list(data)
        if ref is None:
            return
        held = self.known.picked[ref]
        to_supplier = ref in self.known.to_supplier
        wanted = {"serials_on_hold"} if self.known.any_held(held) and not to_supplier else set()
        if self.attempt(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=AT), wanted):
            self.known.sent[ref] = Sent(self.known.customers.get(ref))
            self.known.left_on |= dict.fromkeys(held, ref)
            self.known.move(self.known.picked.pop(ref), state="returned" if to_supplier else "dispatched")
            self.known.free_totes(ref)

    def _picked_list(self, data: st.DataObject) -> str | None:
        to = data.draw(st.sampled_from([None, *CUSTOMERS]))
        tote = data.draw(totes_)
        return self.one_of(
            data, lambda: sorted(self.known.picked), lambda: self.pick(data, TEXTS[:1], to, tote)
        )

    @rule(data=st.data())
    def cancel_a_pick_list(self, data: st.DataObject) -> None:
        ref = self._picked_list(data)
        if ref is None:
            return
        assert self.attempt(lambda conn: pick_lists.cancel(conn, ref, AT, by="office"), set())
        self.known.unwanted[ref] = self.known.picked.pop(ref)

    def _unwanted_lists(self) -> list[str]:
        return sorted(ref for ref, held in self.known.unwanted.items() if held)

    @rule(data=st.data(), held=some_texts, place=places_ | st.just(ROAD))
    def put_back(self, data: st.DataObject, held: list[str], place: str) -> None:
        every = {*self.known.unwanted, *self.known.picked}
        ref = self.one_of(data, self._unwanted_lists, lambda: self.cancel_a_pick_list(data), every)
        if ref is None:
            return
        waits = self.known.unwanted.get(ref, [])
        held = some_of(data, waits, held)
        wanted = set() if all(text in waits for text in held) else {"serial_not_waiting"}
        if (place == ELSEWHERE) is not (self.known.picked_from.get(ref) == ELSEWHERE):
            wanted |= {"other_warehouse"}
        if not waits:
            wanted = {"nothing_waiting"}
        if ref in self.known.picked:
            wanted = {"list_not_cancelled"}
        if place in {ROAD, CART}:
            wanted = {"wrong_location_kind"}
        if self.attempt(
            lambda conn: putting_back.put_back(conn, ref, to=place, serials=held, by="office", at=AT), wanted
        ):
            self.known.unwanted[ref] = left = [text for text in waits if text not in held]
            self.known.move(held, state="in_stock", place=place, account=MAIN)
            if not left:
                self.known.free_totes(ref)
