"""The serial screen. A flow without this step asks for no serials."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from serialhhd.flows.operations.operation import PICK_BY_PICK_LIST, PRE_RECEIPT_RECEIVE
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.steps.step import Step
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.lots import Batch
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.scan import Barcode
from serialhhd.store.symbols.serial_range import is_written_as_range, parse_range, split_serials
from serialhhd.store.words.refusal import Doubtful, Refused

if TYPE_CHECKING:
    from serialhhd.flows.conversation.work import Work

PreEntered = Literal["accept", "verify"]

SEEN_END = 8
"""Characters of a code's end that tell it from others, where there is no room for all of it."""


def _splitting(characters: str) -> str:
    if any(character.isalnum() for character in characters):
        must = "without letters and digits, which serials are made of"
        raise PydanticCustomError("splits_serials", must)
    return characters


class EnterSerials(Step):
    """The serials of the line or task, one after the other."""

    name: ClassVar[str] = "enter_serials"
    operations: ClassVar[frozenset[str]] = frozenset({PRE_RECEIPT_RECEIVE, PICK_BY_PICK_LIST})
    needs: ClassVar[frozenset[str]] = frozenset({"document", "product"})
    provides: ClassVar[frozenset[str]] = frozenset({"serials"})
    follows: ClassVar[Mapping[str, frozenset[str]]] = MappingProxyType(
        {PICK_BY_PICK_LIST: frozenset({"location"})}
    )

    pre_entered: PreEntered = Field(
        default="accept",
        description="Goods in, a line with pre-entered serials (R9). accept: no serial is asked for. "
        "verify: each one is scanned against the list.",
    )
    separators: Annotated[str, AfterValidator(_splitting)] = Field(
        default=",;|",
        max_length=16,
        description="The characters that part the serials of one 2D code. Empty: a code is always one serial.",
    )
    ranges: bool = Field(
        default=True,
        description="Whether a first serial and a count (SN0009 and 3), or SN0001..SN0050, may be entered.",
    )
    repeat_window_ms: int = Field(
        default=1000,
        ge=0,
        le=60_000,
        description="Milliseconds within which the same serial scanned again is ignored with a tone of its own "
        "instead of refused. 0: never ignored.",
    )

    def is_asked(self, work: "Work") -> bool:
        """Whether serials are scanned for the line or task (R3, R9, R13)."""
        return work.scans_serials

    def prompt(self, work: "Work") -> str:
        """Ask for the next serial, or say that all are there, and how many more."""
        expected = work.serials_expected
        if not work.has_all_serials or expected is None:
            return "SERIAL?"
        beyond = work.captured - expected
        return f"ALL {expected} +{beyond}" if beyond else f"ALL {expected}"

    def words(self, work: "Work") -> tuple[str, ...]:  # noqa: ARG002 - the same for all
        """Offer to finish, to take the last one or another one back, and to be short."""
        return (":done", ":undo", ":back", ":short", ":remove")

    def answer(self, work: "Work", text: str) -> Message:
        """Take one serial, several from one 2D code, or a first serial and a count after a preview."""
        code = scan.clean(text)
        if not code:
            raise Refused("serial_needed")
        if 0 < work.typed < len(text):
            return self._ask_which(work, text)
        return self._read(work, text, code)

    def _read(self, work: "Work", text: str, code: str) -> Message:
        parts = split_serials(code, self.separators)
        if not parts:
            raise Refused("serial_needed")
        if len(parts) == 1 and parts[0] != code and not new_serials.fits(work.product, code):
            return self._read(work, parts[0], parts[0])  # separators with nothing before or behind them
        if len(parts) > 1 or (self.ranges and is_written_as_range(code)):
            return self._take_several(work, text, code, parts)
        return self._take_one(work, text)

    # --- one --------------------------------------------------------------------------------------------------------

    def _take_one(self, work: "Work", text: str) -> Message:
        separator = work.flow.separator
        try:
            judged = new_serials.judge(work.conn, work.product, text, separator=separator)
        except Refused as refused:
            if refused.code != "no_serial_in_symbol":
                raise
            return self.take_symbol(work, scan.parse(text, separator=separator, expects="serial"))
        if judged.doubt and work.creates_serials:
            return self._ask(work, text, judged.doubt)
        return self._take_entry(work, text, judged.entry)

    def _take_entry(self, work: "Work", text: str, entry: SerialEntry) -> Message:
        try:
            return work.take((entry,))
        except Doubtful as doubt:
            return self._ask(work, text, doubt)

    def _ask(self, work: "Work", text: str, doubt: Doubtful) -> Message:
        work.move(question="take_doubtful", pending=text)
        return messages.question(doubt)

    def _take_doubtful(self, work: "Work", text: str) -> Message:
        judged = new_serials.judge(work.conn, work.product, text, separator=work.flow.separator)
        return work.take((new_serials.taken(judged, sure=True),))

    def take_symbol(self, work: "Work", barcode: Barcode) -> Message:
        """Take the serial of a label that says itself what its parts are, and whose product must be the one in work.

        The product's own symbol with a lot or expiry and no serial is of the box: it holds for the serials that follow.

        Raises:
            Refused: `other_product`, `no_serial_in_symbol`, or what the rules say of the serial.
        """
        if barcode.gtin and not barcode.serial and (held := self._hold_batch(work, barcode)):
            return held
        return work.take([new_serials.of_symbol(work.conn, work.product, barcode)])

    def _hold_batch(self, work: "Work", barcode: Barcode) -> Message | None:
        """Take the lot and expiry of the product's own symbol for those of the serials that follow."""
        new_serials.check_product(work.conn, work.product, barcode)
        return work.hold_batch(Batch(barcode.lot, barcode.expiry))

    # --- several ----------------------------------------------------------------------------------------------------

    def _take_several(self, work: "Work", text: str, code: str, parts: tuple[str, ...]) -> Message:
        """Take a code that may be several serials: as one where it is certainly one, else each part by itself."""
        try:
            one = new_serials.certain(work.conn, work.product, text, separator=work.flow.separator)
        except Refused as why:
            if why.code != "no_serial_in_symbol":
                raise
            return self._take_one(work, text)
        if one is not None:
            return self._take_entry(work, text, one)
        if len(parts) == 1:
            return self._preview(work, code)
        try:
            entries = new_serials.judge_all(work.conn, work.product, parts)
        except Doubtful as doubt:  # nobody can look at one part of a code that was scanned as a whole
            refused = doubt.facts["doubts"]
            raise Refused("serials_refused", refused=refused, count=len(parts)) from doubt
        return work.take(entries)

    def _preview(self, work: "Work", code: str) -> Message:
        serial_range = parse_range(code)
        if serial_range is None:
            return self._take_one(work, code)
        new_serials.of_range(work.conn, work.product, serial_range)
        work.move(question="take_range", pending=code)
        return messages.range_preview(
            first=serial_range.first,
            last=serial_range.last,
            count=serial_range.count,
            wanted=work.serials_wanted,
        )

    def _take_range(self, work: "Work", code: str) -> Message:
        serial_range = parse_range(code)
        return work.take(new_serials.of_range(work.conn, work.product, serial_range) if serial_range else ())

    # --- what is asked in between -----------------------------------------------------------------------------------

    def _ask_which(self, work: "Work", text: str) -> Message:
        """Ask which of two codes is meant where something was typed and a scan came behind it (a stray key)."""
        burst = text[work.typed :]
        fitting = [
            scanned for scanned in (burst, text) if new_serials.fits(work.product, scan.clean(scanned))
        ]
        if len(fitting) == 1:
            return self._read(work, fitting[0], scan.clean(fitting[0]))
        work.move(question="which_code", pending=text, typed=work.typed)
        return messages.typed_before_scan(typed=text[: work.typed], scanned=scan.clean(burst))

    def _scans(self, work: "Work") -> tuple[str, str]:
        """Return the two scans that may be meant, as they came: the burst, and all of it."""
        text = work.position.pending or ""
        return text[work.position.typed or 0 :], text

    def answer_question(self, work: "Work", text: str) -> Message:
        """Answer whether a range or a doubtful code is taken, or which of two codes is meant."""
        question, pending = work.position.question, work.position.pending or ""
        take = self._chosen(work, text) if question == "which_code" else self._if_yes(work, text)
        work.move(question=None, pending=None, typed=None)
        if take is not None:
            return work.answered_for_good(take)
        if question == "take_range":
            return messages.range_dropped()
        return messages.scan_dropped(code=scan.clean(pending))

    def _chosen(self, work: "Work", text: str) -> Callable[[], Message] | None:
        """Return what takes the code that is chosen by its number; None where neither is."""
        if text not in {"", "1", "2", ":no"}:
            raise Refused("answer_by_number")
        chosen = self._scans(work)[int(text) - 1] if text.isdigit() else ""
        return (lambda: self._read(work, chosen, scan.clean(chosen))) if chosen else None

    def _if_yes(self, work: "Work", text: str) -> Callable[[], Message] | None:
        """Return what takes the range or the doubtful code; None where the answer is no."""
        pending, is_range = work.position.pending or "", work.position.question == "take_range"
        if not _is_yes(text):
            return None
        return lambda: self._take_range(work, pending) if is_range else self._take_doubtful(work, pending)

    def question_prompt(self, work: "Work") -> tuple[str, tuple[Choice, ...]]:
        """Return what is asked in between, with its choices; they name its subject."""
        if work.position.question == "which_code":
            choices = (Choice(str(n), scan.clean(one)) for n, one in enumerate(self._scans(work), start=1))
            return "WHICH?", tuple(choices)
        prompt = "TAKE THEM?" if work.position.question == "take_range" else "TAKE IT?"
        subject, short = self._subject(work)
        return prompt, (Choice("1", f"Yes: {subject}", f"Yes: {short}"), Choice("2", "No"))

    def _subject(self, work: "Work") -> tuple[str, str]:
        """Return what is asked about, whole and short: it is seen after an error and on another device, too."""
        code = scan.clean(work.position.pending or "")
        counted = parse_range(code) if work.position.question == "take_range" else None
        if counted:
            return f"{counted.count}, {counted.first} to {counted.last}", str(counted.count)
        return code, f"…{code[-SEEN_END:]}" if len(code) > SEEN_END else code


def _is_yes(text: str) -> bool:
    """Return what was answered; Enter alone is no: it is what a scanner sends by itself.

    Raises:
        Refused: `answer_yes_or_no`.
    """
    if text not in {"", "1", "2", ":yes", ":no"}:
        raise Refused("answer_yes_or_no")
    return text in {"1", ":yes"}
