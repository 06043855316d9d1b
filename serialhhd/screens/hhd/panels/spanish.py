"""Lo que está en el terminal mismo: teclas, paneles, y cómo se usan."""


def warning() -> str:
    return "OJO"


def error() -> str:
    return "ERROR"


def accepted() -> str:
    return "OK"


def wait() -> str:
    return "ESPERE"


def ignored(*, count: int) -> str:
    return f"{count} sin leer"


def too_small() -> str:
    return "Pantalla muy pequeña"


def acknowledge(*, prefix: str) -> str:
    return f"Seguir: {acknowledging(prefix=prefix)}"


def acknowledging(*, prefix: str) -> str:
    return f"F2 o {prefix} + ENT"


def more_pages(*, page: int, pages: int) -> str:
    return f"{page}/{pages} AvPág"


def enter_takes(*, taken: int | str) -> str:
    return f"Enter = {taken}"


def done_or_enter() -> str:
    return "F4 / Enter"


def menu() -> str:
    return "Menú"


def close() -> str:
    return "Fin"


def back() -> str:
    return "Atrás"


def yes() -> str:
    return "Sí"


def no() -> str:
    return "No"


def drop() -> str:
    return "Tirar"


def keep() -> str:
    return "Dejar"


def ask_cancel() -> str:
    return "¿ANULAR?"


def ask_remove() -> str:
    return "¿QUITAR?"


def choose_action() -> str:
    return "¿ACCIÓN?"


def choose_serial() -> str:
    return "¿CUÁL QUITAR?"


def help_title() -> str:
    return "AYUDA"


def list_title() -> str:
    return "LISTA"


def message_title() -> str:
    return "MENSAJE"


def help_all_actions(*, prefix: str) -> str:
    return f"{prefix} + Enter: todas las acciones, con número."


def help_one_action(*, prefix: str) -> str:
    return f"{prefix}3 + Enter: el número 3 directo, como F3."


def help_next_page() -> str:
    return "Enter o AvPág: página siguiente."


def help_closing(*, prefix: str) -> str:
    return f"F2 o {prefix} + Enter: cerrar, y seguir después de un error."


def scanner() -> str:
    return "ESCÁNER VIRTUAL"


def no_labels() -> str:
    return "Aquí no hay nada que escanear: teclee la respuesta, y Enter."


def hint_on_error(*, prefix: str) -> str:
    return f"Hay un error: pulse F2, o {prefix} y Enter."


def hint_on_scanning() -> str:
    return "El terminal pregunta, usted escanea lo que pide."


def hint_on_alt() -> str:
    return "Alt+1 a Alt+9 o un clic lee una etiqueta."


def hint_without_alt(*, prefix: str) -> str:
    return f"Sin Alt: {prefix}{prefix}1 y Enter. También se puede teclear."


def hint_on_bad() -> str:
    return "Las etiquetas con ✗ se rechazan: pruébelas."
