"""Adjustments that wait: asked for, approved or rejected while their goods move on, by who may and who may not."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import Connection

from serialhhd.store.adjustments import asking, deciding
from serialhhd.store.catalogue import places, products
from serialhhd.store.people import operators
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.words.vocabulary import Role
from tests.store.machine.floor import GONE, line_at
from tests.store.machine.known import Asked
from tests.store.machine.office import (
    AT,
    MOST_OPEN,
    ROAD,
    TEXTS,
    WAITS,
    WHY,
    Job,
    Office,
    accounts,
    begin_run,
    end_run,
    places_,
    some_of,
    some_texts,
    somewhere,
)

OLGA, SUE = "olga", "sue"
ROLES = {OLGA: Role.OPERATOR, SUE: Role.SUPERVISOR}
askers = st.sampled_from([OLGA, OLGA, SUE])
deciders = st.sampled_from([SUE, SUE, "office", OLGA])
"""The office is no operator, and may decide as anybody at a desk."""


class Waits(Office):
    """Adjustments that a limit of one unit lets wait."""

    @initialize()
    def hire(self) -> None:
        for name, role in ROLES.items():
            self.store.write(lambda conn, name=name, role=role: operators.add(conn, name, role, AT, by="x"))  # type: ignore[misc]

    def _waiting(self) -> list[str]:
        return [ref for ref, one in self.known.asked.items() if one.state == "waiting"]

    def _wrote(self, of: Asked) -> None:
        self.known.asked[f"ADJ-{len(self.known.asked) + 1}"] = of
        if of.leaves:
            of.holds = {text for text in of.held if text not in self.known.held}
            self.known.held |= of.holds

    @precondition(lambda self: len(self._waiting()) < MOST_OPEN and self.known.filled())
    @rule(data=st.data(), held=some_texts, by=askers)
    def ask_for_some_to_leave(self, data: st.DataObject, held: list[str], by: str) -> None:
        place, account = somewhere(data, self.known.filled())
        there = self.known.at(place, account)
        held = some_of(data, there, held)
        wanted = WAITS if self.known.any_waits(held) else set()
        if any(text not in there for text in held):
            wanted = WHY
        if not there:
            wanted = {"not_enough_stock"}
        if self.attempt(self._out("CAM", place, account, held, len(held), by), wanted):
            self._wrote(Asked("CAM", place, account, len(held), by, held, leaves=True))

    @precondition(lambda self: len(self._waiting()) < MOST_OPEN)
    @rule(data=st.data(), count=st.integers(1, 3), by=askers, leaves=st.booleans())
    def ask_for_boxes(self, data: st.DataObject, count: int, by: str, *, leaves: bool) -> None:
        filled = sorted(at for at, units in self.known.boxes.items() if units and at[0] != ROAD)
        place, account = somewhere(data, filled)
        if leaves:
            wanted = {"not_enough_stock"} if count > self.known.boxes[place, account] else set()
            job = self._out("BOX", place, account, [], count, by)
        else:
            wanted, job = set(), self._in("BOX", place, account, [], count, by)
        if self.attempt(job, wanted):
            self._wrote(Asked("BOX", place, account, count, by, [], leaves=leaves))

    @precondition(lambda self: len(self._waiting()) < MOST_OPEN)
    @rule(data=st.data(), held=some_texts, place=places_ | st.just(ROAD), account=accounts, by=askers)
    def ask_for_some_to_arrive(
        self, data: st.DataObject, held: list[str], place: str, account: str, by: str
    ) -> None:
        gone = [text for text in TEXTS if self.known.state(text) in GONE]
        held = some_of(data, gone, held)
        wanted = self._why_none_arrive(held, account)
        if not wanted and place == ROAD:
            wanted = {"wrong_location_kind"}
        if self.known.any_waits(held):
            wanted = wanted | WAITS
        if self.attempt(self._in("CAM", place, account, held, len(held), by), wanted):
            self._wrote(Asked("CAM", place, account, len(held), by, held, leaves=False))

    def _why_none_arrive(self, held: list[str], account: str) -> set[str]:
        removed = [text for text in held if self.known.state(text) == "removed"]
        if any(not self.known.is_free(text) and text not in removed for text in held):
            return WHY
        is_theirs = all(self.known.serials[text].account == account for text in removed)
        return set() if is_theirs else {"serial_of_other_account"}

    @staticmethod
    def _out(sku: str, place: str, account: str, held: list[str], units: int, by: str) -> Job:
        def work(conn: Connection) -> None:
            run, line = begin_run(conn, by, "adjust_out"), line_at(conn, sku, place, account)
            if held:
                capturing = Capturing(run, products.show(conn, sku), 99, AT)
                run = asking.capture_lost(conn, line, capturing, [serials.entry(text) for text in held])
            asking.take_out(conn, line, run, units=units, reason="lost", at=AT, approve_from=1)
            end_run(conn, run)

        return work

    @staticmethod
    def _in(sku: str, place: str, account: str, held: list[str], units: int, by: str) -> Job:
        def work(conn: Connection) -> None:
            run, product = begin_run(conn, by, "adjust_in"), products.show(conn, sku)
            if held:
                entries = [serials.entry(text) for text in held]
                run = asking.capture_found(conn, Capturing(run, product, 99, AT), entries)
            to, account_id = places.location(conn, place), places.account_id(conn, account)
            asking.bring_in(
                conn,
                product,
                run,
                units=units,
                to=to,
                account_id=account_id,
                reason="found",
                at=AT,
                approve_from=1,
            )
            end_run(conn, run)

        return work

    def _some_asked(self, data: st.DataObject) -> str | None:
        return self.one_of(
            data,
            self._waiting,
            lambda: self.ask_for_some_to_leave(data, TEXTS[:1], data.draw(askers)),
            self.known.asked,
        )

    @rule(data=st.data(), by=deciders)
    def approve_what_waits(self, data: st.DataObject, by: str) -> None:
        ref = self._some_asked(data)
        if ref is None:
            return
        of = self.known.asked[ref]
        wanted = self._why_not_posted(of)
        if of.by == by:
            wanted = {"own_request"}
        if of.state != "waiting":
            wanted = {"nothing_to_decide"}
        if by == OLGA:
            wanted = {"role_needed"}
        if not self.attempt(lambda conn: deciding.approve(conn, ref, by=by, at=AT), wanted):
            return
        self._decided(of, "posted")
        if of.sku == "BOX":
            self.known.boxes[of.place, of.account] += -of.units if of.leaves else of.units
        elif of.leaves:
            self.known.move(of.held, state="removed")
        else:
            self.known.move(of.held, state="in_stock", place=of.place, account=of.account)

    def _why_not_posted(self, of: Asked) -> set[str]:
        if not of.leaves:
            return self._why_none_arrive(of.held, of.account)
        if of.sku == "BOX":
            is_there = self.known.boxes[of.place, of.account] >= of.units
        else:
            is_there = set(of.held) <= set(self.known.at(of.place, of.account))
        return set() if is_there else {"stock_line_changed"}

    def _decided(self, of: Asked, state: str) -> None:
        of.state = state
        self.known.held -= of.holds

    @rule(data=st.data(), by=deciders, chance=st.booleans())
    def reject_what_waits(self, data: st.DataObject, by: str, *, chance: bool) -> None:
        ref = self._some_asked(data)
        if chance or ref is None:
            return
        of = self.known.asked[ref]
        wanted = set() if of.state == "waiting" else {"nothing_to_decide"}
        if by == OLGA:
            wanted = {"role_needed"}
        if self.attempt(lambda conn: deciding.reject(conn, ref, reason="not so", by=by, at=AT), wanted):
            self._decided(of, "rejected")
