"""What is told of an impact, in sentences."""

from dataclasses import replace

from serialhhd.flows.rehearsal.impact import Impact, RefusedLine
from serialhhd.flows.rehearsal.told import NAMED_AT_MOST, sentences

LINE = RefusedLine("PR-7", "CAM-1", "over_receipt", "confirm_quantity", "4 is too many.", is_so_now=False)


def test_one_line_and_one_question_are_said_as_one() -> None:
    assert sentences(Impact(1, (LINE,), 2, 1, days=1)) == [
        "1 line received or picked in the last day would have gone like this:",
        "1 line would have been refused:",
        "  PR-7 CAM-1: over_receipt at confirm_quantity - 4 is too many.",
        "1 question would have been asked in place of 2: 1 fewer (those of refused lines up to the refusal).",
    ]


def test_many_refused_lines_are_counted_and_so_are_those_of_today() -> None:
    refused = (replace(LINE, is_so_now=True), *(LINE,) * (NAMED_AT_MOST + 1))
    told = sentences(Impact(99, refused, 400, 390))
    assert told[1] == "22 lines would have been refused, 1 of them by the flows in force as well:"
    assert told[22] == "  and 2 more"


def test_what_is_not_known_is_told() -> None:
    told = sentences(Impact(3, (), 9, 9, otherwise=2, at_the_desk=1, again=4, other_work=1, is_cut=True))
    assert told[1:] == [
        "No line would have been refused.",
        "As many questions would have been asked: 9.",
        "2 lines would have been posted with another quantity.",
        "Only the newest 3 lines were looked at: there are more of that time.",
        "Not done again: 1 receipt of the desk, where no flow asks.",
        "Not done again: 4 lines with a serial that was on a line before it.",
        "Not done again: 1 movement under other documents, or under none.",
    ]
