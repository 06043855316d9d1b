"""The word `document`: what work is asked for, and which of its lines is in work."""

from collections.abc import Collection, Iterator
from itertools import chain, islice
from typing import Any

from serialhhd.flows.answers import forms
from serialhhd.flows.answers.entry import listed
from serialhhd.flows.conversation.work import Known, Work
from serialhhd.flows.seam.view import Choice, Message, Progress
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import turn
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store import refusals
from serialhhd.store.documents import document as store_documents
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentState, RunState

LISTED = 99
"""So many open documents are offered for choosing."""


# --- what is in work ----------------------------------------------------------------------------------------------


def asked_for(work: Work) -> tuple[Documents[Any], ...]:
    """Return the documents that the flow asks for, kind by kind; none where it asks for none."""
    step = work.step_for(DOCUMENT)
    if step is None:
        return ()
    return tuple(of_kind for of_kind in operation_of(work).documents if of_kind.kind in step.documents)


def are_asked_for(work: Work) -> bool:
    """Return whether the flow asks for a document."""
    return bool(asked_for(work))


def _those_in_work(work: Work) -> Documents[Any] | None:
    """Return the documents of the kind of the one in work; None before one is chosen."""
    document_id, there = work.chosen(DOCUMENT), asked_for(work)
    if document_id is None or not there:
        return None
    if len(there) == 1:
        return there[0]
    kind = store_documents.by_id(work.conn, document_id).kind
    return next(of_kind for of_kind in there if of_kind.kind is kind)


def standing(work: Work) -> Standing[Line] | None:
    """Return the document in work with its line in work; None before one is chosen."""
    return work.remember(_standing)


def _standing(work: Work) -> Standing[Line] | None:
    documents, document_id = work.remember(_those_in_work), work.chosen(DOCUMENT)
    if documents is None or document_id is None:
        return None
    return documents.lines.standing(work.conn, document_id, work.position.line_id, lock=work.is_capturing)


def known(at: Standing[Line], of_line: Standing[Line]) -> Known:
    """Return what is known of the document and line in work, and of the document that the line stands on, as the store has just said them."""
    return {_standing: at, _standing_of_line: of_line}


def standing_in_work(work: Work) -> Standing[Line]:
    """Return the document in work with its line in work.

    Raises:
        Refused: `no_document_yet`.
    """
    found = standing(work)
    if found is None:
        raise messages.no_document_yet()
    return found


def chosen(work: Work) -> Document | None:
    """Return the document in work; None before one is chosen."""
    found = standing(work)
    return found.document if found else None


def chosen_line(work: Work) -> Line | None:
    """Return the line in work; None before one is."""
    found = standing(work)
    return found.line if found else None


def in_work(work: Work) -> Document:
    """Return the document in work.

    Raises:
        Refused: `no_document_yet`.
    """
    return standing_in_work(work).document


def line_in_work(work: Work) -> Line:
    """Return the line in work.

    Raises:
        Refused: `no_product_yet`.
    """
    found = chosen_line(work)
    if found is None:
        raise messages.no_product_yet()
    return found


def of(work: Work, line: Line) -> Document:
    """Return the document that a line stands on: the one in work, or one of those that it is made of (a batch)."""
    paper = in_work(work)
    if line.document_id == paper.id:
        return paper
    if line.id == work.position.line_id:
        return standing_of_line(work).document
    return store_documents.by_id(work.conn, line.document_id)


def standing_of_line(work: Work) -> Standing[Line]:
    """Return the document that the line in work stands on, with the line: the one in work, or one of those it is made of.

    Raises:
        Refused: `no_document_yet`.
    """
    return work.remember(_standing_of_line)


def _standing_of_line(work: Work) -> Standing[Line]:
    at, documents = standing_in_work(work), work.remember(_those_in_work)
    if documents is None or at.line is None or at.line.document_id == at.document.id:
        return at
    on, line_id = at.line.document_id, at.line.id
    return documents.lines.standing(work.conn, on, line_id, lock=work.is_capturing)


def papers(work: Work) -> Iterator[Document]:
    """Yield the document in work, and that of the line in work where it is another one."""
    paper, line = chosen(work), chosen_line(work)
    if paper:
        yield paper
    if paper and line and line.document_id != paper.id:
        yield of(work, line)


def open_lines(work: Work) -> list[Line]:
    """Return the lines of the document in work that are open, in order; none before one is chosen."""
    documents, document = work.remember(_those_in_work), chosen(work)
    if documents is None or document is None:
        return []
    return [line for line in documents.lines.of(work.conn, document) if _is_to_do(work, line)]


def _is_to_do(work: Work, line: Line) -> bool:
    """Return whether a line of the document in work still asks for this work."""
    before = operation_of(work).before
    return line.is_open if before is None else line.state is before


def colleague(work: Work, line: Line) -> str:
    """Return the mark of a line that somebody else has in work: ` (bob)`; nothing for one that is free."""
    is_mine = work.run is not None and line.run_id == work.run.id
    return f" ({line.in_work_by})" if line.in_work_by and not is_mine else ""


def progress(work: Work) -> Progress | None:
    """Return how far the document is; None before one is chosen.

    While a line is in work it is as far as it was when that came into work: what others do on it meanwhile is shown with the next line.
    """
    document_id, noted = work.chosen(DOCUMENT), work.position.so_far
    if noted and noted[:2] == _noted_for(work):
        return Progress(*noted[2:])
    documents = work.remember(_those_in_work)
    if documents is None or document_id is None:
        return None
    return Progress(*documents.so_far(work.conn, document_id, work.position.line_id))


def note_progress(work: Work) -> None:
    """Note how far the document is when a line has come into work: a scan must not read all lines of a document of thousands."""
    line_and_revision = _noted_for(work)
    if line_and_revision is None or not (work.posted or work.position.so_far[:2] != line_and_revision):
        return
    work.move(so_far=())
    far = progress(work)
    if far is not None and far.line is not None:
        work.move(so_far=(*line_and_revision, far.line, far.lines, far.units, far.expected))


def _noted_for(work: Work) -> tuple[int, int] | None:
    """Return what a note is about: the line in work, and the document as the desk changed it last; None without a line."""
    line_id, paper = work.position.line_id, chosen(work)
    return None if line_id is None or paper is None else (line_id, paper.revision)


def label(work: Work) -> str:
    """Return what a person calls such a document; nothing where the flow asks for none."""
    labels = [of_kind.kind.label for of_kind in asked_for(work)]
    return "document" if len(labels) > 1 else "".join(labels)


def nothing_open(work: Work) -> Message:
    """Return what is said where there is no document to work on."""
    says = operation_of(work).none_open
    return says() if says else messages.nothing_open(what=label(work))


# --- choosing it --------------------------------------------------------------------------------------------------


def _open_documents(work: Work) -> list[Document]:
    states = _other_states(work)
    waiting = (of_kind.waiting(work.conn, LISTED, states) for of_kind in asked_for(work))
    return list(islice(chain.from_iterable(waiting), LISTED))


def choices(work: Work) -> tuple[Choice, ...]:
    """Return the open documents as a numbered list."""
    labels = (f"{one.ref} {one.partner or ''}".rstrip(" ") for one in _open_documents(work))
    return tuple(Choice(str(number), label) for number, label in enumerate(labels, start=1))


def _other_states(work: Work) -> tuple[DocumentState, ...]:
    """Return the states in which documents ask for this work, where these are not those of their stage."""
    before = operation_of(work).before
    return () if before is None else (before,)


def _find(work: Work, text: str) -> Document | None:
    """Return the document of that number; where two kinds have one, that which asks for work."""
    found = [one for of_kind in asked_for(work) if (one := of_kind.find(work.conn, text))]
    if len(found) > 1:
        return next((one for one in found if _why_idle(work, one) is None), found[0])
    return found[0] if found else None


def _why_idle(work: Work, found: Document) -> Refused | None:
    """Return why a document asks for no work here; None where it does."""
    of_kind = next(one for one in asked_for(work) if one.kind is found.kind)
    return of_kind.why_idle(work.conn, found, _other_states(work))


def is_other(work: Work, text: str) -> bool:
    """Return whether the text is the number of another document of these kinds."""
    found = _find(work, text)
    return found is not None and found.id != work.chosen(DOCUMENT)


def choose(work: Work, text: str, accept: Collection[str]) -> Message:
    """Answer the question for the document: its number, or a choice from the list, in so far as they are accepted.

    Raises:
        Refused: `unknown`, `form_not_accepted`, `document_not_open`, `document_has_captures`, or why nothing of it can be taken
            in work.
    """
    found = named = _find(work, text)
    if found is None:
        found = _of_choice(work, text)
    if found is None:
        raise refusals.unknown(what=label(work), code=text)
    forms.check_form(accept, text, "code" if named else "list")
    if idle := _why_idle(work, found):
        raise _told_idle(work, idle)
    if work.captured and found.id != work.chosen(DOCUMENT):
        raise messages.document_has_captures(document=in_work(work).ref, captured=work.captured)
    if found.id != work.chosen(DOCUMENT):
        _switch_to(work, found)
    operation_of(work).turns.begin(work)
    work.go_to(_step(work))
    turn.advance(work)
    return messages.document_opened(
        document=found.ref, partner=found.partner, open_lines=len(open_lines(work))
    )


def _told_idle(work: Work, idle: Refused) -> Refused:
    """Return why a document asks for no work, and what to do: go on with the one in work, or scan another."""
    if idle.code != "document_not_open":
        return idle
    paper = chosen(work)
    return messages.document_not_for_now(**idle.facts, goes_on=paper.ref if paper else None)


def _of_choice(work: Work, text: str) -> Document | None:
    return listed(work, text, _open_documents(work)) if is_number(text) else None


def _switch_to(work: Work, document: Document) -> None:
    run = work.open_run()
    runs.drop_claims(work.conn, run.id)
    runs.set_document(work.conn, run.id, document.id)
    work.position = work.position.anew(_step(work))
    work.choose(DOCUMENT, document.id)
    work.forget()


def _step(work: Work) -> str:
    step = work.step_for(DOCUMENT)
    return step.name if step else work.first_step


# --- what became of it meanwhile ----------------------------------------------------------------------------------


def misfit(work: Work) -> Message | None:
    """Release what no longer fits the store since the last scan and return what to say of it, or None."""
    document = chosen(work)
    if work.run is None or document is None:
        return None
    if _is_before(work, document.state):
        return _misfit_of_line(work, work.run)
    work.end(RunState.RELEASED)
    return messages.document_gone(document=document.ref, state=document.state)


def _is_before(work: Work, state: DocumentState) -> bool:
    """Return whether a document, or a line of the one in work, is in a state that asks for this work."""
    documents, states = work.remember(_those_in_work), _other_states(work)
    return documents is not None and state in (states or documents.stage.counts_in)


def _is_mine(work: Work, line: Line, run: Run) -> bool:
    """Return whether the line in work is still the run's, or one on which several work at a time."""
    documents = work.remember(_those_in_work)
    is_shared = documents is not None and documents.stage.is_shared
    return _is_to_do(work, line) and (is_shared or line.run_id == run.id)


def _misfit_of_line(work: Work, run: Run) -> Message | None:
    operation, line = operation_of(work), chosen_line(work)
    if line is None or operation.gone is None or _is_mine(work, line, run):
        return None
    paper = of(work, line)
    runs.drop_captures(work.conn, run.id)
    work.holding(0)
    if open_lines(work):
        operation.turns.go_on(work)
    else:  # others have done what was left of a document that stays as it is (R36)
        work.end(RunState.RELEASED)
    return operation.line_gone(line.product, paper)
