"""`serialhhd train new` and `train reset`, as they are typed; and what a store is for (R68)."""

from tests.cli.conftest import Shell


def test_r68_a_new_store_is_for_work(stocked: Shell) -> None:
    assert stocked.json("store", "info")["purpose"] == "work"
