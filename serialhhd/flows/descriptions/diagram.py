"""A flow drawn: its questions in order, where the next turn begins, and where it ends."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

from serialhhd.flows.config.model import Flow
from serialhhd.flows.operations import operations
from serialhhd.flows.sentences.language import in_language
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words import turn

RULES: Final = re.compile(r" \(R\d+(, R\d+)*\)")
WIDTH: Final = 70
"""Cells of what is written beside the drawing, and of the names."""
NEXT: Final = "the next, while any is left"
DONE: Final = "done: the first question again"


def text(flow: Flow) -> str:
    """Return the drawing in letters, to be read in any terminal."""
    return "\n".join(_lines(flow))


def mermaid(flow: Flow) -> str:
    """Return the drawing as the text of a Mermaid flow chart."""
    last, first = flow.steps[-1].name, turn.first_step(flow)
    nodes = [f'    {step.name}["{step.name}<br>{_asked(step)}"]' for step in flow.steps]
    arrows = [f"    {one.name} --> {two.name}" for one, two in zip(flow.steps, flow.steps[1:], strict=False)]
    again = [f'    {last} -->|"{_again(flow)}"| {first}']
    end = [f'    {last} --> done(["{DONE}"])'] if _has_end(flow) else []
    return "\n".join(["flowchart TD", *nodes, *arrows, *again, *end])


def _lines(flow: Flow) -> Iterator[str]:
    first, side = turn.first_step(flow), " "
    width = max(len(step.name) for step in flow.steps)
    yield f"{flow.name}: {in_language(flow.title)}"
    yield ""
    for step in flow.steps:
        said = textwrap.wrap(_asked(step), WIDTH - width)
        arrow = " +--> " if step.name == first else f" {side}    "
        side = "|" if step.name == first else side
        yield f"{arrow}{step.name:{width}}  {said[0]}"
        yield from (f" {side}      |{'':{width - 1}}{more}" for more in said[1:])
        yield f" {side}      |"
    yield f" +------+ {_again(flow)}"
    if _has_end(flow):
        yield "        |"
        yield f"      {DONE}"


def _asked(step: Step) -> str:
    """Return what a step asks, and where it does not always, where it does."""
    question = _said(type(step).__doc__)
    if type(step).is_asked is Step.is_asked:
        return question
    return f"{question} Only where {_said(type(step).is_asked.__doc__).removeprefix('Whether ')}"


def _said(doc: str | None) -> str:
    return RULES.sub("", (doc or "").strip().partition("\n")[0])


def _has_end(flow: Flow) -> bool:
    """Return whether the flow has an end of its own: a document is done some time, other work goes on."""
    return bool(operations()[flow.operation].documents)


def _again(flow: Flow) -> str:
    return NEXT if _has_end(flow) else "the next"
