"""What is typed, saved and asked for at a desk or a command line."""

from serialhhd.store.words.refusal import refuses


@refuses
def view_of_another(*, name: str, operator: str | None) -> None: ...


@refuses
def recall_of_nothing() -> None: ...


@refuses
def line_unclear(*, text: str) -> None: ...


@refuses
def period_unclear(*, text: str) -> None: ...


@refuses
def line_names_location(*, text: str, without: str) -> None: ...
