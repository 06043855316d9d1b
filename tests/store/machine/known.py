"""What the model knows of the warehouse: dictionaries, and no rule of the store."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace

from serialhhd.store.stock.runs import Run

MAIN, ACME = "MAIN", "ACME"
NEVER_CAME = "never came"
"""Announced once, on a line that was closed without it: the store has it as expected, and anybody may bring it."""


@dataclass(frozen=True)
class Where:
    """Where a serial is: its state, its place while it is on a stock line, and whose it is, or was when it left.

    Attributes:
        state: As the store calls it, or that it never came.
        place: The place, while there is one.
        account: Whose.
        document: The transfer on which it is in transit.
        moves: How often it has moved.
    """

    state: str
    place: str | None = None
    account: str = MAIN
    document: str | None = None
    moves: int = 0


@dataclass
class Announced:
    """An open pre-receipt: how many it expects, which serials were entered beforehand, and under which SSCC some come."""

    expected: int
    serials: list[str] = field(default_factory=list)
    ssccs: dict[str, str] = field(default_factory=dict)


@dataclass
class Transfer:
    """A transfer of one line, from a place to another warehouse or account."""

    sku: str
    to: str
    place: str
    quantity: int
    shipped: int = 0
    arrived: int = 0
    lost: int = 0
    is_shipping: bool = True
    is_cancelled: bool = False

    @property
    def is_of_account(self) -> bool:
        return self.to == ACME

    @property
    def in_transit(self) -> int:
        return self.shipped - self.arrived - self.lost

    @property
    def state(self) -> str:
        if self.is_cancelled:
            return "cancelled"
        if self.is_shipping:
            return "open"
        return "shipped" if self.in_transit else "received"


@dataclass
class Pass:
    """One counting of cameras at a place: what was scanned, and, once it has ended, what that says of each serial.

    Attributes:
        by: Who counts.
        run: The run that has it in work; None where it began and ended at a desk.
        begun: How often cameras had come to the place or left it when it began.
        noted: What was scanned.
        says: What the pass says of each serial, and how often that had moved; None while it goes on.
        is_void: Whether cameras came or left meanwhile.
        place_done: Whether its place was said to be done after it.
    """

    by: str
    run: Run | None
    begun: int
    noted: list[str] = field(default_factory=list)
    says: dict[str, tuple[str, int]] | None = None
    is_void: bool = False
    place_done: bool = False

    @property
    def is_open(self) -> bool:
        return self.says is None

    @property
    def differs(self) -> bool:
        return any(finding != "found" for finding, _ in (self.says or {}).values())


@dataclass
class Count:
    """A count of cameras at one place."""

    place: str
    account: str
    passes: list[Pass] = field(default_factory=list)
    state: str = "open"

    @property
    def last(self) -> Pass | None:
        return self.passes[-1] if self.passes else None


@dataclass
class Listed:
    """A pick list of cameras from anywhere that is open, or was: in which batch it is, and what it has got."""

    quantity: int
    batch: str | None = None
    got: list[str] = field(default_factory=list)
    state: str = "open"

    @property
    def wants(self) -> int:
        return self.quantity - len(self.got)


@dataclass
class Batch:
    """A batch of such lists: how many it wanted when it was made, how many are walked, whether its walk is over."""

    lists: list[str]
    quantity: int
    walked: int = 0
    is_walked: bool = False
    has_cart: bool = False
    state: str = "open"


@dataclass
class Sent:
    """A pick list that was dispatched: to whom, None: nobody was named."""

    customer: str | None


@dataclass
class Return:
    """A return of one line: who sends back how many, of all that he got or of one pick list."""

    quantity: int
    customer: str
    pick_list: str | None
    done: int = 0
    is_cancelled: bool = False

    @property
    def state(self) -> str:
        if self.is_cancelled:
            return "cancelled"
        return "open" if self.done < self.quantity else "received"


@dataclass
class Asked:
    """An adjustment that was asked for: what is to leave a place or to arrive there, who asks, and what is on hold because of it alone."""

    sku: str
    place: str
    account: str
    units: int
    by: str
    held: list[str]
    leaves: bool
    holds: set[str] = field(default_factory=set)
    state: str = "waiting"


@dataclass
class Container:
    """A tote, a pallet or an SSCC: in what it lies, and the pick list whose goods it holds."""

    inside: str | None = None
    pick_list: str | None = None


def is_tote(code: str) -> bool:
    """Tell a tote from a pallet and an SSCC, by its code."""
    return code.startswith("T-")


@dataclass
class Known:
    """All of it. `boxes` have no serials: units by place and account; `to_supplier` are the pick lists that go back to one; `stirred` tells how often cameras came to a place or left it; `lies_in` in which container a camera in the house lies."""

    serials: dict[str, Where] = field(default_factory=dict)
    boxes: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: set[str] = field(default_factory=set)
    announced: dict[str, Announced] = field(default_factory=dict)
    picked: dict[str, list[str]] = field(default_factory=dict)
    to_supplier: set[str] = field(default_factory=set)
    unwanted: dict[str, list[str]] = field(default_factory=dict)
    picked_from: dict[str, str] = field(default_factory=dict)
    transfers: dict[str, Transfer] = field(default_factory=dict)
    counts: dict[str, Count] = field(default_factory=dict)
    lists: dict[str, Listed] = field(default_factory=dict)
    batches: dict[str, Batch] = field(default_factory=dict)
    asked: dict[str, Asked] = field(default_factory=dict)
    customers: dict[str, str] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)
    left_on: dict[str, str] = field(default_factory=dict)
    returns: dict[str, Return] = field(default_factory=dict)
    stirred: Counter[tuple[str, str]] = field(default_factory=Counter)
    containers: dict[str, Container] = field(default_factory=dict)
    lies_in: dict[str, str] = field(default_factory=dict)

    def state(self, text: str) -> str:
        """Return the state of a serial; of one that nobody knows, that it is unknown."""
        return self.serials[text].state if text in self.serials else "unknown"

    def is_free(self, text: str) -> bool:
        """Whether nobody knows the serial, or only from a line that was closed without it."""
        return self.state(text) in {"unknown", NEVER_CAME}

    def at(self, place: str, account: str = MAIN) -> list[str]:
        """Return the cameras in stock at a place."""
        return [
            text
            for text, where in self.serials.items()
            if (where.state, where.place, where.account) == ("in_stock", place, account)
        ]

    def on_place(self, place: str) -> list[str]:
        """Return the cameras in stock at a place, whosever they are."""
        return [text for text, of in self.serials.items() if (of.state, of.place) == ("in_stock", place)]

    def is_filled(self, place: str) -> bool:
        """Whether anything lies at a place."""
        return bool(self.on_place(place)) or any(units and at[0] == place for at, units in self.boxes.items())

    @property
    def cart_of(self) -> str | None:
        """The open batch that has the cart."""
        return next((ref for ref, one in self.batches.items() if one.has_cart), None)

    def filled(self) -> list[tuple[str, str]]:
        """Return where cameras are in stock, and of which accounts."""
        found = {(where.place, where.account) for where in self.serials.values() if where.state == "in_stock"}
        return sorted((place, account) for place, account in found if place)

    def on(self, ref: str) -> list[str]:
        """Return the cameras in transit on a transfer."""
        return [text for text, where in self.serials.items() if where.document == ref]

    def waits(self, text: str) -> bool:
        """Whether an adjustment that waits asks for a serial to leave."""
        return any(one.state == "waiting" and one.leaves and text in one.held for one in self.asked.values())

    def any_waits(self, texts: Collection[str]) -> bool:
        """Whether an adjustment that waits asks for one of these serials to leave or to arrive."""
        waiting = [one for one in self.asked.values() if one.state == "waiting"]
        return any(not set(texts).isdisjoint(one.held) for one in waiting)

    def any_held(self, texts: Iterable[str]) -> bool:
        return not self.held.isdisjoint(texts)

    def move(
        self, texts: Collection[str], *, along: Collection[str] = (), into: str | None = None, **to: str
    ) -> None:
        """Move serials: what is not named of where they are stays, but for the place and the document.

        They leave what they lay in, but for the containers that go along with them; and go into a tote, where one is named.
        """
        for text in texts:
            if self.lies_in.get(text) not in along:
                self.lies_in.pop(text, None)
            if into:
                self.lies_in[text] = into
            before = self.serials.get(text, Where("unknown"))
            after = replace(before, **{"place": None, "document": None, **to}, moves=before.moves + 1)  # type: ignore[arg-type]
            self._stir(before)
            self._stir(after)
            self.serials[text] = after

    def _stir(self, where: Where) -> None:
        if where.state == "in_stock" and where.place:
            self.stirred[where.place, where.account] += 1

    # --- containers ---------------------------------------------------------------------------------------------

    def outward(self, code: str) -> list[str]:
        """Return a container and those that it lies in, from it on."""
        inside = self.containers[code].inside
        return [code, *(self.outward(inside) if inside else [])]

    def tree(self, code: str) -> list[str]:
        """Return a container and those that lie in it, however deep."""
        return [one for one in self.containers if code in self.outward(one)]

    def lists_would_share_a_tote(self, code: str, into: str) -> bool:
        """Tell whether a list's tote would lie in a tote, or anything in that (R30)."""
        holds = any(self.containers[one].pick_list for one in self.tree(code))
        return bool(self.containers[into].pick_list) or (holds and any(map(is_tote, self.outward(into))))

    def content(self, code: str) -> list[str]:
        """Return the cameras that lie in a container, however deep."""
        tree = self.tree(code)
        return [text for text, inside in self.lies_in.items() if inside in tree]

    def place_of(self, code: str) -> str | None:
        """Return where what is in stock of a container is."""
        places = {self.serials[text].place for text in self.content(code)} - {None}
        assert len(places) <= 1, "the check says it first"
        return places.pop() if places else None

    def totes_of(self, ref: str) -> list[str]:
        return [code for code, one in self.containers.items() if one.pick_list == ref]

    def take_out_of_others(self, codes: Iterable[str]) -> None:
        """Let containers lie in nothing."""
        for code in codes:
            self.containers[code].inside = None

    def free_totes(self, ref: str) -> None:
        """Let the totes of a pick list be anybody's: they hold nothing of it any more."""
        for code in self.totes_of(ref):
            self.containers[code] = Container()

    def forget(self, texts: Iterable[str]) -> None:
        for text in texts:
            del self.serials[text]
