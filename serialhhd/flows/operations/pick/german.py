"""Was nur der Warenausgang sagt."""

from serialhhd.flows.sentences.german.wording import named, rest_of_line


def task_picked(
    *,
    sku: str,
    quantity: int,
    location: str | None,
    document: str,
    is_complete: bool,
    open_quantity: int,
    short_reason: str | None,
    without_serials: bool,
) -> str:
    place = f" von {location}" if location else ""
    said = [f"{document} ist vollständig."] if is_complete else []
    said.append(f"{quantity} {sku}{place} entnommen.")
    return " ".join(
        [*said, *rest_of_line(short_reason, open_quantity, "Ohne Seriennummern." if without_serials else "")]
    )


def task_picked_set_aside(
    *,
    sku: str,
    quantity: int,
    location: str,
    document: str,
    is_complete: bool,
    on_hold: tuple[str, ...],
    expired: tuple[str, ...],
) -> str:
    said = [f"{document} ist vollständig."] if is_complete else []
    said += [f"{quantity} {sku} von {location} entnommen."]
    if on_hold:
        said.append(f"Gesperrt: {named(on_hold)}.")
    if expired:
        said.append(f"Abgelaufen: {named(expired)}.")
    return " ".join(said)


def task_skipped(*, sku: str, document: str) -> str:
    return f"{sku} von {document} kommt zuletzt."


def task_gone(*, sku: str, document: str) -> str:
    return (
        f"Die Aufgabe {sku} auf {document} ist inzwischen zu oder vergeben. Die Scans dafür sind freigegeben."
    )


def no_task_yet() -> str:
    return "Keine Aufgabe in Arbeit. Pickliste scannen."
