"""The word `tote`: what is picked goes into a tote of its pick list (R30)."""

from collections.abc import Iterator
from typing import Final

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.operation import Field
from serialhhd.flows.seam.view import Label, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import captions, keys
from serialhhd.flows.words import document, place, serials, turn
from serialhhd.flows.words.word import QUANTITY, SERIALS
from serialhhd.store.catalogue.recognise import what_is_scanned
from serialhhd.store.containers import containers, totes
from serialhhd.store.containers.containers import Container
from serialhhd.store.words import numbers

TOTE: Final = "tote"
"""The tote that what is in work goes into."""
FULL: Final = "full tote"
"""The tote that was said to be full, while another one is asked for."""


def list_id(work: Work) -> int | None:
    """Return the pick list of the task in work; None where none is."""
    task = document.chosen_line(work)
    return task.document_id if task else None


def in_work(work: Work) -> Container | None:
    """Return the tote that was scanned for what is in work."""
    chosen = work.chosen(TOTE)
    return containers.by_id(work.conn, chosen) if chosen is not None else None


def proposed(work: Work) -> Container | None:
    """Return the list's own tote, which was used last; None where it has none, or that is full."""
    return work.remember(_proposed)


def _proposed(work: Work) -> Container | None:
    of_list, full = list_id(work), work.chosen(FULL)
    mine = totes.own(work.conn, of_list) if of_list is not None else ()
    return next((one for one in mine[:1] if one.id != full), None)


def stands_out(work: Work) -> str:
    """Return what is shown large where a tote is asked for: the list's own, or else the list that an empty one is wanted for."""
    task = document.chosen_line(work) if work.asks(TOTE) else None
    if task is None:
        return ""
    own = proposed(work)
    return own.code if own else document.of(work, task).ref


def fields(work: Work) -> Iterator[Field]:
    """Yield the tote that is scanned, or that is proposed where one is asked for."""
    own = in_work(work) or (proposed(work) if work.step_for(TOTE) else None)
    yield TOTE, own.code if own else None


def choose(work: Work, code: str) -> Container:
    """Take the tote of that code for what is in work.

    Raises:
        Refused: `unknown`, or `other_kind_of_code` of what is no tote; `tote_of_other_list`, `tote_not_empty`,
            `tote_in_tote`.
    """
    found = containers.find(work.conn, code, work.fnc1)
    known_as = what_is_scanned(work.conn, code, work.fnc1)
    if known_as and (found is None or not totes.is_one(found)):
        raise messages.other_kind_of_code(code=code, known_as=known_as, wanted=TOTE)
    tote, of_list = totes.show(work.conn, code), list_id(work)
    if of_list is not None:
        totes.check(work.conn, tote, of_list)
    work.open_run()
    work.choose(TOTE, tote.id)
    return tote


def labels(work: Work) -> Iterator[Label]:
    """Yield the list's tote, or else an empty one, and one of another list."""
    mine, of_list = proposed(work), list_id(work)
    for tote in containers.page(work.conn, kind=totes.KIND, limit=_LOOKED_AT):
        is_good = tote.id == mine.id if mine else tote.document_id is None
        caption = captions.tote(tote=tote.code)
        if is_good:
            yield Label(tote.code, caption, is_good=True, why=captions.takes_units())
            break
    for tote in containers.page(work.conn, kind=totes.KIND, limit=_LOOKED_AT):
        if tote.pick_list is not None and tote.document_id != of_list:
            why = captions.of_other_list(pick_list=tote.pick_list)
            yield Label(tote.code, captions.tote(tote=tote.code), is_good=False, why=why)
            break


_LOOKED_AT: Final = 20
"""So many totes are looked at for labels."""


# --- full ---------------------------------------------------------------------------------------------------------


def _may_be_full(work: Work) -> bool:
    is_near = work.asks(SERIALS) or work.asks(QUANTITY) or work.asks(TOTE)
    return is_near and work.step_for(TOTE) is not None and proposed(work) is not None


def _say_full(work: Work, argument: str) -> Message:
    """Post what is captured, or as many units as are said, into the tote in hand, and ask for another for the rest."""
    tote, line_id, units = proposed(work), work.position.line_id, _units(work, argument)
    if tote is None:
        raise messages.not_now(word=":full", step=work.step.name)
    if units:
        work.choose(TOTE, tote.id)
        work.move(quantity=units, reason=None)
        posted = _post(work, line_id)
        if posted is not None:
            return posted
    work.choose(FULL, tote.id)
    work.forget()
    return messages.tote_full(tote=tote.code, units=units)


def _units(work: Work, argument: str) -> int:
    if serials.rule(work).is_scanned:
        return 0 if work.asks(TOTE) else work.captured
    units = numbers.quantity(argument) if argument else 0
    if units:
        turn.operation_of(work).check(work, units)
    return units


def _post(work: Work, line_id: int | None) -> Message | None:
    """Post what goes into the full tote; return what is said of it where nothing of the task is left, or somebody must be asked."""
    here = place.stock_line(work)
    message = turn.post(work)
    if work.has_ended or work.position.question is not None or work.position.line_id != line_id:
        return message
    if here and (there := place.stock_line(work)) and there.id == here.id:
        step = work.step_for(SERIALS if serials.rule(work).is_scanned else QUANTITY)
        work.go_to(step.name if step else work.position.step)
    return None


FULL_ACTION: Final = Command(keys.full, _say_full, _may_be_full)
"""`:full`: the tote in hand is full."""
