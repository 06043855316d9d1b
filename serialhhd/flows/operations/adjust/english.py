"""What an operator is told of adjustments alone."""

from serialhhd.flows.sentences.sentence import info, success


@success
def adjusted(*, sku: str, quantity: int, location: str, reason: str) -> str:
    return f"{quantity:+} {sku} at {location}: {reason}."


@info
def approval_wanted(*, sku: str, quantity: int, location: str, document: str) -> str:
    return f"{quantity:+} {sku} at {location} waits for a supervisor: {document}."


@info
def found_chosen(*, sku: str) -> str:
    return f"{sku} was found."


@info
def whose(*, sku: str) -> str:
    return f"Whose {sku} is it?"
