"""The adjustments: what was asked of stock and waits for a supervisor, who approves or rejects it; and its serials."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from serialhhd.screens.desk.dialogs.forms import Field, Values, any_of
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.document_list_screen import DocumentListScreen, Listed, key_of
from serialhhd.screens.desk.parts.document_tabs import DocumentTabsScreen
from serialhhd.screens.desk.parts.listing import ListKind
from serialhhd.store.adjustments import adjustments, deciding
from serialhhd.store.adjustments.adjustments import Adjustment, AdjustmentLine
from serialhhd.store.desk.list_views import ListView
from serialhhd.store.documents import noted
from serialhhd.store.documents.documents import Shown
from serialhhd.store.documents.noted import ONLY_PASS, Noted
from serialhhd.store.engine.store import Reading, Writing
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentState

COLUMNS: tuple[Column[Adjustment], ...] = (
    Column("ref", "Adjustment", 11, lambda row: row.document.ref),
    Column("state", "State", 8, lambda row: row.document.state.label),
    Column("product", "Product", 11, lambda row: row.line.product),
    Column("quantity", "Quantity", 8, lambda row: f"{row.line.units:+}", is_number=True),
    Column("location", "Location", 10, lambda row: row.line.location),
    Column("reason", "Reason", 14, lambda row: row.line.reason),
    Column("asked_by", "Asked by", 9, lambda row: row.line.asked_by),
    Column("decided_by", "Decided by", 10, lambda row: row.line.decided_by),
    Column("account", "Account", 9, lambda row: row.document.account),
    Column("created_at", "Asked", 16, lambda row: row.document.created_at),
)
LINES: tuple[Column[AdjustmentLine], ...] = (
    Column("product", "Product", 14, lambda row: row.product),
    Column("quantity", "Quantity", 8, lambda row: f"{row.units:+}", is_number=True),
    Column("location", "Location", 12, lambda row: row.location),
    Column("reason", "Reason", 20, lambda row: row.reason),
    Column("state", "State", 9, lambda row: row.state.label),
    Column("name", "Name", 24, lambda row: row.name),
)
NOTED: tuple[Column[Noted], ...] = (
    Column("serial", "Serial", 34, lambda row: row.serial),
    Column("state", "State now", 12, lambda row: row.state.label if row.state else "not known"),
)


class AdjustmentsScreen(DocumentListScreen[Adjustment]):
    """The page of the adjustments."""

    PAGE = "adjustments"
    LISTED = Listed(adjustments.page)
    KIND = ListKind(
        "adjustments",
        COLUMNS,
        key_of,
        search="number",
        filters=(Field("state", "State", choices=any_of(lifecycle_of(adjustments.KIND).states)),),
        views=(ListView("All"), ListView("To approve", filters={"state": DocumentState.WAITING.value})),
        empty="No adjustment waits or has waited for a supervisor.",
    )

    def screen_of(self, ref: str) -> "AdjustmentScreen":
        """Return the screen that shows an adjustment."""
        return AdjustmentScreen(ref)


class AdjustmentScreen(DocumentTabsScreen[AdjustmentLine, None, Noted]):
    """One adjustment."""

    PAGE = "adjustments"
    KIND = ListKind("adjustment_lines", LINES, lambda row: str(row.id))
    MORE_TITLE = "Serial Numbers"
    MORE = ListKind("adjustment_serials", NOTED, lambda row: str(row.id), empty="It has no serials.")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "approve", "Approve", tooltip="Post it; it takes a supervisor who did not ask for it"),
        Binding("j", "reject", "Reject", tooltip="Post nothing of it; it takes a supervisor"),
    ]

    def look(self) -> Reading[Shown[AdjustmentLine, None]]:
        """Return what reads the adjustment."""
        return lambda conn: adjustments.ADJUSTMENTS.shown(conn, self.ref)

    def facts(self, known: Shown[AdjustmentLine, None]) -> Mapping[str, object]:
        """Return who asks, why, and who has decided."""
        (line,) = known.lines
        return {
            "Adjustment": f"{known.document.ref}  {known.document.state.label}",
            "Asked": f"{line.units:+} {line.product} at {line.location}: {line.reason}",
            "Asked by": line.asked_by,
            "Account": known.document.account,
            "Decided by": line.decided_by,
            "Rejected because": line.short_reason,
        }

    def read_more(self, last: Noted | None, limit: int) -> Reading[Sequence[Noted]]:
        """Return what reads its serials."""
        after = last.key if last else None
        return lambda conn: noted.page(
            conn, adjustments.show(conn, self.ref).line, ONLY_PASS, limit=limit, after=after
        )

    def open_more(self, row: Noted) -> None:
        """Show a serial's life, or say that it has none here yet."""
        if self.known:
            self.show_noted(row, self.known.lines[0].product)

    # --- what can be done ---------------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to decide what waits."""
        if action in {"approve", "reject"}:
            return self.known is not None and self.known.document.state is DocumentState.WAITING
        return super().check_action(action, parameters)

    def action_approve(self) -> None:
        """Ask before it is posted."""
        asked = ", ".join(f"{line.units:+} {line.product} at {line.location}" for line in self._asked)
        self.ask_first(
            f"Approve {self.ref}? {asked} is posted.",
            "Approve",
            lambda conn: deciding.approve(conn, self.ref, by=self.office.operator, at=self.office.now()),
            lambda done: f"{done.document.ref} is posted.",
        )

    @property
    def _asked(self) -> Sequence[AdjustmentLine]:
        return self.known.lines if self.known else ()

    def action_reject(self) -> None:
        """Ask why it is rejected."""

        def change(values: Values) -> Writing[Adjustment]:
            return lambda conn: deciding.reject(
                conn, self.ref, reason=values["reason"], by=self.office.operator, at=self.office.now()
            )

        self.ask_for(
            f"Reject {self.ref}",
            (Field("reason", "Reason"),),
            change,
            lambda done: f"{done.document.ref} is rejected.",
            note="Nothing of it is posted, and what is on hold for it is released.",
            yes="Reject",
        )
