import pytest

from serialhhd.flows.config.devices.function_keys import FUNCTION_KEYS
from serialhhd.flows.conversation.actions import ACTIONS
from serialhhd.flows.seam.view import Action, Serials, View
from serialhhd.screens.hhd.panels.keyed_actions import (
    NUMBERS,
    OWN_FROM,
    KeyedAction,
    action_on,
    keyed_actions,
)


def a_view(*words: str, captured: int = 0) -> View:
    actions = tuple(Action(word, word[1:].title()) for word in words)
    return View(
        "goods_in", "enter_serials", "Receive", "SERIAL?", serials=Serials(captured, 3, None), actions=actions
    )


def test_the_flows_actions_come_first_and_keep_their_order() -> None:
    found = keyed_actions(a_view(":done", ":undo", ":quit"))
    assert [action.word for action in found] == [":done", ":undo", ":quit", ":help"]


def test_the_list_is_offered_once_there_is_something_on_it() -> None:
    assert ":list" not in [action.word for action in keyed_actions(a_view())]
    assert ":list" in [action.word for action in keyed_actions(a_view(captured=1))]


def test_a_second_page_of_choices_is_offered_first() -> None:
    assert keyed_actions(a_view(":back"), has_more=True)[0].word == ":more"


def test_the_rest_of_a_sentence_is_offered_last() -> None:
    found = keyed_actions(a_view(":done"), has_rest=True)
    assert [action.word for action in found] == [":done", ":help", ":quit", ":more"]


def test_more_is_offered_once() -> None:
    found = keyed_actions(a_view(":done"), has_more=True, has_rest=True)
    assert [action.word for action in found].count(":more") == 1


@pytest.mark.parametrize("word", FUNCTION_KEYS)
def test_each_action_stands_on_its_key(word: str) -> None:
    assert action_on(keyed_actions(a_view(word)), FUNCTION_KEYS[word]) == KeyedAction(
        Action(word, word[1:].title()), FUNCTION_KEYS[word], int(FUNCTION_KEYS[word].removeprefix("F"))
    )


def test_a_key_belongs_to_one_action_only() -> None:
    found = keyed_actions(a_view(":no", ":back"))
    assert [action.key for action in found if action.word in {":no", ":back"}] == ["F2", None]


@pytest.mark.parametrize(
    ("word", "number"), [(":help", 1), (":done", 4), (":yes", 4), (":remove", 7), (":quit", 10), (":ok", 11)]
)
def test_an_action_has_the_number_of_its_key_or_one_from_11(word: str, number: int) -> None:
    found = keyed_actions(a_view(word, ":undo"))
    assert next(action.number for action in found if action.word == word) == number


def test_every_action_has_a_number_and_no_two_the_same() -> None:
    assert set(ACTIONS) <= set(NUMBERS)
    numbers = [*NUMBERS.values(), *(int(key[1:]) for key in set(FUNCTION_KEYS.values()))]
    assert len(set(numbers)) == len(numbers)
    found = keyed_actions(a_view(":no", ":back"))
    assert len({action.number for action in found}) == len(found)


def test_a_key_without_an_action_is_dead() -> None:
    assert action_on(keyed_actions(a_view(":back")), "F4") is None


def test_what_an_operation_has_of_its_own_is_numbered_after_all_others() -> None:
    found = keyed_actions(a_view(":ok", ":all", ":skip"))
    assert [(action.word, action.key, action.number) for action in found[1:3]] == [
        (":all", None, OWN_FROM),
        (":skip", None, OWN_FROM + 1),
    ]
