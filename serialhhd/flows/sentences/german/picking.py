"""Warenausgang."""

from serialhhd.flows.sentences.german.wording import units


def pick_list_has_picks(*, document: str, picked: int) -> str:
    return f"{picked} Stück für {document} schon entnommen. Mit Fehlmenge beenden und versenden."


def pick_list_not_picked(*, document: str, open_tasks: int) -> str:
    return f"{document} hat {units(open_tasks, 'offene Aufgabe', 'offene Aufgaben')}. Erst entnehmen oder kürzen."


def task_changed(*, sku: str) -> str:
    return f"Die Aufgabe {sku} hat sich inzwischen geändert. Pickliste noch einmal scannen."


def tasks_in_work(*, document: str, operators: tuple[str, ...]) -> str:
    return f"Am Rest von {document} arbeitet schon: {', '.join(operators)}."


def serials_cannot_be_skipped(*, flow: str, sku: str, location: str) -> str:
    return f"{sku} auf {location} hat Seriennummern, die gescannt werden müssen; der Ablauf {flow} fragt keine ab."


def over_pick(*, given: int, most: int) -> str:
    return f"{given} sind zu viel: {most} entnehmen."
