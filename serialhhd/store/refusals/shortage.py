"""Being short, and why."""

from serialhhd.store.words.refusal import refuses, unapproves


@refuses
def reason_missing() -> None: ...


@refuses
def reason_is_code(*, code: str, known_as: str) -> None: ...


@refuses
def condition_is_code(*, code: str, known_as: str) -> None: ...


@refuses
def words_unreadable(*, code: str, what: str) -> None: ...


@unapproves
def short_unapproved(*, sku: str, quantity: int, expected: int) -> None: ...
