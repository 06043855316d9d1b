"""Lo que solo dice el empaquetado."""


def packed(*, container: str, into: str) -> str:
    return f"{container} está en {into}."
