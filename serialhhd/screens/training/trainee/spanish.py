"""Lo que se lee junto al terminal."""


def scan_how(*, prefix: str) -> str:
    return f"Leer 4: Alt+4, clic, {prefix}{prefix}4 Enter."


def do_how(*, prefix: str) -> str:
    return f"Hacer A: Alt+A, clic, {prefix}{prefix}a Enter."


def scan_drawn() -> str:
    return "← →: símbolo para un escáner."


def more(*, count: int) -> str:
    return f"+ {count} debajo"


def aside() -> str:
    return "Apartar"


def aside_which() -> str:
    return "APARTAR ¿cuál? Su número o un clic. A: ninguna."


def set_aside(*, what: str) -> str:
    return f"Apartado: {what}."


def not_set_aside() -> str:
    return "No se apartó nada."


def call() -> str:
    return "Avisar jefe"


def called() -> str:
    return "El supervisor ya lo sabe."


def hint(*, cost: int) -> str:
    return f"Pista -{cost}"


def hint_shown(*, text: str) -> str:
    return f"Pista: {text}"


def no_hint() -> str:
    return "No hay más pistas."


def no_hint_in_exam() -> str:
    return "En un examen no hay pistas."


def end() -> str:
    return "Fin"


def end_sure() -> str:
    return "¿Terminar la lección? E otra vez: sí."


def all_done() -> str:
    return "El trabajo está hecho. ¿Falta algo? Si no, E: al resultado."


def error_waits(*, prefix: str) -> str:
    return f"Hay un error: léalo, luego F2, o {prefix} Enter."


def link_lost() -> str:
    return "SIN CONEXIÓN"


def sign_on_elsewhere(*, prefix: str) -> str:
    return f"Tome otro terminal: Alt+E, o {prefix}{prefix}e Enter."


def signed_on() -> str:
    return "Está en otro terminal. Mire dónde está el trabajo."


def no_room_for_symbol(*, columns: int, rows: int) -> str:
    return f"Símbolo: desde {columns}x{rows}."


def result_leave() -> str:
    return "Enter: salir. ↑ ↓: leer más."


def which_label(*, code: str) -> str:
    return f"Ninguna etiqueta aquí es {code}."
