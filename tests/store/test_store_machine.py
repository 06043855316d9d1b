"""The store against a model made of dictionaries: whatever the office does, both say the same; a crash changes nothing."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Connection, event

from serialhhd.store import refusals
from serialhhd.store.catalogue import places, products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_entered, pre_receipts, receiving
from serialhhd.store.inbound.receiving import Receipt, SerialsIn
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.schema import check
from serialhhd.store.serials import serial_list, serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import moving, proposing, runs, stock
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState, TrackingType
from tests.dumps import dump

AT = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PLACES = ("A-01", "A-02")
MOST_OPEN = 3
NEVER_CAME = "never came"
TEXTS = [f"SN{number}" for number in range(4)]
texts = st.lists(st.sampled_from(TEXTS), unique=True, max_size=3)
places_ = st.sampled_from(PLACES)


class Crash(Exception):  # noqa: N818 - it is what happens
    """The process dies before it commits."""


@dataclass
class Known:
    """What the model knows: serials as (state, place), the lists of pre-receipts, what was picked on each pick list."""

    serials: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    announced: dict[str, list[str]] = field(default_factory=dict)
    expected: dict[str, int] = field(default_factory=dict)
    picked: dict[str, list[str]] = field(default_factory=dict)


class Office(RuleBasedStateMachine):
    """Documents are announced, received, picked and dispatched; some jobs crash on the way."""

    def __init__(self, template: Path, folder: Path) -> None:
        super().__init__()
        self.path = folder / "store.db"
        shutil.copy(template, self.path)
        self.store = Store.open(str(self.path), clock=lambda: AT)
        self.known = Known()
        self.number = 0

    def teardown(self) -> None:
        self.store.close()
        for file in self.path.parent.glob("store.db*"):
            file.unlink()

    @initialize()
    def begin(self) -> None:
        def fill(conn: Connection) -> None:
            products.add(
                conn, "CAM", at=AT, name="Camera", tracking_type=TrackingType.FULL_TRACKING, by="office"
            )
            for code in PLACES:
                places.add_location(conn, code, by="office")

        self.store.write(fill)

    def next_ref(self, kind: str) -> str:
        self.number += 1
        return f"{kind}-{self.number}"

    def attempt(self, work: Callable[[Connection], object], wanted: set[str]) -> bool:
        """Do a job that the model says is refused for one of these reasons, or for none; tell whether it was done."""
        with self.store.read() as conn:
            before = dump(conn)
        refused = self.refusal(work)
        assert (refused in wanted) if wanted else refused is None, refused
        if refused:
            with self.store.read() as conn:
                assert dump(conn) == before
        return refused is None

    def refusal(self, work: Callable[[Connection], object]) -> str | None:
        try:
            self.store.write(work)
        except Refused as refused:
            return refused.code
        return None

    # --- crashes ------------------------------------------------------------------------------------------------

    @rule(after=st.integers(0, 25), held=texts, place=places_)
    def a_receipt_crashes_before_its_commit(self, after: int, held: list[str], place: str) -> None:
        ref = self.next_ref("CRASH")

        def work(conn: Connection) -> None:
            statements = 0

            def count(*_: object) -> None:
                nonlocal statements
                statements += 1
                if statements > after:
                    raise Crash

            event.listen(conn, "before_cursor_execute", count)
            try:
                pre_receipts.add(conn, ref, [("CAM", 3)], at=AT, by="office")
                self.receive_job(ref, held, place)(conn)
                raise Crash
            finally:
                event.remove(conn, "before_cursor_execute", count)

        with self.store.read() as conn:
            before = dump(conn)
        with pytest.raises((Crash, Refused)):
            self.store.write(work)
        with self.store.read() as conn:
            assert dump(conn) == before

    # --- goods in -----------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.known.announced) < MOST_OPEN)
    @rule(quantity=st.integers(1, 3))
    def announce(self, quantity: int) -> None:
        ref = self.next_ref("PR")
        assert self.attempt(
            lambda conn: pre_receipts.add(conn, ref, [("CAM", quantity)], at=AT, by="office"), set()
        )
        self.known.announced[ref], self.known.expected[ref] = [], quantity

    @precondition(lambda self: self.known.announced)
    @rule(data=st.data(), given=texts)
    def pre_enter(self, data: st.DataObject, given: list[str]) -> None:
        ref = data.draw(st.sampled_from(sorted(self.known.announced)))
        size = self.known.expected[ref]
        if data.draw(st.booleans()):
            given = data.draw(st.lists(st.sampled_from(TEXTS), unique=True, min_size=size, max_size=size))
        own = self.known.announced[ref]
        taken = [text for text in given if not self.is_free(text) and text not in own]
        wanted = {"serials_refused"} if taken else set()
        if len(given) != size:
            wanted = {"pre_entered_count"}
        if self.attempt(lambda conn: pre_entered.set_serials(conn, ref, "CAM", given, by="office"), wanted):
            self.forget(own)
            self.known.announced[ref] = given
            self.known.serials |= dict.fromkeys(given, ("expected", None))

    @precondition(lambda self: self.known.announced)
    @rule(data=st.data(), chance=st.integers(0, 3))
    def cancel(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(sorted(self.known.announced)))
        assert self.attempt(lambda conn: pre_receipts.cancel(conn, ref, AT, by="office"), set())
        self.forget(self.known.announced.pop(ref))

    def is_free(self, text: str) -> bool:
        """Whether nobody knows the serial, or only from a line that was closed without it."""
        return self.known.serials.get(text, (NEVER_CAME, None))[0] == NEVER_CAME

    def forget(self, gone: list[str]) -> None:
        for text in gone:
            del self.known.serials[text]

    @precondition(lambda self: self.known.announced)
    @rule(data=st.data(), held=texts, place=places_)
    def receive(self, data: st.DataObject, held: list[str], place: str) -> None:
        ref = data.draw(st.sampled_from(sorted(self.known.announced)))
        listed = self.known.announced[ref]
        from_list: bool = data.draw(st.booleans())
        if listed and from_list:
            held = data.draw(st.lists(st.sampled_from(listed), unique=True))
        free = [text for text in held if (text in listed if listed else self.is_free(text))]
        wanted = set() if free == held else {"serials_refused", *_WHY}
        if self.attempt(self.receive_job(ref, held, place), wanted):
            del self.known.announced[ref]
            self.known.serials |= dict.fromkeys(held, ("in_stock", place))
            self.known.serials |= {text: (NEVER_CAME, None) for text in listed if text not in held}

    @staticmethod
    def receive_job(ref: str, held: list[str], place: str) -> Callable[[Connection], None]:
        def work(conn: Connection) -> None:
            document, product = pre_receipts.show(conn, ref), products.show(conn, "CAM")
            run = runs.begin(conn, operator="anna", flow="goods_in", config="{}", position="{}", at=AT)
            runs.set_document(conn, run.id, document.id)
            line = pre_receipts.line_of(conn, document, product)
            how = SerialsIn.VERIFY if line.pre_entered else SerialsIn.CAPTURE
            receiving.claim(conn, line, run, ref)
            entries = [serials.entry(text) for text in held]
            if entries:
                standing = pre_receipts.standing(conn, document.id, line.id)
                run = receiving.capture(conn, standing, Capturing(run, product, 99, AT), entries, how)
            receipt = Receipt(
                len(held), how, 99, closes_short=True, location_id=places.location(conn, place).id
            )
            receiving.post(conn, line, run, receipt, account_id=document.account_id, at=AT)
            runs.end(conn, run.id, RunState.DONE, AT)

        return work

    # --- goods out ----------------------------------------------------------------------------------------------

    @precondition(lambda self: self.known.serials)
    @rule(data=st.data(), held=texts.filter(bool), place=places_)
    def pick(self, data: st.DataObject, held: list[str], place: str) -> None:
        ref = self.next_ref("PL")
        on_line = [text for text, at in self.known.serials.items() if at == ("in_stock", place)]
        from_line: bool = data.draw(st.booleans())
        if on_line and from_line:
            held = data.draw(st.lists(st.sampled_from(on_line), unique=True, min_size=1))
        there = [text for text in held if text in on_line]
        wanted = set() if there == held else {"serials_refused", *_WHY}
        if not on_line:
            wanted = {"not_enough_stock"}
        if self.attempt(self.pick_job(ref, held, place), wanted):
            self.known.picked[ref] = held
            self.known.serials |= dict.fromkeys(held, ("picked", None))

    @staticmethod
    def pick_job(ref: str, held: list[str], place: str) -> Callable[[Connection], None]:
        def work(conn: Connection) -> None:
            product = products.show(conn, "CAM")
            wanted = [pick_lists.WantedTask("CAM", len(held), place)]
            pick_list = pick_lists.add(conn, ref, wanted, at=AT, by="office")
            run = runs.begin(conn, operator="ben", flow="goods_out", config="{}", position="{}", at=AT)
            task = picking.claim_next(conn, pick_list, run)
            assert task
            line = proposing.propose(conn, task, pick_list.account_id)
            if line is None:
                raise refusals.not_enough_stock(location=place, available=0, wanted=len(held))
            entries = [serials.entry(text) for text in held]
            capturing = Capturing(run, product, 99, AT)
            standing = pick_lists.standing(conn, pick_list.id, task.id)
            run = picking.capture(conn, standing, line, capturing, entries, SerialsOut.FROM_STOCK)
            picking.post(conn, task, line, run, Pick(len(held), SerialsOut.FROM_STOCK), at=AT)
            runs.end(conn, run.id, RunState.DONE, AT)

        return work

    @precondition(lambda self: self.known.picked)
    @rule(data=st.data())
    def dispatch(self, data: st.DataObject) -> None:
        ref = data.draw(st.sampled_from(sorted(self.known.picked)))
        assert self.attempt(lambda conn: pick_lists.dispatch(conn, ref, by="office", at=AT), set())
        self.known.serials |= dict.fromkeys(self.known.picked.pop(ref), ("dispatched", None))

    # --- without a document -------------------------------------------------------------------------------------

    @precondition(lambda self: self.known.serials)
    @rule(data=st.data(), held=texts.filter(bool), place=places_, to=places_)
    def move(self, data: st.DataObject, held: list[str], place: str, to: str) -> None:
        on_line = [text for text, at in self.known.serials.items() if at == ("in_stock", place)]
        from_line: bool = data.draw(st.booleans())
        if on_line and from_line:
            held = data.draw(st.lists(st.sampled_from(on_line), unique=True, min_size=1))
        if not on_line:
            wanted = {"not_enough_stock"}
        elif any(text not in on_line for text in held):
            wanted = {"serials_refused", *_WHY}
        else:
            wanted = {"same_place"} if place == to else set()
        if self.attempt(self.move_job(held, place, to), wanted):
            self.known.serials |= dict.fromkeys(held, ("in_stock", to))

    @staticmethod
    def move_job(held: list[str], place: str, to: str) -> Callable[[Connection], None]:
        def work(conn: Connection) -> None:
            lines = stock.page(conn, stock.EVERYTHING.named(conn, product="CAM", location=place))
            if not lines:
                raise refusals.not_enough_stock(location=place, available=0, wanted=len(held))
            run = runs.begin(conn, operator="carl", flow="move", config="{}", position="{}", at=AT)
            capturing = Capturing(run, products.show(conn, "CAM"), 99, AT)
            run = moving.capture(conn, lines[0], capturing, [serials.entry(text) for text in held])
            moving.post(conn, lines[0], run, units=len(held), to=places.location(conn, to), at=AT)
            runs.end(conn, run.id, RunState.DONE, AT)

        return work

    @precondition(lambda self: self.known.serials)
    @rule(text=st.sampled_from(TEXTS))
    def remove(self, text: str) -> None:
        state = self.known.serials.get(text, ("unknown", None))[0]
        wanted = {"in_stock": set[str](), "unknown": {"unknown"}}.get(state, {"serial_not_in_stock"})
        said = {"reason": "lost", "by": "office"}
        if self.attempt(lambda conn: stock.remove(conn, text, sku="CAM", at=AT, **said), wanted):
            self.known.serials[text] = ("removed", None)

    @precondition(lambda self: self.known.serials)
    @rule(text=st.sampled_from(TEXTS), place=places_)
    def take_back(self, text: str, place: str) -> None:
        state = self.known.serials.get(text, ("unknown", None))[0]
        wanted = {"unknown": {"unknown"}}.get(state, {"serial_not_returnable"})
        if state in {"dispatched", "removed"}:
            wanted = set()
        said = {"reason": "back", "by": "office", "location": place}
        if self.attempt(lambda conn: stock.take_back(conn, text, sku="CAM", at=AT, **said), wanted):
            self.known.serials[text] = ("in_stock", place)

    # --- what always holds --------------------------------------------------------------------------------------

    @invariant()
    def both_say_the_same(self) -> None:
        with self.store.read() as conn:
            assert check.check(conn) == ()
            found = {
                trace.serial: (trace.state.value, trace.location)
                for trace in serial_list.page(conn, limit=99)
            }
            filled = {line.location: line.quantity for line in stock.page(conn)}
        told = {
            text: ("expected", None) if at[0] == NEVER_CAME else at for text, at in self.known.serials.items()
        }
        assert found == told
        for place in PLACES:
            assert filled.get(place, 0) == list(told.values()).count(("in_stock", place))


_WHY = {
    "serial_in_stock",
    "serial_expected_elsewhere",
    "serial_never_received",
    "serial_picked",
    "serial_dispatched",
    "serial_removed",
    "serial_not_on_list",
    "serial_unknown",
}


def test_the_store_does_what_the_model_says(sqlite_template: Path, tmp_path: Path) -> None:
    class Here(Office):
        def __init__(self) -> None:
            super().__init__(sqlite_template, tmp_path)

    run_state_machine_as_test(Here, settings=settings(max_examples=30, stateful_step_count=30, deadline=None))
