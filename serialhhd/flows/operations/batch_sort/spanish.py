"""Lo que solo dice el reparto de un grupo."""

from serialhhd.flows.sentences.spanish.wording import named


def unit_sorted(*, document: str, sku: str, batch: str, is_complete: bool, is_end: bool) -> str:
    said = [f"{document}: {sku}."]
    if is_complete:
        said.append(f"{document} está completo.")
    if is_end:
        said.append(f"{batch} está terminado.")
    return " ".join(said)


def cart_is_empty(*, location: str, batch: str, left: tuple[str, ...], is_end: bool) -> str:
    goes_on = f"{batch} está terminado." if is_end else f"{batch} sigue."
    return f"{goes_on} Todavía en {location}: {named(left)}." if left else f"{location} está vacío. {goes_on}"


def unit_gone(*, sku: str, document: str) -> str:
    return f"{document} ya no pide esta unidad de {sku}. Devuélvala al carro."
