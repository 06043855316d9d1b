"""What an operation is: a declaration, from which one engine plays it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Protocol

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic.fields import FieldInfo

from serialhhd.flows.conversation.command import Command
from serialhhd.flows.conversation.work import Work
from serialhhd.flows.operations.scanned import CAPTURED, Scanned
from serialhhd.flows.operations.serial_ways import NO_SERIALS, SerialWays
from serialhhd.flows.operations.supervised import ANY_RUN, nothing_yet
from serialhhd.flows.seam.view import Label, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.store.catalogue.places import Location
from serialhhd.store.catalogue.products import Product
from serialhhd.store.documents.document import Document
from serialhhd.store.documents.documents import Documents
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.serials.serials import NO_LIMIT, SerialEntry
from serialhhd.store.stock.approvals import Approval
from serialhhd.store.stock.runs import Run
from serialhhd.store.stock.stock_lines import StockLine
from serialhhd.store.words.vocabulary import DocumentState
from serialhhd.value_class import value_class

# --- its options --------------------------------------------------------------------------------------------------


class Options(BaseModel):
    """The options of an operation: its own rules, as a flow sets them.

    Each has a default and a description, which the JSON Schema shows to whoever edits flows.toml. One that is annotated with
    `WrittenIn` stands in the table of that step, the others on the flow.
    """

    # built when a flow first has it: what others are only made from is never built
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    needs_supervisor: Annotated[
        tuple[Annotated[str, ANY_RUN.each], ...],
        BeforeValidator(list_as_tuple),
        ANY_RUN.choices,
    ] = nothing_yet()


def approval(work: Work) -> Approval:
    """Return what the flow lets happen only with a supervisor, and who has just said yes to it (R67)."""
    return Approval(work.options(Options).needs_supervisor, work.approved_by)


class WrittenIn:
    """The step in whose table of flows.toml an option of an operation is written; several where a flow has one of them."""

    def __init__(self, *steps: str) -> None:
        self.steps = steps


@value_class
class Posted:
    """What was posted.

    Attributes:
        message: What to say of it.
        is_complete: Whether all is done that the document asks for.
        large: What a screen shows large of it.
        unpacked: The containers that units were taken out of, which is said behind it (R21).
    """

    message: Message
    is_complete: bool = False
    large: str = ""
    unpacked: tuple[str, ...] = ()


Field = tuple[str, str | int | None]
"""A field of a View: its name and what it says; None where that is not known yet."""


# --- its policies -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Turns(ABC):
    """Who chooses what is in work: the operator, the place, or whatever lies there.

    Attributes:
        keeps: The words that hold from one turn to the next: a turn begins with the step behind theirs.
        sends: The words of which the operator is told what is next, the place that units leave or the product: a scan proves it.
    """

    keeps: frozenset[str] = frozenset({DOCUMENT})
    sends: frozenset[str] = frozenset()

    def holds(self, word: str) -> bool:
        """Return whether what was answered to a word holds from one turn to the next."""
        return word in self.keeps

    def begin(self, work: Work) -> None:  # noqa: B027 - where the operator chooses, nothing comes first
        """Take in work what comes first on the document that was opened, where that is not the operator's choice.

        Raises:
            Refused: Why nothing can be taken in work.
        """

    @abstractmethod
    def go_on(self, work: Work) -> None:
        """Go on to what comes next, once a turn is posted or over; where nothing is left for this run, end it."""

    @abstractmethod
    def products(self, work: Work) -> Sequence[tuple[int, str]]:
        """Return the products to choose from: id, and what to show of each."""

    def choose(self, work: Work, product: Product, serial: str | None) -> Message:  # noqa: ARG002 - others look
        """Take the product in work that is in the operator's hands, or ask which of it is meant.

        A serial that came in the same symbol may say so.

        Raises:
            Refused: Why it cannot be worked on now.
        """
        raise messages.not_now(word=product.sku, step=work.step.name)

    def kinds(self, work: Work, product: Product) -> Sequence[StockLine]:  # noqa: ARG002 - others look
        """Return the stock lines of a product that may be meant, the one that is to be taken first before the others (R20)."""
        return ()

    def take(self, work: Work, line: StockLine) -> Message:
        """Take one of the stock lines that may be meant in work.

        Raises:
            Refused: Why it cannot be worked on now.
        """
        raise messages.not_now(word=line.product, step=work.step.name)

    def place_to_go(self, work: Work) -> str | None:  # noqa: ARG002 - others send
        """Return where the operator is sent; None where the place is the operator's choice."""
        return None

    def choose_source(self, work: Work, code: str) -> Message:
        """Take the units from the place of that code.

        Raises:
            Refused: Why it cannot be this one.
        """
        raise messages.not_now(word=code, step=work.step.name)

    def has_stock_at(self, work: Work, code: str) -> bool:  # noqa: ARG002 - others look
        """Return whether there is something to take at the place of that code."""
        return True

    def elsewhere(self, work: Work) -> StockLine | None:  # noqa: ARG002 - where the operator chooses, nobody is sent
        """Return other stock for what is in work, at a place that is not known to be empty; None: nobody is sent there."""
        return None

    def send(self, work: Work) -> None:  # noqa: B027 - where the operator chooses, nobody is sent
        """Send the operator to the stock for what is in work, but to no place that is known to be empty."""

    @abstractmethod
    def to_do(self, work: Work) -> tuple[str, ...]:
        """Return what to show of all that is left to do."""


class Shorts(ABC):
    """What it means that there are fewer units than asked for.

    Attributes:
        none_is_a_result: Whether no units are as good an answer as some: they are counted. Else nothing was done.
    """

    none_is_a_result: ClassVar[bool] = False

    @abstractmethod
    def is_possible(self, work: Work) -> bool:
        """Return whether `:short` makes sense now."""

    @abstractmethod
    def begin(self, work: Work, argument: str) -> Message:
        """Answer `:short`.

        Raises:
            Refused: Where it makes no sense.
        """

    @abstractmethod
    def ask(self, work: Work, quantity: int) -> Message | None:
        """Ask about a confirmed quantity, where it is short and that is to be asked about; None goes on."""

    @abstractmethod
    def has_enough(self, work: Work, captured: int) -> bool:
        """Return whether the operator may go on with so many serials."""

    @abstractmethod
    def proposed(self, work: Work, units: int | None) -> int | None:
        """Return the quantity that Enter takes where no serials are scanned; None where one must be typed."""


class LineGone(Protocol):
    """Says that a line is no longer the run's."""

    def __call__(self, *, sku: str, document: str) -> Message:
        """Say it of the line of a product on a document."""


# --- the declaration ----------------------------------------------------------------------------------------------


def _nothing_to_check(work: Work, quantity: int) -> None:
    """Let any quantity pass."""


def _any_place(work: Work, to: Location) -> None:
    """Let units arrive at any place."""


def _no_number(work: Work) -> None:
    """Say no number of units."""


def _no_limit(work: Work) -> int:  # noqa: ARG001 - others look
    """Let any number of units be moved."""
    return NO_LIMIT


def _captures_nothing(work: Work, capturing: Capturing, entries: Sequence[SerialEntry]) -> Run:  # noqa: ARG001 - others capture
    """Refuse serials where none take part."""
    raise messages.not_now(word=entries[0].serial, step=work.step.name)


def _nothing_more(work: Work) -> Iterable[Field]:  # noqa: ARG001 - others know more
    """Yield nothing."""
    return ()


def _nothing_large(work: Work) -> str:  # noqa: ARG001 - others know something
    """Let nothing stand out."""
    return ""


def _no_day(work: Work) -> None:
    """Let units go and come on any day."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What a flow does in the warehouse.

    Attributes:
        name: Its word in flows.toml.
        title: What an operator reads where the flow has no `title` of its own.
        rank: Its place where operations are listed: no two have the same, and what says none comes last, by its name.
        words: The words that it knows. Which steps its flows may have follows from them.
        needs: What must be known before a word is asked for, beside what its step needs; an earlier step provides it.
        required: Those of the words that every flow of the operation asks for, in order.
        documents: The documents that may ask for this work, kind by kind; none where nobody asks. A flow works on those of them
            that its step asks for.
        before: The state of a document, and of a line of it, that asks for this work, where it is not that of the documents' stage.
        options: Its own rules that a flow sets.
        turns: Who chooses what is in work, and what holds from turn to turn.
        shorts: What being short means.
        serials: The ways in which serials take part. Which one is asked once until what is in work changes, and so is `units`.
        units: Returns how many units are to be moved now; None where nothing says it.
        proposes: Returns the quantity that Enter takes where no serials are scanned and nothing is short; as `units` if None.
        most: Returns how many units may be moved now at most.
        check: Checks a quantity when it is confirmed; the store checks it again.
        check_place: Checks a place where units are to arrive when it is answered; the store checks it again.
        day: Returns the local day on which no unit may be over that is moved; None lets all go.
        scanned: What becomes of the serials of a scan until they are posted.
        capture: Captures the serials of one scan and returns the run with them.
        carries: Whether units go to another place with the container that they lie in: then one that is scanned holds nothing else (R21).
        keeps_packed: Whether units that are scanned with their container stay in it, where nothing else lies in it (R21, R30).
        to_come: Whether a container that is scanned stands for what is announced in it, not for what lies in it (R21).
        post: Posts the units that are confirmed, with what was captured.
        none_open: Says that there is no document to work on, where that is another thing than that none is open.
        gone: Says that a line is no longer the run's.
        names_cancelled: Whether it says instead that the list of the line is cancelled, where it is.
        actions: Its own actions, by word (`:all`), beside those of every operation. Where one of them has the word of such a one
            (`:done`), it goes before that while it is offered.
        fields: Yields what more is known of what is in work, to be shown behind the product, the places and the quantity.
        large: The words whose subject a screen shows large where it has room: a place, a product, a quantity.
        stands_out: Returns what else a screen shows large: what is asked about, such as the list that a tote is wanted for.
        labels: Makes the labels of a virtual scanner for the questions after words, beside those that fit any operation.
    """

    name: str
    title: str
    rank: int = 1_000
    words: frozenset[str]
    needs: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    required: tuple[str, ...]
    documents: tuple[Documents[Any], ...] = ()
    before: DocumentState | None = None
    options: type[Options] = Options
    turns: Turns
    shorts: Shorts
    serials: SerialWays[Any, Any] = NO_SERIALS
    units: Callable[[Work], int | None] = _no_number
    proposes: Callable[[Work], int | None] | None = None
    most: Callable[[Work], int] = _no_limit
    check: Callable[[Work, int], None] = _nothing_to_check
    check_place: Callable[[Work, Location], None] = _any_place
    day: Callable[[Work], date | None] = _no_day
    scanned: Scanned = CAPTURED
    capture: Callable[[Work, Capturing, Sequence[SerialEntry]], Run] = _captures_nothing
    carries: bool = False
    keeps_packed: bool = False
    to_come: bool = False
    post: Callable[[Work], Posted]
    none_open: Callable[[], Message] | None = None
    gone: LineGone | None = None
    names_cancelled: bool = False
    actions: Mapping[str, Command] = field(default_factory=lambda: MappingProxyType({}))
    fields: Callable[[Work], Iterable[Field]] = _nothing_more
    large: frozenset[str] = frozenset()
    stands_out: Callable[[Work], str] = _nothing_large
    labels: Mapping[str, Callable[[Work], Iterable[Label]]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def line_gone(self, sku: str, of: Document) -> Message | None:
        """Return what is said of a line that is no longer the run's; None where nothing is."""
        if self.names_cancelled and of.state is DocumentState.CANCELLED:
            return messages.document_gone(document=of.ref, state=of.state)
        return self.gone(sku=sku, document=of.ref) if self.gone else None

    def word(self, asks: Sequence[str]) -> str:
        """Return the word that a step asks for here: the first of its words that the operation knows, or else its own."""
        return next((word for word in asks if word in self.words), asks[0])

    def options_in(self, step: str | None) -> Mapping[str, FieldInfo]:
        """Return the options that are written in the table of a step, by their keys; for None those written on the flow."""
        fields = self.options.model_fields
        return {key: option for key, option in fields.items() if step in _tables_of(option)}

    def tables_of(self, key: str) -> tuple[str | None, ...]:
        """Return the steps in whose tables an option is written; None alone for the flow's own table."""
        return _tables_of(self.options.model_fields[key])


def _tables_of(option: FieldInfo) -> tuple[str | None, ...]:
    return next((one.steps for one in option.metadata if isinstance(one, WrittenIn)), (None,))
