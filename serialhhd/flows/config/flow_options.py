"""The options that any flow has. Those of its operation and its steps are the fields of their models."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from serialhhd.flows.config.shown_to import SHOWN_TO
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences.texts import Texts, in_languages
from serialhhd.toml.key import Choices, FrozenTable, Idle, Must

GS: Final = "\x1d"


def _parts(separator: str) -> bool:
    return not (separator.isalnum() or "\r" in separator or "\n" in separator)


PARTS: Final = Must(
    "with a character that is no letter, no digit and no end of line",
    _parts,
    {"pattern": r"^[^\r\n]*[^0-9A-Za-z\r\n][^\r\n]*$"},
)


AFTERWARDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "": "the flow's first question",
        "menu": "the menu, where there is one: a handheld that was opened for one flow stays in it",
        "document": "the question for the next document, with which flows on documents begin",
    }
)


def _why_never_after(flow: Any) -> str | None:
    if operations()[flow.operation].documents:
        return None
    return "the flow is on no document, and is never done"


class FlowOptions(BaseModel):
    """The options of any flow."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    title: Annotated[Texts, in_languages(40)] = Field(
        description="What the operator reads in the menu and above every question."
    )
    short_title: Annotated[Texts, in_languages(12, none=True)] = Field(
        default="",
        description="What stands for the title where it does not fit. Empty: the title is cut.",
    )
    shown_to: Annotated[FrozenTable, SHOWN_TO] = Field(
        default_factory=FrozenTable,
        description="Who sees the flow: operators of these roles, on devices of these names. An open run goes on all the same.",
    )
    afterwards: Annotated[Literal["", "menu", "document"], Choices(AFTERWARDS), Idle(_why_never_after)] = (
        Field(default="", description="What comes when a document is done.")
    )
    separator: Annotated[str, PARTS] = Field(
        default=GS,
        min_length=1,
        max_length=8,
        description="What the scanners send in place of FNC1, the separator in a GS1 symbol: those that act as a keyboard "
        "often replace it.",
    )
