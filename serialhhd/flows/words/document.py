"""The word `document`: what work is asked for, and which of its lines is in work."""

from serialhhd.flows.conversation.position import Position
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message, Progress
from serialhhd.flows.sentences import messages
from serialhhd.flows.words import turn
from serialhhd.flows.words.turn import operation_of
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store import refusals
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.lines import Line, Standing
from serialhhd.store.documents.progress import so_far
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.vocabulary import DocumentState, RunState

LISTED = 99
"""So many open documents are offered for choosing."""


# --- what is in work ----------------------------------------------------------------------------------------------


def standing(work: Work) -> Standing[Line] | None:
    """Return the document in work with its line in work; None before one is chosen."""
    return work.remember(_standing)


def _standing(work: Work) -> Standing[Line] | None:
    documents, document_id = operation_of(work).documents, work.position.document_id
    if documents is None or document_id is None:
        return None
    return documents.lines.standing(work.conn, document_id, work.position.line_id, lock=work.is_capturing)


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


def open_lines(work: Work) -> list[Line]:
    """Return the lines of the document in work that are open, in order; none before one is chosen."""
    documents, document = operation_of(work).documents, chosen(work)
    if documents is None or document is None:
        return []
    return [line for line in documents.lines.of(work.conn, document) if line.is_open]


def colleague(work: Work, line: Line) -> str:
    """Return the mark of a line that somebody else has in work: ` (bob)`; nothing for one that is free."""
    is_mine = work.run is not None and line.run_id == work.run.id
    return f" ({line.in_work_by})" if line.in_work_by and not is_mine else ""


def progress(work: Work) -> Progress | None:
    """Return how far the document is; None before one is chosen."""
    documents, document_id = operation_of(work).documents, work.position.document_id
    if documents is None or document_id is None:
        return None
    return Progress(*so_far(work.conn, document_id, work.position.line_id))


def label(work: Work) -> str:
    """Return what a person calls such a document; nothing where the operation has none."""
    documents = operation_of(work).documents
    return documents.kind.label if documents else ""


# --- choosing it --------------------------------------------------------------------------------------------------


def _open_documents(work: Work) -> list[Document]:
    documents = operation_of(work).documents
    return list(documents.all_of(work.conn, DocumentState.OPEN, LISTED)) if documents else []


def choices(work: Work) -> tuple[Choice, ...]:
    """Return the open documents as a numbered list."""
    labels = (f"{one.ref} {one.partner or ''}".rstrip(" ") for one in _open_documents(work))
    return tuple(Choice(str(number), label) for number, label in enumerate(labels, start=1))


def _find(work: Work, text: str) -> Document | None:
    documents = operation_of(work).documents
    return documents.find(work.conn, text) if documents else None


def is_other(work: Work, text: str) -> bool:
    """Return whether the text is the number of another document of this kind."""
    found = _find(work, text)
    return found is not None and found.id != work.position.document_id


def choose(work: Work, text: str) -> Message:
    """Answer the question for the document: its number, or a choice from the list.

    Raises:
        Refused: `unknown`, `document_not_open`, `document_has_captures`, or why nothing of it can be taken in work.
    """
    found = _find(work, text) or _of_choice(work, text)
    if found is None:
        raise refusals.unknown(what=label(work), code=text)
    if not found.is_open:
        raise found.not_open()
    if work.captured and found.id != work.position.document_id:
        raise messages.document_has_captures(document=in_work(work).ref, captured=work.captured)
    if found.id != work.position.document_id:
        _switch_to(work, found)
    operation_of(work).turns.begin(work)
    work.go_to(_step(work))
    turn.advance(work)
    return messages.document_opened(
        document=found.ref, partner=found.partner, open_lines=len(open_lines(work))
    )


def _of_choice(work: Work, text: str) -> Document | None:
    waiting = _open_documents(work)
    return waiting[int(text) - 1] if is_number(text) and 0 < int(text) <= len(waiting) else None


def _switch_to(work: Work, document: Document) -> None:
    run, documents = work.open_run(), operation_of(work).documents
    runs.drop_claims(work.conn, run.id)
    if documents:
        runs.set_document(work.conn, run.id, document.id)
    work.position = Position(_step(work), document_id=document.id, recent=work.position.recent)
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
    if document.is_open:
        return _misfit_of_line(work, work.run, document)
    work.end(RunState.RELEASED)
    return messages.document_gone(document=document.ref, state=document.state)


def _misfit_of_line(work: Work, run: Run, document: Document) -> Message | None:
    operation, line = operation_of(work), chosen_line(work)
    if line is None or operation.gone is None or (line.is_open and line.run_id == run.id):
        return None
    runs.drop_captures(work.conn, run.id)
    work.holding(0)
    operation.turns.go_on(work)
    return operation.gone(sku=line.product, document=document.ref)
