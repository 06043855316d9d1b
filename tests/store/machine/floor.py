"""What happens on the floor without a document: moves, adjustments, removals, returns, holds."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import holds, moving, runs, stock
from serialhhd.store.stock.stock_lines import StockLine
from tests.store.machine.office import (
    AT,
    CART,
    ELSEWHERE,
    ROAD,
    TEXTS,
    WAITS,
    WHY,
    Job,
    Office,
    accounts,
    begin_run,
    end_run,
    entered,
    places_,
    some_of,
    some_texts,
    somewhere,
)

units = st.integers(1, 3)
MOST_HELD = 2
AWAY = {"dispatched", "returned", "removed"}
GONE = {"unknown", "removed"}


def line_at(conn: Connection, sku: str, place: str, account: str) -> StockLine:
    """Return the filled stock line of a product at a place and of an account."""
    found = stock.page(conn, stock.EVERYTHING.named(conn, product=sku, location=place, account=account))
    if not found:
        raise refusals.not_enough_stock(location=place, available=0, wanted=1)
    return found[0]


class Floor(Office):
    """Cameras by serial, boxes by quantity."""

    @precondition(lambda self: self.known.filled())
    @rule(data=st.data(), held=some_texts, to=places_ | st.just(ROAD))
    def move(self, data: st.DataObject, held: list[str], to: str) -> None:
        place, account = somewhere(data, self.known.filled())
        there = self.known.at(place, account)
        held, code = self.or_a_container(data, there, some_of(data, there, held))
        if not there:
            wanted = {"not_enough_stock"}
        elif any(text not in there for text in held):
            wanted = WHY
        else:
            wanted = self.no_way(place, to)
        if self.attempt(self._move(place, account, held, code, to), wanted, *(place, to)):
            self.known.move(held, along=self.goes_along(code), state="in_stock", place=to)

    @staticmethod
    def _move(place: str, account: str, held: list[str], code: str | None, to: str) -> Job:
        """Serials at a desk, a container at the handheld."""

        def work(conn: Connection) -> None:
            line, product = line_at(conn, "CAM", place, account), products.show(conn, "CAM")
            if code is None:
                stock_work.move(conn, line.id, to=to, named=Named(held), by="carl", at=AT)
                return
            run = begin_run(conn, "carl", "move")
            run = moving.capture(
                conn, line, Capturing(run, product, 99, AT), entered(conn, product, run, held, code)
            )
            runs.save(conn, run, run.position, AT)
            moving.post(conn, line, run, units=len(held), to=places.location(conn, to), at=AT)
            end_run(conn, run)

        return work

    @rule(data=st.data(), to=places_ | st.just(ROAD), count=units)
    def move_boxes(self, data: st.DataObject, to: str, count: int) -> None:
        place, account = somewhere(data, self._boxes())
        there = self.known.boxes[place, account]
        wanted = self.no_way(place, to) or ({"not_enough_stock"} if count > there else set())
        if not there:
            wanted = {"not_enough_stock"}
        if self.attempt(
            lambda conn: stock_work.move(
                conn, line_at(conn, "BOX", place, account).id, to=to, quantity=count, by="carl", at=AT
            ),
            wanted,
            *(place, to),
        ):
            self.known.boxes[place, account] -= count
            self.known.boxes[to, account] += count

    def _boxes(self) -> list[tuple[str, str]]:
        return sorted(at for at, units in self.known.boxes.items() if units and at[0] != ROAD)

    @staticmethod
    def no_way(place: str, to: str) -> set[str]:
        if to == ROAD:
            return {"wrong_location_kind"}
        if to == place:
            return {"same_place"}
        return {"other_warehouse"} if ELSEWHERE in {place, to} else set()

    @precondition(lambda self: self.known.filled())
    @rule(data=st.data(), held=some_texts)
    def take_out(self, data: st.DataObject, held: list[str]) -> None:
        place, account = somewhere(data, self.known.filled())
        there = self.known.at(place, account)
        held = some_of(data, there, held)
        wanted = WAITS if self.known.any_waits(held) else set()
        if any(text not in there for text in held):
            wanted = WHY | WAITS
        if not there:
            wanted = {"not_enough_stock"}
        if self.attempt(
            lambda conn: stock_work.take_out(
                conn,
                line_at(conn, "CAM", place, account).id,
                quantity=len(held),
                reason="lost",
                named=Named(held),
                by="office",
                at=AT,
            ),
            wanted,
        ):
            self.known.move(held, state="removed")

    def _gone(self) -> list[str]:
        return [text for text in TEXTS if self.known.state(text) in GONE]

    @precondition(lambda self: self._gone())
    @rule(data=st.data(), held=some_texts, place=places_ | st.just(ROAD), account=accounts)
    def bring_in(self, data: st.DataObject, held: list[str], place: str, account: str) -> None:
        held = some_of(data, self._gone(), held)
        removed = [text for text in held if self.known.state(text) == "removed"]
        wanted = set()
        if place == ROAD:
            wanted = {"wrong_location_kind"}
        if any(self.known.serials[text].account != account for text in removed):
            wanted = {"serial_of_other_account"}
        if any(not self.known.is_free(text) and text not in removed for text in held):
            wanted = WHY
        if self.known.any_waits(held):
            wanted = wanted | WAITS
        named = Named(held)
        if self.attempt(
            lambda conn: stock_work.bring_in(
                conn,
                "CAM",
                location=place,
                quantity=len(held),
                reason="found",
                named=named,
                account=account,
                by="office",
                at=AT,
            ),
            wanted,
        ):
            self.known.move(held, state="in_stock", place=place, account=account)

    @rule(data=st.data(), count=units, comes=st.booleans())
    def adjust_boxes(self, data: st.DataObject, count: int, comes: bool) -> None:
        place, account = somewhere(data, self._boxes())
        there = self.known.boxes[place, account]
        wanted = {"not_enough_stock"} if not comes and count > there else set()

        def work(conn: Connection) -> None:
            if comes:
                stock_work.bring_in(
                    conn,
                    "BOX",
                    location=place,
                    quantity=count,
                    reason="found",
                    account=account,
                    by="office",
                    at=AT,
                )
            else:
                line = line_at(conn, "BOX", place, account)
                stock_work.take_out(conn, line.id, quantity=count, reason="lost", by="office", at=AT)

        if self.attempt(work, wanted):
            self.known.boxes[place, account] += count if comes else -count

    @precondition(lambda self: self.known.filled())
    @rule(text=st.sampled_from(TEXTS))
    def remove(self, text: str) -> None:
        wanted = {"in_stock": set[str](), "unknown": {"unknown"}}.get(
            self.known.state(text), {"serial_not_in_stock"}
        )
        if not wanted and self.known.any_waits([text]):
            wanted = {"serial_waits"}
        said = {"reason": "lost", "by": "office"}
        if self.attempt(lambda conn: stock.remove(conn, text, sku="CAM", at=AT, **said), wanted):
            self.known.move([text], state="removed")

    @precondition(lambda self: self._away())
    @rule(data=st.data(), text=st.sampled_from(TEXTS), place=places_ | st.just(ROAD))
    def take_back(self, data: st.DataObject, text: str, place: str) -> None:
        (text, *_) = some_of(data, self._away(), [text])
        state = self.known.state(text)
        wanted = set() if state in AWAY else {"serial_not_returnable"}
        if place in {ROAD, CART}:
            wanted = {"wrong_location_kind"}
        if state == "unknown":
            wanted = {"unknown"}
        said = {"reason": "back", "by": "office", "location": place}
        if self.attempt(lambda conn: stock.take_back(conn, text, sku="CAM", at=AT, **said), wanted):
            self.known.move([text], state="in_stock", place=place)

    def _away(self) -> list[str]:
        return [one for one in TEXTS if self.known.state(one) in AWAY]

    # --- holds --------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.known.held) < MOST_HELD)
    @rule(text=st.sampled_from(TEXTS))
    def hold(self, text: str) -> None:
        state = self.known.state(text)
        wanted = set() if state in {"in_stock", "picked"} else {"serial_not_holdable"}
        if text in self.known.held:
            wanted = {"serial_on_hold"}
        if state == "unknown":
            wanted = {"unknown"}
        said = {"reason": "wet", "by": "office"}
        if self.attempt(lambda conn: holds.hold(conn, text, sku="CAM", at=AT, **said), wanted):
            self.known.held.add(text)

    @precondition(lambda self: self.known.held)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(sorted(self.known.held)))
        wanted = {"serial_waits"} if self.known.waits(text) else set()
        if self.attempt(lambda conn: holds.release(conn, text, sku="CAM", by="office", at=AT), wanted):
            self.known.held.remove(text)
