"""A lesson line by line."""

import io

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.store.words.vocabulary import Language
from serialhhd.training.hands.playing import Chosen, by_lines
from serialhhd.training.lessons.scoring import Result
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked

RECEIVED = ("..1", "..2", "..4", "..4", "..4", "")


def played(
    *lines: str, scenario: str = "one-too-many", is_exam: bool = False, language: Language | None = None
) -> tuple[Result, str]:
    """Play lines, and return what came of it and what was said."""
    out = io.StringIO()
    chosen = Chosen(
        name=scenario,
        one=checked(shipped.find(scenario)),
        flows=load(PACKAGED),
        seed=0,
        trainee="anna",
        is_exam=is_exam,
        language=language,
    )
    return by_lines(chosen, [f"{line}\n" for line in lines], out), out.getvalue()


def test_a_whole_lesson() -> None:
    result, said = played(*RECEIVED, "..a", "..4", "..c", "", "..3")
    assert (result.score, result.passed, result.end_state) == (100, True, "as_expected")
    assert [one.caught for one in result.mishaps] == [True]
    assert "OK SN03  3/3" in said
    assert "Set aside: Serial SN04." in said
    assert "The supervisor has been told." in said
    assert "PASSED 100 of 100   One camera too many\n" in said
    assert said.rstrip().endswith(":undo takes the last one back.")


def test_what_slips_says_what_would_have_been_right() -> None:
    result, said = played(*RECEIVED, "", "..3")
    assert [one.caught for one in result.mishaps] == [False]
    assert not result.passed
    assert "Slipped (-15). Right is: put the goods where nobody takes them" in said


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("..77",), "No label here is 77."),
        (("..what",), "No label here is what."),
        (("..a", ""), "Nothing was set aside."),
        (("..a", "PR-1"), "Set aside: Paper PR-1."),
        (("..PR-1", "..h", "..h", "..h"), "There is no hint."),
        (("PR-1", "."), "PRODUCT?"),
        (("\udce9\x1b[A\x00",), "ERROR"),
    ],
)
def test_bad_input_is_answered(lines: tuple[str, ...], said: str) -> None:
    assert said in played(*lines)[1]


def test_an_exam_tells_nothing() -> None:
    told = played("..", "..h", is_exam=True)[1].split("All hints")[0]
    assert "asks for a hint" not in told
    assert "asks for a hint" in played("..")[1]
    assert " + " not in told
    assert "Look at the counter" not in told
    assert "There is no hint." in told


def test_what_a_bad_label_sends_is_told() -> None:
    """A torn one is silent; a scanner that sends nothing behind a code leaves it on the line."""
    torn = played("..1", "..2", "..4", "..4", "..4", scenario="torn-labels")[1]
    assert "The scanner reads nothing." in torn


def test_another_language_says_all_of_it() -> None:
    said = played(*RECEIVED, "", "..3", language=Language.GERMAN)[1]
    assert "Entgangen (-15)" in said
    assert "Papier PR-1" in said


def test_every_fault_is_told_in_every_language() -> None:
    from serialhhd.training.faults import faults
    from serialhhd.training.hands import german, spanish

    for language in (german, spanish):
        assert language.MEANINGS.keys() == faults().keys()
