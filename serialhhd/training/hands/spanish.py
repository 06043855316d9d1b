"""Lo que se dice a quien juega una lección a mano."""

MEANINGS = {
    "unreadable": "La etiqueta está rota o mojada: el escáner no lee nada y calla.",
    "partly_readable": "Falta una parte de la etiqueta: el escáner lee la primera mitad del código.",
    "wrong_check_digit": "El código del producto se imprimió con un dígito de control erróneo.",
    "no_fnc1": "La etiqueta se imprimió sin FNC1: sus elementos quedan pegados.",
    "wrong_product": "En la caja está la etiqueta de otro producto.",
    "pallet_label": "Se lee la etiqueta del palé entero, un SSCC, donde se pide la de una caja.",
    "product_for_serial": "Se lee el código del producto donde se pide la serie.",
    "old_document": "Allí está el papel de otra entrega, y se lee su número.",
    "over_delivery": "Hay más unidades de las que pide el documento.",
    "short_delivery": "Hay menos unidades de las que pide el documento.",
    "duplicate_serial": "Dos unidades llevan la misma serie.",
    "serial_elsewhere": "Una unidad lleva una serie que la casa conoce en otro lugar.",
    "on_hold": "Una unidad está bloqueada: no debe salir antes de liberarse.",
    "not_announced": "Hay un producto que ningún documento pide.",
    "double_read": "El gatillo rebota: una etiqueta se lee dos veces seguidas.",
    "cut_off": "El enlace pierde el final: llegan pocos caracteres, y el sufijo.",
    "keyboard_layout": "El ordenador tiene otro teclado que el que pulsa el escáner.",
    "caps_lock": "Bloq Mayús está puesto en el ordenador: mayúsculas y minúsculas se cambian.",
    "no_suffix": "El escáner no envía nada tras el código: queda en la línea hasta que algo lo termina.",
    "scans_ahead": "El gatillo queda pulsado, y la etiqueta siguiente se lee antes de la respuesta a la última.",
    "slow_link": "La radio es débil: cada respuesta tarda unos segundos, por un rato.",
    "dropped_link": "El enlace se corta: lo que se escanea se pierde, y nada pita.",
    "dead_battery": "La batería está vacía: la pantalla se apaga, y el trabajo sigue en otro terminal.",
    "line_taken": "Un compañero acaba de tomar la misma línea o tarea, y la devuelve tras un rato.",
    "run_released": "Un supervisor libera el recorrido: lo capturado sin confirmar se descarta.",
    "document_cancelled": "La oficina anula el documento en curso: nada más de él se acepta.",
    "store_away": "El almacén de datos no está por un rato: nada de lo escaneado se acepta.",
}
RIGHTS = {
    "set_aside": "poner la mercancía donde nadie la tome por buena, y seguir sin ella",
    "call": "avisar al supervisor, y seguir con lo que está en orden",
    "rescan": "confirmar, y escanear otra vez, la misma etiqueta u otra",
    "refuse_only": "confirmar: el terminal lo ha rechazado, y no hay más que hacer",
    "resume": "entrar de nuevo, y seguir donde está el trabajo",
}


def lesson_needs_terminal(*, columns: int, rows: int, has_columns: int, has_rows: int, size: str) -> str:
    return f"Una lección en {size} pide un terminal de {columns}x{rows}, y este tiene {has_columns}x{has_rows}. Hágalo mayor, o --size menor."


def symbols_need_extra() -> str:
    return "Escáner real: falta el extra labels."


def how(*, prefix: str, has_hints: bool) -> str:
    hint = f"{prefix}h pide una pista, " if has_hints else ""
    return f"{prefix}4 lee la etiqueta 4, {prefix}a4 la aparta, {prefix}c avisa al supervisor, {hint}{prefix} muestra lo que hay, {prefix}e termina."


def not_in_order() -> str:
    return "no está en orden"


def lying_there() -> str:
    return "Lo que hay:"


def aside_which() -> str:
    return "¿Cuál se aparta? Su número, o lo que dice; nada: ninguna."


def no_hint() -> str:
    return "No hay pista."


def silence() -> str:
    return "El escáner no lee nada."


def unfinished(*, text: str) -> str:
    return f"En la línea está {text}, y nada lo ha terminado: Enter lo hace."


def link_lost(*, prefix: str) -> str:
    return f"SIN CONEXIÓN. {prefix}e toma otro terminal."


def signed_on() -> str:
    return "Está en otro terminal."


def passed(*, score: int) -> str:
    return f"APROBADO {score} de 100"


def not_passed(*, score: int) -> str:
    return f"NO APROBADO {score} de 100"


def becomes_scenario() -> str:
    return "Sin puntos: esta lección será un escenario."


def needed(*, score: int, slipped: int) -> str:
    return f"Para aprobar: {score} puntos, y {slipped} escapados como máximo."


def heading_mishaps() -> str:
    return "Lo que salió mal"


def nothing_went_wrong() -> str:
    return "Nada salió mal por sí solo."


def what_happened(*, fault: str, meaning: str) -> str:
    return MEANINGS.get(fault, meaning)


def right_thing(*, right: str, meaning: str) -> str:
    return RIGHTS.get(right, meaning)


def caught(*, seconds: str, done: str) -> str:
    return f"Advertido a los {seconds} s: {done}."


def slipped(*, done: str, cost: int) -> str:
    return f"Se escapó (-{cost}). Lo correcto es: {done}."


def end_as_expected() -> str:
    return "El stock está como debe."


def end_differs() -> str:
    return "El stock no está como debe (sin puntos):"


def time_taken(*, seconds: str, par: str, units: int) -> str:
    return f"Tiempo: {seconds} s; previsto para {units}: {par} s."


def wrong_scans(*, count: int, cost: int) -> str:
    return f"Lecturas erróneas propias: {count} (-{cost} cada una)."


def late_alarms(*, count: int, cost: int) -> str:
    return f"Errores confirmados tarde: {count} (-{cost} cada uno)."


def progress(*, plot: str, lessons: int) -> str:
    return f"Progreso: {plot} en {lessons} lecciones."


def undone_and_hints(*, undone: int, hints: int) -> str:
    return f"Retirado: {undone}. Pistas: {hints}."


def heading_hints() -> str:
    return "Todas las pistas"
