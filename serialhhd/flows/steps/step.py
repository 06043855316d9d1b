"""What every step type has in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from serialhhd.flows.answers import forms
from serialhhd.flows.answers.entry import entered
from serialhhd.flows.answers.forms import Carriers, DocumentForms
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.sentences.texts import Texts, in_languages
from serialhhd.flows.words import document
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import DocumentKind
from serialhhd.value_class import value_class


@value_class
class InItsTable:
    """Marks an option that a step means for itself alone: it stands in the step's table, never on the flow.

    There it would hold for every step that has one of that name. Options of every step are such without the mark.
    """


class Step(BaseModel, ABC):
    """One question of a flow. Its fields are its options, the keys of its table in flows.toml.

    A step type is a subclass in a file of its own in this folder; being there registers it. Every option has a
    default and a description, which the JSON Schema shows to whoever edits flows.toml.

    Attributes:
        name: The step's word in `steps`; the file has the same name.
        asks: The words that it asks for, of which it is the first that the operation knows (`scan_location` asks for the
            source, or else for the destination). A word of the step's own is kept in the position of the run.
        needs: What must be known before it can ask; an earlier step provides it.
        follows: What must be known before it asks *where the flow has a step that asks for it*.
        offers: The words of the actions that are offered at it, most useful first, in so far as they make sense then.
        documents: The kinds of documents that it asks for, where it does; only operations that know each of them may use it.
    """

    # built when a flow first has it: what others are only made from is never built
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    name: ClassVar[str]
    asks: ClassVar[tuple[str, ...]]
    needs: ClassVar[frozenset[str]] = frozenset()
    follows: ClassVar[frozenset[str]] = frozenset()
    offers: ClassVar[tuple[str, ...]] = (":back", ":short")
    documents: ClassVar[frozenset[DocumentKind]] = frozenset()

    prompt: Annotated[Texts, in_languages(20, none=True)] = Field(
        default="",
        description="What is asked, in the site's own words. Empty: the program's.",
    )
    help: Annotated[Texts, in_languages(120, none=True)] = Field(
        default="",
        description="What `:help` says at the step, before the actions that there are.",
    )
    carriers: Carriers = Field(
        default=(),
        description="The kinds of symbols that a scan may come from, where the scanner sends an AIM identifier: what is scanned "
        "from another one is refused. Empty: any.",
    )

    def takes(self, form: str) -> bool:
        """Return whether an answer may come in a form; to a step that does not `accept` some it may in any."""
        return form in getattr(self, "accept", (form,))

    def is_asked(self, work: Work) -> bool:  # noqa: ARG002 - most steps are always asked
        """Whether the step has a question for the line or task in work."""
        return True

    def wording(self, work: Work) -> str:
        """Return what is asked: as the flow has it, or else as the step itself has it."""
        return in_language(self.prompt) or self.question(work)

    @abstractmethod
    def question(self, work: Work) -> str:
        """Return what the step itself asks, short and in capitals."""

    def choices(self, work: Work) -> tuple[Choice, ...]:  # noqa: ARG002 - most steps have none
        """Return what can be chosen by its number."""
        return ()

    def take(self, work: Work, text: str) -> Message:
        """Take an answer and go on, where it comes from a carrier of which this step takes one.

        Raises:
            Refused: `carrier_not_accepted`, and as `answer`.
        """
        if self.carriers:
            forms.check_carrier(self.carriers, text)
        return self.answer(work, text)

    @abstractmethod
    def answer(self, work: Work, text: str) -> Message:
        """Take an answer and go on.

        Args:
            work: The run, and where it stands.
            text: What was entered, as it came; empty for Enter alone.

        Raises:
            Refused: The answer is none, or a rule says no.
        """

    def proposed(self, work: Work) -> int | str | None:  # noqa: ARG002 - most steps propose nothing
        """Return what Enter alone takes; None where an answer must be given."""
        return None

    def unasked(self, work: Work) -> Callable[[], str] | None:  # noqa: ARG002 - most steps are always asked
        """Return what answers the question without asking it and says with what; None where it is asked.

        It takes the answer and does not go on. Where it raises `Refused`, or leads to a question in between, the step is asked.
        """
        return None

    def told(self, work: Work, refused: Refused) -> Message | None:  # noqa: ARG002 - most steps add nothing
        """Return what to say of a refusal in the step's flow in place of its sentence; None says the sentence."""
        return None


class ScanDocument(Step):
    """The first question of a flow that works on documents: which one."""

    asks: ClassVar[tuple[str, ...]] = (DOCUMENT,)
    offers: ClassVar[tuple[str, ...]] = ()

    accept: Annotated[DocumentForms, InItsTable()] = Field(
        default=("code", "list"),
        description="How a document may be named. What is left out is refused, and a list is not shown then.",
    )

    def choices(self, work: Work) -> tuple[Choice, ...]:
        """Offer the open ones."""
        return document.choices(work) if "list" in self.accept else ()

    def answer(self, work: Work, text: str) -> Message:
        """Open the document of that number, or the one chosen from the list."""
        return document.choose(work, entered(text, document.label(work)), self.accept)
