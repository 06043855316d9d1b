"""R45 Whatever writes is told who acts."""

import pytest

from serialhhd.store.catalogue import places
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused
from tests.store.writing_operations import Operation, operations

FOR_A_RUN = frozenset({"Run", "Capturing", "Pass"})
"""Who works for a run, or counts in a pass of it, is its operator; so does what is told its key, `run_id`."""

OF_THE_PROGRAM = {
    "catalogue.products.note_failed_pattern": "what the program found at a scan",
    "catalogue.settings.note_flows_problem": "what a program found when it read a file",
    "catalogue.settings.note_sign_of_life": "a server's own heartbeat",
    "batches.sorting.end": "a batch ends with what the operator of the run has sorted last",
    "batches.walking.take_cart": "the operator of the run takes it, as a tote",
    "configuration.versions.saw": "what a program found when it read a file",
    "counts.counts.line_for": "a product that is not expected there: its passes say who counted it",
    "desk.picking_work.say_empty": "as batches.sorting.end: it ends with what was sorted last",
    "documents.open_work.ever_asked": "it reads; what it calls has the name of something that writes",
    "desk.clearing_up.clear_up": "what a server takes away, nobody has seen",
    "people.logins.note": "the audit of logins names who it was, or called themselves so",
    "replaying.copying.everything": "a copy, which is thrown away: who did what is in it",
    "replaying.excerpt.drop": "a throw-away store: nobody sees what is done there",
    "replaying.excerpt.write": "the same",
    "training.stores.new": "it begins with what is of nobody",
    "training.stores.reset": "what was done in it is gone with who did it",
    "stock.runs.begin": "who begins a run is its operator",
    "people.pins.check": "the same: the operator at the device",
}
"""What writes and is no operator's doing, and why."""


def test_every_operation_that_writes_says_who_acts() -> None:
    silent = {str(one) for one in operations() if "by" not in one.parameters and not _is_for_a_run(one)}
    assert silent == {*OF_THE_PROGRAM}


def _is_for_a_run(one: Operation) -> bool:
    names_run = not FOR_A_RUN.isdisjoint(name.rpartition(".")[2] for name in one.annotations)
    return names_run or "run_id" in one.parameters


def test_operations_are_found() -> None:
    found = {str(one) for one in operations()}
    assert {"catalogue.places.add_account", "desk.imports.import_rows", *OF_THE_PROGRAM} <= found


@pytest.mark.parametrize(
    ("by", "code"), [("", "code_empty"), ("  ", "code_empty"), ("an\x1bna", "code_unprintable")]
)
def test_nobody_changes_nothing(store: Store, by: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        store.write(lambda conn: places.add_account(conn, "ACME", by=by))
    assert refused.value.code == code
    with store.read() as conn:
        assert places.accounts(conn) == ("MAIN",)
