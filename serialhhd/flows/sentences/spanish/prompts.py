"""Las preguntas, cortas y en mayúsculas, y las respuestas que ofrecen."""

from serialhhd.flows.sentences.spanish.wording import reason_name, title_of


def sign_on() -> str:
    return "Entrar"


def operator() -> str:
    return "¿OPERARIO?"


def pin() -> str:
    return "¿PIN?"


def supervisor() -> str:
    return "¿SUPERVISOR?"


def menu(*, operator: str) -> str:
    return f"Menú  {operator}"


def flow_title(*, title: str) -> str:
    return title_of(title)


def flow() -> str:
    return "¿PROCESO?"


def cancel_run() -> str:
    return "¿ANULAR?"


def pre_receipt() -> str:
    return "¿AVISO?"


def container() -> str:
    return "¿CONTENEDOR?"


def into() -> str:
    return "¿DENTRO DE?"


def tote() -> str:
    return "¿CUBETA?"


def transfer() -> str:
    return "¿TRASPASO?"


def count() -> str:
    return "¿RECUENTO?"


def batch() -> str:
    return "¿GRUPO?"


def cart() -> str:
    return "¿CARRO?"


def unit() -> str:
    return "¿UNIDAD?"


def return_() -> str:
    return "¿DEVOLUCIÓN?"


def condition() -> str:
    return "¿ESTADO?"


def pick_list() -> str:
    return "¿LISTA PICKING?"


def product() -> str:
    return "¿PRODUCTO?"


def location() -> str:
    return "¿UBICACIÓN?"


def to_location() -> str:
    return "¿DESTINO?"


def go_to(*, location: str) -> str:
    return f"IR A {location}"


def scan_again(*, location: str) -> str:
    return f"REPITA {location}"


def is_it(*, location: str) -> str:
    return f"¿{location}?"


def quantity() -> str:
    return "¿CANTIDAD?"


def serial() -> str:
    return "¿SERIE?"


def all_there(*, expected: int, beyond: int) -> str:
    return f"TODO {expected} +{beyond}" if beyond else f"TODO {expected}"


def all_large() -> str:
    return "TODO"


def take_it() -> str:
    return "¿ACEPTAR?"


def take_them() -> str:
    return "¿ACEPTAR TODO?"


def which() -> str:
    return "¿CUÁL?"


def serials_counted(*, count: int, first: str, last: str) -> str:
    return f"{count}, {first} a {last}"


def take_many(*, quantity: int | None) -> str:
    return f"¿ACEPTAR {quantity}?"


def close_line() -> str:
    return "¿CERRAR LÍNEA?"


def reason() -> str:
    return "¿MOTIVO?"


def account() -> str:
    return "¿PROPIETARIO?"


def reason_label(*, reason: str) -> str:
    return reason_name(reason)


def go_there(*, location: str) -> str:
    return f"¿IR A {location}?"


def go_elsewhere() -> str:
    return "¿IR A OTRA?"


def yes(*, subject: str = "") -> str:
    return f"Sí: {subject}" if subject else "Sí"


def no() -> str:
    return "No"


def no_because(*, reason: str) -> str:
    return f"No, {reason_name(reason)}"


def yes_close() -> str:
    return "Sí, cerrar"


def no_rest_later() -> str:
    return "No, falta el resto"
