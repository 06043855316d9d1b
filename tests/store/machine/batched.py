"""Batches: lists that are walked onto the cart and sorted from it, while all else goes on; ended short, or cancelled."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import batches, sorting, tasks, walking
from serialhhd.store.batches.batches import BATCHES
from serialhhd.store.batches.tasks import BATCH_TASKS
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import totes
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Standing, WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.serials import serials
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing, runs
from serialhhd.store.stock.runs import Run
from tests.store.machine.containers_in_use import ContainersInUse, totes_
from tests.store.machine.known import MAIN, Batch, Listed
from tests.store.machine.office import (
    AT,
    CART,
    MOST_OPEN,
    STORAGE,
    TEXTS,
    WHY,
    Job,
    begin_run,
    end_run,
    entered,
    some_of,
    some_texts,
)


def _task_of(conn: Connection, of: Document, batch: str | None, run: Run) -> pick_lists.Task | None:
    """Take the task of a list in work: alone, or with its batch, in which it comes before those of other lists."""
    if batch is None:
        return picking.claim_next(conn, of, run)
    there = batches.show(conn, batch)
    last = [task.id for task in BATCH_TASKS.lines.of(conn, there) if task.document_id != of.id]
    return tasks.claim_next(conn, there, run, last)


class Batched(ContainersInUse):
    """Batches of lists of cameras, from any place in storage; one cart."""

    def _open_lists(self) -> list[str]:
        return [ref for ref, one in self.known.lists.items() if one.state == "open"]

    def _open_batches(self) -> list[str]:
        return [ref for ref, one in self.known.batches.items() if one.state == "open"]

    def _some_batch(self, data: st.DataObject) -> str | None:
        """Draw a batch, more often than not the one that has the cart."""
        cart_of = self.known.cart_of
        has_cart: bool = data.draw(st.sampled_from([True, True, False]))
        if cart_of and has_cart:
            return cart_of
        return self.one_of(data, self._open_batches, lambda: self.batch_lists(data), self.known.batches)

    @precondition(lambda self: len(self._open_lists()) < MOST_OPEN)
    @rule(quantity=st.integers(1, 2))
    def ask_for_a_list(self, quantity: int) -> None:
        ref = self.next_ref("PL")
        lines = [WantedLine("CAM", quantity)]
        assert self.attempt(lambda conn: pick_lists.add(conn, ref, lines, at=AT, by="office"), set())
        self.known.lists[ref] = Listed(quantity)

    def _lists_to_be_batched(self) -> list[str]:
        return [ref for ref in self._open_lists() if not self._may_not_be_batched(self.known.lists[ref])]

    @precondition(lambda self: len(self._open_batches()) < MOST_OPEN)
    @rule(data=st.data())
    def batch_lists(self, data: st.DataObject) -> None:
        one = self.one_of(data, self._lists_to_be_batched, lambda: self.ask_for_a_list(2), self._open_lists())
        more = data.draw(st.lists(st.sampled_from(self._open_lists()), unique=True, max_size=1))
        refs = list(dict.fromkeys([*([one] if one else []), *more]))
        ref = self.next_ref("B")
        why = {code for one in refs for code in self._may_not_be_batched(self.known.lists[one])}
        if self.attempt(lambda conn: batches.add(conn, ref, refs, at=AT, by="office"), why):
            self.known.batches[ref] = Batch(refs, sum(self.known.lists[one].quantity for one in refs))
            for one in refs:
                self.known.lists[one].batch = ref

    @staticmethod
    def _may_not_be_batched(of: Listed) -> set[str]:
        return ({"list_in_batch"} if of.batch else set()) | ({"list_has_picks"} if of.got else set())

    @rule(data=st.data(), held=some_texts, place=st.sampled_from(STORAGE), ends_short=st.booleans())
    def walk(self, data: st.DataObject, held: list[str], place: str, *, ends_short: bool) -> None:
        ref = self._some_batch(data)
        if ref is None:
            return
        of, there, code = self.known.batches[ref], self.known.at(place), None
        nothing: bool = ends_short and data.draw(st.booleans())
        if nothing:
            held = []
        else:
            held, code = self.or_a_container(data, there, some_of(data, there, held))
        wanted = self._why_no_walk(ref, of)
        if not wanted and not nothing:
            if not there:
                wanted = {"not_enough_stock"}
            elif any(text not in there for text in held) or self.known.any_held(held):
                wanted = WHY
            elif len(held) > self._still_to_walk(of):
                wanted = {"over_pick"}
        if self.attempt(self._walk(ref, held, code, place, ends_short=ends_short), wanted):
            of.has_cart = True
            of.walked += len(held)
            self.known.move(held, along=self.goes_along(code), state="in_stock", place=CART)
            of.is_walked = ends_short or of.walked >= of.quantity
            self._end_if_over(of)

    def _why_no_walk(self, ref: str, of: Batch) -> set[str]:
        if of.state != "open":
            return {"document_not_open"}
        if self.known.cart_of not in {None, ref}:
            return {"cart_in_use"}
        if not of.has_cart and self.known.is_filled(CART):
            return {"cart_not_empty"}
        return {"task_changed"} if of.is_walked else set()

    def _still_wanted(self, of: Batch) -> int:
        """How many units the open lists of a batch still want."""
        lists = (self.known.lists[ref] for ref in of.lists)
        return sum(one.quantity - len(one.got) for one in lists if one.state == "open")

    def _still_to_walk(self, of: Batch) -> int:
        wanted = self._still_wanted(of)
        return max(0, min(of.quantity - of.walked, wanted, wanted - self._on_cart(of)))

    def _pickable(self, of: Batch) -> int:
        return (
            sum(not self.known.any_held([text]) for text in self.known.on_place(CART)) if of.has_cart else 0
        )

    def _on_cart(self, of: Batch) -> int:
        return len(self.known.on_place(CART)) if of.has_cart else 0

    def _end_if_over(self, of: Batch, *, without_held: bool = False) -> None:
        if of.state != "open":
            return
        wanted = self._still_wanted(of)
        of.is_walked |= wanted <= self._on_cart(of)
        there = self._pickable(of) if without_held else self._on_cart(of)
        if of.is_walked and not (wanted and there):
            for ref in of.lists:
                if self.known.lists[ref].state == "open":
                    self._picked(ref)
            self._let_go(of, "done")

    def _let_go(self, of: Batch, state: str) -> None:
        of.state, of.has_cart = state, False
        for ref in of.lists:
            self.known.lists[ref].batch = None

    def _picked(self, ref: str) -> None:
        self.known.lists[ref].state = "picked"
        self.known.picked[ref] = self.known.lists[ref].got

    @staticmethod
    def _walk(ref: str, held: list[str], code: str | None, place: str, *, ends_short: bool) -> Job:
        def work(conn: Connection) -> None:
            of, run = batches.show(conn, ref), begin_run(conn, "ben", "batch_walk")
            walking.take_cart(conn, of, places.location(conn, CART))
            line = walking.claim_next(conn, of, run)
            if line is None:
                raise refusals.task_changed(sku="CAM")
            there = proposing.propose(conn, line, of.account_id, places.location(conn, place).id)
            if held:
                if there is None:
                    raise refusals.not_enough_stock(location=place, available=0, wanted=len(held))
                standing = BATCHES.lines.standing(conn, of.id, line.id, lock=True)
                product = products.show(conn, "CAM")
                capturing = Capturing(run, product, 99, AT)
                entries = entered(conn, product, run, held, code)
                run = walking.capture(conn, standing, there, capturing, entries)
                runs.save(conn, run, run.position, AT)
            reason = "no more there" if ends_short else None
            walking.post(conn, line, there if held else None, run, Taking(len(held), reason), at=AT)
            end_run(conn, run)

        return work

    def _to_be_sorted(self) -> list[str]:
        """Return the batch on whose cart something wanted lies that may be picked."""
        ref = self.known.cart_of
        if ref is None or not self._still_wanted(self.known.batches[ref]):
            return []
        return [ref] if set(self.known.at(CART)) - self.known.held else []

    def _walk_what_is_free(self, data: st.DataObject) -> None:
        """Walk a camera that is in storage and on hold for nobody."""
        places_with = [place for place in STORAGE if set(self.known.at(place)) - self.known.held]
        if places_with:
            self.walk(data, TEXTS[:1], places_with[0], ends_short=False)

    @rule(data=st.data(), held=some_texts, tote=totes_)
    def sort(self, data: st.DataObject, held: list[str], tote: str | None) -> None:
        ref = self.one_of(data, self._to_be_sorted, lambda: self._walk_what_is_free(data), self.known.batches)
        if ref is None:
            return
        of = self.known.batches[ref]
        there = [text for text in self.known.on_place(CART) if of.has_cart]
        (text, *_) = some_of(data, there, held)
        goes_to = next(
            (
                one
                for one in of.lists
                if self.known.lists[one].state == "open" and self.known.lists[one].wants
            ),
            None,
        )
        wanted: set[str] = set()
        if of.state != "open":
            wanted = {"document_not_open"}
        elif not of.has_cart:
            wanted = {"batch_without_cart"}
        elif not there:
            wanted = {"unit_not_on_cart"}
        elif goes_to is None:
            wanted = {"unit_not_wanted"}
        elif text not in there or self.known.any_held([text]) or self.known.serials[text].account != MAIN:
            wanted = WHY
        elif tote:
            wanted = self.why_not_into(tote, goes_to)
        if self.attempt(self._sort(ref, text, tote), wanted):
            assert goes_to
            self._got(goes_to, [text], tote)

    def _got(self, ref: str, held: list[str], tote: str | None) -> None:
        """A list has got cameras; with it its batch may be over."""
        of = self.known.lists[ref]
        self.pick_into(tote, ref, held)
        of.got += held
        if not of.wants:
            self._picked(ref)
        if of.batch:
            self._end_if_over(self.known.batches[of.batch])

    @staticmethod
    def _sort(ref: str, text: str, tote: str | None) -> Job:
        def work(conn: Connection) -> None:
            of, run = batches.show(conn, ref), begin_run(conn, "ben", "batch_sort")
            product, unit = products.show(conn, "CAM"), serials.entry(text)
            given = sorting.give(conn, of, product, unit, run)
            standing = Standing(given.pick_list, given.task, product)
            run = sorting.capture(conn, standing, given.line, Capturing(run, product, 1, AT), [unit])
            runs.save(conn, run, run.position, AT)
            into = totes.show(conn, tote) if tote else None
            sorting.post(conn, given.task, given.line, run, day=None, tote=into, at=AT)
            end_run(conn, run)

        return work

    @rule(
        data=st.data(),
        held=some_texts,
        place=st.sampled_from(STORAGE),
        tote=totes_,
        is_alone=st.sampled_from([False, False, True]),
    )
    def pick_for_a_list(
        self, data: st.DataObject, held: list[str], place: str, tote: str | None, *, is_alone: bool
    ) -> None:
        """Pick some of what an open list wants, with its batch or alone, into a tote where one is named."""
        ref = self.one_of(data, self._open_lists, lambda: self.ask_for_a_list(2))
        assert ref
        of, there = self.known.lists[ref], self.known.at(place)
        held, code = self.or_a_container(data, there, some_of(data, there, held))
        wanted: set[str] = set()
        if tote:
            wanted = self.why_not_into(tote, ref)
        if len(held) > of.wants:
            wanted = {"over_pick"}
        if self.known.any_held(held) or any(text not in there for text in held):
            wanted = WHY
        if not there:
            wanted = {"not_enough_stock"}
        batch = None if is_alone else of.batch
        if of.batch and is_alone:
            wanted = {"list_in_batch"}
        if self.attempt(self._pick_for_a_list(ref, batch, held, code, place, tote), wanted):
            self._got(ref, held, tote)

    @staticmethod
    def _pick_for_a_list(
        ref: str, batch: str | None, held: list[str], code: str | None, place: str, tote: str | None
    ) -> Job:
        def work(conn: Connection) -> None:
            of, run, product = (
                pick_lists.show(conn, ref),
                begin_run(conn, "ben", "tote_pick"),
                products.show(conn, "CAM"),
            )
            task = _task_of(conn, of, batch, run)
            assert task
            there = proposing.propose(conn, task, of.account_id, places.location(conn, place).id)
            if there is None:
                raise refusals.not_enough_stock(location=place, available=0, wanted=len(held))
            standing = pick_lists.standing(conn, of.id, task.id, lock=True)
            entries, capturing = entered(conn, product, run, held, code), Capturing(run, product, 99, AT)
            run = picking.capture(conn, standing, there, capturing, entries, SerialsOut.FROM_STOCK)
            runs.save(conn, run, run.position, AT)
            pick = Pick(len(held), SerialsOut.FROM_STOCK, tote=totes.show(conn, tote) if tote else None)
            picking.post(conn, task, there, run, pick, at=AT)
            end_run(conn, run)

        return work

    @precondition(lambda self: self._open_batches())
    @rule(data=st.data())
    def say_that_the_cart_is_empty(self, data: st.DataObject) -> None:
        ref = self._some_batch(data)
        if ref is None:
            return
        of = self.known.batches[ref]
        wanted = {"wanted_on_cart"} if self._still_wanted(of) and self._pickable(of) else set()
        if self.attempt(lambda conn: sorting.end(conn, batches.show(conn, ref), AT), wanted):
            self._end_if_over(of, without_held=True)

    @precondition(lambda self: self.known.batches)
    @rule(data=st.data(), chance=st.integers(0, 2))
    def cancel_a_batch(self, data: st.DataObject, chance: int) -> None:
        ref = self._some_batch(data)
        if chance or ref is None:
            return
        of = self.known.batches[ref]
        wanted = set() if of.state == "open" else {"document_not_open"}
        if self.attempt(lambda conn: batches.cancel(conn, ref, AT, by="office"), wanted):
            self._let_go(of, "cancelled")

    @precondition(lambda self: self._open_lists())
    @rule(data=st.data(), chance=st.integers(0, 2))
    def cancel_an_open_list(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        ref = data.draw(st.sampled_from(self._open_lists()))
        of = self.known.lists[ref]
        assert self.attempt(lambda conn: pick_lists.cancel(conn, ref, AT, by="office"), set())
        of.state = "cancelled"
        self.known.unwanted[ref] = of.got
        if of.batch:
            self._end_if_over(self.known.batches[of.batch])
