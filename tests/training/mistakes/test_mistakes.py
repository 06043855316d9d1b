"""Each mistake in a scenario is told as it is written down, and every problem occurs."""

from pathlib import Path

import pytest

from serialhhd.toml.problem import CODES, FileInvalid
from serialhhd.training.scenarios import shipped
from tests.training.mistakes.corpus import FILES, problems, said_of, told

OWN = {code for code, module in CODES.items() if module.startswith("serialhhd.training.")}
OF_NO_FILE = {"unknown_scenario"}


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_mistake_is_told_as_it_is_written_down(file: Path) -> None:
    assert problems(file)
    assert told(file) == said_of(file).read_text(encoding="utf-8")


def test_every_problem_occurs() -> None:
    occurring = {problem.code for file in FILES for problem in problems(file)}
    assert occurring & OWN == OWN - OF_NO_FILE
    with pytest.raises(FileInvalid) as refused:
        shipped.find("first-recipt")
    assert {problem.code for problem in refused.value.problems} == OF_NO_FILE
    assert "first-receipt" in str(refused.value)
