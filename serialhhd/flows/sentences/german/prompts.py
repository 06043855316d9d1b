"""Die Fragen, kurz und in Großbuchstaben, und die Antworten zur Auswahl."""

from serialhhd.flows.sentences.german.wording import reason_name, title_of


def sign_on() -> str:
    return "Anmelden"


def operator() -> str:
    return "BEDIENER?"


def pin() -> str:
    return "PIN?"


def supervisor() -> str:
    return "LEITUNG?"


def menu(*, operator: str) -> str:
    return f"Menü  {operator}"


def flow_title(*, title: str) -> str:
    return title_of(title)


def flow() -> str:
    return "ABLAUF?"


def cancel_run() -> str:
    return "ABBRECHEN?"


def pre_receipt() -> str:
    return "AVIS?"


def container() -> str:
    return "BEHÄLTER?"


def into() -> str:
    return "WOHINEIN?"


def tote() -> str:
    return "WANNE?"


def transfer() -> str:
    return "TRANSFER?"


def count() -> str:
    return "ZÄHLUNG?"


def batch() -> str:
    return "SAMMELAUFTRAG?"


def cart() -> str:
    return "WAGEN?"


def unit() -> str:
    return "STÜCK?"


def return_() -> str:
    return "RETOURE?"


def condition() -> str:
    return "ZUSTAND?"


def pick_list() -> str:
    return "PICKLISTE?"


def product() -> str:
    return "ARTIKEL?"


def location() -> str:
    return "LAGERPLATZ?"


def to_location() -> str:
    return "ZIELPLATZ?"


def go_to(*, location: str) -> str:
    return f"ZU {location}"


def scan_again(*, location: str) -> str:
    return f"NOCHMAL {location}"


def is_it(*, location: str) -> str:
    return f"{location}?"


def quantity() -> str:
    return "MENGE?"


def serial() -> str:
    return "SERIENNR?"


def all_there(*, expected: int, beyond: int) -> str:
    return f"ALLE {expected} +{beyond}" if beyond else f"ALLE {expected}"


def all_large() -> str:
    return "ALLE"


def take_it() -> str:
    return "NEHMEN?"


def take_them() -> str:
    return "ALLE NEHMEN?"


def which() -> str:
    return "WELCHE?"


def serials_counted(*, count: int, first: str, last: str) -> str:
    return f"{count}, {first} bis {last}"


def take_many(*, quantity: int | None) -> str:
    return f"{quantity} NEHMEN?"


def close_line() -> str:
    return "ABSCHLIESSEN?"


def reason() -> str:
    return "GRUND?"


def account() -> str:
    return "MANDANT?"


def reason_label(*, reason: str) -> str:
    return reason_name(reason)


def go_there(*, location: str) -> str:
    return f"ZU {location}?"


def go_elsewhere() -> str:
    return "WOANDERS HIN?"


def yes(*, subject: str = "") -> str:
    return f"Ja: {subject}" if subject else "Ja"


def no() -> str:
    return "Nein"


def no_because(*, reason: str) -> str:
    return f"Nein, {reason_name(reason)}"


def yes_close() -> str:
    return "Ja, abschließen"


def no_rest_later() -> str:
    return "Nein, Rest kommt noch"
