"""Lo que solo dice el recuento."""


def count_it(*, sku: str, location: str) -> str:
    return f"Cuente {sku} en {location}."


def serial_noted(*, serial: str, captured: int) -> str:
    return f"{serial}  {captured}"


def serials_noted(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{count} series de {first} a {last}, {captured} en total"


def product_counted(*, sku: str, quantity: int, location: str) -> str:
    return f"Contado: {quantity} {sku} en {location}."


def place_counted(*, location: str, document: str, is_complete: bool, is_posted: bool) -> str:
    if is_posted:
        return f"{document} está completo y registrado. {location} está contada."
    return (
        f"{document} está completo. {location} está contada." if is_complete else f"{location} está contada."
    )


def recount_wanted(*, location: str, is_for_others: bool) -> str:
    return f"Cuente {location} otra vez: otra persona." if is_for_others else f"Cuente {location} otra vez."


def stock_moved_during_pass(*, sku: str, location: str) -> str:
    return f"{sku} en {location} se ha movido. Lo contado no vale: cuente otra vez."


def nothing_to_be_counted() -> str:
    return "No hay recuentos abiertos."


def no_place_yet() -> str:
    return "Escanee primero la ubicación."
