"""The questions, short and in capitals, and the answers that they offer."""

from serialhhd.flows.sentences.language import said

# --- before there is a flow ---------------------------------------------------------------------------------------


@said
def sign_on() -> str:
    return "Sign on"


@said
def operator() -> str:
    return "OPERATOR?"


@said
def pin() -> str:
    return "PIN?"


@said
def supervisor() -> str:
    return "SUPERVISOR?"


@said
def menu(*, operator: str) -> str:
    return f"Menu  {operator}"


@said
def flow_title(*, title: str) -> str:
    """Name a flow in the menu and above every question; a site's own title is shown as the site wrote it."""
    return title


@said
def flow() -> str:
    return "FLOW?"


@said
def cancel_run() -> str:
    """Ask about a run that cannot go on."""
    return "CANCEL?"


# --- what is in work ----------------------------------------------------------------------------------------------


@said
def pre_receipt() -> str:
    return "PRE-RECEIPT?"


@said
def container() -> str:
    return "CONTAINER?"


@said
def into() -> str:
    return "INTO?"


@said
def tote() -> str:
    return "TOTE?"


@said
def transfer() -> str:
    return "TRANSFER?"


@said
def count() -> str:
    return "COUNT?"


@said
def batch() -> str:
    return "BATCH?"


@said
def cart() -> str:
    return "CART?"


@said
def unit() -> str:
    return "UNIT?"


@said
def return_() -> str:
    return "RETURN?"


@said
def condition() -> str:
    return "CONDITION?"


@said
def pick_list() -> str:
    return "PICK LIST?"


@said
def product() -> str:
    return "PRODUCT?"


@said
def location() -> str:
    return "LOCATION?"


@said
def to_location() -> str:
    return "TO LOCATION?"


@said
def go_to(*, location: str) -> str:
    """Send the operator to a place; the text ends with it, so that a screen can let it stand out."""
    return f"GO TO {location}"


@said
def scan_again(*, location: str) -> str:
    """Ask for the scan that confirms a place; the text ends with it, as `go_to` does."""
    return f"AGAIN {location}"


@said
def is_it(*, location: str) -> str:
    return f"{location}?"


@said
def quantity() -> str:
    return "QUANTITY?"


# --- serials ------------------------------------------------------------------------------------------------------


@said
def serial() -> str:
    return "SERIAL?"


@said
def all_there(*, expected: int, beyond: int) -> str:
    return f"ALL {expected} +{beyond}" if beyond else f"ALL {expected}"


@said
def all_large() -> str:
    """Stands large on the screen when no serial is missing."""
    return "ALL"


@said
def take_it() -> str:
    return "TAKE IT?"


@said
def take_them() -> str:
    return "TAKE THEM?"


@said
def which() -> str:
    return "WHICH?"


@said
def serials_counted(*, count: int, first: str, last: str) -> str:
    return f"{count}, {first} to {last}"


# --- quantities, and being short ----------------------------------------------------------------------------------


@said
def take_many(*, quantity: int | None) -> str:
    return f"TAKE {quantity}?"


@said
def close_line() -> str:
    return "CLOSE LINE?"


@said
def reason() -> str:
    return "REASON?"


@said
def account() -> str:
    return "ACCOUNT?"


@said
def reason_label(*, reason: str) -> str:
    """Name a reason in the list; a site's own is shown as the site wrote it."""
    return reason


@said
def go_there(*, location: str) -> str:
    return f"GO TO {location}?"


@said
def go_elsewhere() -> str:
    return "GO ELSEWHERE?"


# --- the answers --------------------------------------------------------------------------------------------------


@said
def yes(*, subject: str = "") -> str:
    return f"Yes: {subject}" if subject else "Yes"


@said
def no() -> str:
    return "No"


@said
def no_because(*, reason: str) -> str:
    return f"No, {reason}"


@said
def yes_close() -> str:
    return "Yes, close it"


@said
def no_rest_later() -> str:
    return "No, rest comes later"
