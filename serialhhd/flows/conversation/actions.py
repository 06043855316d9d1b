"""The actions: words that an operator says at any question, such as `:short`, each with its label and what it does."""

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import approval
from serialhhd.flows.questions import supervisor
from serialhhd.flows.questions.question import asked_now
from serialhhd.flows.seam.view import Action, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import keys
from serialhhd.flows.sentences.language import in_language, spoken
from serialhhd.flows.words import document, quantity, serials
from serialhhd.flows.words.turn import left_empty, operation_of
from serialhhd.flows.words.word import QUANTITY, SERIALS
from serialhhd.store.stock import runs
from serialhhd.store.words.refusal import Refused, Unapproved
from serialhhd.store.words.vocabulary import Language, RunState


def act(work: Work, word: str, argument: str) -> Message:
    """Do what an action's word says.

    Raises:
        Refused: `unknown_action`, `not_now`, or why it cannot be done.
    """
    command = _command(work, word)
    if command is None:
        raise messages.unknown_action(word=word)
    if word not in ACTIONS and not (work.position.question is None and command.is_offered(work)):
        raise _not_now(work, word)
    try:
        return command.does(work, argument)
    except Unapproved as unapproved:
        return supervisor.ask(work, unapproved, again=f"{word} {argument}".rstrip(" "))


def _command(work: Work, word: str) -> Command | None:
    """Return what a word says: the operation's own action, where it has one that is offered now, goes before that of all."""
    own, common = operation_of(work).actions.get(word), ACTIONS.get(word)
    if own is None or common is None:
        return own or common
    return own if work.position.question is None and own.is_offered(work) else common


def actions(work: Work) -> tuple[Action, ...]:
    """Return what can be done now, most useful first."""
    question = asked_now(work)
    if question:
        words: tuple[str, ...] = question.offers
    else:
        own = operation_of(work).actions.items()
        words = (*work.step.offers, *(word for word, command in own if command.is_offered(work)), ":list")
    known = {word: _command(work, word) for word in (*words, ":cancel", ":help", ":quit")}
    language = spoken()
    return tuple(
        _labelled(word, command.label, language)
        for word, command in known.items()
        if command and command.is_offered(work)
    )


@cache
def _labelled(word: str, label: Callable[[], str], language: Language) -> Action:  # noqa: ARG001 - it is said in it
    """Return an action with its label in the language that is spoken: all of them are in every View."""
    return Action(word, label())


def action_of(word: str) -> Action:
    """Return the action of a word that all operations have, with its label."""
    return Action(word, ACTIONS[word].label())


def on_enter(work: Work) -> str | None:
    """Return the action that Enter alone takes; None where it is no answer, or something is asked in between."""
    if work.position.question is not None:
        return None
    if work.asks(SERIALS) and serials.are_all_there(work):
        return ":done"
    return ":ok" if work.step.proposed(work) is not None else None


def _not_now(work: Work, word: str) -> Refused:
    question = asked_now(work)
    if question and question.is_yes_or_no:
        return messages.answer_yes_or_no(code="")
    return messages.not_now(word=word, step=work.step.name)


# --- what each of them does ---------------------------------------------------------------------------------------


def _done(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    if work.asks(SERIALS) and work.position.question is None:
        return serials.finish(work)
    if work.asks(QUANTITY) and work.position.question is None:
        return messages.quantity_next(quantity=quantity.proposed(work))
    raise _not_now(work, ":done")


def _ok(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Do what Enter does, from a printed card: confirm what is proposed, or go on when all serials are there."""
    enter = on_enter(work)
    if enter == ":done":
        return serials.finish(work)
    if enter == ":ok":
        return work.step.take(work, "")
    raise _not_now(work, ":ok")


def _undo(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    _check_serials_are_open(work, ":undo")
    return serials.undo(work)


def _back(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    question = asked_now(work)
    if question and question.goes_back:
        return question.goes_back(work)
    work.open_run()  # where the first question was skipped, nobody has answered anything yet
    work.go_back()
    return messages.went_back(step=work.step.name)


def _short(work: Work, argument: str) -> Message:
    if work.position.question is not None or not _may_be_short(work):
        raise _not_now(work, ":short")
    return operation_of(work).shorts.begin(work, argument)


def _yes(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return _answer_yes_or_no(work, ":yes")


def _no(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    return _answer_yes_or_no(work, ":no")


def _answer_yes_or_no(work: Work, word: str) -> Message:
    question = asked_now(work)
    if question is None or not question.hears_words:
        raise _not_now(work, word)
    return question.answer(work, word)


def _remove(work: Work, argument: str) -> Message:
    _check_serials_are_open(work, ":remove")
    return serials.remove(work, argument)


def _check_serials_are_open(work: Work, word: str) -> None:
    is_open = (work.asks(SERIALS) or work.asks(QUANTITY)) and serials.rule(work).is_scanned
    if not is_open or work.position.question is not None:
        raise _not_now(work, word)


def _list(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Answer what is captured, or what is left to do."""
    if work.captured and work.run:
        newest = serials.newest(work, messages.LISTED)
        return messages.captured_list(serials=newest, captured=work.captured)
    operation = operation_of(work)
    if document.are_asked_for(work) and document.chosen(work) is None:
        documents = tuple(one.label for one in document.choices(work))
        return messages.documents_list(documents=documents, nothing=document.nothing_open(work).text)
    return messages.lines_list(lines=operation.turns.to_do(work), left=left_empty(work), step=work.step.name)


def _cancel(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    if work.run is None:
        raise messages.nothing_to_cancel()
    captured = work.captured
    approved_by = runs.approver_of_cancelling(work.conn, work.run, approval(work))
    work.end(RunState.CANCELLED, approved_by)
    return messages.run_cancelled(captured=captured)


def _help(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    about = "" if work.position.question else in_language(work.step.help)
    listed = tuple(f"{action.word} {action.label}" for action in actions(work))
    return messages.actions_list(actions=listed, about=about)


def _menu(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Refuse: a handheld that has a menu goes to it before a scan comes here."""
    raise _not_now(work, ":menu")


def _quit(work: Work, argument: str) -> Message:  # noqa: ARG001 - actions have one shape
    """Say nothing new: leaving is the host's business, and the run stays open."""
    return messages.run_resumed(document=None, captured=work.captured)


# --- the table ----------------------------------------------------------------------------------------------------


def _proposes(work: Work) -> bool:
    return work.step.proposed(work) is not None


def _takes_back(work: Work) -> bool:
    return work.captured > 0 and serials.rule(work).is_scanned


def _may_be_short(work: Work) -> bool:
    return ":short" in work.step.offers and operation_of(work).shorts.is_possible(work)


def _has_run(work: Work) -> bool:
    return work.run is not None and not work.has_ended


ACTIONS: Final[Mapping[str, Command]] = MappingProxyType(
    {
        ":done": Command(keys.done, _done),
        ":ok": Command(keys.ok, _ok, _proposes),
        ":undo": Command(keys.undo, _undo, _takes_back),
        ":back": Command(keys.back, _back),
        ":short": Command(keys.short, _short, _may_be_short),
        ":yes": Command(keys.yes, _yes),
        ":no": Command(keys.no, _no),
        ":remove": Command(keys.remove, _remove, _takes_back),
        ":list": Command(keys.list_, _list),
        ":cancel": Command(keys.cancel, _cancel, _has_run),
        ":help": Command(keys.help_, _help),
        ":menu": Command(keys.menu, _menu),
        ":quit": Command(keys.quit_, _quit),
    }
)
"""Every action that all operations have, by its word; an operation declares its own. A step says which of them it offers."""
