"""Was nur die Zählung sagt."""


def count_it(*, sku: str, location: str) -> str:
    return f"{sku} auf {location} zählen."


def serial_noted(*, serial: str, captured: int) -> str:
    return f"{serial}  {captured}"


def serials_noted(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{count} Seriennummern {first} bis {last}, {captured} insgesamt"


def product_counted(*, sku: str, quantity: int, location: str) -> str:
    return f"{quantity} {sku} auf {location} gezählt."


def place_counted(*, location: str, document: str, is_complete: bool, is_posted: bool) -> str:
    if is_posted:
        return f"{document} ist vollständig und gebucht. {location} ist gezählt."
    return (
        f"{document} ist vollständig. {location} ist gezählt." if is_complete else f"{location} ist gezählt."
    )


def recount_wanted(*, location: str, is_for_others: bool) -> str:
    return (
        f"{location} noch einmal zählen: jemand anderes."
        if is_for_others
        else f"{location} noch einmal zählen."
    )


def stock_moved_during_pass(*, sku: str, location: str) -> str:
    return f"{sku} auf {location} wurde inzwischen bewegt. Ihre Zählung davon gilt nicht: noch einmal zählen."


def nothing_to_be_counted() -> str:
    return "Keine Zählung ist offen."


def no_place_yet() -> str:
    return "Erst den Platz scannen."
