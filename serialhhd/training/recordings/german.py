"""Was von Aufzeichnungen gesagt wird."""

from serialhhd.flows.sentences.shown import visible


def recording_unreadable(*, file: str, problem: str) -> str:
    return f"{visible(file)} kann nicht gelesen werden: {problem}."


def no_recording(*, file: str) -> str:
    return f"{visible(file)} ist keine Aufzeichnung einer Lektion."


def recording_cut_short(*, at: float) -> str:
    return f"Die Aufzeichnung bricht bei {at:.1f} s ab: Sie hat kein Ende, das sich vergleichen lässt, und keine Punkte."


def recording_not_playable(*, problem: str) -> str:
    return f"Dieses Programm kann die Aufzeichnung nicht abspielen: {problem}"


def recording_ended(*, problem: str) -> str:
    return f"Es wird nichts mehr aufgezeichnet: {problem}. Die Lektion geht weiter."
