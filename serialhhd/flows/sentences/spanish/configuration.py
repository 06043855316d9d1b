"""Qué flujos están en vigor."""

from serialhhd.flows.sentences.shown import visible


def flows_changed_meanwhile(*, version: int, operator: str) -> str:
    if not version:
        return "Aún no hay ninguna versión en vigor: aplicar sin --based-on."
    return f"Ya está en vigor la versión {version} de {visible(operator)}. Mirarla (flows history) y repetir."


def flows_in_force_already(*, version: int) -> str:
    return f"El fichero ya dice justo eso: es la versión {version}, que está en vigor."


def flows_not_applied() -> str:
    return "No se ha cambiado nada."


def no_pilot() -> str:
    return "No hay ninguna prueba en marcha."


def no_reason() -> str:
    return "Diga por qué: se guarda con la versión."
