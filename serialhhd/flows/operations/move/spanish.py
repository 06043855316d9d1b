"""Lo que solo dice el traslado."""


def moved(*, sku: str, quantity: int, left: str, arrived: str) -> str:
    return f"Movido: {quantity} {sku} de {left} a {arrived}."
