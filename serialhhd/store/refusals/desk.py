"""What is saved and asked for at a desk."""

from serialhhd.store.words.refusal import refusal


@refusal
def view_of_another(*, name: str, operator: str | None) -> None: ...


@refusal
def recall_of_nothing() -> None: ...
