"""The conversation: what an entry means where the run stands, and the View that answers it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from serialhhd.flows.conversation.position import OF_THE_STEP, YES_OR_NO
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import PICK_BY_PICK_LIST, PRE_RECEIPT_RECEIVE
from serialhhd.flows.operations.pick import Pick
from serialhhd.flows.operations.receive import Receive
from serialhhd.flows.seam.view import Action, Choice, Message, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.confirm_quantity import ConfirmQuantity
from serialhhd.flows.steps.enter_serials import EnterSerials
from serialhhd.store.catalogue.recognise import what_is_label
from serialhhd.store.symbols import scan
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import RunState

WORK: Final[Mapping[str, type[Work]]] = MappingProxyType(
    {PRE_RECEIPT_RECEIVE: Receive, PICK_BY_PICK_LIST: Pick}
)
"""What the steps' questions mean in each operation."""

ACTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        ":done": "Done",
        ":ok": "OK",
        ":undo": "Undo",
        ":back": "Back",
        ":short": "Short",
        ":yes": "Yes",
        ":no": "No",
        ":remove": "Remove",
        ":list": "List",
        ":cancel": "Cancel",
        ":help": "Help",
        ":menu": "Flows",
        ":quit": "Quit",
    }
)
"""Every action there is, by its word, with its label."""


# --- answering --------------------------------------------------------------------------------------------------


def answer(work: Work, text: str) -> Message:
    """Take an entry and go on.

    Raises:
        Refused: It is no answer here, or a rule says no; the caller rolls back.
    """
    entered = scan.clean(text)
    if entered.startswith(":"):
        word, _, argument = entered.partition(" ")
        return _act(work, word.casefold(), argument.strip(" "))
    if work.position.question in OF_THE_STEP:
        return work.step.answer_question(work, entered)
    if work.position.question is not None:
        return work.answer_question(entered)
    return _answer_step(work, text, entered)


def _answer_step(work: Work, text: str, entered: str) -> Message:
    step = work.step
    is_first = step.name == work.first_step
    may_switch = isinstance(step, EnterSerials) and not work.captured
    if may_switch and work.is_other_document(entered):
        return work.open_document(entered)
    if not entered and isinstance(step, EnterSerials) and work.has_all_serials:
        return work.serials_done()
    try:
        return work.put_away(entered) or step.answer(work, text)
    except Refused as refused:
        if is_first or refused.code not in {"unknown", "quantity_is_no_number"}:
            raise
        return _answer_otherwise(work, entered, refused)


def _answer_otherwise(work: Work, entered: str, refused: Refused) -> Message:
    """Switch to another document where its number was scanned; otherwise name what was scanned instead."""
    if work.is_other_document(entered):
        return work.open_document(entered)
    known_as = what_is_label(work.conn, entered)
    if known_as is None:
        raise _at_the_limit(work, refused)
    if refused.code == "quantity_is_no_number":
        raise Refused("quantity_is_other_code", code=entered, known_as=known_as)
    raise Refused("other_kind_of_code", code=entered, known_as=known_as, wanted=refused.facts["what"])


def _at_the_limit(work: Work, refused: Refused) -> Refused:
    """Return why what was scanned is not taken: one serial more than are wanted is that, not a wrong quantity."""
    most = work.most_serials if refused.code == "quantity_is_no_number" and work.scans_serials else None
    if most is None or work.captured < most:
        return refused
    return Refused("too_many_serials", most=most, given=1, captured=work.captured)


# --- actions ----------------------------------------------------------------------------------------------------


def _act(work: Work, word: str, argument: str) -> Message:
    action = _DOES.get(word)
    if action is None:
        raise Refused("unknown_action", word=word)
    return action(work, argument)


def _help(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return messages.actions_list(actions=tuple(f"{action.word} {action.label}" for action in actions(work)))


def _list(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return work.listing()


def _back(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    work.go_back()
    return messages.went_back(step=work.step.title)


def _cancel(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    if work.run is None:
        raise Refused("nothing_to_cancel")
    captured = work.captured
    work.end(RunState.CANCELLED)
    return messages.run_cancelled(captured=captured)


def _done(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    if isinstance(work.step, EnterSerials) and work.position.question is None:
        return work.serials_done()
    if isinstance(work.step, ConfirmQuantity) and work.position.question is None:
        return messages.quantity_next(quantity=work.proposed)
    raise Refused("not_now", word=":done", step=work.step.title)


def _ok(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Do what Enter does, from a printed card: confirm what is proposed, or go on when all serials are there."""
    if _on_enter(work):
        return _answer_step(work, "", "")
    raise Refused("not_now", word=":ok", step=work.step.title)


def _menu(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Refuse: a handheld that has a menu goes to it before a scan comes here."""
    raise Refused("not_now", word=":menu", step=work.step.title)


def _undo(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    _check_serials_are_open(work, ":undo")
    return work.undo()


def _remove(work: Work, argument: str) -> Message:
    _check_serials_are_open(work, ":remove")
    return work.remove(argument)


def _check_serials_are_open(work: Work, word: str) -> None:
    is_open = isinstance(work.step, EnterSerials | ConfirmQuantity) and work.scans_serials
    if not is_open or work.position.question is not None:
        raise Refused("not_now", word=word, step=work.step.title)


def _short(work: Work, argument: str) -> Message:
    if work.position.question is not None:
        raise Refused("not_now", word=":short", step=work.step.title)
    return work.be_short(argument)


def _yes(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return _answer_yes_or_no(work, ":yes")


def _no(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return _answer_yes_or_no(work, ":no")


def _answer_yes_or_no(work: Work, word: str) -> Message:
    if work.position.question in OF_THE_STEP:
        return work.step.answer_question(work, word)
    if work.position.question in YES_OR_NO:
        return work.answer_question(word)
    raise Refused("not_now", word=word, step=work.step.title)


def _quit(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Say nothing new: leaving is the host's business, and the run stays open."""
    return messages.run_resumed(document=None, captured=work.captured)


_DOES: Final[Mapping[str, Callable[[Work, str], Message]]] = MappingProxyType(
    {
        ":help": _help,
        ":list": _list,
        ":back": _back,
        ":cancel": _cancel,
        ":done": _done,
        ":ok": _ok,
        ":undo": _undo,
        ":remove": _remove,
        ":short": _short,
        ":yes": _yes,
        ":no": _no,
        ":menu": _menu,
        ":quit": _quit,
    }
)


# --- the View ---------------------------------------------------------------------------------------------------


def actions(work: Work) -> tuple[Action, ...]:
    """Return what can be done now, most useful first."""
    question = work.position.question
    if question in YES_OR_NO:
        words: tuple[str, ...] = (":yes", ":no", ":back")
    elif question is not None:
        words = (":back",)
    else:
        words = (*work.step.words(work), ":list")
    if not work.captured:
        words = tuple(word for word in words if word not in {":undo", ":remove"})
    if work.run is not None and not work.has_ended:
        words = (*words, ":cancel")
    return tuple(Action(word, ACTIONS[word]) for word in (*words, ":help", ":quit"))


def view(work: Work, message: Message | None) -> View:
    """Return the whole answer to a scan: the question now, and what is known."""
    prompt, choices = _question(work)
    is_quantity = isinstance(work.step, ConfirmQuantity) and work.position.question is None
    return View(
        flow=work.flow.name,
        step=work.position.step,
        title=work.flow.title,
        short_title=work.flow.short_title,
        prompt=prompt,
        fields=MappingProxyType(work.fields()),
        serials=work.counter(),
        progress=work.progress(),
        proposed=work.proposed if is_quantity else None,
        enter=_on_enter(work),
        choices=choices,
        actions=actions(work),
        message=message or _if_nothing_is_open(work, choices),
        done=work.is_done,
        position=work.standing,
    )


def _on_enter(work: Work) -> str | None:
    """Return the action that Enter alone takes; None where it is no answer, or something is asked in between."""
    if work.position.question is not None:
        return None
    if isinstance(work.step, EnterSerials) and work.has_all_serials:
        return ":done"
    return ":ok" if isinstance(work.step, ConfirmQuantity) and work.proposed is not None else None


def _if_nothing_is_open(work: Work, choices: tuple[Choice, ...]) -> Message | None:
    is_empty = work.step.name == work.first_step and not choices
    return messages.nothing_open(what=work.document_kind) if is_empty else None


def _question(work: Work) -> tuple[str, tuple[Choice, ...]]:
    if work.position.question in OF_THE_STEP:
        return work.step.question_prompt(work)
    if work.position.question is not None:
        return work.question_prompt()
    return work.step.prompt(work), work.step.choices(work)
