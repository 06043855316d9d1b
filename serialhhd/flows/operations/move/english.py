"""What an operator is told of a move alone."""

from serialhhd.flows.sentences.sentence import success


@success
def moved(*, sku: str, quantity: int, left: str, arrived: str) -> str:
    return f"{quantity} {sku} moved from {left} to {arrived}."
