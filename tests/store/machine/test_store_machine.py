"""The store against a model made of dictionaries: whatever the office does, both say the same; a crash changes nothing."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import invariant, run_state_machine_as_test
from sqlalchemy import Connection

from serialhhd.store.adjustments import adjustments
from serialhhd.store.batches import batches
from serialhhd.store.containers import containers, content
from serialhhd.store.counts import counts
from serialhhd.store.outbound import pick_lists
from serialhhd.store.returns import returns
from serialhhd.store.schema import check
from serialhhd.store.serials import serial_list
from serialhhd.store.stock import stock
from serialhhd.store.transfers import transfers
from tests.store.machine.batched import Batched
from tests.store.machine.coming_back import ComesBack
from tests.store.machine.counted import Counted
from tests.store.machine.goods_in import GoodsIn
from tests.store.machine.known import NEVER_CAME
from tests.store.machine.on_the_road import OnTheRoad
from tests.store.machine.waiting import Waits


class Everything(GoodsIn, OnTheRoad, Counted, Batched, Waits, ComesBack):
    """All that may be done. What a new operation does is a class of its own, and a name here."""

    @invariant()
    def both_say_the_same(self) -> None:
        with self.store.read() as conn:
            assert check.check(conn) == ()
            self._serials_are_where_they_are_said_to_be(conn)
            self._each_place_holds_what_it_is_said_to_hold(conn)
            self._containers_hold_what_they_are_said_to_hold(conn)
            self._documents_are_as_far_as_they_are_said_to_be(conn)

    def _serials_are_where_they_are_said_to_be(self, conn: Connection) -> None:
        found = {
            trace.serial: (trace.state.value, trace.location, trace.on_hold is not None)
            for trace in serial_list.page(conn, limit=99)
        }
        told = {
            text: (
                "expected" if where.state == NEVER_CAME else where.state,
                where.place,
                text in self.known.held,
            )
            for text, where in self.known.serials.items()
        }
        assert found == told

    def _each_place_holds_what_it_is_said_to_hold(self, conn: Connection) -> None:
        filled = {
            (line.product, line.location, line.account): line.quantity
            for line in stock.page(conn)
            if line.quantity
        }
        cameras = Counter(
            ("CAM", where.place, where.account)
            for where in self.known.serials.values()
            if where.state in {"in_stock", "in_transit"}
        )
        boxes = {("BOX", *at): units for at, units in self.known.boxes.items() if units}
        assert filled == cameras | boxes

    def _containers_hold_what_they_are_said_to_hold(self, conn: Connection) -> None:
        for code, of in self.known.containers.items():
            container = containers.show(conn, code)
            assert (container.inside, container.pick_list) == (of.inside, of.pick_list), code
            inside = [serial for one in content.content(conn, container) for serial in one.serials]
            assert sorted(inside) == sorted(self.known.content(code)), code
            assert containers.place_of(conn, container.id) == self.known.place_of(code), code

    def _documents_are_as_far_as_they_are_said_to_be(self, conn: Connection) -> None:
        for ref, of in self.known.transfers.items():
            document = transfers.show(conn, ref)
            (line,) = transfers.lines(conn, document)
            found = (document.state.value, line.done, line.received, line.lost)
            assert found == (of.state, of.shipped, of.arrived, of.lost), ref
            if of.sku == "CAM":
                assert sorted(transfers.in_transit(conn, document.id)) == sorted(self.known.on(ref))
        for ref, count in self.known.counts.items():
            assert counts.show(conn, ref).state.value == count.state, ref
        for ref, batch in self.known.batches.items():
            (walk,) = batches.lines(conn, asked := batches.show(conn, ref))
            assert (asked.state.value, walk.done) == (batch.state, batch.walked), ref
        for ref, asked_for in self.known.asked.items():
            waits = adjustments.show(conn, ref)
            assert waits.document.state.value == asked_for.state, ref
            assert [entry.serial for entry in adjustments.serials(conn, waits.line.id)] == asked_for.held, ref
        for ref, back in self.known.returns.items():
            (came,) = returns.lines(conn, returned := returns.show(conn, ref))
            assert (returned.state.value, came.done) == (back.state, back.done), ref
        in_work = {ref for ref, one in self.known.lists.items() if one.state == "open"}
        for ref in in_work | (self.known.lists.keys() & self.known.picked.keys()):
            one = self.known.lists[ref]
            (task,) = pick_lists.tasks(conn, pick_lists.show(conn, ref))
            assert (task.state.value, task.done) == (one.state, len(one.got)), ref


def play(template: Path, folder: Path, examples: int, steps: int) -> None:
    class Here(Everything):
        def __init__(self) -> None:
            super().__init__(template, folder)

    as_long_as_it_takes = settings(max_examples=examples, stateful_step_count=steps)
    run_state_machine_as_test(Here, settings=as_long_as_it_takes)


def test_the_store_does_what_the_model_says(sqlite_template: Path, tmp_path: Path) -> None:
    play(sqlite_template, tmp_path, 12, 40)


@pytest.mark.soak
def test_the_store_does_what_the_model_says_for_long(sqlite_template: Path, tmp_path: Path) -> None:
    play(sqlite_template, tmp_path, 1_000, 80)
