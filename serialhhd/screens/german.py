"""Was der Zeilenmodus vor einen Satz stellt."""


def info() -> str:
    return "--"


def success() -> str:
    return "OK"


def warning() -> str:
    return "ACHTUNG"


def error() -> str:
    return "FEHLER"
