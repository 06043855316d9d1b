"""Documentos, sus líneas, y quién trabaja en una."""

from serialhhd.flows.sentences.shown import BETWEEN
from serialhhd.flows.sentences.spanish.wording import (
    first_letter_up,
    inflected,
    named,
    noun,
    serials,
    step_name,
    the,
)
from serialhhd.flows.sentences.spanish.wording import state as state_name


def document_opened(*, document: str, partner: str | None, open_lines: int) -> str:
    who = f" {partner}" if partner else ""
    return f"{document}{who}: {open_lines} por hacer"


def document_not_open(*, what: str, document: str, state: str) -> str:
    return f"{first_letter_up(the(what))} {document} está {inflected(state_name(state), what)}."


def document_not_for_now(*, what: str, document: str, state: str, goes_on: str | None) -> str:
    idle = document_not_open(what=what, document=document, state=state)
    return f"{idle} {f'Siga con {goes_on}' if goes_on else 'Escanee otro documento'}."


def document_has_captures(*, document: str, captured: int) -> str:
    return f"{serials(captured)} de {document} sin confirmar. Confirme antes, o :cancel."


def document_gone(*, document: str, state: str) -> str:
    return f"{document} ya está {state_name(state)}. Sus lecturas quedan libres."


def documents_list(*, documents: tuple[str, ...], nothing: str) -> str:
    return "Por hacer: " + BETWEEN.join(documents) if documents else nothing


def nothing_open(*, what: str) -> str:
    return f"No hay {noun(what)} por hacer. Pregunte en la oficina."


def place_is_empty(*, location: str) -> str:
    return f"{location} está vacía. :back pide otra."


def lines_list(*, lines: tuple[str, ...], left: str | None, step: str) -> str:
    if lines:
        return "Por hacer: " + BETWEEN.join(lines)
    return place_is_empty(location=left) if left else f"Aquí no hay lista. Escanee: {step_name(step)}."


def no_lines(*, document: str) -> str:
    return f"{document} necesita al menos una línea."


def product_repeated(*, sku: str, document: str) -> str:
    return f"{sku} ya está en {document}. Indique cada cosa una sola vez."


def not_on_document(*, sku: str, document: str) -> str:
    return f"{sku} no está en {document}."


def changed_meanwhile(*, what: str, document: str) -> str:
    return f"Otra persona ha cambiado {the(what)} {document}. Mire de nuevo; no se sobrescribe nada."


def run_not_open(*, run_id: int) -> str:
    return f"No hay trabajo abierto {run_id}."


def run_begun_elsewhere() -> str:
    return "Acaba de empezar en otro terminal. Escanee otra vez."


def no_serial_step(*, flow: str, sku: str) -> str:
    return f"{sku} necesita series, y el proceso {flow} no las pide. Avise al supervisor."


def cancel_unapproved(*, captured: int) -> str:
    dropped = f" Se descartan {serials(captured)}." if captured else ""
    return f"Anular, solo con el supervisor.{dropped} Escanee su tarjeta, o :no"


def transfer_one_way() -> str:
    return "Un traspaso va a otro almacén o a otro propietario: indique uno de los dos."


def same_side(*, side: str) -> str:
    return f"La mercancía ya es de {side}. Indique otro."


def transfer_has_shipments(*, document: str, shipped: int) -> str:
    return f"{document}: {shipped} ya enviado. Ya no se anula."


def not_in_transit(*, sku: str, document: str, given: int, most: int) -> str:
    if not most:
        return f"No hay {sku} en tránsito en {document}."
    return f"{given} es demasiado: {most} {sku} en tránsito en {document}."


def nothing_in_transit(*, document: str) -> str:
    return f"En {document} no hay nada en tránsito."


def transfer_of_account(*, document: str) -> str:
    return f"{document} cambia de propietario, no de almacén. Elija otro proceso."


def transfer_of_warehouse(*, document: str) -> str:
    return f"{document} cambia de almacén, no de propietario. Elija otro proceso."


def nothing_to_count(*, location: str) -> str:
    return f"No hay nada en {location}. Diga qué se cuenta allí."


def place_not_on_count(*, location: str, document: str) -> str:
    return f"{document} no cuenta {location}."


def place_is_counted(*, location: str) -> str:
    return f"{location} ya está contada."


def line_counted(*, sku: str, location: str) -> str:
    return f"{sku} en {location} ya está contado."


def recount_by_other(*, sku: str, location: str) -> str:
    return f"Usted ya contó {sku} en {location}. Otra vez, solo otra persona."


def nothing_to_decide(*, document: str) -> str:
    return f"No hay nada que decidir en {document}."


def serial_counted_already(*, serial: str) -> str:
    return f"{serial} ya está contado."


def list_not_dispatched(*, document: str) -> str:
    return f"{document} no salió hacia un cliente. Una devolución nombra una lista expedida."


def list_of_other_customer(*, document: str, customer: str) -> str:
    return f"{document} fue a {customer}."


def customer_missing() -> str:
    return "Una devolución nombra a su cliente o una lista que lo tenga."


def condition_missing() -> str:
    return "Indique en qué estado está."


def condition_not_taken(*, serial: str) -> str:
    return f"{serial} se recogió y nunca salió: se devuelve sin estado. No indique ninguno."


def more_than_dispatched(*, sku: str, document: str | None, given: int, most: int) -> str:
    if document is None:
        return f"{sku} sin series solo vuelve en una devolución con lista de picking."
    return f"{given} {sku} sin series son demasiados: faltan por volver {most} de {document}."


def own_request(*, document: str) -> str:
    return f"Usted mismo pidió {document}. Lo aprueba otra persona."


def stock_line_changed(
    *, sku: str, location: str, document: str, serials: tuple[str, ...], available: int, wanted: int
) -> str:
    changed = f"{sku} en {location} ya no está como cuando se pidió {document}: "
    return changed + (
        f"ya no hay o está en uso {named(serials)}." if serials else f"quedan {available} de {wanted}."
    )


def serial_waits(*, serial: str, document: str) -> str:
    return f"{serial} espera por {document}. Apruebe o rechace antes."
