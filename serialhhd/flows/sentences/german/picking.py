"""Warenausgang."""

from serialhhd.flows.sentences.german.wording import units


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


def over_pick(*, given: int, most: int) -> str:
    return f"{given} sind zu viel: {most} entnehmen."
