"""Die Beschriftungen der Aktionen, kurz genug für eine Taste."""


def done() -> str:
    return "Fertig"


def ok() -> str:
    return "OK"


def undo() -> str:
    return "Korr."


def back() -> str:
    return "Zurück"


def short() -> str:
    return "Fehlt"


def yes() -> str:
    return "Ja"


def no() -> str:
    return "Nein"


def remove() -> str:
    return "Entf."


def full() -> str:
    return "Voll"


def skip() -> str:
    return "Später"


def all_() -> str:
    return "Alle"


def list_() -> str:
    return "Liste"


def cancel() -> str:
    return "Abbr."


def help_() -> str:
    return "Hilfe"


def menu() -> str:
    return "Ablauf"


def quit_() -> str:
    return "Ende"


def more() -> str:
    return "Mehr"
