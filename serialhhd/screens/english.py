"""What line mode says before a sentence: how grave it is."""

from serialhhd.flows.sentences.language import said


@said
def info() -> str:
    return "--"


@said
def success() -> str:
    return "OK"


@said
def warning() -> str:
    return "NOTE"


@said
def error() -> str:
    return "ERROR"
