"""Which flows are in force."""

from serialhhd.store.words.refusal import refuses


@refuses
def flows_changed_meanwhile(*, version: int, operator: str) -> None: ...


@refuses
def no_pilot() -> None: ...


@refuses
def no_reason() -> None: ...
