"""Lo que se dice de las grabaciones."""

from serialhhd.flows.sentences.shown import visible


def recording_unreadable(*, file: str, problem: str) -> str:
    return f"No se puede leer {visible(file)}: {problem}."


def no_recording(*, file: str) -> str:
    return f"{visible(file)} no es la grabación de una lección."


def recording_cut_short(*, at: float) -> str:
    return f"La grabación se corta a los {at:.1f} s: no tiene final que comparar, ni puntos."


def recording_not_playable(*, problem: str) -> str:
    return f"Este programa no puede reproducir la grabación: {problem}"


def recording_ended(*, problem: str) -> str:
    return f"Ya no se graba nada: {problem}. La lección sigue."
