"""The transactions: the ledger, newest first, with its views, and one entry with its serials."""

from collections.abc import Sequence

from textual.app import ComposeResult

from serialhhd.screens.desk.dialogs.forms import Field, Values
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen, ListScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.program import Named
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.engine.store import Reading
from serialhhd.store.stock import ledger
from serialhhd.store.stock.ledger import SerialOf, Transaction
from serialhhd.store.words.vocabulary import TransactionKind
from serialhhd.typed.period import parse_period


def other_place(row: Transaction) -> str:
    """Return from where units came that arrived in a transfer, or where those went that left in one; nothing of any other transaction."""
    if row.came_from:
        return f"from {row.came_from}"
    return f"to {row.went_to}" if row.went_to else ""


def named_of(row: Transaction) -> Sequence[Named]:
    """Return the document and the container that an entry names."""
    document = [Named(row.document_kind, row.document)] if row.document_kind and row.document else []
    return [*document, Named(None, row.container)] if row.container else document


COLUMNS: tuple[Column[Transaction], ...] = (
    Column("at", "When", 16, lambda row: row.at),
    Column("kind", "What", 8, lambda row: row.kind.value),
    Column("product", "Product", 12, lambda row: row.product),
    Column("quantity", "Quantity", 8, lambda row: f"{row.quantity:+}", is_number=True),
    Column("serial_count", "Serials", 7, lambda row: row.serial_count or "", is_number=True),
    Column("document", "Document", 10, lambda row: row.document),
    Column("location", "Location", 11, lambda row: row.location),
    Column("partner", "From / to", 16, lambda row: row.partner),
    Column("operator", "Who", 10, lambda row: row.operator),
    Column("account", "Account", 9, lambda row: row.account),
    Column("other_place", "Other place", 16, other_place),
    Column("container", "Container", 10, lambda row: row.container),
    Column("condition", "Condition", 12, lambda row: row.condition),
    Column("note", "Note", 30, lambda row: row.note),
    Column("approved_by", "Approved by", 11, lambda row: row.approved_by),
)
SERIALS: tuple[Column[SerialOf], ...] = (
    Column("serial", "Serial", 34, lambda row: row.serial),
    Column("state", "State now", 12, lambda row: row.state.label),
)


def key_of(row: Transaction) -> str:
    """Return what names a row."""
    return str(row.id)


def transactions_of(wanted: ledger.TransactionFilter, **codes: str) -> Query[Transaction]:
    """Return what reads the transactions that fit, newest first; their serials are counted, not named."""

    def page(last: Transaction | None, limit: int) -> Reading[Sequence[Transaction]]:
        after = last.id if last else None
        return lambda conn: ledger.page(
            conn, ledger.named(conn, wanted, **codes), limit=limit, after=after, names_serials=False
        )

    return page


class TransactionsScreen(ListScreen[Transaction]):
    """The page of the transactions."""

    PAGE = "transactions"
    FOLLOWS_WORK = True
    KIND = ListKind(
        "transactions",
        COLUMNS,
        key_of,
        filters=(
            Field("product", "Product", hint="SKU or barcode"),
            Field("document", "Document", hint="number of a pre-receipt or pick list"),
            Field("operator", "Who", hint="name of the operator"),
            Field("serial", "Serial"),
            Field(
                "kind", "What", choices=(("", "any"), *((kind.value, kind.value) for kind in TransactionKind))
            ),
            Field("period", "Period", hint="2026-03-01, or 2026-03-01..2026-03-31"),
        ),
        views=(
            ListView("All"),
            ListView("Transactions with Serial Numbers", filters={"view": "with-serials"}),
        ),
        empty="Nothing has happened yet: receipts, picks and dispatches will stand here.",
    )

    def query_rows(self, filters: Values) -> Query[Transaction]:
        """Return what reads the ledger."""
        begin, end = parse_period(filters.get("period", ""))
        wanted = ledger.TransactionFilter(
            with_serials=filters.get("view") == "with-serials",
            operator=filters.get("operator"),
            kind=TransactionKind(filters["kind"]) if "kind" in filters else None,
            begin=begin,
            end=end,
        )
        codes = {name: filters[name] for name in ("product", "document", "serial") if name in filters}
        return transactions_of(wanted, **codes)

    def open_row(self, row: Transaction) -> None:
        """Show an entry."""
        self.app.push_screen(TransactionScreen(row))


class TransactionScreen(ListingScreen):
    """One entry of the ledger with its serials."""

    PAGE = "transactions"
    AUTO_FOCUS = "#serials"

    def __init__(self, transaction: Transaction) -> None:
        super().__init__()
        self._transaction = transaction

    def compose_body(self) -> ComposeResult:
        """Place the facts above the serials."""
        yield Facts()
        kind = ListKind("transaction_serials", SERIALS, lambda row: str(row.id), empty="It has no serials.")
        yield Listing(kind, self.query_serials, self.show_serial, table_id="serials")

    def read_facts(self) -> None:
        """Show the entry, which never changes."""
        entry = self._transaction
        self.query_one(Facts).tell(
            {
                "Transaction": f"{entry.id}  {entry.kind.value}  {entry.quantity:+}",
                "When, who": f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S}  {entry.operator}",
                "Product": entry.product,
                "Location": f"{entry.location or '-'}, account {entry.account}",
                "Other place": other_place(entry),
                "Container": entry.container,
                "Document": f"{entry.document or '-'}  {entry.partner or ''}",
                "Condition": entry.condition,
                "Note": entry.note,
                "Approved by": entry.approved_by,
                "Serials": entry.serial_count,
            }
        )

    @property
    def named_here(self) -> Sequence[Named]:
        """Its document and its container."""
        return named_of(self._transaction)

    def query_serials(self, filters: Values) -> Query[SerialOf]:  # noqa: ARG002 - there are none
        """Return what reads the serials of the entry."""
        entry = self._transaction.id

        def page(last: SerialOf | None, limit: int) -> Reading[Sequence[SerialOf]]:
            after = last.id if last else None
            return lambda conn: ledger.serials_of(conn, entry, limit=limit, after=after)

        return page

    def show_serial(self, row: SerialOf) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, self._transaction.product)
