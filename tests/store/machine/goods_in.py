"""Goods in: announced, entered beforehand, received, cancelled."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.inbound import pre_entered, pre_receipts, receiving
from serialhhd.store.inbound.receiving import Receipt, SerialsIn
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs
from tests.store.machine.known import MAIN, NEVER_CAME, Announced, Container, Where
from tests.store.machine.office import (
    AT,
    MOST_OPEN,
    ROAD,
    SSCCS,
    TEXTS,
    WHY,
    Job,
    Office,
    begin_run,
    end_run,
    places_,
    some_of,
    texts,
)


class GoodsIn(Office):
    """Pre-receipts of one line of cameras."""

    @precondition(lambda self: len(self.known.announced) < MOST_OPEN)
    @rule(quantity=st.integers(1, 3))
    def announce(self, quantity: int) -> None:
        ref = self.next_ref("PR")
        assert self.attempt(
            lambda conn: pre_receipts.add(conn, ref, [("CAM", quantity)], at=AT, by="office"), set()
        )
        self.known.announced[ref] = Announced(quantity)

    @rule(data=st.data(), given=texts)
    def pre_enter(self, data: st.DataObject, given: list[str]) -> None:
        ref = self._announced(data)
        of, size = self.known.announced[ref], self.known.announced[ref].expected
        free = [text for text in TEXTS if self.known.is_free(text) or text in of.serials]
        from_free: bool = data.draw(st.sampled_from([True, True, False]))
        if len(free) >= size and from_free:
            given = data.draw(st.lists(st.sampled_from(free), unique=True, min_size=size, max_size=size))
        named = data.draw(st.lists(st.sampled_from([None, *SSCCS]), min_size=len(given), max_size=len(given)))
        ssccs = {text: sscc for text, sscc in zip(given, named, strict=True) if sscc}
        taken = [text for text in given if not self.known.is_free(text) and text not in of.serials]
        wanted = {"serials_refused"} if taken else set()
        if len(given) != of.expected:
            wanted = {"pre_entered_count"}
        if self.attempt(
            lambda conn: pre_entered.set_serials(conn, ref, "CAM", given, ssccs=ssccs, by="office"), wanted
        ):
            self.known.forget(of.serials)
            of.serials, of.ssccs = given, ssccs
            for sscc in ssccs.values():
                self.known.containers.setdefault(sscc, Container())
            self.known.serials |= dict.fromkeys(given, Where("expected"))

    @precondition(lambda self: self.known.announced)
    @rule(data=st.data(), chance=st.integers(0, 3))
    def cancel_a_pre_receipt(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(sorted(self.known.announced)))
        assert self.attempt(lambda conn: pre_receipts.cancel(conn, ref, AT, by="office"), set())
        self.known.forget(self.known.announced.pop(ref).serials)

    def _announced(self, data: st.DataObject) -> str:
        return self.one_of(data, lambda: sorted(self.known.announced), lambda: self.announce(2)) or ""

    @rule(data=st.data(), held=texts, place=places_ | st.just(ROAD))
    def receive(self, data: st.DataObject, held: list[str], place: str) -> None:
        ref = self._announced(data)
        ssccs = self.known.announced[ref].ssccs
        listed = self.known.announced[ref].serials
        from_list: bool = data.draw(st.sampled_from([True, True, False]))
        if listed and from_list:
            held = data.draw(st.lists(st.sampled_from(listed), unique=True))
        elif not listed:
            held = some_of(data, [text for text in TEXTS if self._may_come(text)], held)
        free = [text for text in held if (text in listed if listed else self._may_come(text))]
        wanted = set() if free == held else WHY
        if not wanted and held and place == ROAD:
            wanted = {"wrong_location_kind"}
        if self.attempt(self._receive(ref, held, place), wanted, *([place] if held else [])):
            del self.known.announced[ref]
            lie_in = {
                text: ssccs[text] for text in held if text in ssccs and self._may_stand(ssccs[text], place)
            }
            self.known.move(held, state="in_stock", place=place, account=MAIN)
            self.known.lies_in |= lie_in
            self.known.serials |= {text: Where(NEVER_CAME) for text in listed if text not in held}

    def _may_stand(self, sscc: str, place: str) -> bool:
        """Tell whether nothing of a container, or of what it lies in, is at another place."""
        return self.known.place_of(self.known.outward(sscc)[-1]) in {None, place}

    def _may_come(self, text: str) -> bool:
        """Tell whether a serial may be received: what is free, and what went back to its supplier."""
        return self.known.is_free(text) or self.known.state(text) == "returned"

    @staticmethod
    def _receive(ref: str, held: list[str], place: str) -> Job:
        def work(conn: Connection) -> None:
            document, product = pre_receipts.show(conn, ref), products.show(conn, "CAM")
            run = begin_run(conn, "anna", "goods_in")
            runs.set_document(conn, run.id, document.id)
            line = pre_receipts.line_of(conn, document, product)
            how = SerialsIn.VERIFY if line.pre_entered else SerialsIn.CAPTURE
            receiving.claim(conn, line, run, ref)
            if held:
                entries = [serials.entry(text) for text in held]
                standing = pre_receipts.standing(conn, document.id, line.id)
                run = receiving.capture(conn, standing, Capturing(run, product, 99, AT), entries, how)
            to = places.location(conn, place).id
            receipt = Receipt(len(held), how, 99, closes_short=True, location_id=to)
            receiving.post(conn, line, run, receipt, account_id=document.account_id, at=AT)
            end_run(conn, run)

        return work
