"""Los nombres de las acciones, cortos para una tecla."""


def done() -> str:
    return "Listo"


def ok() -> str:
    return "OK"


def undo() -> str:
    return "Borrar"


def back() -> str:
    return "Atrás"


def short() -> str:
    return "Falta"


def yes() -> str:
    return "Sí"


def no() -> str:
    return "No"


def remove() -> str:
    return "Quitar"


def full() -> str:
    return "Llena"


def skip() -> str:
    return "Luego"


def all_() -> str:
    return "Todo"


def list_() -> str:
    return "Lista"


def cancel() -> str:
    return "Anular"


def help_() -> str:
    return "Ayuda"


def menu() -> str:
    return "Proc."


def quit_() -> str:
    return "Salir"


def more() -> str:
    return "Más"
