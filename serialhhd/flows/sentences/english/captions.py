"""What the labels of a virtual scanner are on, and what scanning one would do."""

from serialhhd.flows.sentences.language import said


@said
def paper(*, label: str) -> str:
    return f"Paper {label}"


@said
def opens(*, document: str) -> str:
    return f"Opens {document}"


@said
def old_paper(*, code: str) -> str:
    return f"Old paper {code}"


@said
def unknown_number() -> str:
    return "Nobody knows this number"


@said
def takes_from(*, location: str) -> str:
    return f"Takes goods from {location}"


@said
def puts_at(*, location: str) -> str:
    return f"Puts the goods at {location}"


@said
def place(*, location: str) -> str:
    return f"Place {location}"


@said
def no_such_place() -> str:
    return "There is no such place"


@said
def tote(*, tote: str) -> str:
    return f"Tote {tote}"


@said
def pallet(*, container: str) -> str:
    return f"Pallet {container}"


@said
def takes_units() -> str:
    return "Takes the units"


@said
def of_other_list(*, pick_list: str) -> str:
    return f"Holds {pick_list}"


@said
def box(*, label: str) -> str:
    return f"Box {label}"


@said
def takes_in_work(*, sku: str) -> str:
    return f"Takes {sku} in work"


@said
def not_wanted() -> str:
    return "Not wanted here"


@said
def serial(*, serial: str) -> str:
    return f"Serial {serial}"


@said
def counts_up() -> str:
    return "Counts one up"


@said
def again(*, serial: str) -> str:
    return f"Again {serial}"


@said
def scanned_already() -> str:
    return "Scanned already"


@said
def known_or_elsewhere() -> str:
    return "Known already, or elsewhere"


@said
def product_no_serial() -> str:
    return "A product, not a serial"


@said
def enter(*, taken: int | str) -> str:
    return f"Enter  {taken}"


@said
def takes_proposed() -> str:
    return "Takes what is proposed"


@said
def takes_all() -> str:
    return "Takes all that is there"


@said
def product_and_serial() -> str:
    return "Product and serial in one scan"


@said
def card(*, label: str) -> str:
    return f"Card {label}"


@said
def all_there() -> str:
    return "All are there: goes on"


@said
def confirms_and_puts(*, location: str) -> str:
    return f"Confirms the count, puts all at {location}"


@said
def one_more() -> str:
    return "One more than expected"


@said
def several(*, count: int) -> str:
    return f"2D code: {count} serials"


@said
def all_or_none() -> str:
    return "Takes all of them, or none"


@said
def shelf(*, location: str) -> str:
    return f"Shelf {location}"


@said
def place_of_task() -> str:
    return "The place of this task"


@said
def not_place_of_task() -> str:
    return "Not the place of this task"


@said
def wanted_by_task() -> str:
    return "What this task wants"


@said
def begins_here() -> str:
    return "Begins here"


@said
def lets_run_go() -> str:
    return "Lets this run go"


@said
def takes_it() -> str:
    return "Takes it"


@said
def drops_it() -> str:
    return "Drops it"


@said
def pieces(*, quantity: int) -> str:
    return f"{quantity} pieces on the shelf"


@said
def how_many() -> str:
    return "Says how many lie there"
