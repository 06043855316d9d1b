"""Was in einem Kurs auf den Handgeräten steht, neben dem, was der Ablauf sagt."""


def paused() -> str:
    return "Der Kurs steht still. Nichts wird angenommen."


def set_aside() -> str:
    return "Beiseite gelegt."


def supervisor_called() -> str:
    return "Die Schichtleitung ist gerufen."


def result(*, score: int, passed: bool, caught: int, slipped: int, wrong: int, seconds: int) -> str:
    verdict = "bestanden" if passed else "nicht bestanden"
    return (
        f"Der Kurs ist zu Ende. Pannen: {caught} bemerkt, {slipped} durchgerutscht. Falsche Scans: {wrong}. "
        f"Zeit: {seconds} s. {score} Punkte: {verdict}."
    )
