"""Who signs on at a handheld."""

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused
from tests.flows.conversation.session.playing import add_operator, code, scan


def test_a_handheld_first_asks_who_is_there(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED)))
    assert (view.step, view.prompt, view.message) == ("sign_on", "OPERATOR?", None)
    assert [action.word for action in view.actions] == [":quit"]


def test_any_name_may_sign_on_while_there_are_no_operators(store: Store) -> None:
    view = scan(Session(store, FlowsFile(PACKAGED)), "  anna ")
    assert (view.step, view.title, code(view)) == ("menu", "Menu  anna", "signed_on")


def test_only_known_operators_may_sign_on_once_there_are_some(store: Store) -> None:
    add_operator(store, "Anna")
    session = Session(store, FlowsFile(PACKAGED))
    view = scan(session, "ben")
    assert (view.step, code(view)) == ("sign_on", "unknown")
    view = scan(session, "ANNA")
    assert (view.step, view.title) == ("menu", "Menu  Anna")


@pytest.mark.parametrize(("name", "why"), [("", "nothing_entered"), ("a" * 65, "code_too_long")])
def test_a_name_that_is_none_is_refused(store: Store, name: str, why: str) -> None:
    assert code(scan(Session(store, FlowsFile(PACKAGED)), name)) == why


def test_an_unknown_operator_is_refused_at_the_start(store: Store) -> None:
    add_operator(store, "anna")
    with pytest.raises(Refused, match="unknown"):
        Session(store, FlowsFile(PACKAGED), "ben")


def test_an_operator_who_left_a_run_open_signs_on_to_it(store: Store) -> None:
    scan(Session(store, FlowsFile(PACKAGED), "anna", "goods_in"), "PR-1", "CAM-1", "SN1")
    view = scan(Session(store, FlowsFile(PACKAGED)), "Anna")
    assert (view.step, code(view)) == ("enter_serials", "run_resumed")
    assert view.serials
    assert view.serials.captured == 1
