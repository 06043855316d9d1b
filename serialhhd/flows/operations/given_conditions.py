"""The conditions that a flow offers: in what state goods come back, and which of them may be put in storage (R35)."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BeforeValidator, Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.given_reasons import DISTINCT, Reason, listed
from serialhhd.flows.operations.operation import Options, WrittenIn
from serialhhd.flows.sentences.texts import list_as_tuple
from serialhhd.flows.words import document
from serialhhd.flows.words.word import CONDITION
from serialhhd.store.words.vocabulary import DocumentKind
from serialhhd.toml.key import Choices, IdleWords

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows


def _not_offered(flow: PlayedFlow) -> Mapping[str, str]:
    options = flow.options
    if not isinstance(options, GivenConditions):
        return {}
    offered = {said.casefold() for said in options.conditions}
    return {
        said: "conditions has no such condition" for said in options.restock if said.casefold() not in offered
    }


class GivenConditions(Options):
    """The rules of an operation that asks in what state goods come back."""

    conditions: Annotated[
        tuple[Reason, ...],
        BeforeValidator(list_as_tuple),
        Field(min_length=1),
        DISTINCT,
        WrittenIn("choose_condition"),
    ] = Field(
        default=("As new", "Opened", "Damaged"),
        description="Returns (R35): in what state goods may be, as a numbered list.",
    )
    restock: Annotated[
        tuple[Reason, ...],
        BeforeValidator(list_as_tuple),
        IdleWords(_not_offered),
        WrittenIn("choose_condition"),
    ] = Field(
        default=("As new",),
        description="Returns (R35): the conditions of goods that may be put in storage. All others go to quarantine only.",
    )
    unknown: Annotated[
        Literal["refuse", "accept"],
        Choices(
            {
                "refuse": "a serial that never left from here is refused",
                "accept": "it is taken in as new, unless the return names a pick list",
            }
        ),
        WrittenIn("enter_serials"),
    ] = Field(
        default="refuse",
        description="Returns (R34): what becomes of a serial that the store does not know.",
    )


def is_put_back(work: Work) -> bool:
    """Return whether what is in work was only picked, for a pick list that is cancelled: then nobody asks in what state it is (R36)."""
    paper = document.chosen(work)
    return paper is not None and paper.kind is DocumentKind.PICK_LIST


def given(work: Work) -> str:
    """Return the condition that was given; empty before one is."""
    return work.position.noted.get(CONDITION, "")


def restocked(flows: "Flows") -> tuple[str, ...]:
    """Return the conditions that some flow puts into storage; where no flow asks for any, those of the default."""
    asked = [flow.options for flow in flows.flows.values() if isinstance(flow.options, GivenConditions)]
    said = (condition for options in asked or [GivenConditions()] for condition in options.restock)
    return tuple(dict.fromkeys(said))


def spelled(said: str, flows: Iterable[PlayedFlow]) -> str:
    """Return in what state goods come back as the flow writes it that offers it, in whatever letter case it is said at a desk."""
    asked = [flow.options for flow in flows if isinstance(flow.options, GivenConditions)]
    return listed(said, (one for options in asked or [GivenConditions()] for one in options.conditions))
