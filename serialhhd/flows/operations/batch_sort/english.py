"""What an operator is told of the sort of a batch alone."""

from serialhhd.flows.sentences.english.wording import named
from serialhhd.flows.sentences.sentence import error, info


@info
def unit_sorted(*, document: str, sku: str, batch: str, is_complete: bool, is_end: bool) -> str:
    said = [f"{document}: {sku}."]
    if is_complete:
        said.append(f"{document} is complete.")
    if is_end:
        said.append(f"{batch} is done.")
    return " ".join(said)


@info
def cart_is_empty(*, location: str, batch: str, left: tuple[str, ...], is_end: bool) -> str:
    goes_on = f"{batch} is done." if is_end else f"{batch} goes on."
    return f"{goes_on} Still on {location}: {named(left)}." if left else f"{location} is empty. {goes_on}"


@error
def unit_gone(*, sku: str, document: str) -> str:
    return f"{document} wants this {sku} no more. Put it back onto the cart."
