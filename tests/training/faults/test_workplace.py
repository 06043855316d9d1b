"""A store that is locked as another program does it: nobody else writes, and nothing is lost."""

import pytest

from serialhhd.flows.seam.handheld import Conversation
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import Role
from serialhhd.training.faults.workplace import Workplace


def nobody(_: str) -> Conversation:
    raise AssertionError("nobody comes")


def test_nobody_can_use_a_store_that_is_locked_until_it_is_let_go(store_url: str) -> None:
    with (
        Store.open(store_url, busy_seconds=0.05) as store,
        Workplace(store, nobody, "anna", "goods_in") as workplace,
    ):
        for _ in range(2):
            workplace.lock()  # also where it is locked already
        with pytest.raises(StoreUnavailable) as away:
            workplace.supervisor_releases()
        assert away.value.code == "store_locked"
        workplace.unlock()
        workplace.unlock()
        assert not workplace.supervisor_releases()
        workplace.lock()
    with Store.open(store_url, busy_seconds=0.05) as store:
        store.write(lambda conn: operators.add(conn, "anna", Role.OPERATOR, store.now(), by="ben"))
