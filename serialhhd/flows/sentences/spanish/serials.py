"""Números de serie: escaneados, dónde están, y por qué no se pueden tener."""

from datetime import datetime

from serialhhd.flows.sentences.sentence import refusal
from serialhhd.flows.sentences.shown import NAMED
from serialhhd.flows.sentences.spanish.wording import named, serials, tracking, units
from serialhhd.flows.sentences.spanish.wording import state as state_name
from serialhhd.store.words.refusal import Refused


def serial_captured(*, serial: str, captured: int, expected: int | None) -> str:
    return f"{serial}  {captured}" if expected is None else f"{serial}  {captured}/{expected}"


def serial_captured_beyond(*, serial: str, captured: int, expected: int) -> str:
    return f"{serial}: {captured - expected} más de lo esperado: {captured}/{expected}"


def serials_captured(*, first: str, last: str, count: int, captured: int) -> str:
    return f"{serials(count)} {first} a {last}, {captured} en total"


def serials_captured_beyond(*, first: str, last: str, count: int, captured: int, expected: int) -> str:
    return f"{serials(count)} {first} a {last}, {captured} en total, {captured - expected} más de lo esperado"


def serial_removed_from_captures(*, serial: str, captured: int) -> str:
    return f"{serial} quitado, {'queda' if captured == 1 else 'quedan'} {captured}"


def serials_complete(*, captured: int, expected: int | None) -> str:
    scanned = units(captured, "serie escaneada", "series escaneadas")
    return scanned if expected is None else f"{scanned}, {expected} esperadas"


def range_preview(*, first: str, last: str, count: int, wanted: int | None) -> str:
    beyond = f", y solo faltan {wanted}" if wanted is not None and count > wanted else ""
    return f"{serials(count)} {first} a {last}{beyond}. ¿Aceptar? :yes (sí) o :no (no)"


def range_dropped() -> str:
    return "No se aceptó nada."


def captured_list(*, serials: tuple[str, ...], captured: int) -> str:
    more = f" y {captured - len(serials)} más" if captured > len(serials) else ""
    return f"{captured} escaneados: {' '.join(serials)}{more}"


def serial_needed() -> str:
    return "Escanee un número de serie, o :done."


def serials_repeated(*, serials: tuple[str, ...]) -> str:
    are = "está repetido" if len(serials) == 1 else "están repetidos"
    return f"No se aceptó ninguno: {named(serials)} {are}."


def serials_refused(*, refused: tuple[Refused, ...], count: int) -> str:
    reasons = " ".join(refusal(one).text for one in refused[:NAMED])
    rest = named(tuple(str(one.facts.get("serial", one.facts.get("code", ""))) for one in refused[NAMED:]))
    more = f" También {rest}." if rest else ""
    return f"{len(refused)} de {count} rechazados, ninguno aceptado. {reasons}{more}"


def too_many_serials(*, most: int, given: int, captured: int) -> str:
    left = most - captured
    if left <= 0:
        return f"Los {most} están escaneados. No hacen falta más."
    missing = "falta" if left == 1 else "faltan"
    return f"{serials(given)} es demasiado: {missing} {left} de {most}."


def nothing_captured() -> str:
    return "Todavía no hay series escaneadas."


def not_captured(*, serial: str) -> str:
    return f"{serial} no está escaneado aquí."


def serial_already_captured(*, serial: str, operator: str, at: datetime) -> str:
    return f"{serial} ya está escaneado aquí ({at.astimezone():%H:%M} por {operator})."


def serial_scanned_twice(*, serial: str) -> str:
    return f"{serial} escaneado dos veces: cuenta una."


def serial_captured_elsewhere(*, serial: str, operator: str, document: str | None) -> str:
    on = f" en {document}" if document else ""
    return f"{serial} lo está escaneando {operator}{on}."


def serial_only_captured(*, serial: str, operator: str) -> str:
    return f"{serial} está escaneado por {operator}, sin confirmar."


def serial_in_stock(*, serial: str, location: str) -> str:
    return f"{serial} ya está en stock en {location}."


def serial_in_quarantine(*, serial: str, location: str) -> str:
    return f"{serial} está en cuarentena en {location}."


def serial_on_cart(*, serial: str, location: str) -> str:
    return f"{serial} está en el carro {location}."


def serial_in_transit(*, serial: str, document: str) -> str:
    return f"{serial} está en tránsito en {document}."


def serial_other_tracking(*, serial: str, tracking_type: str) -> str:
    return f"{serial} salió con {tracking(tracking_type)}. Se devuelve aparte: termine esto antes."


def serial_of_other_account(*, serial: str, account: str) -> str:
    return f"{serial} es de {account}. Solo vuelve a ese propietario."


def serial_not_on_transfer(*, serial: str, sku: str) -> str:
    return f"{serial} no está en tránsito en este traspaso de {sku}."


def serial_expected_elsewhere(*, serial: str, document: str) -> str:
    return f"{serial} se espera en {document}."


def serial_never_received(*, serial: str, document: str) -> str:
    return f"{serial} se esperaba en {document} y nunca llegó."


def serial_picked(*, serial: str, document: str) -> str:
    return f"{serial} fue recogido en {document}."


def serial_dispatched(*, serial: str, document: str, customer: str | None) -> str:
    to = f" a {customer}" if customer else ""
    return f"{serial} fue expedido{to} con {document}. Solo vuelve con una devolución."


def serial_returned(*, serial: str, document: str, supplier: str | None) -> str:
    to = f" a {supplier}" if supplier else ""
    return f"{serial} se devolvió{to} en {document}."


def serial_other_supplier(*, serial: str, supplier: str | None, wanted: str) -> str:
    if supplier is None:
        return f"{serial}: no se sabe quién lo envió. Solo vuelve lo que envió {wanted}."
    return f"{serial} lo envió {supplier}, no {wanted}."


def serial_not_dispatched(*, serial: str, document: str) -> str:
    return f"{serial} está recogido en {document} y no ha salido. Solo vuelve lo expedido."


def serial_other_customer(*, serial: str, customer: str | None, document: str | None, wanted: str) -> str:
    to = f" a {customer}" if customer else ""
    on = f" con {document}" if document else ""
    return f"{serial} fue{to}{on}. Esta devolución solo toma lo de {wanted}."


def serial_never_here(*, serial: str, sku: str) -> str:
    return f"{serial} de {sku} nunca salió de aquí. Apártelo, avise a su supervisor."


def serial_removed(*, serial: str) -> str:
    return f"{serial} fue dado de baja. Vuelve con una devolución o un ajuste."


def serial_unknown(*, serial: str, sku: str) -> str:
    return f"{serial} de {sku} nunca fue recibido."


def serial_not_on_list(*, serial: str, sku: str) -> str:
    return f"{serial} no está en la lista de {sku}."


def serial_not_in_stock(*, serial: str, state: str) -> str:
    return f"{serial} está {state_name(state)}, no en stock."


def serial_not_returnable(*, serial: str, state: str) -> str:
    return f"{serial} está {state_name(state)}. Solo vuelve lo expedido, devuelto, dado de baja o recogido para una lista anulada."


def serial_changed(*, serial: str, operator: str, document: str | None) -> str:
    on = f" en {document}" if document else ""
    return f"{serial} acaba de cambiarlo o lo está escaneando {operator}{on}. Pruebe otra vez."


def serial_of_several_products(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} es de {', '.join(skus)}. Diga de qué producto."


def serials_missing(*, captured: int, wanted: int, word: str) -> str:
    return f"{captured} de {serials(wanted)}. Escanee el resto, o {word}."


def serial_to_remove(*, is_near: bool) -> str:
    return "Quítelo con :remove." if is_near else "Con :back a los números de serie, y :remove."
