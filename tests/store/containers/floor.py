"""A warehouse with pallets that came under their SSCC, to ask the store about containers."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import carrying, containers, content, totes
from serialhhd.store.containers.content import Content
from serialhhd.store.documents.lines import WantedLine
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import desk_receiving, pre_entered, pre_receipts
from serialhhd.store.inbound.desk_receiving import Delivery
from serialhhd.store.outbound import pick_lists, picking
from serialhhd.store.outbound.picking import Pick, SerialsOut
from serialhhd.store.schema import check
from serialhhd.store.serials import serials, traces
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.traces import Trace
from serialhhd.store.stock import moving, proposing, runs, stock
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import ContainerKind, RunState, TrackingType

PALLET, OTHER_PALLET = "340123450000000017", "340123450000000024"
TRACKED = {
    "CAM": TrackingType.FULL_TRACKING,
    "LENS": TrackingType.FULL_TRACKING,
    "BOX": TrackingType.NO_TRACKING,
}


class Floor:
    """Two places, A-01 and B-01; totes T-1 to T-4, a pallet P-1; whatever came."""

    def __init__(self, store: Store, *, fill: bool = True) -> None:
        self.store, self.came = store, 0
        if fill:
            store.write(self._fill)

    def _fill(self, conn: Connection) -> None:
        for code in ("A-01", "B-01"):
            places.add_location(conn, code, by="office")
        for sku, tracking in TRACKED.items():
            products.add(conn, sku, at=self.store.now(), name=sku, tracking_type=tracking, by="office")
        for number in range(1, 5):
            containers.add(conn, f"T-{number}", by="office")
        containers.add(conn, "P-1", ContainerKind.PALLET, by="office")

    def receive(self, to: str, **lines: dict[str, str] | int) -> None:
        """Receive announced units at a place: of each product its serials with their SSCC, or how many."""

        def work(conn: Connection) -> None:
            self.came += 1
            ref, at = f"PR-{self.came}", self.store.now()
            wanted = [(sku, one if isinstance(one, int) else len(one)) for sku, one in lines.items()]
            pre_receipts.add(conn, ref, wanted, at=at, by="office")
            for sku, one in lines.items():
                if not isinstance(one, int):
                    ssccs = {serial: sscc for serial, sscc in one.items() if sscc}
                    pre_entered.set_serials(conn, ref, sku, tuple(one), ssccs=ssccs, by="office")
                desk_receiving.receive(conn, ref, sku, Delivery(to), by="office", at=at)

        self.store.write(work)

    # --- looking ------------------------------------------------------------------------------------------------

    def trace(self, serial: str, sku: str = "CAM") -> Trace:
        with self.store.read() as conn:
            return traces.show(conn, serial, sku)

    def content(self, code: str) -> tuple[Content, ...]:
        with self.store.read() as conn:
            return content.content(conn, containers.show(conn, code))

    def place_of(self, code: str) -> str | None:
        with self.store.read() as conn:
            return containers.place_of(conn, containers.show(conn, code).id)

    def line(self, sku: str, location: str) -> StockLine:
        with self.store.read() as conn:
            (found,) = stock.page(conn, stock.EVERYTHING.named(conn, product=sku, location=location))
            return found

    # --- doing --------------------------------------------------------------------------------------------------

    def put(self, code: str, into: str) -> None:
        self.store.write(lambda conn: containers.put(conn, code, into, by="office"))

    @contextmanager
    def working(self, conn: Connection, flow: str) -> Iterator[Run]:
        """Yield a run of Anna's that ends afterwards."""
        at = self.store.now()
        run = runs.begin(conn, operator="Anna", flow=flow, config="{}", position="{}", at=at)
        yield run
        runs.end(conn, run.id, RunState.DONE, at)

    def move(
        self, sku: str, left: str, to: str, *names: str, taking: Sequence[str] = (), all_: bool = False
    ) -> None:
        """Move serials by their names, by containers, or all of a stock line."""
        line = self.line(sku, left)

        def work(conn: Connection) -> None:
            at = self.store.now()
            with self.working(conn, "move") as begun:
                run = begun
                of = products.show(conn, sku)
                if all_:
                    run = moving.capture_all(conn, line, Capturing(run, of, 9999, at))
                if names:
                    entries = [serials.entry(one) for one in names]
                    run = moving.capture(conn, line, Capturing(run, of, 9999, at), entries)
                for code in taking:
                    container = containers.show(conn, code)
                    inside = content.entries(conn, container, of, run.id, is_expected=False)
                    run = moving.capture(conn, line, Capturing(run, of, 9999, at), inside)
                    carrying.take(conn, container, run.id)
                runs.save(conn, run, run.position, at)
                moving.post(conn, line, run, units=run.captured, to=places.location(conn, to), at=at)

        self.store.write(work)

    def pick(
        self,
        ref: str,
        sku: str,
        location: str,
        tote: str | None,
        *names: str,
        units: int = 0,
        taking: str | None = None,
    ) -> tuple[str, ...]:
        """Pick the next task of a list into a tote, or into none, by names or by a container; return what units were taken out of."""

        def work(conn: Connection) -> tuple[str, ...]:
            pick_list, at = pick_lists.show(conn, ref), self.store.now()
            with self.working(conn, "tote_pick") as begun:
                run = begun
                task = picking.claim_next(conn, pick_list, run)
                assert task is not None
                assert task.product == sku
                place = places.location(conn, location).id
                line = proposing.propose(conn, task, pick_list.account_id, place)
                assert line is not None
                of, how = products.show(conn, sku), SerialsOut.NONE if units else SerialsOut.FROM_STOCK
                entries = [serials.entry(one) for one in names]
                if taking:
                    container = containers.show(conn, taking)
                    carrying.take(conn, container, run.id)
                    entries += content.entries(conn, container, of, run.id, is_expected=False)
                if entries:
                    standing = pick_lists.standing(conn, pick_list.id, task.id, lock=True)
                    capturing = Capturing(run, of, 9999, at)
                    run = picking.capture(conn, standing, line, capturing, entries, how)
                    runs.save(conn, run, run.position, at)
                done = Pick(
                    units or len(entries), how, tote=totes.show(conn, tote) if tote is not None else None
                )
                return picking.post(conn, task, line, run, done, at=at).unpacked

        return self.store.write(work)

    def add_list(self, ref: str, *wanted: tuple[str, int]) -> None:
        lines = [WantedLine(*one) for one in wanted]
        self.store.write(lambda conn: pick_lists.add(conn, ref, lines, at=self.store.now(), by="office"))

    def check(self) -> tuple[object, ...]:
        with self.store.read() as conn:
            return check.check(conn)


def announced(*names: str, sscc: str = PALLET) -> dict[str, str]:
    """Serials that come under an SSCC."""
    return dict.fromkeys(names, sscc)
