"""Lo que lee un terminal en el que no hay nada abierto."""


def taken_over() -> str:
    return "Ha entrado en otro terminal. Este se cierra."


def stopping() -> str:
    return "El servidor se reinicia. Vuelva a entrar en un momento: su trabajo se guarda."


def failed() -> str:
    return "Este terminal tuvo un fallo y se cerró. Vuelva a entrar: lo que dijo OK está guardado."


def idle() -> str:
    return "Hace mucho que no se escanea nada. Vuelva a entrar: su trabajo se guarda."


def disabled() -> str:
    return "Ya no puede usar este terminal. Avise al supervisor."


def full() -> str:
    return "No se pueden abrir más terminales. Avise al supervisor, o pruebe más tarde."


def too_much() -> str:
    return "Se envió demasiado de una vez. Vuelva a entrar: lo que dijo OK está guardado."


def goodbye() -> str:
    return "Sesión cerrada."


def unavailable() -> str:
    return "La base de datos no se puede usar ahora. Pruebe en un momento."


def name_taken() -> str:
    return "Otro terminal usa este nombre. Entre con otro, o cierre antes aquel."


def wait(*, seconds: int) -> str:
    return f"Demasiados intentos. Espere {seconds} {'segundo' if seconds == 1 else 'segundos'}."
