"""Who may sign on or log in: badges, PINs, passwords and keys."""

from serialhhd.store.words.refusal import refusal


@refusal
def operator_disabled(*, operator: str) -> None: ...


@refusal
def wrong_pin() -> None: ...


@refusal
def pin_missing(*, operator: str) -> None: ...


@refusal
def login_too_often(*, seconds: int) -> None: ...


@refusal
def password_length(*, shortest: int, longest: int, size: int) -> None: ...


@refusal
def password_characters() -> None: ...


@refusal
def pin_digits(*, shortest: int, longest: int) -> None: ...


@refusal
def key_is_private() -> None: ...


@refusal
def key_unreadable() -> None: ...


@refusal
def several_keys(*, keys: int) -> None: ...


@refusal
def key_too_weak(*, bits: int) -> None: ...
