"""Lo que sigue: el producto y la ubicación."""

from serialhhd.flows.sentences.shown import BETWEEN, visible
from serialhhd.flows.sentences.spanish.wording import a, serials


def no_place() -> str:
    return "sin stock"


def product_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  faltan {quantity}"


def nothing_left(*, sku: str, location: str | None) -> str:
    at = f" en {location}" if location else ""
    return f"No queda {sku}{at}. Dígalo con :short."


def stock_chosen(*, sku: str, quantity: int) -> str:
    return f"{sku}  hay {quantity}"


def location_chosen(*, location: str) -> str:
    return location


def location_once_more(*, location: str) -> str:
    return f"{location}: escanéela otra vez."


def other_location(*, location: str, before: str) -> str:
    return f"Ahora {location}, no {before}. Escanee {location} otra vez."


def location_to_confirm() -> str:
    return "¿Es la correcta? :yes (sí) o :no (no)"


def location_dropped(*, location: str) -> str:
    return f"{location} no aceptada."


def default_is_no_location(*, code: str, known_as: str | None) -> str:
    if known_as:
        return f"Enter tomaría {code}, que es {a(known_as)}. Escanee la ubicación."
    return f"Enter tomaría {code}, pero no existe. Escanee la ubicación."


def not_asked(*, answers: tuple[str, ...]) -> str:
    return f"Sin preguntar: {BETWEEN.join(answers)}."


def wrong_product(*, sku: str, wanted: str) -> str:
    return f"{sku} no es el producto. Recoja {wanted}."


def wrong_location(*, location: str, wanted: str) -> str:
    return f"{location} no es la ubicación. Vaya a {wanted}."


def location_has_captures(*, location: str, captured: int) -> str:
    return f"{serials(captured)} en {location} sin confirmar. Confirme antes, o :undo."


def line_has_captures(*, sku: str, captured: int) -> str:
    return f"{serials(captured)} de {sku} sin confirmar. Escanee {sku} para seguir, o :cancel."


def no_stock(*, sku: str) -> str:
    return f"No hay stock de {sku}. :short termina la tarea."


def no_stock_here(*, sku: str, location: str, wanted: str | None) -> str:
    go_on = f" Vaya a {wanted}." if wanted else " :short termina la tarea."
    return f"No hay {sku} en {location}.{go_on}"


def nothing_of_it_here(*, sku: str, location: str) -> str:
    return f"No hay {sku} en {location}."


def nothing_at_place(*, location: str) -> str:
    return f"No hay nada en {location}. Escanee otra ubicación."


def which_stock(*, sku: str, location: str, kinds: int) -> str:
    return f"En {location} hay {kinds} clases de {sku}. Elija una, o escanee un número de serie."


def no_such_kind(*, code: str, sku: str, location: str) -> str:
    return f"{visible(code)} no es un número de la lista ni una serie de {sku} en {location}."
