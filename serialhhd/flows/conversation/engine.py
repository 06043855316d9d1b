"""The conversation: what an entry means where the run stands, and the View that answers it."""

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from serialhhd.flows.answers import forms
from serialhhd.flows.conversation.actions import ACTIONS, act, actions, on_enter
from serialhhd.flows.conversation.fields import fields
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions.question import Question, asked_now
from serialhhd.flows.seam.view import Choice, Message, Serials, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import in_language, spoken
from serialhhd.flows.words import document, place, serials
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import CONDITION, DOCUMENT, PRODUCT, REASON, SERIALS
from serialhhd.store import refusals
from serialhhd.store.catalogue.recognise import GS1_LABEL, what_is_scanned
from serialhhd.store.symbols import scan
from serialhhd.store.words.refusal import Refused

NOT_FOUND: Final = frozenset({"unknown", "quantity_is_no_number"})
"""The codes of what is refused because it is nothing of what is asked for: then it is named, or is another document."""

# --- answering ----------------------------------------------------------------------------------------------------


def answer(work: Work, text: str) -> Message:
    """Take an entry and go on; behind what is said of it stands what was taken without asking.

    Raises:
        Refused: It is no answer here, or a rule says no; the caller rolls back.
    """
    message = _answer(work, text)
    if not work.unasked:
        return message
    ends = "" if message.text.endswith((".", "?", "!")) else "."
    return replace(message, text=f"{message.text}{ends} {messages.not_asked(answers=work.unasked)}")


def _answer(work: Work, text: str) -> Message:
    entered, question = scan.clean(text), asked_now(work)
    if not entered and not scan.is_enter(text):
        raise messages.scan_without_code()
    word, _, argument = entered.partition(" ")
    is_pin = question is not None and question.is_secret and word.casefold() not in ACTIONS
    if entered.startswith(":") and not is_pin:
        return act(work, word.casefold(), argument.strip(" "))
    work.is_scan = scan.is_scanned(text)
    if question:
        if question.is_answered_by_scan:
            forms.check_carrier(work.step.carriers, text)
        return _answer_question(work, question, text, entered)
    return _answer_step(work, text, entered)


def _answer_question(work: Work, question: Question, text: str, entered: str) -> Message:
    """Answer what is asked in between, or name what was scanned instead; what may be a PIN is not said again."""
    try:
        return question.answer(work, entered)
    except Refused as refused:
        known_as = None if question.is_private or question.is_secret else _known_as(work, text, entered)
        if refused.code != "unknown" or known_as is None:
            raise
        wanted = refused.facts["what"]
        raise messages.other_kind_of_code(code=entered, known_as=known_as, wanted=wanted) from refused


def _known_as(work: Work, text: str, entered: str) -> str | None:
    """Return what a scan is that is no answer: what it names in the warehouse, or a word of a list of the flow."""
    known_as = what_is_scanned(work.conn, text, work.fnc1)
    if known_as or not entered:
        return known_as
    lists = [step for step in work.flow.steps if work.flow.words[step.name] in {REASON, CONDITION}]
    listed = {
        choice.label.casefold(): work.flow.words[step.name] for step in lists for choice in step.choices(work)
    }
    return listed.get(entered.casefold())


def _answer_step(work: Work, text: str, entered: str) -> Message:
    if work.asks(SERIALS) and not work.captured and document.is_other(work, entered):
        return _switch_document(work, text)
    if not entered and work.asks(SERIALS) and serials.are_all_there(work):
        return serials.finish(work)
    try:
        return place.take_at_once(work, text, entered) or work.step.take(work, text)
    except Refused as refused:
        if refused.code not in NOT_FOUND:
            raise
        return _answer_otherwise(work, text, entered, refused)


def _switch_document(work: Work, text: str) -> Message:
    """Answer the question for the document, though it is not asked now."""
    return (work.step_for(DOCUMENT) or work.step).take(work, text)


def _answer_otherwise(work: Work, text: str, entered: str, refused: Refused) -> Message:
    """Switch to another document where its number was scanned; otherwise name what was scanned instead."""
    if document.is_other(work, entered):
        return _switch_document(work, text)
    known_as = _known_as(work, text, entered)
    if known_as in {None, GS1_LABEL}:
        refused = _at_the_limit(work, refused)
    if known_as is None or refused.code not in NOT_FOUND:
        raise refused
    if refused.code == "quantity_is_no_number":
        raise messages.quantity_is_other_code(code=entered, known_as=known_as)
    named = messages.no_document_but if work.asks(DOCUMENT) else messages.other_kind_of_code
    raise named(code=entered, known_as=known_as, wanted=refused.facts["what"])


def _at_the_limit(work: Work, refused: Refused) -> Refused:
    """Return why what was scanned is not taken: one serial more than are wanted is that, not a wrong quantity."""
    if refused.code != "quantity_is_no_number" or not serials.rule(work).is_scanned:
        return refused
    most = operation_of(work).most(work)
    if work.captured < most:
        return refused
    return refusals.too_many_serials(most=most, given=1, captured=work.captured)


def told(work: Work, refused: Refused) -> Message:
    """Return what to say of a refusal: what a step of the flow says in its place, or else its sentence, with the way out of it."""
    said = (step.told(work, refused) for step in work.flow.steps)
    instead = next((message for message in said if message), None)
    if instead:
        return instead
    message, way_out = messages.refusal(refused), serials.way_out(work, refused)
    return replace(message, text=f"{message.text} {way_out.text}") if way_out else message


# --- the View -----------------------------------------------------------------------------------------------------


def view(work: Work, message: Message | None) -> View:
    """Return the whole answer to a scan: the question now, and what is known."""
    prompt, choices = _question(work)
    question = asked_now(work)
    known, counter, proposed = fields(work), serials.counter(work), _proposed(work)
    paper, sought = document.chosen(work), _sought(work, prompt, known)
    return View(
        flow=work.flow.name,
        step=work.position.step,
        title=prompts.flow_title(title=in_language(work.flow.title)),
        short_title=prompts.flow_title(title=in_language(work.flow.short_title)),
        prompt=prompt,
        document=paper.ref if paper else "",
        fields=MappingProxyType(known),
        serials=counter,
        progress=document.progress(work),
        proposed=proposed,
        enter=on_enter(work),
        sought=sought,
        large=_large(work, choices, counter, str(proposed or "") or sought),
        choices=choices,
        actions=actions(work),
        message=message or _if_nothing_is_open(work, choices),
        done=work.is_done,
        is_secret=question is not None and question.is_secret,
        is_private=question is not None and question.is_private,
        position=work.standing,
        asks=work.position.question or work.word,
        posted=work.posted,
        language=spoken(),
    )


def _question(work: Work) -> tuple[str, tuple[Choice, ...]]:
    question = asked_now(work)
    if question is not None:
        return question.prompt(work), question.choices(work)
    return work.step.wording(work), work.step.choices(work)


def _proposed(work: Work) -> int | str | None:
    return None if work.position.question is not None else work.step.proposed(work)


def _if_nothing_is_open(work: Work, choices: tuple[Choice, ...]) -> Message | None:
    is_empty = work.asks(DOCUMENT) and not choices and not document.choices(work)
    return document.nothing_open(work) if is_empty else None


def _sought(work: Work, prompt: str, known: dict[str, str | int]) -> str:
    """Return what the operator must find now: the place to go to, or the product to take."""
    if work.asks(PRODUCT):
        return str(known.get("product", ""))
    location = str(known.get("location", ""))
    return location if location and prompt.endswith(location) else ""


def _large(work: Work, choices: tuple[Choice, ...], counter: Serials | None, subject: str) -> str:
    """Return what is drawn large where rows are free: how many serials remain; or what the operation says."""
    if work.asks(SERIALS) and not choices:
        return _remaining(counter)
    operation = operation_of(work)
    return (subject if work.word in operation.large else "") or operation.stands_out(work) or work.large


def _remaining(counter: Serials | None) -> str:
    if counter is None or not counter.expected:
        return ""
    return prompts.all_large() if counter.are_all_there else str(counter.expected - counter.captured)
