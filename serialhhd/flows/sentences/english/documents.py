"""Documents, their lines, and who has one in work."""

from serialhhd.flows.sentences.english.wording import named, step_name, units
from serialhhd.flows.sentences.language import said
from serialhhd.flows.sentences.sentence import error, info, refuses, says
from serialhhd.flows.sentences.shown import BETWEEN


@info
def document_opened(*, document: str, partner: str | None, open_lines: int) -> str:
    who = f" {partner}" if partner else ""
    return f"{document}{who}: {open_lines} to do"


@error
def document_not_open(*, what: str, document: str, state: str) -> str:
    return f"{what.capitalize()} {document} is {state}."


@refuses
@says("error", "document_not_open")
def document_not_for_now(*, what: str, document: str, state: str, goes_on: str | None) -> str:
    """Say what a closed document is that was scanned at a handheld, and what to do: go on with the one in work, or take another."""
    told = f"{what.capitalize()} {document} is {state}."
    return f"{told} {f'Go on with {goes_on}' if goes_on else 'Scan another document'}."


@refuses
@error
def document_has_captures(*, document: str, captured: int) -> str:
    return f"{units(captured, 'serial')} scanned on {document}. Confirm them first, or :cancel."


@error
def document_gone(*, document: str, state: str) -> str:
    return f"{document} is {state} meanwhile. What you scanned on it is released."


@info
def documents_list(*, documents: tuple[str, ...], nothing: str) -> str:
    return "Open: " + BETWEEN.join(documents) if documents else nothing


@info
def nothing_open(*, what: str) -> str:
    return f"No {what} is open. Ask the office for one."


@said
def place_is_empty(*, location: str) -> str:
    return f"{location} is empty. :back asks for another location."


@info
def lines_list(*, lines: tuple[str, ...], left: str | None, step: str) -> str:
    if lines:
        return "To do: " + BETWEEN.join(lines)
    return place_is_empty(location=left) if left else f"No list here. Scan {step_name(step)}."


@error
def no_lines(*, document: str) -> str:
    return f"{document} needs at least one line."


@error
def product_repeated(*, sku: str, document: str) -> str:
    return f"{sku} is on {document} already. Name each only once."


@error
def not_on_document(*, sku: str, document: str) -> str:
    return f"{sku} is not on {document}."


@error
def changed_meanwhile(*, what: str, document: str) -> str:
    return f"Somebody else has changed {what} {document} meanwhile. Look at it again; nothing is overwritten."


@error
def run_not_open(*, run_id: int) -> str:
    return f"There is no open run {run_id}."


@error
def run_begun_elsewhere() -> str:
    return "You have just begun on another device. Scan again."


@error
def no_serial_step(*, flow: str, sku: str) -> str:
    return f"{sku} needs serials, and flow {flow} has no serial step. Tell your supervisor."


@error
def cancel_unapproved(*, captured: int) -> str:
    dropped = f" {units(captured, 'serial')} would be dropped." if captured else ""
    return f"Cancel only with a supervisor.{dropped} Scan the badge, or :no"


@error
def transfer_one_way() -> str:
    return "A transfer goes to another warehouse, or to another account: name one of them."


@error
def same_side(*, side: str) -> str:
    return f"The goods are {side}'s already. Name another one."


@error
def transfer_has_shipments(*, document: str, shipped: int) -> str:
    return f"{document} has {shipped} shipped already, and cannot be cancelled."


@error
def not_in_transit(*, sku: str, document: str, given: int, most: int) -> str:
    if not most:
        return f"No {sku} is in transit on {document}."
    return f"{given} is too many: {most} {sku} in transit on {document}."


@error
def nothing_in_transit(*, document: str) -> str:
    return f"Nothing is in transit on {document}."


@error
def transfer_of_account(*, document: str) -> str:
    return f"{document} changes the account, not the warehouse. Take the flow for that."


@error
def transfer_of_warehouse(*, document: str) -> str:
    return f"{document} changes the warehouse, not the account. Take the flow for that."


@error
def nothing_to_count(*, location: str) -> str:
    return f"Nothing lies at {location}. Name the products to count there."


@error
def place_not_on_count(*, location: str, document: str) -> str:
    return f"{document} does not count {location}."


@error
def place_is_counted(*, location: str) -> str:
    return f"{location} is counted already."


@error
def line_counted(*, sku: str, location: str) -> str:
    return f"{sku} at {location} is counted already."


@error
def recount_by_other(*, sku: str, location: str) -> str:
    return f"You counted {sku} at {location} last. Only another operator counts it again."


@error
def nothing_to_decide(*, document: str) -> str:
    return f"Nothing of {document} waits to be decided."


@error
def serial_counted_already(*, serial: str) -> str:
    return f"{serial} is counted already."


@error
def list_not_dispatched(*, document: str) -> str:
    return f"{document} did not leave for a customer. A return names a pick list that was dispatched."


@error
def list_of_other_customer(*, document: str, customer: str) -> str:
    return f"{document} went to {customer}."


@error
def customer_missing() -> str:
    return "A return names its customer, or a pick list that does."


@error
def condition_missing() -> str:
    return "Say in what condition it is."


@error
def condition_not_taken(*, serial: str) -> str:
    return f"{serial} was picked and never left: it is put back as it is, in no condition. Say none."


@error
def more_than_dispatched(*, sku: str, document: str | None, given: int, most: int) -> str:
    if document is None:
        return f"{sku} without serials comes back only on a return that names its pick list."
    return f"{given} {sku} without serials are too many: {most} left on {document} and are not back."


@error
def own_request(*, document: str) -> str:
    return f"You have asked for {document} yourself. Somebody else approves it."


@error
def stock_line_changed(
    *, sku: str, location: str, document: str, serials: tuple[str, ...], available: int, wanted: int
) -> str:
    changed = f"{sku} at {location} is not as it was when {document} was asked for: "
    return changed + (
        f"{named(serials)} not there any more, or in work."
        if serials
        else f"{available} left, {wanted} asked for."
    )


@error
def serial_waits(*, serial: str, document: str) -> str:
    return f"{serial} waits on {document}. Approve or reject that first."
