"""Who may sign on or log in: badges, PINs, passwords and keys."""

from serialhhd.store.words.refusal import refuses


@refuses
def role_needed(*, operator: str) -> None: ...


@refuses
def operator_disabled(*, operator: str) -> None: ...


@refuses
def wrong_pin() -> None: ...


@refuses
def pin_missing(*, operator: str) -> None: ...


@refuses
def login_too_often(*, seconds: int) -> None: ...


@refuses
def password_length(*, shortest: int, longest: int, size: int) -> None: ...


@refuses
def password_characters() -> None: ...


@refuses
def pin_digits(*, shortest: int, longest: int) -> None: ...


@refuses
def key_is_private() -> None: ...


@refuses
def key_unreadable() -> None: ...


@refuses
def several_keys(*, keys: int) -> None: ...


@refuses
def key_too_weak(*, bits: int) -> None: ...
