"""Behälter: was in einem liegt, und wohin er darf."""

from serialhhd.flows.sentences.german.wording import named


def container_in_itself(*, container: str, into: str) -> str:
    return f"{container} kann nicht in sich selbst liegen{'' if container == into else f': nicht in {into}'}."


def container_too_deep(*, container: str, into: str, most: int) -> str:
    return f"{container} passt nicht in {into}: Behälter liegen höchstens {most} tief ineinander."


def container_mixed(*, container: str, sku: str, other: str) -> str:
    return f"{container} enthält {other}, nicht nur {sku}. {sku} einzeln nehmen."


def container_not_here(*, container: str, serial: str, location: str | None) -> str:
    place = f"auf {location}" if location else "woanders"
    return f"{container} ist nicht ganz hier: {serial} ist {place}."


def container_without(*, container: str, sku: str) -> str:
    return f"Kein {sku} in {container}."


def containers_apart(*, container: str, location: str, into: str, other: str) -> str:
    return f"{container} ist auf {location}, {into} auf {other}."


def tote_of_other_list(*, tote: str, pick_list: str, own: str | None) -> str:
    return f"{tote} gehört zu {pick_list}. {f'In {own} legen' if own else 'Leere Wanne nehmen'}."


def tote_not_empty(*, tote: str, own: str | None) -> str:
    return f"{tote} ist nicht leer. {f'In {own} legen' if own else 'Leere Wanne nehmen'}."


def tote_of_a_list(*, tote: str, pick_list: str) -> str:
    return f"{tote} gehört zu {pick_list}: auf eine Palette, in keine Wanne, und kein Behälter hinein."


def tote_in_tote(*, tote: str, into: str) -> str:
    return f"{tote} ist in {into}. Erst herausnehmen, oder andere nehmen."


def tote_needed(*, pick_list: str) -> str:
    return f"{pick_list} kommt in Wannen: eine leere nennen."


def put_in_tote(*, tote: str, picked: str) -> str:
    return f"{tote}: {picked}"


def tote_chosen(*, tote: str) -> str:
    return tote


def tote_full(*, tote: str, units: int) -> str:
    return f"{tote} ist voll{f', {units} hineingelegt' if units else ''}. Der Rest kommt in eine andere."


def sscc_wrong(*, code: str, last: str | None) -> str:
    if last:
        return f"{code} sieht aus wie eine SSCC, aber die letzte Ziffer ist falsch: {last} wäre richtig."
    return f"{code} ist keine SSCC: die hat 18 Ziffern, die letzte ist eine Prüfziffer."


def taken_out(*, codes: tuple[str, ...]) -> str:
    return f"Entnommen aus {named(codes)}."


def not_in(*, codes: tuple[str, ...]) -> str:
    return f"Nicht in {named(codes)}: was sonst darin kam, ist anderswo."
