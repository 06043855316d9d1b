"""Worauf die Etiketten des virtuellen Scanners kleben, und was ein Scan täte."""


def paper(*, label: str) -> str:
    return f"Papier {label}"


def opens(*, document: str) -> str:
    return f"Öffnet {document}"


def old_paper(*, code: str) -> str:
    return f"Altes Papier {code}"


def unknown_number() -> str:
    return "Diese Nummer kennt niemand"


def takes_from(*, location: str) -> str:
    return f"Nimmt Ware von {location}"


def puts_at(*, location: str) -> str:
    return f"Legt die Ware auf {location}"


def place(*, location: str) -> str:
    return f"Platz {location}"


def no_such_place() -> str:
    return "Diesen Platz gibt es nicht"


def tote(*, tote: str) -> str:
    return f"Wanne {tote}"


def pallet(*, container: str) -> str:
    return f"Palette {container}"


def takes_units() -> str:
    return "Nimmt die Stücke auf"


def of_other_list(*, pick_list: str) -> str:
    return f"Gehört zu {pick_list}"


def box(*, label: str) -> str:
    return f"Karton {label}"


def takes_in_work(*, sku: str) -> str:
    return f"Nimmt {sku} in Arbeit"


def not_wanted() -> str:
    return "Hier nicht gefragt"


def serial(*, serial: str) -> str:
    return f"Seriennr. {serial}"


def counts_up() -> str:
    return "Zählt eins weiter"


def again(*, serial: str) -> str:
    return f"Noch einmal {serial}"


def scanned_already() -> str:
    return "Schon gescannt"


def known_or_elsewhere() -> str:
    return "Schon bekannt, oder woanders"


def product_no_serial() -> str:
    return "Ein Artikel, keine Seriennummer"


def enter(*, taken: int | str) -> str:
    return f"Enter  {taken}"


def takes_proposed() -> str:
    return "Nimmt, was vorgeschlagen ist"


def takes_all() -> str:
    return "Nimmt alles, was da ist"


def product_and_serial() -> str:
    return "Artikel und Seriennummer in einem Scan"


def card(*, label: str) -> str:
    return f"Karte {label}"


def all_there() -> str:
    return "Alle da: weiter"


def confirms_and_puts(*, location: str) -> str:
    return f"Bestätigt die Menge, legt alles auf {location}"


def one_more() -> str:
    return "Eine mehr als erwartet"


def several(*, count: int) -> str:
    return f"2D-Code: {count} Seriennummern"


def all_or_none() -> str:
    return "Nimmt alle oder keine"


def shelf(*, location: str) -> str:
    return f"Regal {location}"


def place_of_task() -> str:
    return "Der Platz dieser Aufgabe"


def not_place_of_task() -> str:
    return "Nicht der Platz dieser Aufgabe"


def wanted_by_task() -> str:
    return "Was diese Aufgabe will"


def begins_here() -> str:
    return "Fängt hier an"


def lets_run_go() -> str:
    return "Gibt diese Arbeit frei"


def takes_it() -> str:
    return "Nimmt es"


def drops_it() -> str:
    return "Verwirft es"


def pieces(*, quantity: int) -> str:
    return f"{quantity} Stück am Platz"


def how_many() -> str:
    return "Sagt, wie viele dort liegen"
