"""Two warehouses and what is sent between them."""

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.documents.taking import Taking
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import captures, serials, traces
from serialhhd.store.serials.captures import Capturing, Takes
from serialhhd.store.serials.serials import NO_LIMIT
from serialhhd.store.stock import movement, proposing, runs, stock
from serialhhd.store.stock.movement import Captures, Movement
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import Identity
from serialhhd.store.transfers import arriving, giving_up, shipping, transfers
from serialhhd.store.transfers.arriving import Arrived
from serialhhd.store.transfers.shipping import Shipped
from serialhhd.store.transfers.transfers import ARRIVALS, TransferLine
from serialhhd.store.words.vocabulary import (
    DocumentState,
    LocationKind,
    RunState,
    SerialState,
    TrackingType,
    TransactionKind,
)

TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "BAT": TrackingType.TRACK_DURING_PICK,
    "BOX": TrackingType.NO_TRACKING,
}

IN_TRANSIT, IN_STOCK, REMOVED = SerialState.IN_TRANSIT, SerialState.IN_STOCK, SerialState.REMOVED


class Floor:
    """A warehouse with cameras, batteries (one with a known serial) and boxes at A-01; another one, EAST; another account, ACME."""

    def __init__(self, store: Store) -> None:
        self.store = store
        store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        at = self.store.now()
        places.add_location(conn, "A-01", by="office")
        places.add_location(conn, "Q-01", kind=LocationKind.QUARANTINE, by="office")
        places.add_warehouse(conn, "EAST", by="office")
        places.add_location(conn, "E-01", "EAST", by="office")
        places.add_warehouse(conn, "WEST", by="office")
        places.add_location(conn, "W-01", "WEST", by="office")
        places.add_account(conn, "ACME", by="office")
        for sku, tracking in TRACKED.items():
            products.add(conn, sku, at=at, name=sku, tracking_type=tracking, by="office")
        self.put(conn, "CAM", 3, "SN1", "SN2", "SN3")
        self.put(conn, "BAT", 5, "B1")
        self.put(conn, "BOX", 10)

    def put(
        self,
        conn: Connection,
        sku: str,
        units: int,
        *names: str,
        location: str = "A-01",
        under: TrackingType | None = None,
    ) -> None:
        """Units that were found at a place, by an adjustment, under a tracking type that may be the product's no more."""
        product, at = products.show(conn, sku), self.store.now()
        run = self.begin(conn, f"put {sku} {location} {under}")
        held = self.captured(conn, run, sku, names) if names else run
        to = places.location(conn, location).id
        movement.post(
            conn,
            Movement(
                TransactionKind.ADJUSTMENT,
                units,
                "office",
                at,
                arrives=Identity(product.id, to, 1, under or TRACKED[sku]),
                serials=Captures(run.id, held.captured) if names else None,
                become=SerialState.IN_STOCK,
                note="found",
            ),
        )
        runs.end(conn, run.id, RunState.DONE, at)

    def captured(self, conn: Connection, run: Run, sku: str, names: tuple[str, ...]) -> Run:
        capturing = Capturing(run, products.show(conn, sku), NO_LIMIT, self.store.now())
        return captures.take_all(conn, capturing, [serials.entry(one) for one in names], Takes(new=NO_LIMIT))

    def begin(self, conn: Connection, flow: str, operator: str = "Anna") -> Run:
        at = self.store.now()
        return runs.begin(conn, operator=operator, flow=flow, config="{}", position="{}", at=at)

    # --- the transfer -------------------------------------------------------------------------------------------

    def add(self, *wanted: tuple[str, int], account: str | None = None, ref: str = "TR-1") -> Document:
        lines = [WantedLine(*one) for one in wanted]
        warehouse, at = None if account else "EAST", self.store.now()
        return self.store.write(
            lambda conn: transfers.add(
                conn, ref, lines, at=at, to_warehouse=warehouse, to_account=account, by="office"
            )
        )

    def ship(
        self, units: int, *names: str, ref: str = "TR-1", reason: str | None = None, location: str = ""
    ) -> Shipped:
        def work(conn: Connection) -> Shipped:
            transfer, at = transfers.show(conn, ref), self.store.now()
            run = self.begin(conn, f"transfer_out {units} {names}")
            line = shipping.claim_next(conn, transfer, run)
            assert line is not None
            place = places.location(conn, location).id if location else None
            there = proposing.propose(conn, line, transfer.account_id, place)
            if names:
                assert there is not None
                standing = transfers.standing(conn, transfer.id, line.id, lock=True)
                capturing = Capturing(run, products.show(conn, line.product), NO_LIMIT, at)
                entries = [serials.entry(one) for one in names]
                run = shipping.capture(conn, standing, there, capturing, entries)
            shipped = shipping.post(conn, line, there, run, Taking(units, reason), at=at)
            runs.end(conn, run.id, RunState.DONE, at)
            return shipped

        return self.store.write(work)

    def receive(
        self, sku: str, units: int, *names: str, ref: str = "TR-1", to: str = "E-01", accepts: bool = False
    ) -> Arrived:
        def work(conn: Connection) -> Arrived:
            transfer, at = transfers.show(conn, ref), self.store.now()
            run = self.begin(conn, f"transfer_in {sku} {units} {names}", "Eva")
            product = products.show(conn, sku)
            line = arriving.lines_on_the_road(conn, transfer, product)[0]
            load = arriving.loads(conn, line.id)[0]
            if names:
                standing = ARRIVALS.lines.standing(conn, transfer.id, line.id, lock=True)
                entries = [serials.entry(one) for one in names]
                run = arriving.capture(conn, standing, load, Capturing(run, product, NO_LIMIT, at), entries)
            place = places.location(conn, to)
            arrived = arriving.post(conn, line, load, run, units=units, accepts=accepts, to=place, at=at)
            runs.end(conn, run.id, RunState.DONE, at)
            return arrived

        return self.store.write(work)

    def give_up(self, reason: str = "stolen", by: str = "office", **what: object) -> Document:
        at = self.store.now()
        return self.store.write(
            lambda conn: giving_up.give_up(conn, "TR-1", reason=reason, by=by, at=at, **what)  # type: ignore[arg-type]
        )

    # --- what is there ------------------------------------------------------------------------------------------

    def quantities(self, sku: str) -> dict[str, int]:
        with self.store.read() as conn:
            lines = stock.page(conn, stock.EVERYTHING.named(conn, product=sku))
        return {f"{line.account} {line.location}": line.quantity for line in lines}

    def where(self, name: str, sku: str = "CAM") -> tuple[SerialState, str | None]:
        with self.store.read() as conn:
            trace = traces.show(conn, name, sku)
        return trace.state, trace.location

    def line(self, ref: str = "TR-1", number: int = 1) -> TransferLine:
        with self.store.read() as conn:
            return transfers.lines(conn, transfers.show(conn, ref))[number - 1]

    def state(self, ref: str = "TR-1") -> DocumentState:
        with self.store.read() as conn:
            return transfers.show(conn, ref).state
