"""Past lines done again by a perfect operator, on a throw-away store, under some flows."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from sqlalchemy import Connection

from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.config.shown_to import is_shown
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.shortage import CLOSE_SHORT
from serialhhd.flows.questions import supervisor
from serialhhd.flows.rehearsal.assignment import Assignment
from serialhhd.flows.rehearsal.perfect_operator import Outcome, PerfectOperator, Stopped
from serialhhd.flows.words.word import DESTINATION, DOCUMENT, PRODUCT, REASON, SOURCE
from serialhhd.store.catalogue import places, products, serial_example
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.replaying import excerpt
from serialhhd.store.replaying.copying import KNOWN_PIN
from serialhhd.store.replaying.past_lines import PastLine, ToDo
from serialhhd.store.symbols.composing import joined, of_unit
from serialhhd.store.symbols.gtin import gtin14
from serialhhd.store.symbols.serial_range import count_up
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words import codes
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import SUPERVISORS, DocumentKind, LocationKind, Role
from serialhhd.value_class import value_class

NO_FLOW: Final = Stopped("unknown_flow", "menu")
"""What becomes of a line for which the file has no flow that its operator sees."""
TICK: Final = timedelta(milliseconds=1)
AIMS: Final = tuple(one.aim_id for one in Symbology if one.is_gs1)
"""How the symbols that hold GS1 data begin."""
MOST_INVENTED: Final = 100_000


class Clock:
    """The time of a throw-away store: it stands where it is put, and ticks."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        """Tell the time."""
        self.now += TICK
        return self.now


@value_class
class Replayed:
    """What became of a past line.

    Attributes:
        past: The line.
        outcome: What the perfect operator was asked, and whether it was done.
        is_otherwise: Whether other units were posted on its line than the ledger has, as where a flow asks for no quantity.
    """

    past: PastLine
    outcome: Outcome
    is_otherwise: bool = False


def replay(path: Path, to_do: Sequence[ToDo], flows: Flows) -> tuple[Replayed, ...]:
    """Do what is to be done on a throw-away store under some flows, each line in its operator's conversation.

    Args:
        path: The store, a file that is changed by it.
        to_do: In the order in which it was done.
        flows: Under which.

    Raises:
        StoreUnavailable: The file cannot be used.
    """
    clock = Clock()
    with Store.open(str(path), clock=clock, is_kept=False) as store:
        replaying = _Replaying(store, flows, to_do)
        as_in_ledger = Counter(_done_on(store))
        found: list[Replayed] = []
        for what in to_do:
            clock.now = max(clock.now, what.past.at) if found else what.past.at
            found.append(Replayed(what.past, replaying.do(what)))
            if found[-1].outcome.stopped is None:
                as_in_ledger[what.line_id] += what.past.quantity
        done = _done_on(store)
    return tuple(
        replace(one, is_otherwise=done[what.line_id] != as_in_ledger[what.line_id])
        for one, what in zip(found, to_do, strict=True)
    )


def _done_on(store: Store) -> Mapping[int, int]:
    with store.read() as conn:
        return excerpt.done_on(conn)


class _Replaying:
    """The operators of a throw-away store, each at a handheld of the flow that is played."""

    def __init__(self, store: Store, flows: Flows, to_do: Sequence[ToDo]) -> None:
        self._store = store
        self._flows = flows
        self._at_work: dict[tuple[str, str], PerfectOperator] = {}
        self._labels = _Labels(store, to_do)
        with store.read() as conn:
            self._roles = {codes.key(one.name): one.role for one in operators.listed(conn)}

    def do(self, what: ToDo) -> Outcome:
        """Do one line."""
        past = what.past
        flow = self._flow(past)
        if flow is None:
            return Outcome(0, NO_FLOW)
        operator = self._operator(flow, past.operator)
        outcome = operator.do(self._labels.assignment(what))
        if outcome.stopped:
            self._store.write(lambda conn: excerpt.drop(conn, what, flow.name))
            operator.look_again()
        return outcome

    def _operator(self, flow: Flow, name: str) -> PerfectOperator:
        key = (codes.key(name), flow.name)
        if key not in self._at_work:
            unnumbered = flow.model_copy(update={"version_id": None})  # no version is kept there
            self._at_work[key] = PerfectOperator(Runner(self._store, lambda: unnumbered, name))
        return self._at_work[key]

    def _flow(self, past: PastLine) -> Flow | None:
        """Return the flow that the line is done in: the one in which it was, or else one for such documents; None where none is seen."""
        role = self._roles.get(codes.key(past.operator), Role.OPERATOR)
        fit = [flow for flow in self._flows if works_on(flow, past.kind) and _is_seen(flow, role)]
        fit.sort(key=lambda flow: (flow.name != past.flow, "devices" in flow.shown_to))
        return fit[0] if fit else None


def works_on(flow: Flow, kind: DocumentKind) -> bool:
    """Return whether a flow is for documents of a kind."""
    kinds = {kind for step in flow.steps for kind in step.documents}
    known = {of_kind.kind for of_kind in operations()[flow.operation].documents}
    return kind in kinds & known


def _is_seen(flow: Flow, role: Role) -> bool:
    """Return whether an operator sees a flow on some device: on which one it was nobody knows any more."""
    return is_shown({word: whom for word, whom in flow.shown_to.items() if word != "devices"}, role, None)


# --- what is in the operator's hands ------------------------------------------------------------------------------


class _Labels:
    """What can be scanned: all that a label may say of the products, and serials where nobody has kept them."""

    def __init__(self, store: Store, to_do: Sequence[ToDo]) -> None:
        self._known: defaultdict[int, set[str]] = defaultdict(set)
        for one in to_do:
            self._known[one.past.product_id].update(serial.key for serial in one.past.serials)
        with store.read() as conn:
            made = {number: products.by_id(conn, number) for number in self._known}
            self._approved = _approved(conn)
            self._any_place = next((one.code for one in places.locations(conn, LocationKind.STORAGE)), "")
            self._barcodes = {number: products.barcodes(conn, product) for number, product in made.items()}
        self._invented = {number: self._invent(product) for number, product in made.items()}

    def assignment(self, what: ToDo) -> Assignment:
        """Return what is to be done for a past line."""
        past = what.past
        gtins = [*filter(None, map(gtin14, self._barcodes[past.product_id]))]
        place = (
            past.location or self._any_place,
        )  # of a line with nothing a flow may ask for a place all the same
        answers = {
            DOCUMENT: (what.document,),
            PRODUCT: (past.product, *self._barcodes[past.product_id], *_symbols(gtins)),
            SOURCE: place,
            DESTINATION: place,
            REASON: (past.reason,) if past.reason else (),
        }
        return Assignment(
            answers=MappingProxyType({word: given for word, given in answers.items() if given}),
            quantity=past.quantity,
            serials=tuple((serial, *_symbols(gtins, serial)) for serial in self._serials(past)),
            reason=past.reason,
            in_between=MappingProxyType(
                {CLOSE_SHORT.name: ":no" if past.stays_open else ":yes", **self._approved}
            ),
        )

    def _serials(self, past: PastLine) -> Iterator[str]:
        """Yield the serials of a line; invented ones where it went through without, which another flow may ask for."""
        kept = [one.serial for one in past.serials]
        yield from kept
        if past.tracking_type.needs_serials_out:
            yield from islice(self._invented[past.product_id], max(0, past.quantity - len(kept)))

    def _invent(self, product: products.Product) -> Iterator[str]:
        example = serial_example.of_pattern(product.serial_pattern) if product.serial_pattern else None
        counted = count_up(example or f"SERIAL-{product.id}-00001", MOST_INVENTED) or ()
        yield from (one for one in counted if codes.serial_key(one) not in self._known[product.id])


def _approved(conn: Connection) -> dict[str, str]:
    """Return what is said where a supervisor is asked for: badge and PIN, where there is one who could say yes (R67)."""
    there = (one for one in operators.listed(conn) if one.role in SUPERVISORS and not one.is_disabled)
    badge = next((one.name for one in there if one.has_pin), None)
    return {supervisor.BADGE: badge, supervisor.PIN: KNOWN_PIN} if badge else {}


def _symbols(gtins: Sequence[str], serial: str = "") -> Iterator[str]:
    """Yield GS1 symbols that say a product, perhaps with a serial."""
    for gtin in gtins:
        with suppress(Refused):  # of a serial that can stand in no such symbol there is none
            said = joined(of_unit(gtin, serial=serial))
            yield from (f"{aim}{said}" for aim in AIMS)
