"""What is told to somebody who plays a lesson by hand."""

from serialhhd.flows.sentences.language import said
from serialhhd.flows.sentences.sentence import error, refuses

# --- before it begins ---------------------------------------------------------------------------------------------


@refuses
@error
def lesson_needs_terminal(*, columns: int, rows: int, has_columns: int, has_rows: int, size: str) -> str:
    return f"A lesson on {size} needs a terminal of {columns}x{rows}, and this has {has_columns}x{has_rows}. Make it larger, or take a smaller --size."


@said
def symbols_need_extra() -> str:
    return "Real scanner: extra labels needed."


# --- line by line -------------------------------------------------------------------------------------------------


@said
def how(*, prefix: str, has_hints: bool) -> str:
    hint = f"{prefix}h asks for a hint, " if has_hints else ""
    return f"{prefix}4 scans label 4, {prefix}a4 sets it aside, {prefix}c calls the supervisor, {hint}{prefix} lists what lies there, {prefix}e ends."


@said
def not_in_order() -> str:
    return "not in order"


@said
def lying_there() -> str:
    return "What lies there:"


@said
def aside_which() -> str:
    return "Set aside which? Its number, or what it reads; nothing: none."


@said
def no_hint() -> str:
    return "There is no hint."


@said
def silence() -> str:
    return "The scanner reads nothing."


@said
def unfinished(*, text: str) -> str:
    return f"On the line stands {text}, and nothing has ended it: Enter does."


@said
def link_lost(*, prefix: str) -> str:
    return f"LINK LOST. {prefix}e takes another handheld."


@said
def signed_on() -> str:
    return "You are at another handheld."


# --- what came of it ----------------------------------------------------------------------------------------------


@said
def passed(*, score: int) -> str:
    return f"PASSED {score} of 100"


@said
def not_passed(*, score: int) -> str:
    return f"NOT PASSED {score} of 100"


@said
def becomes_scenario() -> str:
    return "No score: this lesson is to be a scenario."


@said
def needed(*, score: int, slipped: int) -> str:
    return f"To pass: {score} points, and at most {slipped} slipped."


@said
def heading_mishaps() -> str:
    return "What went wrong"


@said
def nothing_went_wrong() -> str:
    return "Nothing went wrong by itself."


@said
def what_happened(*, fault: str, meaning: str) -> str:  # noqa: ARG001 - other languages have a meaning for each fault
    return meaning


@said
def right_thing(*, right: str, meaning: str) -> str:  # noqa: ARG001 - likewise
    return meaning


@said
def caught(*, seconds: str, done: str) -> str:
    return f"Caught after {seconds} s: {done}."


@said
def slipped(*, done: str, cost: int) -> str:
    return f"Slipped (-{cost}). Right is: {done}."


@said
def end_as_expected() -> str:
    return "The stock is as it should be."


@said
def end_differs() -> str:
    return "The stock is not as it should be (no points):"


@said
def time_taken(*, seconds: str, par: str, units: int) -> str:
    return f"Time: {seconds} s; par for {units}: {par} s."


@said
def wrong_scans(*, count: int, cost: int) -> str:
    return f"Wrong scans of your own: {count} (-{cost} each)."


@said
def late_alarms(*, count: int, cost: int) -> str:
    return f"Errors acknowledged late: {count} (-{cost} each)."


@said
def progress(*, plot: str, lessons: int) -> str:
    return f"Progress: {plot} in {lessons} lessons."


@said
def undone_and_hints(*, undone: int, hints: int) -> str:
    return f"Taken back: {undone}. Hints: {hints}."


@said
def heading_hints() -> str:
    return "All hints"
