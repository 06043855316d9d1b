"""Contenedores: qué hay en uno, y adónde puede ir."""

from serialhhd.flows.sentences.spanish.wording import named


def container_in_itself(*, container: str, into: str) -> str:
    return f"{container} no puede estar en sí mismo{'' if container == into else f': no en {into}'}."


def container_too_deep(*, container: str, into: str, most: int) -> str:
    return f"{container} no cabe en {into}: hay como mucho {most} contenedores uno en otro."


def container_mixed(*, container: str, sku: str, other: str) -> str:
    return f"{container} lleva {other}, no solo {sku}. Tome {sku} por serie."


def container_not_here(*, container: str, serial: str, location: str | None) -> str:
    place = f"en {location}" if location else "en otra ubicación"
    return f"{container} no está entero aquí: {serial} está {place}."


def container_without(*, container: str, sku: str) -> str:
    return f"No hay {sku} en {container}."


def containers_apart(*, container: str, location: str, into: str, other: str) -> str:
    return f"{container} está en {location}, {into} en {other}."


def tote_of_other_list(*, tote: str, pick_list: str, own: str | None) -> str:
    return f"{tote} lleva {pick_list}. {f'Póngalo en {own}' if own else 'Tome una vacía'}."


def tote_not_empty(*, tote: str, own: str | None) -> str:
    return f"{tote} no está vacía. {f'Póngalo en {own}' if own else 'Tome una vacía'}."


def tote_of_a_list(*, tote: str, pick_list: str) -> str:
    return f"{tote} lleva {pick_list}: va sobre un palé, en ninguna cubeta, y sin contenedores dentro."


def tote_in_tote(*, tote: str, into: str) -> str:
    return f"{tote} está en {into}. Sáquela primero, o tome otra."


def tote_needed(*, pick_list: str) -> str:
    return f"{pick_list} va en cubetas: indique una vacía."


def put_in_tote(*, tote: str, picked: str) -> str:
    return f"{tote}: {picked}"


def tote_chosen(*, tote: str) -> str:
    return tote


def tote_full(*, tote: str, units: int) -> str:
    return f"{tote} está llena{f', {units} dentro' if units else ''}. El resto va en otra."


def sscc_wrong(*, code: str, last: str | None) -> str:
    if last:
        return f"{code} parece un SSCC, pero el último dígito es falso: sería {last}."
    return f"{code} no es un SSCC: son 18 dígitos, y el último es de control."


def taken_out(*, codes: tuple[str, ...]) -> str:
    return f"Sacado de {named(codes)}."


def not_in(*, codes: tuple[str, ...]) -> str:
    return f"No está en {named(codes)}: lo demás que llegó en él está en otro lugar."
