"""What passes through the seam: a `Scan` in, a frozen `View` out. Everything a screen may show is in the View."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.vocabulary import Language

Severity = Literal["info", "success", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing entered at a step, typed or scanned: a code, a number, an action such as `:done`, or nothing (Enter).

    Attributes:
        text: What was entered, without its terminator.
        id: Names the delivery: the same scan delivered twice is answered as accepted, not as a duplicate (R15).
        position: That of the last View that this handheld had received when the scan was taken from its queue: where
            another handheld of the operator has moved the run since, the scan would answer a question that nobody saw,
            and is refused. None: whoever scans has seen no View.
        typed: How many characters of `text` were there before the rest came as a burst with its terminator, as a scanner
            sends it; what is called a burst is said at `ScanLexer`. 0 where all came as one, where all was typed by hand,
            where it was pasted, and where nobody knows (line mode, the virtual scanner, a scan handed on to another handheld).
        fnc1: What the device's scanner may send in place of FNC1, where that is known of the device; else the flow says it.
    """

    text: str
    id: str | None = None
    position: str | None = None
    typed: int = 0
    fnc1: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Message:
    """One answer to the operator: a sentence with a stable code.

    `is_unusual` says of what was taken that it is to be looked at all the same: a handheld sounds as for a warning.
    """

    severity: Severity
    code: str
    text: str
    is_unusual: bool = False


@dataclass(frozen=True, slots=True)
class Serials:
    """How far the serials of the line or task are: the counter, the last one, the newest few (newest first).

    `expected` is None where there is no number to reach.
    """

    captured: int
    expected: int | None
    last: str | None
    newest: tuple[str, ...] = ()

    @property
    def are_all_there(self) -> bool:
        """Whether as many serials are scanned as are expected, or more."""
        return self.expected is not None and self.captured >= self.expected > 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a document is. What is captured and not confirmed is not among its units.

    Attributes:
        line: The place of the line or task in work, counted from 1; None before one is chosen.
        lines: How many lines or tasks there are.
        units: Units received or picked.
        expected: Units announced or wanted; 0 where lines ask for none, such as those of a count.
    """

    line: int | None
    lines: int
    units: int
    expected: int


@dataclass(frozen=True, slots=True)
class Action:
    """Something the operator can do now: the word of the line mode (`:done`) and its short label (`Done`)."""

    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a numbered list: entering `key` (`1`) answers the question with it."""

    key: str
    label: str
    short: str = ""
    """What stands for the label where there is no room for it; empty where nothing does."""


@dataclass(frozen=True, slots=True)
class Label:
    """A barcode label of the virtual scanner, good or bad at this step.

    Attributes:
        text: The data in it, with 0x1D for the FNC1 between GS1 elements; empty where it is the key Enter.
        caption: What it is on.
        is_good: Whether it answers the question.
        why: What scanning it now would show.
        symbology: In which kind of barcode the data stand.
        is_key: Whether it stands for what is typed, such as the number of a choice: nothing says that a scanner sent it.
    """

    text: str
    caption: str
    is_good: bool
    why: str
    symbology: Symbology = Symbology.CODE_128
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """What the handheld shows now. It is the whole answer to a scan; screens add nothing to it.

    Attributes:
        flow: Name of the flow, empty at sign-on and in the menu.
        step: Name of the step (`enter_serials`), or `sign_on` or `menu`.
        title: The flow's title.
        short_title: What stands for it on a narrow screen; empty where nothing does.
        prompt: The question, short and in capitals (`SERIAL?`).
        document: Number of the document in work; empty before one is chosen.
        fields: What is known of the document and what is in work, in the order to be shown: the document under its kind
            (`pre_receipt`), `product`, `name`, `tracking_type`, `location`, `quantity` (units), `destination`; then the words of the flow's own steps.
        serials: The counter of the serial step; None where the line or task takes no serials.
        progress: How far the document is; None before one is chosen.
        proposed: What Enter takes: the quantity at `confirm_quantity`, a place where the flow has a default or keeps the last one.
        sought: What the operator must find now: the place to go to (the prompt ends with it), or the product to take.
        large: What is to stand out where a screen has room for large letters; may be empty.
        enter: The action that Enter alone takes: `:ok` for what is proposed, or `:done` when all serials are there.
        choices: A numbered list to choose from; may be empty.
        actions: What can be done now, most useful first.
        message: The answer to the last scan; None when there is nothing to say.
        done: The run has just ended with this scan; `step` is the flow's first question again.
        is_secret: What is entered now is a PIN: it is neither shown nor logged.
        is_private: What is entered now may be a PIN, be it one that comes too early: it is neither logged nor said again.
        position: Where the run stands, for the scan that answers this View; empty where there is none.
        asks: What is asked for, whatever the step is called: a word (`product`), or the name of what is asked in between
            (`take_doubtful`); empty at sign-on and in the menu.
        posted: So many turns were posted with the scan that this View answers.
        language: In which all of it is said; what a screen adds is said in it, too.
        is_training: Whether it is of a training store: every screen says so first (R68).
    """

    flow: str
    step: str
    title: str
    prompt: str
    fields: Mapping[str, str | int] = field(default_factory=lambda: MappingProxyType({}))
    serials: Serials | None = None
    progress: Progress | None = None
    proposed: int | str | None = None
    enter: str | None = None
    short_title: str = ""
    document: str = ""
    sought: str = ""
    large: str = ""
    choices: tuple[Choice, ...] = ()
    actions: tuple[Action, ...] = ()
    message: Message | None = None
    done: bool = False
    is_secret: bool = False
    is_private: bool = False
    position: str = ""
    asks: str = ""
    posted: int = 0
    language: Language = Language.ENGLISH
    is_training: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the View as the JSON object of `hhd --json`."""
        serials, message, progress = self.serials, self.message, self.progress
        return {
            **({"training": True} if self.is_training else {}),
            "flow": self.flow,
            "step": self.step,
            "title": self.title,
            "prompt": self.prompt,
            "fields": dict(self.fields),
            "serials": serials
            and {
                "captured": serials.captured,
                "expected": serials.expected,
                "last": serials.last,
                "newest": list(serials.newest),
            },
            "progress": progress
            and {
                "line": progress.line,
                "lines": progress.lines,
                "units": progress.units,
                "expected": progress.expected,
            },
            "proposed": self.proposed,
            "enter": self.enter,
            "choices": [{"key": choice.key, "label": choice.label} for choice in self.choices],
            "actions": [action.word for action in self.actions],
            "message": message and {"severity": message.severity, "code": message.code, "text": message.text},
            "done": self.done,
        }
