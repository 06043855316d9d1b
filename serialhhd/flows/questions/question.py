"""What is asked in between, before a step goes on: each question with its prompt, its choices and what its answer does."""

from collections.abc import Callable

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.store.words.codes import ACTION
from serialhhd.value_class import value_class

_QUESTIONS: dict[str, "Question"] = {}


@value_class
class Question:
    """One question that is asked in between. Making one registers it by its name, which the position keeps.

    Attributes:
        name: Its name.
        prompt: Returns it, short and in capitals.
        choices: Returns what can be chosen by its number.
        answer: Takes an answer and goes on; `:yes` or `:no` where that was said.
        is_yes_or_no: Whether it is answered by yes or no.
        hears_words: Whether it takes `:yes` and `:no`, be it to refuse them.
        is_answered_by_scan: Whether what answers it is scanned as an answer to the step is, from a carrier that the step takes.
        goes_back: Goes back from it, where `:no` is a way back as well; None where nothing but `:back` leads to the step.
        again: Returns what is said where it is asked again on another device; None says where the run stands.
        is_secret: Whether its answer is a PIN.
        is_private: Whether a PIN may be its answer that came too early.
    """

    name: str
    prompt: Callable[[Work], str]
    choices: Callable[[Work], tuple[Choice, ...]]
    answer: Callable[[Work, str], Message]
    is_yes_or_no: bool = False
    hears_words: bool = False
    is_answered_by_scan: bool = False
    goes_back: Callable[[Work], Message] | None = None
    again: Callable[[Work], Message] | None = None
    is_secret: bool = False
    is_private: bool = False

    def __post_init__(self) -> None:
        """Register it.

        Raises:
            ValueError: There is another question of that name, which a run that waits for its answer would be asked instead.
        """
        if self.name in _QUESTIONS:
            raise ValueError(self.name)
        _QUESTIONS[self.name] = self

    @property
    def offers(self) -> tuple[str, ...]:
        """The words that are offered at it."""
        if self.is_yes_or_no:
            return (":yes", ":no", ":back")
        return (":no", ":back") if self.goes_back else (":back",)


def asked_now(work: Work) -> Question | None:
    """Return what is asked in between now; None where the step itself asks, or another version asked what this one does not know."""
    return None if work.position.question is None else _QUESTIONS.get(work.position.question)


def is_yes(text: str, *, enter_is_no: bool = False) -> bool:
    """Return what was answered to a question for yes or no: the word, or its number.

    Raises:
        Refused: `answer_yes_or_no`.
    """
    word = text.casefold()
    if word not in {":yes", ":no", "1", "2"} and not (enter_is_no and not word):
        raise messages.answer_yes_or_no(code="" if word.startswith(ACTION) else text)
    return word in {":yes", "1"}
