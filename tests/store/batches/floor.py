"""A warehouse in which batches are walked and sorted, asked of the store itself."""

from collections.abc import Sequence

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.batches import batches, sorting, tasks, walking
from serialhhd.store.batches.batches import BATCHES, LineShown
from serialhhd.store.batches.walking import Walked
from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Standing, WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.engine.store import Store
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, Picked, SerialsOut
from serialhhd.store.schema.check import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.vocabulary import DocumentState, LocationKind, RunState, TrackingType

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


class Floor:
    """Cameras SN1-SN3 at A-01 and SN4 at A-02, six batteries and ten boxes at A-02; two carts, and a third in EAST; lists are added by tests."""

    def __init__(self, store: Store, *, fill: bool = True) -> None:
        self.store = store
        if fill:
            store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        at = self.store.now()
        places.add_warehouse(conn, "EAST", by="office")
        places.add_account(conn, "ACME", by="office")
        for code, warehouse, kind in (
            ("A-01", "MAIN", LocationKind.STORAGE),
            ("A-02", "MAIN", LocationKind.STORAGE),
            ("E-01", "EAST", LocationKind.STORAGE),
            ("CART-1", "MAIN", LocationKind.CART),
            ("CART-2", "MAIN", LocationKind.CART),
            ("CART-E", "EAST", LocationKind.CART),
        ):
            places.add_location(conn, code, warehouse, kind=kind, by="office")
        for sku, tracking in TRACKED.items():
            products.add(conn, sku, at=at, name=sku, tracking_type=tracking, by="office")
        self.put(conn, "CAM", 3, "SN1", "SN2", "SN3")
        self.put(conn, "CAM", 1, "SN4", location="A-02")
        self.put(conn, "BAT", 6, location="A-02")
        self.put(conn, "BOX", 10, location="A-02")

    def put(self, conn: Connection, sku: str, units: int, *names: str, location: str = "A-01") -> None:
        """Units that were found at a place."""
        stock_work.bring_in(
            conn,
            sku,
            location=location,
            quantity=units,
            reason="found",
            named=Named(names, sure=True),
            by="office",
            at=self.store.now(),
        )

    # --- documents ----------------------------------------------------------------------------------------------

    def add_list(
        self, ref: str, *wanted: tuple[str, int] | tuple[str, int, str], warehouse: str | None = None
    ) -> None:
        lines = [WantedLine(*one) for one in wanted]
        self.store.write(
            lambda conn: pick_lists.add(
                conn, ref, lines, at=self.store.now(), warehouse=warehouse, by="office"
            )
        )

    def add(self, ref: str, *lists: str) -> Document:
        return self.store.write(lambda conn: batches.add(conn, ref, lists, at=self.store.now(), by="office"))

    def cancel(self, ref: str = "B-1") -> Document:
        return self.store.write(lambda conn: batches.cancel(conn, ref, self.store.now(), by="office"))

    def cancel_list(self, ref: str) -> None:
        self.store.write(lambda conn: pick_lists.cancel(conn, ref, self.store.now(), by="office"))

    def pick_box(self, run: Run, ref: str) -> Picked:
        """Pick a box for the only task of a list, straight from the shelf."""

        def work(conn: Connection) -> Picked:
            of = pick_lists.show(conn, ref)
            task = picking.claim_next(conn, of, run)
            if task is None:
                raise of.not_open()
            there = proposing.propose(conn, task, of.account_id)
            return picking.post(conn, task, there, run, Pick(1, SerialsOut.NONE), at=self.store.now())

        return self.store.write(work)

    # --- the walk -----------------------------------------------------------------------------------------------

    def pick_of_batch(self, run: Run, ref: str, quantity: int, *held: str) -> Picked:
        """Pick for the next task of a batch, straight from the shelf."""
        at = self.store.now()

        def work(conn: Connection) -> Picked:
            batch = batches.show(conn, ref)
            runs.set_document(conn, run.id, batch.id)
            task = tasks.claim_next(conn, batch, run, ())
            assert task
            there = proposing.propose(conn, task, batch.account_id)
            assert there
            now, how = run, SerialsOut.NONE
            if held:
                how = SerialsOut.FROM_STOCK
                standing = pick_lists.standing(conn, task.document_id, task.id, lock=True)
                capturing = Capturing(run, products.by_id(conn, task.product_id), quantity, at)
                units = [serials.entry(one) for one in held]
                now = picking.capture(conn, standing, there, capturing, units, how)
                runs.save(conn, now, now.position, at)
            return picking.post(conn, task, there, now, Pick(quantity, how), at=at)

        return self.store.write(work)

    def begin(self, operator: str = "Anna", flow: str = "walk") -> Run:
        at = self.store.now()
        return self.store.write(
            lambda conn: runs.begin(conn, operator=operator, flow=flow, config="{}", position="{}", at=at)
        )

    def end(self, run: Run) -> None:
        self.store.write(lambda conn: runs.end(conn, run.id, RunState.DONE, self.store.now()))

    def take_cart(self, cart: str = "CART-1", batch: str = "B-1") -> None:
        self.store.write(
            lambda conn: walking.take_cart(conn, batches.show(conn, batch), places.location(conn, cart))
        )

    def walk(
        self,
        run: Run,
        units: int,
        *names: str,
        reason: str | None = None,
        at_location: str | None = None,
        batch: str = "B-1",
    ) -> Walked:
        """Take units for the next line of the walk, with these serials."""
        return self.store.write(lambda conn: self._walk(conn, run, units, names, reason, at_location, batch))

    def _walk(
        self,
        conn: Connection,
        run: Run,
        units: int,
        names: Sequence[str],
        reason: str | None,
        at_location: str | None,
        batch: str,
    ) -> Walked:
        of, at = batches.show(conn, batch), self.store.now()
        line = walking.claim_next(conn, of, run)
        if line is None:
            raise refusals.task_changed(sku="")
        where = places.location(conn, at_location).id if at_location else None
        there, now = proposing.propose(conn, line, of.account_id, where), run
        if names:
            assert there is not None
            standing = BATCHES.lines.standing(conn, of.id, line.id, lock=True)
            capturing = Capturing(run, products.by_id(conn, line.product_id), 99, at)
            now = walking.capture(conn, standing, there, capturing, [serials.entry(one) for one in names])
            runs.save(conn, now, now.position, at)
        return walking.post(conn, line, there, now, Taking(units, reason), at=at)

    # --- the sort -----------------------------------------------------------------------------------------------

    def sort(self, run: Run, sku: str, serial: str | None = None, batch: str = "B-1") -> tuple[str, Picked]:
        """Sort a unit; return the list that it went to, and what that led to."""
        return self.store.write(lambda conn: self._sort(conn, run, sku, serial, batch))

    def _sort(
        self, conn: Connection, run: Run, sku: str, serial: str | None, batch: str
    ) -> tuple[str, Picked]:
        of, at, product = batches.show(conn, batch), self.store.now(), products.show(conn, sku)
        unit = serials.entry(serial) if serial else None
        given, now = sorting.give(conn, of, product, unit, run), run
        if unit:
            standing = Standing(given.pick_list, given.task, product)
            now = sorting.capture(conn, standing, given.line, Capturing(run, product, 1, at), [unit])
            runs.save(conn, now, now.position, at)
        picked = sorting.post(conn, given.task, given.line, now, day=None, at=at)
        return given.pick_list.ref, picked

    def say_empty(self, batch: str = "B-1") -> bool:
        return self.store.write(lambda conn: sorting.end(conn, batches.show(conn, batch), self.store.now()))

    # --- what is there ------------------------------------------------------------------------------------------

    def lines(self, batch: str = "B-1") -> list[tuple[str, int, int, int, str | None]]:
        """Product, wanted, walked, sorted, and why fewer, line by line."""
        with self.store.read() as conn:
            shown: tuple[LineShown, ...] = batches.shown(conn, batches.show(conn, batch))
            return [(one.product, one.wanted, one.walked, one.sorted, one.reason) for one in shown]

    def state(self, batch: str = "B-1") -> DocumentState:
        with self.store.read() as conn:
            return batches.show(conn, batch).state

    def tasks(self, ref: str) -> list[tuple[str, int, int, DocumentState, str | None]]:
        with self.store.read() as conn:
            there = pick_lists.tasks(conn, pick_lists.show(conn, ref))
            return [(one.product, one.quantity, one.done, one.state, one.short_reason) for one in there]

    def where(self, serial: str) -> tuple[str, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, serial)
            return trace.state.value, trace.location

    def on(self, location: str) -> dict[str, int]:
        with self.store.read() as conn:
            wanted = stock.StockFilter(location_id=places.location(conn, location).id)
            return {line.product: line.quantity for line in stock.page(conn, wanted)}

    def is_whole(self) -> bool:
        with self.store.read() as conn:
            assert check(conn) == ()
            return True
