"""Which step types a flow of an operation may use: those that ask for its words, and those of words that nobody knows."""

from dataclasses import replace
from typing import ClassVar

import pytest

from serialhhd.flows import operations, steps
from serialhhd.flows.steps.scan_destination import ScanDestination
from serialhhd.flows.words.word import SOURCE as FROM


def test_a_step_for_a_word_that_some_operation_knows_is_no_step_of_the_others() -> None:
    in_no_crate = operations.operations()["pick_by_pick_list"]
    in_crates = replace(in_no_crate, name="crate_pick", words=in_no_crate.words | {"crate"})
    known = {in_no_crate.name: in_no_crate, in_crates.name: in_crates}

    class ScanCrate(ScanDestination):
        asks: ClassVar[tuple[str, ...]] = ("crate",)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(steps, "operations", lambda: known)
        assert steps.operations_of(ScanCrate) == ["crate_pick"]
    with_source = [name for name, one in operations.operations().items() if FROM in one.words]
    assert steps.operations_of(ScanCrate) == with_source  # nobody knows the word: it is the step's own
