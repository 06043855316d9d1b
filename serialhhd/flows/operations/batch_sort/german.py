"""Was nur das Verteilen eines Sammelauftrags sagt."""

from serialhhd.flows.sentences.german.wording import named


def unit_sorted(*, document: str, sku: str, batch: str, is_complete: bool, is_end: bool) -> str:
    said = [f"{document}: {sku}."]
    if is_complete:
        said.append(f"{document} ist vollständig.")
    if is_end:
        said.append(f"{batch} ist erledigt.")
    return " ".join(said)


def cart_is_empty(*, location: str, batch: str, left: tuple[str, ...], is_end: bool) -> str:
    goes_on = f"{batch} ist erledigt." if is_end else f"{batch} geht weiter."
    return f"{goes_on} Noch auf {location}: {named(left)}." if left else f"{location} ist leer. {goes_on}"


def unit_gone(*, sku: str, document: str) -> str:
    return f"{document} braucht dieses Stück {sku} nicht mehr. Zurück auf den Wagen legen."
