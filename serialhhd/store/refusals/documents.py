"""Documents, their lines, and runs."""

from serialhhd.store.words.refusal import refuses, unapproves


@refuses
def document_not_open(*, what: str, document: str, state: str) -> None: ...


@refuses
def no_lines(*, document: str) -> None: ...


@refuses
def product_repeated(*, sku: str, document: str) -> None: ...


@refuses
def not_on_document(*, sku: str, document: str) -> None: ...


@refuses
def changed_meanwhile(*, what: str, document: str) -> None: ...


@refuses
def run_not_open(*, run_id: int) -> None: ...


@refuses
def run_begun_elsewhere() -> None: ...


@unapproves
def cancel_unapproved(*, captured: int) -> None: ...


@refuses
def no_serial_step(*, flow: str, sku: str) -> None: ...


@refuses
def transfer_one_way() -> None: ...


@refuses
def same_side(*, side: str) -> None: ...


@refuses
def transfer_has_shipments(*, document: str, shipped: int) -> None: ...


@refuses
def not_in_transit(*, sku: str, document: str, given: int, most: int) -> None: ...


@refuses
def nothing_in_transit(*, document: str) -> None: ...


@refuses
def transfer_of_account(*, document: str) -> None: ...


@refuses
def transfer_of_warehouse(*, document: str) -> None: ...


@refuses
def nothing_to_count(*, location: str) -> None: ...


@refuses
def place_not_on_count(*, location: str, document: str) -> None: ...


@refuses
def place_is_counted(*, location: str) -> None: ...


@refuses
def line_counted(*, sku: str, location: str) -> None: ...


@refuses
def recount_by_other(*, sku: str, location: str) -> None: ...


@refuses
def nothing_to_decide(*, document: str) -> None: ...


@refuses
def serial_counted_already(*, serial: str) -> None: ...


@refuses
def list_not_dispatched(*, document: str) -> None: ...


@refuses
def list_of_other_customer(*, document: str, customer: str) -> None: ...


@refuses
def customer_missing() -> None: ...


@refuses
def condition_missing() -> None: ...


@refuses
def condition_not_taken(*, serial: str) -> None: ...


@refuses
def more_than_dispatched(*, sku: str, document: str | None, given: int, most: int) -> None: ...


@refuses
def own_request(*, document: str) -> None: ...


@refuses
def stock_line_changed(
    *, sku: str, location: str, document: str, serials: tuple[str, ...], available: int, wanted: int
) -> None: ...


@refuses
def serial_waits(*, serial: str, document: str) -> None: ...
