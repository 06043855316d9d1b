"""The perfect operator: whatever a flow asks, in whatever order, is answered with what is to be done.

It knows no step, no operation and no language: it answers by the word that is asked for, or by the name of what is asked in between.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.seam.handheld import Conversation
from serialhhd.flows.seam.view import Message, Scan, View
from serialhhd.flows.words.word import DOCUMENT, QUANTITY, SERIALS, SOURCE
from serialhhd.value_class import value_class

NO_END: Final = "no_end"
"""The code where a flow asks the same again and again, though nothing is refused."""
NO_ANSWER: Final = "no_answer"
"""The code where a flow asks for what is not to be done, and proposes nothing."""
OTHERWISE: Final = frozenset({"form_not_accepted", "carrier_not_accepted"})
"""The codes of refusals that want the same in another form, or from another label."""
SEPARATORS: Final = ",;|"
"""What parts the serials of one code, in one flow or another."""
PATIENCE: Final = 2
"""So often the same is entered where the conversation stands as before."""


@value_class
class Stopped:
    """Why the perfect operator could not go on: the code of the refusal, or `no_end` or `no_answer`; where; and what was said."""

    code: str
    step: str
    text: str = ""


@value_class
class Outcome:
    """What became of an assignment.

    Attributes:
        questions: So many questions were answered, the last one included that was asked in vain.
        stopped: Why it was not done; None where it was.
    """

    questions: int
    stopped: Stopped | None = None


class PerfectOperator:
    """Somebody at a handheld who always has the right label in hand, and never tires.

    Args:
        conversation: The handheld, in a flow, or the session in which one is opened.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation
        self._view: View | None = None
        self._posted_ahead: Counter[str] = Counter()

    def do(self, assignment: Assignment) -> Outcome:
        """Do what is to be done: one turn, until it is posted or refused. It ends, whatever is asked.

        Where it is refused all is as it was before the refused answer: the run is open, with its captures.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        if self._posted_ahead[assignment.document]:
            # one answer was enough for two turns: a flow may skip its questions
            self._posted_ahead[assignment.document] -= 1
            return Outcome(0)
        turn = _Turn(self._conversation, assignment, self._view or self._conversation.view())
        outcome = turn.play()
        self._view = turn.view
        self._posted_ahead[assignment.document] += max(0, turn.view.posted - 1)
        return outcome

    def look_again(self) -> None:
        """See anew where the conversation stands, as after somebody has released the run."""
        self._view = None


class _Turn:
    """One assignment while it is done."""

    def __init__(self, conversation: Conversation, assignment: Assignment, view: View) -> None:
        self._conversation = conversation
        self._do = assignment
        self._entered = ""
        self._refusal: Message | None = None
        self._tries: Counter[tuple[str, int, str]] = Counter()
        self.view = view

    def play(self) -> Outcome:
        self._go_to_document()
        self._go_to_source()
        questions = 0
        while True:
            stopped = self._answer()
            questions += 1
            if stopped or self.view.posted:
                return Outcome(questions, stopped)

    def _go_to_document(self) -> None:
        """Go back to the question for the document where another one is in work: it is asked for anew."""
        while self.view.document not in {"", self._do.document} and self.view.asks != DOCUMENT:
            self.view = self._conversation.submit(Scan(":back"))
            if _is_refused(self.view):
                return

    def _go_to_source(self) -> None:
        """Go back to the question for the place that units leave, where another one was kept from the turn before."""
        (wanted,) = self._do.answers.get(SOURCE, ("",))[:1]
        if self._do.document or not wanted:
            return
        while self.view.fields.get("location") not in {None, "", "-", wanted} and self.view.asks != SOURCE:
            self.view = self._conversation.submit(Scan(":back"))
            if _is_refused(self.view):
                return

    def _answer(self) -> Stopped | None:
        """Answer what is asked now, by one spelling after the other; None where one of them was taken."""
        before, refusal = self.view, None
        for entry in self._spellings():
            standing = (before.asks, _captured(before), entry)
            self._tries[standing] += 1
            if self._tries[standing] > PATIENCE:
                return self._stopped(self._refusal, NO_END)
            self._entered, self.view = entry, self._conversation.submit(Scan(entry))
            if not _is_refused(self.view):
                return None
            self._refusal = self.view.message
            if self.view.asks != before.asks:
                return None  # the question is answered, though what it was about was not taken
            if refusal is None or refusal.code in OTHERWISE:
                refusal = self._refusal
            if self._is_known(before) and refusal and refusal.code not in OTHERWISE:
                break  # no other spelling helps against it
        return self._stopped(refusal or (before.message if before.is_private else None), NO_ANSWER)

    def _is_known(self, view: View) -> bool:
        """Return whether what is asked for is in hand, so that only its spelling may be wrong."""
        if view.asks == SERIALS:
            return _captured(view) < len(self._do.serials)
        return view.asks in self._do.answers

    def _stopped(self, refusal: Message | None, otherwise: str) -> Stopped:
        if refusal is None:
            return Stopped(otherwise, self.view.step)
        return Stopped(refusal.code, self.view.step, refusal.text)

    # --- what is entered --------------------------------------------------------------------------------------------

    def _spellings(self) -> Iterator[str]:
        """Yield what answers the question, the usual spelling first."""
        asks, do = self.view.asks, self._do
        if asks in do.in_between:
            yield do.in_between[asks]
        elif asks == SERIALS:
            yield from self._next_serial()
        elif asks == QUANTITY:
            yield from self._quantity()
        elif asks in do.answers:
            yield from do.answers[asks]
            yield from self._listed(do.answers[asks][0])
        else:
            yield from self._otherwise()

    def _next_serial(self) -> Iterator[str]:
        there = _captured(self.view)
        if there < len(self._do.serials):
            yield from self._do.serials[there]
            usual = [spelled[0] for spelled in self._do.serials[there:]]
            yield f"{usual[0]}+1"
            yield from (separator.join(usual) for separator in SEPARATORS)
        elif self.view.enter:
            yield ""
        elif self._do.reason:
            yield f":short {self._do.reason}"
        else:
            yield from (":done", ":short")

    def _quantity(self) -> Iterator[str]:
        if 0 < _captured(self.view) < len(self._do.serials):
            # the flow takes no more, and says so of the next one
            yield self._do.serials[_captured(self.view)][0]
        if self.view.proposed == self._do.quantity:
            yield ""
        yield str(self._do.quantity)

    def _listed(self, named: str) -> Iterator[str]:
        """Yield the number of what is in the list that is offered."""
        yield from (one.key for one in self.view.choices if one.label.split(" ")[0] == named)

    def _otherwise(self) -> Iterator[str]:
        """Yield what answers a question that nobody has foreseen: yes, a proposal, the first of a list, what it asks about."""
        view = self.view
        if view.is_private:  # a supervisor is asked for, and none is at hand
            return
        if any(action.word == ":yes" for action in view.actions):
            yield ":yes"
        if self._do.reason and view.choices:
            yield self._do.reason
        if view.sought:
            yield view.sought
        yield from (one.key for one in view.choices[:1])
        if self._entered:
            yield self._entered  # as where a scan is to be confirmed by scanning again
        yield ""  # what is proposed


def _captured(view: View) -> int:
    return view.serials.captured if view.serials else 0


def _is_refused(view: View) -> bool:
    return view.message is not None and view.message.severity == "error"
