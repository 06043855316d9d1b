"""Lo que el modo de líneas pone delante de una frase."""


def info() -> str:
    return "--"


def success() -> str:
    return "OK"


def warning() -> str:
    return "OJO"


def error() -> str:
    return "ERROR"
