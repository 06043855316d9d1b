"""How Spanish says how many, names some of many, and which word it has for one of ours."""

from collections.abc import Mapping
from typing import Final, Literal

from serialhhd.flows.sentences.shown import BETWEEN, FIRST_NAMED

Gender = Literal["m", "f"]

NOUNS: Final[Mapping[str, tuple[str, Gender]]] = {
    "SKU": ("referencia", "f"),
    "product": ("producto", "m"),
    "barcode": ("código de barras", "m"),
    "name": ("nombre", "m"),
    "location": ("ubicación", "f"),
    "warehouse": ("almacén", "m"),
    "account": ("propietario", "m"),
    "pre-receipt": ("aviso", "m"),
    "pick list": ("lista de picking", "f"),
    "transfer": ("traspaso", "m"),
    "count": ("recuento", "m"),
    "batch": ("grupo", "m"),
    "adjustment": ("ajuste", "m"),
    "container": ("contenedor", "m"),
    "tote": ("cubeta", "f"),
    "pallet": ("palé", "m"),
    "number": ("número", "m"),
    "SSCC": ("SSCC", "m"),
    "pallet label": ("etiqueta de palé", "f"),
    "return": ("devolución", "f"),
    "condition": ("estado", "m"),
    "cart": ("carro", "m"),
    "unit": ("unidad", "f"),
    "document": ("documento", "m"),
    "stock line": ("línea de stock", "f"),
    "serial": ("número de serie", "m"),
    "serial to be taken back": ("número de serie que se quita", "m"),
    "serial pattern": ("patrón de los números de serie", "m"),
    "lot": ("lote", "m"),
    "reason": ("motivo", "m"),
    "supplier": ("proveedor", "m"),
    "customer": ("cliente", "m"),
    "partner": ("contraparte", "f"),
    "flow": ("proceso", "m"),
    "operator": ("operario", "m"),
    "supervisor": ("supervisor", "m"),
    "device": ("terminal", "m"),
    "operator or device": ("operario o terminal", "m"),
    "key": ("clave", "f"),
    "PIN": ("PIN", "m"),
    "view": ("vista", "f"),
    "version": ("versión", "f"),
    "GS1 label": ("etiqueta GS1", "f"),
    "web address": ("dirección web", "f"),
    "Wi-Fi code": ("código wifi", "m"),
    "contact": ("contacto", "m"),
    "calendar entry": ("cita", "f"),
    "message": ("mensaje", "m"),
    "place on a map": ("lugar en un mapa", "m"),
    "login code": ("código de acceso", "m"),
    "SIM code": ("código SIM", "m"),
    "payment": ("pago", "m"),
    "file of data": ("fichero de datos", "m"),
}
"""What something is called, and its gender, by its English name."""
STATES: Final[Mapping[str, str]] = {
    "open": "abierto",
    "expected": "esperado",
    "received": "recibido",
    "in stock": "en stock",
    "in transit": "en tránsito",
    "shipped": "enviado",
    "captured": "escaneado",
    "picked": "recogido",
    "dispatched": "expedido",
    "returned": "devuelto",
    "counted": "contado",
    "waiting": "en espera",
    "posted": "registrado",
    "rejected": "rechazado",
    "done": "terminado",
    "removed": "dado de baja",
    "cancelled": "anulado",
}
STEPS: Final[Mapping[str, str]] = {
    "menu": "menú",
    "scan_pre_receipt": "aviso",
    "scan_pick_list": "lista de picking",
    "scan_transfer": "traspaso",
    "scan_count": "recuento",
    "scan_batch": "grupo",
    "scan_cart": "carro",
    "scan_unit": "unidad",
    "scan_product": "producto",
    "scan_location": "ubicación",
    "scan_destination": "destino",
    "scan_tote": "cubeta",
    "scan_container": "contenedor",
    "scan_into": "dentro de",
    "enter_serials": "números de serie",
    "confirm_quantity": "cantidad",
    "scan_return": "devolución",
    "choose_condition": "estado",
    "choose_reason": "motivo",
}
"""What a step asks for: an operator knows it by that."""
TRACKING_TYPES: Final[Mapping[str, str]] = {
    "no_tracking": "sin serie",
    "track_during_pick": "serie en salida",
    "full_tracking": "con serie",
}
PLACES: Final[Mapping[str, str]] = {
    "storage": "de almacén",
    "quarantine": "de cuarentena",
    "cart": "un carro",
    "transit": "de tránsito",
}
"""What a place is, by its kind."""
TITLES: Final[Mapping[str, str]] = {
    "Pre-Receipt Receive": "Recepción de avisos",
    "Receive": "Recepción",
    "Pick Tasks by Pick List": "Picking por lista",
    "Pick": "Picking",
    "Move Stock": "Mover stock",
    "Move": "Mover",
    "Put Away": "Ubicar",
    "Transfer Out": "Enviar traspaso",
    "Transfer In": "Recibir traspaso",
    "Batch Walk": "Recoger grupo",
    "Batch Sort": "Repartir grupo",
    "Account Transfer": "Cambio de propietario",
    "Count": "Recuento",
    "To Account": "Propietario",
    "Returns": "Devoluciones",
    "Adjust Out": "Ajuste de salida",
    "Tote Pick": "Picking en cubetas",
    "Pack Totes": "Empacar cubetas",
    "Adjust In": "Ajuste de entrada",
}
"""What flows are called where a site has given them no title of its own, long and short."""
REASONS: Final[Mapping[str, str]] = {
    "Expired": "Caducado",
    "Not found": "No encontrado",
    "Damaged": "Dañado",
    "Location empty": "Ubicación vacía",
    "Not on the cart": "No está en el carro",
    "On hold": "Bloqueado",
    "Lost": "Perdido",
    "Scrapped": "Desechado",
    "Found": "Encontrado",
    "As new": "Como nuevo",
    "Opened": "Abierto",
    "Not booked in": "No registrado",
}
"""The reasons that a flow has where a site has set none."""


def noun(what: str) -> str:
    return NOUNS.get(what, (what, "m"))[0]


def a(what: str) -> str:
    name, gender = NOUNS.get(what, (what, "m"))
    return f"{'una' if gender == 'f' else 'un'} {name}"


def the(what: str) -> str:
    name, gender = NOUNS.get(what, (what, "m"))
    return f"{'la' if gender == 'f' else 'el'} {name}"


def inflected(adjective: str, what: str) -> str:
    """Return an adjective in -o as it goes with a noun: `anulado`, `anulada`."""
    is_feminine = NOUNS.get(what, (what, "m"))[1] == "f"
    return f"{adjective[:-1]}a" if is_feminine and adjective.endswith("o") else adjective


def first_letter_up(text: str) -> str:
    return text[:1].upper() + text[1:]


def units(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def serials(count: int) -> str:
    return units(count, "serie", "series")


def named(names: tuple[str, ...]) -> str:
    """Return the first few names, and how many more there are."""
    more = len(names) - FIRST_NAMED
    return BETWEEN.join(names[:FIRST_NAMED]) + (f" y {more} más" if more > 0 else "")


def state(english: str) -> str:
    return STATES.get(english, english)


def step_name(step: str) -> str:
    return STEPS.get(step, step.replace("_", " "))


def tracking(english: str) -> str:
    return TRACKING_TYPES.get(english.casefold().replace(" ", "_"), english)


def title_of(english: str) -> str:
    return TITLES.get(english, english)


def reason_name(english: str) -> str:
    return REASONS.get(english, english)


def place_of(kind: str) -> str:
    return PLACES.get(kind, kind)


def place_wanted(kind: str | None) -> str:
    """Return which place is to be taken: `una ubicación de cuarentena`."""
    if kind is None:
        return "otra ubicación"
    return place_of(kind) if kind == "cart" else f"una ubicación {place_of(kind)}"


def rest_of_line(short_reason: str | None, open_quantity: int, also: str = "") -> list[str]:
    """Return what is said of a line that goods were taken for, beside what was taken: why it ended short, what else, and what is elsewhere."""
    said = [f"Falta: {reason_name(short_reason)}."] if short_reason else []
    said += [also] if also else []
    return [*said, f"{open_quantity} más en otra ubicación."] if open_quantity else said
