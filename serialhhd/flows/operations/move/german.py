"""Was nur die Umlagerung sagt."""


def moved(*, sku: str, quantity: int, left: str, arrived: str) -> str:
    return f"{quantity} {sku} von {left} nach {arrived} umgelagert."
