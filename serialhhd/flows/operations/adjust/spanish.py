"""Lo que solo se dice de los ajustes."""

from serialhhd.flows.sentences.spanish.wording import reason_name


def adjusted(*, sku: str, quantity: int, location: str, reason: str) -> str:
    return f"{quantity:+} {sku} en {location}: {reason_name(reason)}."


def approval_wanted(*, sku: str, quantity: int, location: str, document: str) -> str:
    return f"{quantity:+} {sku} en {location} espera aprobación: {document}."


def found_chosen(*, sku: str) -> str:
    return f"{sku} encontrado."


def whose(*, sku: str) -> str:
    return f"¿De quién es {sku}?"
