"""Was auf dem Gerät selbst steht: Tasten, Felder, und wie man es benutzt."""


def warning() -> str:
    return "ACHTUNG"


def error() -> str:
    return "FEHLER"


def accepted() -> str:
    return "OK"


def wait() -> str:
    return "WARTEN"


def ignored(*, count: int) -> str:
    return f"{count} ignoriert"


def too_small() -> str:
    return "Bildschirm zu klein"


def acknowledge(*, prefix: str) -> str:
    return f"Weiter: {acknowledging(prefix=prefix)}"


def acknowledging(*, prefix: str) -> str:
    return f"F2 / {prefix} + ENT"


def more_pages(*, page: int, pages: int) -> str:
    return f"{page}/{pages} Bild"


def enter_takes(*, taken: int | str) -> str:
    return f"Enter = {taken}"


def done_or_enter() -> str:
    return "F4 / Enter"


def menu() -> str:
    return "Menü"


def close() -> str:
    return "Zu"


def back() -> str:
    return "Zurück"


def yes() -> str:
    return "Ja"


def no() -> str:
    return "Nein"


def drop() -> str:
    return "Weg"


def keep() -> str:
    return "Bleibt"


def ask_cancel() -> str:
    return "ABBRECHEN?"


def ask_remove() -> str:
    return "ENTFERNEN?"


def choose_action() -> str:
    return "AKTION?"


def choose_serial() -> str:
    return "WAS ENTFERNEN?"


def help_title() -> str:
    return "HILFE"


def list_title() -> str:
    return "LISTE"


def message_title() -> str:
    return "MELDUNG"


def help_all_actions(*, prefix: str) -> str:
    return f"{prefix} + Enter: alle Aktionen, nummeriert."


def help_one_action(*, prefix: str) -> str:
    return f"{prefix}3 + Enter: sofort Nummer 3, wie F3."


def help_next_page() -> str:
    return "Enter oder Bild ab: nächste Seite."


def help_closing(*, prefix: str) -> str:
    return f"F2 oder {prefix} + Enter: schließen, und einen Fehler bestätigen."


def scanner() -> str:
    return "VIRTUELLER SCANNER"


def no_labels() -> str:
    return "Hier ist nichts zu scannen: Antwort tippen, dann Enter."


def hint_on_error(*, prefix: str) -> str:
    return f"Ein Fehler wartet: F2 drücken, oder {prefix} und Enter."


def hint_on_scanning() -> str:
    return "Das Handgerät fragt, gescannt wird, was es will."


def hint_on_alt() -> str:
    return "Alt+1 bis Alt+9 oder ein Klick liest ein Etikett."


def hint_without_alt(*, prefix: str) -> str:
    return f"Ohne Alt: {prefix}{prefix}1 und Enter. Tippen geht auch."


def hint_on_bad() -> str:
    return "Etiketten mit ✗ werden abgelehnt: ausprobieren."
