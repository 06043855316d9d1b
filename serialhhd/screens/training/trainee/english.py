"""What a trainee reads beside the handheld, or line by line of what is done there."""

from serialhhd.flows.sentences.language import said


@said
def scan_how(*, prefix: str) -> str:
    return f"Scan 4: Alt+4, click, {prefix}{prefix}4 Enter."


@said
def do_how(*, prefix: str) -> str:
    return f"Do A: Alt+A, click, {prefix}{prefix}a Enter."


@said
def scan_drawn() -> str:
    return "← →: symbol for a real scanner."


@said
def more(*, count: int) -> str:
    """Say how many labels there is no row for."""
    return f"+ {count} below"


@said
def aside() -> str:
    """Name what the key A does."""
    return "Set aside"


@said
def aside_which() -> str:
    return "SET ASIDE which one? Its number or a click. A: none."


@said
def set_aside(*, what: str) -> str:
    return f"Set aside: {what}."


@said
def not_set_aside() -> str:
    return "Nothing was set aside."


@said
def call() -> str:
    """Name what the key C does."""
    return "Supervisor"


@said
def called() -> str:
    return "The supervisor has been told."


@said
def hint(*, cost: int) -> str:
    """Name what the key H does, and what it costs."""
    return f"Hint -{cost}"


@said
def hint_shown(*, text: str) -> str:
    return f"Hint: {text}"


@said
def no_hint() -> str:
    return "There are no more hints."


@said
def no_hint_in_exam() -> str:
    return "There are no hints in an exam."


@said
def end() -> str:
    """Name what the key E does."""
    return "End"


@said
def end_sure() -> str:
    return "End the lesson now? E again: yes."


@said
def all_done() -> str:
    return "The work is done. Something missing? Else E: to the result."


@said
def error_waits(*, prefix: str) -> str:
    return f"An error waits: read it, then F2, or {prefix} Enter."


@said
def link_lost() -> str:
    return "LINK LOST"


@said
def sign_on_elsewhere(*, prefix: str) -> str:
    return f"Take another handheld: Alt+E, or {prefix}{prefix}e Enter."


@said
def signed_on() -> str:
    return "You are at another handheld. See where the work stands."


@said
def no_room_for_symbol(*, columns: int, rows: int) -> str:
    return f"Symbol: from {columns}x{rows} on."


@said
def result_leave() -> str:
    return "Enter: leave. ↑ ↓: read on."


@said
def which_label(*, code: str) -> str:
    return f"No label here is {code}."
