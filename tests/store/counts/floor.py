"""A warehouse that is counted."""

from collections.abc import Sequence

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers.named import Named
from serialhhd.store.counts import counting, counts, passes, posting
from serialhhd.store.counts.counting import PlaceDone
from serialhhd.store.counts.passes import Pass, Recounting
from serialhhd.store.counts.posting import Posted
from serialhhd.store.desk import stock_work
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import traces
from serialhhd.store.stock import stock
from serialhhd.store.words.vocabulary import DocumentState, SerialState, TrackingType

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}


class Floor:
    """A warehouse with cameras SN1-SN3, batteries of which B1 is known, and boxes at A-01; SN4 and SN5 are at A-02."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        for code in ("A-01", "A-02", "A-03"):
            places.add_location(conn, code, by="office")
        places.add_account(conn, "ACME", by="office")
        for sku, tracking in TRACKED.items():
            products.add(conn, sku, at=self.store.now(), name=sku, tracking_type=tracking, by="office")
        self.put(conn, "CAM", 3, "SN1", "SN2", "SN3")
        self.put(conn, "CAM", 2, "SN4", "SN5", location="A-02")
        self.put(conn, "BAT", 5, "B1")
        self.put(conn, "BOX", 10)

    def put(
        self,
        conn: Connection,
        sku: str,
        units: int,
        *names: str,
        location: str = "A-01",
        account: str = places.MAIN,
    ) -> None:
        stock_work.bring_in(
            conn,
            sku,
            location=location,
            quantity=units,
            reason="found",
            named=Named(names, sure=True),
            account=account,
            by="office",
            at=self.store.now(),
        )

    def add(self, *locations: str, skus: Sequence[str] = ()) -> None:
        self.store.write(
            lambda conn: counts.add(conn, "C-1", locations, skus=skus, at=self.store.now(), by="office")
        )

    def enter(
        self,
        sku: str,
        *names: str,
        units: int | None = None,
        location: str = "A-01",
        by: str = "Anna",
    ) -> Pass:
        return self.store.write(
            lambda conn: counting.enter(
                conn,
                "C-1",
                location=location,
                sku=sku,
                units=units,
                texts=names,
                sure=True,
                by=by,
                at=self.store.now(),
            )
        )

    def done(
        self, location: str = "A-01", *, by: str = "Anna", recounting: Recounting = passes.AS_USUAL
    ) -> PlaceDone:
        return self.store.write(
            lambda conn: counting.place_done(
                conn, "C-1", location=location, recounting=recounting, by=by, at=self.store.now()
            )
        )

    def count_twice(self, sku: str, *names: str, units: int | None = None, location: str = "A-01") -> None:
        for by in ("Anna", "Ben"):
            self.enter(sku, *names, units=units, location=location, by=by)
            self.done(location, by=by)

    def approve(self, by: str = "office") -> Posted:
        return self.store.write(lambda conn: posting.approve(conn, "C-1", by=by, at=self.store.now()))

    def said(self, sku: str, location: str = "A-01") -> dict[str, list[str]]:
        """What the last pass says, without what it has nothing of."""
        with self.store.read() as conn:
            line = next(
                one
                for one in counts.lines(conn, counts.show(conn, "C-1"))
                if (one.product, one.location) == (sku, location)
            )
            last = passes.newest(conn, line.id)
            assert last is not None
            return {
                finding.value: list(names) for finding, names in passes.notes(conn, last).items() if names
            }

    def state(self) -> DocumentState:
        with self.store.read() as conn:
            return counts.show(conn, "C-1").state

    def where(self, serial: str) -> tuple[SerialState, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, serial)
            return trace.state, trace.location

    def quantities(self, sku: str) -> dict[str, int]:
        with self.store.read() as conn:
            lines = stock.page(conn, stock.StockFilter(search=sku), limit=None)
            return {line.location: line.quantity for line in lines if line.quantity}

    def line(self, conn: Connection, sku: str, location: str = "A-01") -> tuple[Document, Line]:
        """The count, locked, and its line of a product at a place."""
        count = counts.COUNTS.lock(conn, "C-1")
        lines = counts.lines(conn, count)
        return count, next(one for one in lines if (one.product, one.location) == (sku, location))
