"""How German says how many."""


def units(count: int) -> str:
    return f"{count} Seriennummer" if count == 1 else f"{count} Seriennummern"
