"""The labels of the actions, short enough for a key."""

from serialhhd.flows.sentences.language import said


@said
def done() -> str:
    return "Done"


@said
def ok() -> str:
    return "OK"


@said
def undo() -> str:
    return "Undo"


@said
def back() -> str:
    return "Back"


@said
def short() -> str:
    return "Short"


@said
def yes() -> str:
    return "Yes"


@said
def no() -> str:
    return "No"


@said
def remove() -> str:
    return "Remove"


@said
def full() -> str:
    return "Full"


@said
def skip() -> str:
    return "Later"


@said
def all_() -> str:
    return "All"


@said
def list_() -> str:
    return "List"


@said
def cancel() -> str:
    return "Cancel"


@said
def help_() -> str:
    return "Help"


@said
def menu() -> str:
    return "Flows"


@said
def quit_() -> str:
    return "Quit"


@said
def more() -> str:
    return "More"
