"""What a scenario says. Each key is declared once, here: checks, schema and pages follow from it."""

import re
from typing import Annotated, Final

from pydantic import Field

from serialhhd.flows.sentences.texts import ONE_LINE, ONE_LINE_OR_NONE
from serialhhd.flows.steps import step_types
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.store.words.numbers import MOST_UNITS
from serialhhd.store.words.vocabulary import DocumentKind, TrackingType, named
from serialhhd.toml.key import Choices, Must, either
from serialhhd.training.documents.kinds import KINDS
from serialhhd.training.documents.values import (
    AS_LIST,
    AS_TYPED,
    LONGEST,
    Serials,
    Table,
    Text,
    TextOrNone,
    serials_of,
)
from serialhhd.training.documents.written import (
    NewBatch,
    NewPickList,
    NewPreReceipt,
    NewTransfer,
    WrittenDocument,
)
from serialhhd.training.faults import faults
from serialhhd.training.faults.fault import MEANINGS, Right
from serialhhd.training.scenarios.rules import RULES, is_rule

VERSION: Final = 1
"""The newest version of the file's format that this program knows."""

_RULE: Final = Must(
    "the number of a rule, such as R6 (docs/rules.md)",
    is_rule,
    {"enum": sorted(RULES, key=lambda rule: int(rule[1:]))},
)
_STEP: Final = Must(either(step_types()), lambda name: name in step_types(), {"enum": list(step_types())})
_FAULT: Final = Must(either(faults()), lambda name: name in faults(), {"enum": list(faults())})
_RIGHT: Final = Must(either(Right), lambda name: name in set(Right), {"enum": list(Right)})
_SYMBOL: Final = Must(either(Symbology), lambda name: name in set(Symbology), {"enum": list(Symbology)})
_TRACKING_TYPES: Final = tuple(one.value.replace("_", "-") for one in TrackingType)
_TRACKING: Final = Must(
    either(_TRACKING_TYPES), lambda text: text in _TRACKING_TYPES, {"enum": list(_TRACKING_TYPES)}
)
_START: Final = Must('"start"', lambda text: text == "start", {"const": "start"})
_SECONDS: Final = re.compile(r"[0-9]{1,5}(\.[0-9]{1,3})?s")
_AFTER: Final = Must(
    'seconds, such as "20s"',
    lambda text: _SECONDS.fullmatch(text) is not None,
    {"pattern": f"^{_SECONDS.pattern}$"},
)

# --- what is there at the start -------------------------------------------------------------------------------------------


class NewProduct(Table):
    """A product that there is."""

    sku: Text = Field(description="Its SKU.")
    name: Text = Field(description="What it is called.")
    tracking: Annotated[str, _TRACKING] = Field(
        default="no-tracking", description="Where its serials are asked for."
    )
    barcode: TextOrNone = Field(
        default="", description="What its label holds: a GTIN, or a code of the house. Empty: its SKU."
    )
    serial_pattern: Annotated[str, Field(max_length=LONGEST)] = Field(
        default="", description="A regular expression that its serials fit. Empty: any."
    )

    @property
    def tracking_type(self) -> TrackingType:
        """Its tracking type."""
        return named(TrackingType, self.tracking) or TrackingType.NO_TRACKING


class NewWarehouse(Table):
    """Another warehouse."""

    code: Text = Field(description="Its code.")
    locations: Annotated[tuple[Text, ...], AS_LIST] = Field(default=(), description="Its places.")


class Stock(Table):
    """Units of a product at a place."""

    sku: Text = Field(description="The product.")
    location: Text = Field(description="The place.")
    quantity: Annotated[int, Field(ge=0, le=MOST_UNITS)] = Field(description="Units.")
    serials: Serials = Field(default="", description=f"Their serials, {AS_TYPED} Empty: they have none.")


class NewHold(Table):
    """What must not leave."""

    sku: Text = Field(description="The product.")
    serials: Serials = Field(default="", description=f"Serials, {AS_TYPED} Empty: the whole product.")
    reason: Text = Field(description="Why.")


class Start(Table):
    """What there is before the first scan, in tables here or in files; the files come first."""

    files: Annotated[tuple[Text, ...], AS_LIST] = Field(
        default=(),
        max_length=20,
        description="CSV files beside the scenario, as `import` reads them; what a file is, its columns say.",
    )
    products: Annotated[tuple[NewProduct, ...], AS_LIST] = Field(default=(), description="The products.")
    warehouses: Annotated[tuple[NewWarehouse, ...], AS_LIST] = Field(
        default=(), description="Warehouses beside MAIN, with their places."
    )
    locations: Annotated[tuple[Text, ...], AS_LIST] = Field(
        default=(), description="Places beside GOODS-IN and those that stock is at."
    )
    carts: Annotated[tuple[Text, ...], AS_LIST] = Field(default=(), description="Carts.")
    quarantine: Annotated[tuple[Text, ...], AS_LIST] = Field(
        default=(), description="Places where goods lie that must not leave."
    )
    stock: Annotated[tuple[Stock, ...], AS_LIST] = Field(default=(), description="What is in stock.")
    pre_receipts: Annotated[tuple[NewPreReceipt, ...], AS_LIST] = Field(
        default=(), description="What is announced."
    )
    pick_lists: Annotated[tuple[NewPickList, ...], AS_LIST] = Field(
        default=(), description="What must leave."
    )
    batches: Annotated[tuple[NewBatch, ...], AS_LIST] = Field(
        default=(), description="Pick lists whose goods are fetched together."
    )
    transfers: Annotated[tuple[NewTransfer, ...], AS_LIST] = Field(
        default=(), description="What goes to another warehouse or account."
    )
    holds: Annotated[tuple[NewHold, ...], AS_LIST] = Field(default=(), description="What is on hold.")

    def documents(self, kind: DocumentKind) -> tuple[WrittenDocument, ...]:
        """Return the documents of a kind that has a row in `KINDS`."""
        documents: tuple[WrittenDocument, ...] = getattr(self, KINDS[kind].key)
        return documents


# --- what lies there, and what goes wrong ---------------------------------------------------------------------------------


class Goods(Table):
    """Units that lie before the trainee, each with its label."""

    sku: Text = Field(description="The product.")
    serials: Serials = Field(
        default="", description=f"Their serials, {AS_TYPED} Empty: none are on the labels."
    )
    quantity: Annotated[int, Field(ge=0, le=MOST_UNITS)] = Field(
        default=0, description="Units. Left out: as many as there are serials."
    )
    lot: Annotated[str, Field(max_length=20), ONE_LINE_OR_NONE] = Field(
        default="", description="Their lot, which a GS1 symbol names, too. Empty: none is on the labels."
    )
    symbol: Annotated[str, _SYMBOL] = Field(
        default=Symbology.CODE_128.value, description="In which kind of symbol the labels are printed."
    )
    location: TextOrNone = Field(default="", description="Where they lie. Empty: where the trainee stands.")

    @property
    def units(self) -> int:
        """How many there are."""
        return self.quantity or len(serials_of(self.serials))


class When(Table):
    """Where the conversation stands when something happens."""

    step: Annotated[str, _STEP] = Field(description="The step that is asked.")
    captured: Annotated[int, Field(ge=0, le=MOST_UNITS)] = Field(
        default=0, description="So many serials are captured on the line by then."
    )


class Event(Table):
    """Something that goes wrong, and what is right then."""

    at: Annotated[str, _START] = Field(default="", description='"start": before the first scan.')
    after: Annotated[str, _AFTER] = Field(default="", description="So long after the start.")
    when: When | None = Field(default=None, description="At a step.")
    fault: Annotated[str, _FAULT] = Field(description="What goes wrong.")
    right: Annotated[str, _RIGHT, Choices(MEANINGS)] = Field(description="What is right then.")


# --- what is to come of it ------------------------------------------------------------------------------------------------


class End(Table):
    """What there is when everything was done right. Of what is not named nothing is asked."""

    stock: Annotated[tuple[Stock, ...], AS_LIST] = Field(min_length=1, description="What is in stock.")


class Pass(Table):
    """When a trainee has passed."""

    score: Annotated[int, Field(ge=0, le=100)] = Field(default=80, description="Points at least.")
    slipped: Annotated[int, Field(ge=0, le=1000)] = Field(
        default=0, description="Mishaps that may slip, at most."
    )


class Scenario(Table):
    """A scenario."""

    version: int = Field(
        default=VERSION,
        description="Version of this file's format.",
        json_schema_extra={"const": VERSION},
    )
    title: Annotated[str, Field(max_length=40), ONE_LINE] = Field(description="What it is called.")
    goal: Text = Field(description="What is to be done, as the trainee reads it.")
    flow: Text = Field(description="The flow that is played, by its name in flows.toml.")
    needs: Annotated[tuple[Annotated[str, _STEP], ...], AS_LIST] = Field(
        min_length=1, description="Steps that the flow in force must ask."
    )
    covers: Annotated[tuple[Annotated[str, _RULE], ...], AS_LIST] = Field(
        default=(), description="The rules that it trains, by their numbers."
    )
    par: Annotated[float, Field(ge=0.1, le=3600)] = Field(description="Seconds that a unit takes.")
    passing: Pass = Field(default_factory=Pass, alias="pass", description="When a trainee has passed.")
    hints: Annotated[tuple[Text, ...], AS_LIST] = Field(
        default=(), max_length=20, description="What helps, the least telling first."
    )
    start: Start = Field(description="What there is before the first scan.")
    goods: Annotated[tuple[Goods, ...], AS_LIST] = Field(
        default=(), description="What lies before the trainee."
    )
    events: Annotated[tuple[Event, ...], AS_LIST] = Field(
        default=(), description="What goes wrong, and when."
    )
    end: End = Field(description="What there is when everything was done right.")
