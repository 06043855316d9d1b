"""Containers: what lies in one, and where it may go."""

from serialhhd.store.words.refusal import refuses


@refuses
def container_in_itself(*, container: str, into: str) -> None: ...


@refuses
def container_too_deep(*, container: str, into: str, most: int) -> None: ...


@refuses
def container_mixed(*, container: str, sku: str, other: str) -> None: ...


@refuses
def container_not_here(*, container: str, serial: str, location: str | None) -> None: ...


@refuses
def container_without(*, container: str, sku: str) -> None: ...


@refuses
def containers_apart(*, container: str, location: str, into: str, other: str) -> None: ...


@refuses
def tote_of_other_list(*, tote: str, pick_list: str, own: str | None) -> None: ...


@refuses
def tote_not_empty(*, tote: str, own: str | None) -> None: ...


@refuses
def tote_of_a_list(*, tote: str, pick_list: str) -> None: ...


@refuses
def tote_in_tote(*, tote: str, into: str) -> None: ...


@refuses
def tote_needed(*, pick_list: str) -> None: ...


@refuses
def sscc_wrong(*, code: str, last: str | None) -> None: ...
