"""Texts of a flows.toml that are read, and what is wrong with them."""

from pathlib import Path

import pytest

from serialhhd.flows.config.loader import parse
from serialhhd.flows.config.model import Flow
from serialhhd.flows.config.problems import FlowsInvalid
from serialhhd.toml.problem import Problem

PATH = Path("flows.toml")
QUOTES = '",'
ROOT = Path(__file__).parents[3]
RECEIVE = 'operation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "scan_location"]\n'
PICK = 'operation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product", "confirm_quantity"]\n'


def problems(text: str) -> list[str]:
    """Every problem of the text without its source lines."""
    with pytest.raises(FlowsInvalid) as invalid:
        parse(text, PATH)
    return [str(problem).split("\n")[0] for problem in invalid.value.problems]


def outcome(text: str) -> tuple[list[Flow], tuple[Problem, ...]]:
    """The flows of a text, or else its problems."""
    try:
        return list(parse(text, PATH)), ()
    except FlowsInvalid as invalid:
        return [], invalid.problems


def goods_in(text: str) -> Flow:
    """The one flow of a file: a right one with the text behind it."""
    return parse(f"[flows.goods_in]\n{RECEIVE}{text}", PATH).flows["goods_in"]


def option_problems(text: str) -> list[str]:
    """The problems of text behind three right lines, without the file's name."""
    return [problem.removeprefix("flows.toml:") for problem in problems(f"[flows.goods_in]\n{RECEIVE}{text}")]


def steps_problems(operation: str, *steps: str) -> list[str]:
    """The problems of a list of steps, each as `step under the caret: sentence`."""
    text = "\n".join(
        [f'[flows.x]\noperation = "{operation}"', "steps = [", *(f'"{step}",' for step in steps), "]"]
    )
    with pytest.raises(FlowsInvalid) as invalid:
        parse(text, PATH)
    lines = text.split("\n")
    return [
        f"{lines[(problem.line or 0) - 1].strip(QUOTES)}: {problem.sentence}"
        for problem in invalid.value.problems
    ]
