"""Salida de mercancía."""

from serialhhd.flows.sentences.spanish.wording import named, units


def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} tiene {units(open_tasks, 'tarea abierta', 'tareas abiertas')}. Recójalas o dé menos antes."


def supplier_or_customer() -> str:
    return "Una devolución al proveedor nombra al proveedor y a ningún cliente."


def list_not_cancelled(*, document: str) -> str:
    return f"{document} no está anulada. Solo se devuelve lo recogido de una lista anulada."


def nothing_waiting(*, document: str) -> str:
    return f"No queda nada de {document} por devolver a su sitio."


def serial_not_waiting(*, serial: str, document: str) -> str:
    return f"{serial} no está entre lo que queda por devolver de {document}."


def more_than_waiting(*, sku: str, document: str, given: int, most: int) -> str:
    return f"{given} es demasiado: de {document} quedan {most} de {sku} sin serie."


def task_changed(*, sku: str) -> str:
    return f"La tarea de {sku} ha cambiado. Escanee la lista de picking otra vez."


def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"Lo que queda de {document} lo hace ya {', '.join(operators)}."


def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} en {location} lleva series que hay que escanear, y el proceso {flow} no las pide."


def line_from_elsewhere(*, sku: str, location: str) -> str:
    return f"{sku} sale solo de {location}."


def over_pick(*, given: int, most: int) -> str:
    return f"{given} es demasiado: quedan {most}." if most else "De eso no queda nada."


def no_lists(*, document: str) -> str:
    return f"{document} no tiene listas de picking."


def list_in_batch(*, document: str, batch: str) -> str:
    return f"{document} ya está en el grupo {batch}."


def list_repeated(*, document: str) -> str:
    return f"{document} está dos veces. Indique cada lista una vez."


def list_has_picks(*, document: str, picked: int) -> str:
    return f"De {document} ya se recogieron {picked}. Un grupo empieza sin nada recogido."


def list_to_supplier(*, document: str) -> str:
    return f"{document} vuelve al proveedor. Esas listas no van en un grupo."


def lists_of_two_accounts(*, document: str, account: str, other: str) -> str:
    return f"{document} es de {account}, no de {other}. Un grupo es de un propietario."


def lists_of_two_warehouses(*, warehouses: tuple[str, ...]) -> str:
    return f"Las listas nombran varios almacenes: {', '.join(warehouses)}. Solo puede ser uno."


def cart_in_use(*, location: str, batch: str) -> str:
    return f"{location} está ocupado: grupo {batch}."


def cart_not_empty(*, location: str) -> str:
    return f"Hay mercancía en {location}. Tome un carro vacío."


def batch_is_walked(*, document: str) -> str:
    return f"{document} ya está recogido."


def batch_on_other_cart(*, document: str, location: str) -> str:
    return f"{document} está en el carro {location}."


def batch_without_cart(*, document: str) -> str:
    return f"Aún no se recogió nada para {document}: sin carro."


def unit_not_on_cart(*, code: str, location: str) -> str:
    return f"{code} no está en {location}."


def unit_not_wanted(*, sku: str, serial: str | None, document: str, location: str) -> str:
    return f"Ninguna lista de {document} pide {serial or sku}. Se queda en {location}."


def unit_of_several(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} es de varios: {named(skus)}. Escanee antes el producto."


def unit_needs_serial(*, sku: str) -> str:
    return f"Escanee la serie de esta unidad de {sku}."


def wanted_on_cart(*, location: str, skus: tuple[str, ...]) -> str:
    return f"Por repartir en {location}: {named(skus)}."


def serial_of_unit(*, sku: str) -> str:
    return f"{sku}: escanee su serie."


def put_to(*, document: str, tote: str | None) -> str:
    return f"{document}, cubeta {tote}" if tote else document


def unit_stays() -> str:
    return "Déjela en el carro; :done termina sin ella."
