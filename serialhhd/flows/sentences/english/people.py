"""Who may sign on or log in: badges, PINs, passwords and keys."""

from serialhhd.flows.sentences.english.wording import named, units
from serialhhd.flows.sentences.sentence import error, info, refuses, warning
from serialhhd.flows.sentences.shown import visible


@info
def signed_on(*, operator: str) -> str:
    return f"Hello {operator}."


@error
def operator_disabled(*, operator: str) -> str:
    return f"{visible(operator)} may not sign on any more. Ask your supervisor."


@error
def wrong_pin() -> str:
    return "Badge and PIN do not go together. Type the PIN again, or :back for another badge."


@refuses
@error
def no_pin() -> str:
    return "A PIN has only digits. Type it again, or :back for another badge."


@error
def pin_missing(*, operator: str) -> str:
    return f"{visible(operator)} has no PIN yet. Ask your supervisor."


@error
def login_too_often(*, seconds: int) -> str:
    return f"Too many wrong tries. Wait {units(seconds, 'second')}."


@refuses
@error
def not_a_supervisor() -> str:
    return "That is no supervisor's badge. Scan one, or :no."


@info
def supervisor_named(*, operator: str) -> str:
    return f"{operator}: type your PIN, or :no"


@warning
def no_supervisor() -> str:
    return "This needs a supervisor, and none has a PIN. :no leads back."


@info
def not_approved() -> str:
    return "Not approved. All is as it was."


@error
def password_length(*, shortest: int, longest: int, size: int) -> str:
    return f"A password has {shortest} to {longest} characters, in at most {size} bytes."


@error
def password_characters() -> str:
    return "This password has characters that not all clients send alike. Take others."


@error
def pin_digits(*, shortest: int, longest: int) -> str:
    return f"A PIN has {shortest} to {longest} digits."


@error
def key_is_private() -> str:
    return "This is a private key: it stays on the device. Give the file that ends in .pub."


@error
def key_unreadable() -> str:
    return "This is no public key as OpenSSH writes it. Give the file that ends in .pub."


@error
def several_keys(*, keys: int) -> str:
    return f"One key at a time: this file has {keys} lines."


@error
def key_too_weak(*, bits: int) -> str:
    return f"This key is too weak: make one with ssh-keygen -t ed25519, or RSA of {bits} bits or more."


@warning
def key_opens_for_others(*, owners: tuple[str, ...]) -> str:
    return f"This key opens for {named(owners)}, too."


@error
def role_needed(*, operator: str) -> str:
    return f"{operator} is no supervisor. This takes one."
