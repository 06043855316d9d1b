"""Warenausgang."""

from serialhhd.flows.sentences.german.wording import named, units


def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} hat {units(open_tasks, 'offene Aufgabe', 'offene Aufgaben')}. Erst entnehmen oder kürzen."


def supplier_or_customer() -> str:
    return "Eine Lieferantenretoure nennt den Lieferanten, keinen Kunden."


def list_not_cancelled(*, document: str) -> str:
    return f"{document} ist nicht storniert. Nur was dafür entnommen war, wird zurückgelegt."


def nothing_waiting(*, document: str) -> str:
    return f"Von {document} ist nichts zurückzulegen."


def serial_not_waiting(*, serial: str, document: str) -> str:
    return f"{serial} gehört nicht zu dem, was von {document} zurückzulegen ist."


def more_than_waiting(*, sku: str, document: str, given: int, most: int) -> str:
    return f"{given} sind zu viel: von {document} sind {most} {sku} ohne Seriennummer zurückzulegen."


def task_changed(*, sku: str) -> str:
    return f"Die Aufgabe {sku} hat sich inzwischen geändert. Pickliste noch einmal scannen."


def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"Am Rest von {document} arbeitet schon: {', '.join(operators)}."


def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} auf {location} hat Seriennummern, die gescannt werden müssen; der Ablauf {flow} fragt keine ab."


def line_from_elsewhere(*, sku: str, location: str) -> str:
    return f"{sku} kommt nur von {location}."


def over_pick(*, given: int, most: int) -> str:
    return f"{given} sind zu viel: noch {most}." if most else "Davon ist nichts mehr offen."


def no_lists(*, document: str) -> str:
    return f"{document} hat keine Picklisten."


def list_in_batch(*, document: str, batch: str) -> str:
    return f"{document} ist schon in Sammelauftrag {batch}."


def list_repeated(*, document: str) -> str:
    return f"{document} ist doppelt genannt. Jede Liste nur einmal nennen."


def list_has_picks(*, document: str, picked: int) -> str:
    return f"Von {document} ist schon {picked} entnommen. Ein Sammelauftrag beginnt ohne Entnahmen."


def list_to_supplier(*, document: str) -> str:
    return f"{document} geht an den Lieferanten zurück. Solche Listen sammelt man nicht."


def lists_of_two_accounts(*, document: str, account: str, other: str) -> str:
    return f"{document} ist von {account}, nicht {other}. Ein Sammelauftrag hat einen Mandanten."


def lists_of_two_warehouses(*, warehouses: tuple[str, ...]) -> str:
    return f"Die Listen nennen mehrere Lager: {', '.join(warehouses)}. Es geht nur eines."


def cart_in_use(*, location: str, batch: str) -> str:
    return f"{location} ist belegt: Sammelauftrag {batch}."


def cart_not_empty(*, location: str) -> str:
    return f"Auf {location} liegt Ware. Leeren Wagen nehmen."


def batch_is_walked(*, document: str) -> str:
    return f"{document} ist schon gesammelt."


def batch_on_other_cart(*, document: str, location: str) -> str:
    return f"{document} ist auf Wagen {location}."


def batch_without_cart(*, document: str) -> str:
    return f"Für {document} ist noch nichts gesammelt: kein Wagen."


def unit_not_on_cart(*, code: str, location: str) -> str:
    return f"{code} ist nicht auf {location}."


def unit_not_wanted(*, sku: str, serial: str | None, document: str, location: str) -> str:
    return f"Keine Liste von {document} braucht {serial or sku}. Es bleibt auf {location}."


def unit_of_several(*, serial: str, skus: tuple[str, ...]) -> str:
    return f"{serial} gehört zu mehreren: {named(skus)}. Erst den Artikel scannen."


def unit_needs_serial(*, sku: str) -> str:
    return f"Seriennummer dieses Stücks {sku} scannen."


def wanted_on_cart(*, location: str, skus: tuple[str, ...]) -> str:
    return f"Noch zu verteilen auf {location}: {named(skus)}."


def serial_of_unit(*, sku: str) -> str:
    return f"{sku}: Seriennummer scannen."


def put_to(*, document: str, tote: str | None) -> str:
    return f"{document}, Wanne {tote}" if tote else document


def unit_stays() -> str:
    return "Auf dem Wagen lassen; :done beendet ohne es."
