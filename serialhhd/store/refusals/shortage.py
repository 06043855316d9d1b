"""Being short, and why."""

from serialhhd.store.words.refusal import refuses, unapproves


@refuses
def reason_missing() -> None: ...


@unapproves
def short_unapproved(*, sku: str, quantity: int, expected: int) -> None: ...
