"""What every step type has in common."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from serialhhd.flows.seam.view import Choice, Message
from serialhhd.store.words.refusal import Refused

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work


class Step(BaseModel, ABC):
    """One question of a flow. Its fields are its options, the keys of its table in flows.toml.

    A step type is a subclass in a file of its own in this folder; being there registers it. Every option has a
    default and a description, which the JSON Schema shows to whoever edits flows.toml.

    Attributes:
        name: The step's word in `steps`; the file has the same name.
        operations: The operations whose flows may use it.
        needs: What must be known before it can ask (`document`, `product`); an earlier step provides it.
        provides: What is known after it.
        follows: For each operation, what must be known before it asks *where the flow has a step that provides it*.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: ClassVar[str]
    operations: ClassVar[frozenset[str]]
    needs: ClassVar[frozenset[str]]
    provides: ClassVar[frozenset[str]]
    follows: ClassVar[Mapping[str, frozenset[str]]] = MappingProxyType({})

    @property
    def title(self) -> str:
        """The step's name as a person reads it: `scan product`."""
        return self.name.replace("_", " ")

    def is_asked(self, work: "Work") -> bool:  # noqa: ARG002 - most steps are always asked
        """Whether the step has a question for the line or task in work."""
        return True

    @abstractmethod
    def prompt(self, work: "Work") -> str:
        """Return the question, short and in capitals."""

    def choices(self, work: "Work") -> tuple[Choice, ...]:  # noqa: ARG002 - most steps have none
        """Return what can be chosen by its number."""
        return ()

    def words(self, work: "Work") -> tuple[str, ...]:
        """Return the actions that make sense now, most useful first."""
        return (":back", ":short") if work.may_be_short else (":back",)

    @abstractmethod
    def answer(self, work: "Work", text: str) -> Message:
        """Take an answer and go on.

        Args:
            work: The flow, the run and the store.
            text: What was entered, as it came; empty for Enter alone.

        Raises:
            Refused: The answer is none, or a rule says no.
        """

    def answer_question(self, work: "Work", text: str) -> Message:  # noqa: ARG002 - most steps ask nothing more
        """Answer what the step asks in between (`position.OF_THE_STEP`).

        Args:
            work: The flow, the run and the store.
            text: What was entered, without terminators; `:yes` or `:no` where that was said.

        Raises:
            Refused: The answer is none, or a rule says no.
        """
        raise Refused("not_now", word=text, step=self.title)

    def question_prompt(self, work: "Work") -> tuple[str, tuple[Choice, ...]]:
        """Return the prompt and the choices of what the step asks in between."""
        return self.prompt(work), self.choices(work)


def list_as_tuple(value: Any) -> Any:
    """Return a list of TOML or JSON as the tuple that a frozen step keeps; leave everything else to be refused."""
    return tuple(value) if isinstance(value, list) else value


def one_line(text: str) -> str:
    """Return a text that a handheld can show on one line.

    Raises:
        PydanticCustomError: It is blank, or holds something that cannot be printed.
    """
    if not text.strip() or not text.isprintable():
        raise PydanticCustomError("not_one_line", "text on one line")
    return text


def one_line_or_none(text: str) -> str:
    """Return a text that a handheld can show on one line, or an empty one.

    Raises:
        PydanticCustomError: As for `one_line`.
    """
    return one_line(text) if text else text
