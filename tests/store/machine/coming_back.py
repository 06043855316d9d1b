"""Customer returns: announced by a customer or for a pick list, or not at all; what comes back is restocked or goes to quarantine."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.returns import returns, taking_back
from serialhhd.store.returns.taking_back import ANYBODY, Coming, Returned
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import runs
from tests.store.machine.goods_out import GoodsOut
from tests.store.machine.known import Return
from tests.store.machine.office import (
    AT,
    CUSTOMERS,
    ELSEWHERE,
    MOST_OPEN,
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
)

AS_NEW, DAMAGED = "As new", "Damaged"
NOT_OURS = {*WHY, "serial_other_customer", "serial_not_dispatched", "serial_never_here"}
"""What is said of a serial that did not leave, or to somebody else."""


class ComesBack(GoodsOut):
    """Returns of one line of cameras."""

    def _open_returns(self) -> list[str]:
        return [ref for ref, one in self.known.returns.items() if one.state == "open"]

    @precondition(lambda self: len(self._open_returns()) < MOST_OPEN)
    @rule(data=st.data(), quantity=st.integers(1, 3), customer=st.sampled_from(CUSTOMERS))
    def announce_a_return(self, data: st.DataObject, quantity: int, customer: str) -> None:
        left_on = data.draw(st.sampled_from([None, *sorted({*self.known.sent, *self.known.picked})]))
        self._announce(quantity, customer, left_on)

    def _announce(self, quantity: int, customer: str, left_on: str | None) -> None:
        ref, wanted = self.next_ref("RT"), set[str]()
        said: dict[str, Any] = {"pick_list": left_on} if left_on else {"customer": customer}
        if left_on:
            of = self.known.sent.get(left_on)
            if of is None or left_on in self.known.to_supplier:
                wanted = {"list_not_dispatched"}
            elif not of.customer:
                wanted = {"customer_missing"}
            else:
                customer = of.customer
        if self.attempt(
            lambda conn: returns.add(conn, ref, [("CAM", quantity)], at=AT, by="office", **said), wanted
        ):
            self.known.returns[ref] = Return(quantity, customer, left_on)

    @rule(
        data=st.data(),
        held=some_texts,
        place=places_ | st.sampled_from([ROAD, QUARANTINE, QUARANTINE]),
        condition=st.sampled_from([AS_NEW, DAMAGED]),
        is_announced=st.booleans(),
    )
    def come_back(
        self, data: st.DataObject, held: list[str], place: str, condition: str, *, is_announced: bool
    ) -> None:
        if not self._left():
            self.dispatch(data)
        ref = None
        if is_announced:
            every = self.known.returns
            ref = self.one_of(data, self._returns_of_what_left, lambda: self._announce_what_left(data), every)
        of = self.known.returns[ref] if ref else None
        there = [text for text in TEXTS if self._may_come_back(text, of)]
        held = some_of(data, there, held)
        wanted: set[str] = set()
        if of and len(held) > of.quantity - of.done:
            wanted = {"over_pick"}
        is_good = condition == AS_NEW and place in {*STORAGE, ELSEWHERE}
        if not is_good and place != QUARANTINE:
            wanted = {"wrong_location_kind"}
        if any(text not in there for text in held):
            wanted = NOT_OURS
        if of and of.state != "open":
            wanted = {"line_changed"}
        if self.attempt(self._come_back(ref, held, place, condition), wanted):
            self.known.move(held, state="in_stock", place=place)
            if of:
                of.done += len(held)

    def _returns_of_what_left(self) -> list[str]:
        return [
            ref
            for ref in self._open_returns()
            if any(self._may_come_back(text, self.known.returns[ref]) for text in TEXTS)
        ]

    def _announce_what_left(self, data: st.DataObject) -> None:
        sent = [self.known.left_on[text] for text in TEXTS if self.known.state(text) == "dispatched"]
        of = self.known.sent[sent[0]] if sent else None
        if of and of.customer:
            self._announce(2, of.customer, data.draw(st.sampled_from([None, sent[0]])))

    def _left(self) -> list[str]:
        return [text for text in TEXTS if self.known.state(text) in {"dispatched", "returned"}]

    def _may_come_back(self, text: str, of: Return | None) -> bool:
        if of is None:
            return self.known.state(text) in {"dispatched", "returned"}
        left_on = self.known.left_on.get(text)
        if self.known.state(text) != "dispatched" or left_on is None:
            return False
        return left_on == of.pick_list if of.pick_list else self.known.sent[left_on].customer == of.customer

    @staticmethod
    def _come_back(ref: str | None, held: list[str], place: str, condition: str) -> Job:
        def work(conn: Connection) -> None:
            product, run = products.show(conn, "CAM"), begin_run(conn, "ben", "returns")
            coming, standing = Coming(product, None, ANYBODY), None
            if ref:
                of = returns.show(conn, ref)
                line = returns.line_of(conn, of, product)
                coming = Coming(product, line, returns.origin_of(conn, of.id))
                standing = returns.RETURNS.lines.standing(conn, of.id, line.id)
            entries = [serials.entry(text) for text in held]
            run = taking_back.capture(conn, standing, coming, Capturing(run, product, 99, AT), entries)
            runs.save(conn, run, run.position, AT)
            back = Returned(len(held), condition, (AS_NEW,), places.location(conn, place))
            taking_back.post(conn, coming, run, back, at=AT)
            end_run(conn, run)

        return work

    @precondition(lambda self: self.known.returns)
    @rule(data=st.data(), chance=st.integers(0, 2))
    def cancel_a_return(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(sorted(self.known.returns)))
        of = self.known.returns[ref]
        wanted = set() if of.state == "open" else {"document_not_open"}
        if self.attempt(lambda conn: returns.cancel(conn, ref, AT, by="office"), wanted):
            of.is_cancelled = True
