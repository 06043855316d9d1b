"""Was nur das Packen sagt."""


def packed(*, container: str, into: str) -> str:
    return f"{container} liegt in {into}."
