"""One serial: where it is, and its whole life, back to the supplier and forward to the customer."""

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult

from serialhhd.screens.desk.columns import Column
from serialhhd.screens.desk.desk_screen import DeskScreen
from serialhhd.screens.desk.facts import Facts
from serialhhd.screens.desk.paged_table import PagedTable
from serialhhd.store import traces
from serialhhd.store.ledger import Transaction
from serialhhd.store.traces import Trace

HISTORY = (
    Column("at", "When", 16, lambda row: row.at),
    Column("kind", "What", 10, lambda row: row.kind.value),
    Column("location", "Location", 12, lambda row: row.location),
    Column("document", "Document", 12, lambda row: row.document),
    Column("partner", "From / to", 16, lambda row: row.partner),
    Column("operator", "Who", 10, lambda row: row.operator),
    Column("note", "Note", 30, lambda row: row.note),
)


class SerialScreen(DeskScreen):
    """The life of a serial."""

    FOLLOWS_WORK = True

    def __init__(self, serial: str, sku: str) -> None:
        super().__init__()
        self._serial = serial
        self._sku = sku

    def compose_body(self) -> ComposeResult:
        """Place what it is above what happened to it."""
        yield Facts(id="facts")
        yield PagedTable(lambda row: str(row.id), id="history")

    def read_store(self) -> None:
        """Read the serial."""
        self.start(self._read)

    async def _read(self) -> None:
        trace = await self.answered(self.office.ask(self._look))
        if trace is None:
            return

        async def load(last: Any | None, limit: int) -> Sequence[Transaction]:  # noqa: ARG001 - one life is one page
            return () if last else trace.history

        self.query_one(Facts).tell(facts(trace))
        self.query_one("#history", PagedTable).show(HISTORY, load)

    def _look(self, conn: Any) -> Trace:
        return traces.show(conn, self._serial, self._sku)


def facts(trace: Trace) -> dict[str, object]:
    """Return what to say of a serial."""
    return {
        "Serial": trace.serial,
        "Product": trace.product,
        "State": trace.state.label,
        "Location": trace.location,
        "Expected on": trace.expected_on,
        "Lot": trace.lot,
        "Expiry": trace.expiry,
    }
