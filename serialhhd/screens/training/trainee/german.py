"""Was neben dem Handgerät steht."""


def scan_how(*, prefix: str) -> str:
    return f"4 scannen: Alt+4, Klick, {prefix}{prefix}4 Enter."


def do_how(*, prefix: str) -> str:
    return f"A tun: Alt+A, Klick, {prefix}{prefix}a Enter."


def scan_drawn() -> str:
    return "← →: Symbol für echten Scanner."


def more(*, count: int) -> str:
    return f"+ {count} darunter"


def aside() -> str:
    return "Beiseite"


def aside_which() -> str:
    return "BEISEITE welches? Nummer oder Klick. A: keins."


def set_aside(*, what: str) -> str:
    return f"Beiseite gelegt: {what}."


def not_set_aside() -> str:
    return "Nichts wurde beiseite gelegt."


def call() -> str:
    return "Leitung rufen"


def called() -> str:
    return "Die Leitung weiß Bescheid."


def hint(*, cost: int) -> str:
    return f"Hinweis -{cost}"


def hint_shown(*, text: str) -> str:
    return f"Hinweis: {text}"


def no_hint() -> str:
    return "Es gibt keine Hinweise mehr."


def no_hint_in_exam() -> str:
    return "In einer Prüfung gibt es keine."


def end() -> str:
    return "Ende"


def end_sure() -> str:
    return "Die Lektion beenden? Noch einmal E: ja."


def all_done() -> str:
    return "Die Arbeit ist getan. Fehlt noch etwas? Sonst E: zum Ergebnis."


def error_waits(*, prefix: str) -> str:
    return f"Ein Fehler wartet: lesen, dann F2, oder {prefix} Enter."


def link_lost() -> str:
    return "KEINE VERBINDUNG"


def sign_on_elsewhere(*, prefix: str) -> str:
    return f"Anderes Handgerät: Alt+E, oder {prefix}{prefix}e Enter."


def signed_on() -> str:
    return "Ein anderes Handgerät. Wo steht die Arbeit?"


def no_room_for_symbol(*, columns: int, rows: int) -> str:
    return f"Symbol: ab {columns}x{rows}."


def result_leave() -> str:
    return "Enter: Ende. ↑ ↓: weiter lesen."


def which_label(*, code: str) -> str:
    return f"Kein Etikett hier ist {code}."
