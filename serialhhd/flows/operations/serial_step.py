"""What is done where a product needs serials and the flow has no step that asks for them (R17)."""

from typing import Annotated, Literal

from pydantic import Field

from serialhhd.flows.conversation.work import PlayedFlow, Work
from serialhhd.flows.operations.operation import Options
from serialhhd.flows.words.word import SERIALS
from serialhhd.toml.key import Choices, Idle


def _why_idle(flow: PlayedFlow) -> str | None:
    asked = next((step for step, word in flow.words.items() if word == SERIALS), None)
    return f'"{asked}" is in steps' if asked else None


class SerialStepOptions(Options):
    """Whether what needs serials goes through without."""

    without_serial_step: Annotated[
        Literal["refuse", "skip"],
        Choices(
            {
                "refuse": "the line is refused",
                "skip": "it goes through without serials, the transaction says so, and what was received is a No Tracking stock line",
            }
        ),
        Idle(_why_idle),
    ] = Field(
        default="refuse",
        description="What becomes of a line whose product needs serials where enter_serials is not in steps (R17).",
    )


def has_serial_step(work: Work) -> bool:
    """Return whether the flow asks for serials."""
    return work.step_for(SERIALS) is not None


def skips_serials(work: Work) -> bool:
    """Return whether what needs serials goes through without where the flow does not ask for them."""
    return work.options(SerialStepOptions).without_serial_step == "skip"
