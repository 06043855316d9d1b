"""Quién puede entrar: tarjetas, PIN, contraseñas y claves."""

from serialhhd.flows.sentences.shown import visible
from serialhhd.flows.sentences.spanish.wording import named, units


def signed_on(*, operator: str) -> str:
    return f"Hola, {operator}."


def operator_disabled(*, operator: str) -> str:
    return f"{visible(operator)} ya no puede entrar. Avise al supervisor."


def wrong_pin() -> str:
    return "La tarjeta y el PIN no coinciden. Teclee el PIN otra vez, o :back para otra tarjeta."


def no_pin() -> str:
    return "Un PIN solo tiene cifras. Tecléelo otra vez, o :back para otra tarjeta."


def pin_missing(*, operator: str) -> str:
    return f"{visible(operator)} todavía no tiene PIN. Avise al supervisor."


def login_too_often(*, seconds: int) -> str:
    return f"Demasiados intentos. Espere {units(seconds, 'segundo', 'segundos')}."


def not_a_supervisor() -> str:
    return "No es la tarjeta de un supervisor. Escanee una, o :no."


def supervisor_named(*, operator: str) -> str:
    return f"{operator}: teclee su PIN, o :no"


def no_supervisor() -> str:
    return "Hace falta un supervisor, y ninguno tiene PIN. Con :no vuelve atrás."


def not_approved() -> str:
    return "No aprobado. Todo queda como estaba."


def password_length(*, shortest: int, longest: int, size: int) -> str:
    return f"Una contraseña tiene de {shortest} a {longest} caracteres, en {size} bytes como máximo."


def password_characters() -> str:
    return "Esta contraseña tiene caracteres que no todos los programas envían igual. Use otros."


def pin_digits(*, shortest: int, longest: int) -> str:
    return f"Un PIN tiene de {shortest} a {longest} cifras."


def key_is_private() -> str:
    return "Es una clave privada: se queda en el terminal. Dé el fichero que acaba en .pub."


def key_unreadable() -> str:
    return "No es una clave pública de OpenSSH. Dé el fichero que acaba en .pub."


def several_keys(*, keys: int) -> str:
    return f"Una clave cada vez: este fichero tiene {keys} líneas."


def key_too_weak(*, bits: int) -> str:
    return f"Esta clave es débil: haga una con ssh-keygen -t ed25519, o RSA de {bits} bits o más."


def key_opens_for_others(*, owners: tuple[str, ...]) -> str:
    return f"Esta clave también abre a {named(owners)}."


def role_needed(*, operator: str) -> str:
    return f"{operator} no es supervisor. Hace falta uno."
