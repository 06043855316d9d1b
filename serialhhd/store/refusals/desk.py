"""What is typed, saved and asked for at a desk or a command line."""

from serialhhd.store.words.refusal import refusal


@refusal
def view_of_another(*, name: str, operator: str | None) -> None: ...


@refusal
def recall_of_nothing() -> None: ...


@refusal
def line_unclear(*, text: str) -> None: ...


@refusal
def period_unclear(*, text: str) -> None: ...


@refusal
def line_names_location(*, text: str, without: str) -> None: ...
