"""Was ein Terminal gesagt bekommt, auf dem kein Handgerät läuft."""


def taken_over() -> str:
    return "An einem anderen Gerät angemeldet. Dieses ist geschlossen."


def stopping() -> str:
    return "Der Server startet neu. Gleich wieder anmelden: die Arbeit bleibt."


def failed() -> str:
    return "Dieses Handgerät hatte einen Fehler und wurde geschlossen. Wieder anmelden: was OK sagte, bleibt."


def idle() -> str:
    return "Lange wurde nichts gescannt. Wieder anmelden: die Arbeit bleibt."


def disabled() -> str:
    return "Dieses Handgerät ist nicht mehr erlaubt. Schichtleitung fragen."


def full() -> str:
    return "Mehr Handgeräte gehen nicht auf einmal. Schichtleitung fragen, oder später noch einmal."


def too_much() -> str:
    return "Zu viel auf einmal gesendet. Wieder anmelden: was OK sagte, bleibt."


def goodbye() -> str:
    return "Abgemeldet."


def unavailable() -> str:
    return "Die Datenbank ist gerade nicht benutzbar. Gleich noch einmal."


def name_taken() -> str:
    return "Unter diesem Namen ist ein anderes Gerät in Betrieb. Anderen Namen nehmen, oder jenes schließen."


def wait(*, seconds: int) -> str:
    return f"Zu viele Versuche. {seconds} {'Sekunde' if seconds == 1 else 'Sekunden'} warten."
