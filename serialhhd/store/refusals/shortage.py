"""Being short, and why."""

from serialhhd.store.words.refusal import refuses


@refuses
def reason_missing() -> None: ...
