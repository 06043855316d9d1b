"""The serial screen. A flow without this step asks for no serials."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Annotated, ClassVar

from pydantic import Field

from serialhhd.flows.answers import forms
from serialhhd.flows.answers.entry import listed
from serialhhd.flows.answers.forms import SerialForms
from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.questions.question import Question, is_yes
from serialhhd.flows.seam.view import Choice, Message
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.steps.step import InItsTable, Step
from serialhhd.flows.words import product, serials
from serialhhd.flows.words.word import PRODUCT, SERIALS, SOURCE
from serialhhd.store import refusals
from serialhhd.store.containers import containers
from serialhhd.store.serials import new_serials
from serialhhd.store.serials.lots import LotAndExpiry
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.scan import Barcode
from serialhhd.store.symbols.serial_range import is_written_as_range, parse_range, split_serials
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.toml.key import IdleWords

SEEN_END = 8
"""Characters of a code's end that tell it from others, where there is no room for all of it."""


def _why_never(flow: PlayedFlow) -> Mapping[str, str]:
    step = next((one for one in flow.steps if isinstance(one, EnterSerials)), EnterSerials())
    never = {
        "several": "" if step.separators else "separators is empty",
        "range": "" if step.ranges else "ranges is false",
    }
    return {form: why for form, why in never.items() if why}


class EnterSerials(Step):
    """The serials of the line or task, one after the other."""

    name: ClassVar[str] = "enter_serials"
    asks: ClassVar[tuple[str, ...]] = (SERIALS,)
    needs: ClassVar[frozenset[str]] = frozenset({PRODUCT})
    follows: ClassVar[frozenset[str]] = frozenset({SOURCE})
    offers: ClassVar[tuple[str, ...]] = (":done", ":undo", ":back", ":short", ":remove")

    accept: Annotated[SerialForms, InItsTable(), IdleWords(_why_never)] = Field(
        default=("serial", "gs1", "several", "range"),
        description="In which form serials may come. What is left out is refused. Of a label that named the product the serial is "
        "taken as well, where gs1 is accepted here.",
    )
    separators: Annotated[str, forms.PARTING] = Field(
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

    def is_asked(self, work: Work) -> bool:
        """Whether serials are scanned for the line or task (R3, R9, R13)."""
        return serials.rule(work).is_scanned

    def wording(self, work: Work) -> str:
        """Return what is asked: that all are there is said as ever."""
        return self.question(work) if serials.are_all_there(work) else super().wording(work)

    def question(self, work: Work) -> str:
        """Ask for the next serial, or say that all are there, and how many more."""
        expected = serials.expected(work)
        if not serials.are_all_there(work) or expected is None:
            return prompts.serial()
        return prompts.all_there(expected=expected, beyond=work.captured - expected)

    def told(self, work: Work, refused: Refused) -> Message | None:
        """Say of a serial scanned again at once that the trigger was pulled twice: that is no error."""
        at = serials.scanned_before(work, refused)
        if at is None or work.at - at >= timedelta(milliseconds=self.repeat_window_ms):
            return None
        return messages.serial_scanned_twice(serial=refused.facts["serial"])

    def answer(self, work: Work, text: str) -> Message:
        """Take one serial, several from one 2D code, or a first serial and a count after a preview."""
        code = scan.clean(text)
        if not code:
            raise messages.serial_needed()
        if 0 < work.typed < len(text):
            return self._ask_which(work, text)
        return self._read(work, text, code)

    def _read(self, work: Work, text: str, code: str) -> Message:
        parts = split_serials(code, self.separators)
        if not parts:
            raise messages.serial_needed()
        if len(parts) == 1 and parts[0] != code and not new_serials.fits(product.in_work(work), code):
            return self._read(work, parts[0], parts[0])  # separators with nothing before or behind them
        if len(parts) > 1 or (self.ranges and is_written_as_range(code)):
            return self._take_several(work, text, code, parts)
        return self._take_one(work, text)

    # --- one --------------------------------------------------------------------------------------------------------

    def _take_one(self, work: Work, text: str) -> Message:
        try:
            self._check_one(work, text)
            judged = new_serials.judge(work.conn, product.in_work(work), text, fnc1=work.fnc1)
            if judged.doubt and serials.rule(work).creates:
                raise judged.doubt
            return serials.take(work, (judged.entry,))
        except Refused as refused:
            return self._take_otherwise(work, text, refused)

    def _take_otherwise(self, work: Work, text: str, refused: Refused) -> Message:
        """Take a code that is no serial of its own: a container stands for its serials (R21); a doubt is asked about."""
        if container := containers.find(work.conn, text, work.fnc1):
            return serials.take_container(work, container)
        if refused.code == "no_serial_in_symbol":
            return self.take_symbol(work, scan.parse(text, fnc1=work.fnc1, expects="serial"))
        if isinstance(refused, Doubtful):
            return self._ask(work, text, refused)
        raise refused

    def _check_one(self, work: Work, text: str) -> None:
        """Check that one serial may come as this one does."""
        if not {"serial", "gs1"} <= set(self.accept):  # the usual one is not read for that
            forms.check_form(self.accept, scan.clean(text), *serials.forms_of_one(work, text))

    def takes_symbol(self, text: str) -> bool:
        """Return whether the serial of a product's label is taken that was scanned where the product was asked for."""
        return "gs1" in self.accept and forms.is_from(self.carriers, text)

    def _take_entry(self, work: Work, text: str, entry: SerialEntry) -> Message:
        try:
            return serials.take(work, (entry,))
        except Doubtful as doubt:
            return self._ask(work, text, doubt)

    def _ask(self, work: Work, text: str, doubt: Doubtful) -> Message:
        work.move(question=TAKE_DOUBTFUL.name, pending=text)
        return messages.question(doubt)

    def take_symbol(self, work: Work, barcode: Barcode) -> Message:
        """Take the serial of a label that says itself what its parts are, and whose product must be the one in work.

        The product's own symbol with a lot or expiry and no serial is of the box: it holds for the serials that follow.

        Raises:
            Refused: `other_product`, `no_serial_in_symbol`, or what the rules say of the serial.
        """
        if barcode.gtin and not barcode.serial and (held := self._hold_lot_and_expiry(work, barcode)):
            return held
        return serials.take(work, [new_serials.of_symbol(work.conn, product.in_work(work), barcode)])

    def _hold_lot_and_expiry(self, work: Work, barcode: Barcode) -> Message | None:
        """Take the lot and expiry of the product's own symbol for those of the serials that follow."""
        new_serials.check_product(work.conn, product.in_work(work), barcode)
        return product.hold_lot_and_expiry(work, LotAndExpiry(barcode.lot, barcode.expiry))

    # --- several ----------------------------------------------------------------------------------------------------

    def _take_several(self, work: Work, text: str, code: str, parts: tuple[str, ...]) -> Message:
        """Take a code that may be several serials: as one where it is certainly one, else each part by itself."""
        try:
            one = new_serials.certain(work.conn, product.in_work(work), text, fnc1=work.fnc1)
        except Refused as why:
            if why.code != "no_serial_in_symbol":
                raise
            return self._take_one(work, text)
        if one is not None:
            self._check_one(work, text)
            return self._take_entry(work, text, one)
        forms.check_form(self.accept, code, "range" if len(parts) == 1 else "several")
        if len(parts) == 1:
            return self._preview(work, code)
        try:
            entries = new_serials.judge_all(work.conn, product.in_work(work), parts)
        except Doubtful as doubt:  # nobody can look at one part of a code that was scanned as a whole
            refused = doubt.facts["doubts"]
            raise refusals.serials_refused(refused=refused, count=len(parts)) from doubt
        return serials.take(work, entries)

    def _preview(self, work: Work, code: str) -> Message:
        serial_range = parse_range(code)
        if serial_range is None:
            return self._take_one(work, code)
        new_serials.of_range(work.conn, product.in_work(work), serial_range)
        work.move(question=TAKE_RANGE.name, pending=code)
        return messages.range_preview(
            first=serial_range.first,
            last=serial_range.last,
            count=serial_range.count,
            wanted=serials.wanted(work),
        )

    # --- what is asked in between -----------------------------------------------------------------------------------

    def _ask_which(self, work: Work, text: str) -> Message:
        """Ask which of two codes is meant where something was typed and a scan came behind it (a stray key)."""
        burst = text[work.typed :]
        fitting = [
            scanned
            for scanned in (burst, text)
            if new_serials.fits(product.in_work(work), scan.clean(scanned))
        ]
        if len(fitting) == 1:
            return self._read(work, fitting[0], scan.clean(fitting[0]))
        work.move(question=WHICH_CODE.name, pending=text, typed=work.typed)
        return messages.typed_before_scan(typed=text[: work.typed], scanned=scan.clean(burst))

    def take_chosen(self, work: Work, text: str) -> Message:
        """Take the code that was chosen of two."""
        forms.check_carrier(self.carriers, text)
        return self._read(work, text, scan.clean(text))

    def take_doubtful(self, work: Work, text: str) -> Message:
        """Take a code that was asked about."""
        judged = new_serials.judge(work.conn, product.in_work(work), text, fnc1=work.fnc1)
        return serials.take(work, (new_serials.taken(judged, sure=True),))

    def take_range(self, work: Work, code: str) -> Message:
        """Take all serials of a range."""
        counted = parse_range(code)
        made = product.in_work(work)
        return serials.take(work, new_serials.of_range(work.conn, made, counted) if counted else ())


def _answered(work: Work, take: Callable[[], Message] | None, dropped: Message) -> Message:
    """Take what was asked about, or say that it was dropped."""
    work.move(question=None, pending=None, typed=None)
    return dropped if take is None else work.answered_for_good(take)


def _asking(work: Work) -> EnterSerials:
    """Return the step of the flow that asked."""
    step = work.step_for(SERIALS)
    return step if isinstance(step, EnterSerials) else EnterSerials()


def _pending(work: Work) -> str:
    return work.position.pending or ""


# --- whether a doubtful code is taken -----------------------------------------------------------------------------


def _answer_doubtful(work: Work, text: str) -> Message:
    pending, asking = _pending(work), _asking(work)
    is_taken = is_yes(text, enter_is_no=True)
    take = (lambda: asking.take_doubtful(work, pending)) if is_taken else None
    return _answered(work, take, messages.scan_dropped(code=scan.clean(pending)))


def _doubtful_choices(work: Work) -> tuple[Choice, ...]:
    code = scan.clean(_pending(work))
    return _yes_and_no(code, f"…{code[-SEEN_END:]}" if len(code) > SEEN_END else code)


def _yes_and_no(subject: str, short: str) -> tuple[Choice, ...]:
    """Return the choices with what is asked about, whole and short: it is seen after an error and on another device, too."""
    yes = Choice("1", prompts.yes(subject=subject), prompts.yes(subject=short))
    return yes, Choice("2", prompts.no())


TAKE_DOUBTFUL = Question(
    "take_doubtful",
    prompt=lambda work: prompts.take_it(),  # noqa: ARG005 - the same for any code
    choices=_doubtful_choices,
    answer=_answer_doubtful,
    is_yes_or_no=True,
    hears_words=True,
)


# --- whether a range is taken -------------------------------------------------------------------------------------


def _answer_range(work: Work, text: str) -> Message:
    pending, asking = _pending(work), _asking(work)
    is_taken = is_yes(text, enter_is_no=True)
    take = (lambda: asking.take_range(work, pending)) if is_taken else None
    return _answered(work, take, messages.range_dropped())


def _range_choices(work: Work) -> tuple[Choice, ...]:
    counted = parse_range(scan.clean(_pending(work)))
    if counted is None:
        return _doubtful_choices(work)
    whole = prompts.serials_counted(count=counted.count, first=counted.first, last=counted.last)
    return _yes_and_no(whole, str(counted.count))


TAKE_RANGE = Question(
    "take_range",
    prompt=lambda work: prompts.take_them(),  # noqa: ARG005 - the same for any range
    choices=_range_choices,
    answer=_answer_range,
    is_yes_or_no=True,
    hears_words=True,
)


# --- which of two codes is meant ----------------------------------------------------------------------------------


def _scans(work: Work) -> tuple[str, str]:
    """Return the two scans that may be meant, as they came: the burst, and all of it."""
    text = _pending(work)
    return text[work.position.typed or 0 :], text


def _answer_which(work: Work, text: str) -> Message:
    """Take the code that is chosen by its number; or neither."""
    pending, asking = _pending(work), _asking(work)
    chosen = listed(work, text, _scans(work)) or ""
    if not chosen and text not in {"", ":no"}:
        raise messages.answer_by_number()
    take = (lambda: asking.take_chosen(work, chosen)) if chosen else None
    return _answered(work, take, messages.scan_dropped(code=scan.clean(pending)))


WHICH_CODE = Question(
    "which_code",
    prompt=lambda work: prompts.which(),  # noqa: ARG005 - the same for any codes
    choices=lambda work: tuple(
        Choice(str(number), scan.clean(one)) for number, one in enumerate(_scans(work), start=1)
    ),
    answer=_answer_which,
    hears_words=True,
)
