"""Lo que se sabe de lo que se está haciendo."""

from collections.abc import Mapping
from typing import Final

from serialhhd.flows.sentences.spanish.wording import tracking, units

NAMES: Final[Mapping[str, str]] = {
    "pre_receipt": "aviso",
    "pick_list": "lista de picking",
    "transfer": "traspaso",
    "return": "devolución",
    "count": "recuento",
    "batch": "grupo",
    "product": "producto",
    "name": "nombre",
    "tracking_type": "seguimiento",
    "location": "ubicación",
    "destination": "destino",
    "from_warehouse": "del almacén",
    "to_warehouse": "al almacén",
    "from_account": "del propietario",
    "to_account": "al propietario",
    "cart": "carro",
    "tote": "cubeta",
    "container": "contenedor",
    "quantity": "cantidad",
    "lot": "lote",
    "expiry": "caducidad",
    "customer": "cliente",
    "condition": "estado",
    "reason": "motivo",
    "pass": "pasada",
    "left_on": "salió con",
    "left_at": "salió el",
}


def field_name(*, field: str) -> str:
    return NAMES.get(field, field.replace("_", " "))


SHORT: Final[Mapping[str, str]] = {
    "no_tracking": "sin serie",
    "track_during_pick": "en salida",
    "full_tracking": "con serie",
}


def tracking_type(*, value: str) -> str:
    return tracking(value)


def tracking_type_in_a_line(*, value: str) -> str:
    return tracking(value)


def tracking_type_in_short(*, value: str) -> str:
    return SHORT.get(value, value)


def lot(*, lot: str) -> str:
    return f"Lote {lot}"


def until(*, expiry: str) -> str:
    return f"Hasta {expiry}"


def quantity(*, quantity: int | str) -> str:
    return f"Cant {quantity}"


def product_head() -> str:
    return "Producto"


def tracking_head() -> str:
    return "Seguim."


def location_head() -> str:
    return "Ubicación"


def quantity_head() -> str:
    return "Cantidad"


def line_of(*, line: int | None, lines: int) -> str:
    if line:
        return f"línea {line} de {lines}"
    return units(lines, "línea", "líneas")


def units_of(*, done: int, expected: int) -> str:
    return f"{done} de {units(expected, 'unidad', 'unidades')}"
