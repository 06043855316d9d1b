"""Containers: what lies in one, and where it may go."""

from serialhhd.flows.sentences.english.wording import named
from serialhhd.flows.sentences.language import said
from serialhhd.flows.sentences.sentence import error, info, success


@error
def container_in_itself(*, container: str, into: str) -> str:
    return f"{container} cannot lie in itself{'' if container == into else f': not in {into}'}."


@error
def container_too_deep(*, container: str, into: str, most: int) -> str:
    return f"{container} cannot go into {into}: containers lie {most} deep at most."


@error
def container_mixed(*, container: str, sku: str, other: str) -> str:
    return f"{container} holds {other}, not only {sku}. Take {sku} by serial."


@error
def container_not_here(*, container: str, serial: str, location: str | None) -> str:
    place = f"at {location}" if location else "elsewhere"
    return f"{container} is not all here: {serial} is {place}."


@error
def container_without(*, container: str, sku: str) -> str:
    return f"No {sku} is in {container}."


@error
def containers_apart(*, container: str, location: str, into: str, other: str) -> str:
    return f"{container} is at {location}, {into} at {other}."


@error
def tote_of_other_list(*, tote: str, pick_list: str, own: str | None) -> str:
    return f"{tote} holds {pick_list}. {f'Put it into {own}' if own else 'Take an empty one'}."


@error
def tote_not_empty(*, tote: str, own: str | None) -> str:
    return f"{tote} is not empty. {f'Put it into {own}' if own else 'Take an empty one'}."


@error
def tote_of_a_list(*, tote: str, pick_list: str) -> str:
    return f"{tote} holds {pick_list}. It goes onto a pallet, into no tote, and no container goes into it."


@error
def tote_in_tote(*, tote: str, into: str) -> str:
    return f"{tote} is in {into}. Take it out first, or take another one."


@error
def tote_needed(*, pick_list: str) -> str:
    return f"{pick_list} goes into totes: name an empty one."


@success
def put_in_tote(*, tote: str, picked: str) -> str:
    return f"{tote}: {picked}"


@info
def tote_chosen(*, tote: str) -> str:
    return tote


@info
def tote_full(*, tote: str, units: int) -> str:
    return f"{tote} is full{f', {units} put in' if units else ''}. The rest goes into another."


@error
def sscc_wrong(*, code: str, last: str | None) -> str:
    if last:
        return f"{code} looks like an SSCC, but its last digit is wrong: {last} would be right."
    return f"{code} is no SSCC: that has 18 digits, of which the last is a check digit."


@said
def taken_out(*, codes: tuple[str, ...]) -> str:
    return f"Taken out of {named(codes)}."


@said
def not_in(*, codes: tuple[str, ...]) -> str:
    return f"Not in {named(codes)}: what else came in it is elsewhere."
