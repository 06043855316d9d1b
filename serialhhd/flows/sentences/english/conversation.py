"""The conversation at a handheld, and what the device itself says."""

from serialhhd.flows.sentences.english.wording import a, step_name, units
from serialhhd.flows.sentences.sentence import error, info, refuses, says, success, warning
from serialhhd.flows.sentences.shown import visible


@success
def scan_accepted() -> str:
    return "Already taken."


@info
def run_resumed(*, document: str | None, captured: int) -> str:
    what = document or "your run"
    return f"Back on {what}." + (f" {units(captured, 'serial')} scanned." if captured else "")


@error
def run_released() -> str:
    return "Your run was released by a supervisor. Its scans are gone: begin again."


@error
def run_moved() -> str:
    return "Your work went on at another handheld. Read the question, then scan again."


@error
def run_unreadable(*, flow: str) -> str:
    return f"{flow}: another version of the program began this run, and this one cannot go on with it. :cancel lets it go."


@info
def run_cancelled(*, captured: int) -> str:
    return "Cancelled." + (f" {units(captured, 'serial')} dropped." if captured else "")


@info
def went_back(*, step: str) -> str:
    return f"Back to {step_name(step)}."


@refuses
@error
def nothing_before() -> str:
    return "This is the first question."


@refuses
@error
def nothing_to_cancel() -> str:
    return "Nothing is begun."


@refuses
@error
def not_now(*, word: str, step: str) -> str:
    return f"{word} does nothing at {step_name(step)}."


@refuses
@error
def unknown_action(*, word: str) -> str:
    return f"{visible(word)}: no such action. :help lists them."


@refuses
@error
def answer_yes_or_no(*, code: str) -> str:
    return f"{visible(code)} is not taken. Answer :yes or :no first." if code else "Answer :yes or :no first."


@refuses
@error
def answer_by_number() -> str:
    return "Answer with a number of the list, or Enter for none."


@info
def menu_actions(*, actions: tuple[str, ...]) -> str:
    return "  ".join(["Type the number of a flow.", *actions])


@info
def actions_list(*, actions: tuple[str, ...], about: str = "") -> str:
    return "  ".join(filter(None, [about, *actions]))


@refuses
@error
def no_document_yet() -> str:
    return "Scan the document first."


@warning
def no_such_action(*, number: int) -> str:
    return f"There is no number {number} here."


@warning
def no_such_label(*, number: int) -> str:
    return f"There is no label {number}."


@info
def no_room_for_scanner(*, columns: int, rows: int) -> str:
    return f"From {columns}x{rows} on: virtual scanner."


@warning
def scans_ignored(*, count: int) -> str:
    return f"{units(count, 'scan')} ignored"


@warning
def captures_to_drop(*, captured: int) -> str:
    return f"{units(captured, 'serial')} scanned here will be dropped."


@info
def how_to_leave(*, character: str) -> str:
    return f"To leave: {character} + Enter, then Quit."


@refuses
@error
def unknown_flow(*, flow: str, flows: tuple[str, ...]) -> str:
    return f"{visible(flow)}: no such flow. There are {', '.join(flows) or 'none'}."


@refuses
@says("error", "unknown_flow")
def not_in_menu(*, code: str, known_as: str | None) -> str:
    """Say what was scanned in the menu, and what is asked there."""
    what = f"is {a(known_as)}" if known_as else "is not in the list"
    return f"{visible(code)} {what}. Type the number of a flow."


@refuses
@error
def no_product_yet() -> str:
    return "Scan the product first."
