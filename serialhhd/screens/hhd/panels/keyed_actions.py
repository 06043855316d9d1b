"""The one list of what can be done now: it feeds the keys, the footer, the numbered menu and the help."""

from collections.abc import Mapping
from itertools import count

from serialhhd.flows.config.devices.function_keys import FUNCTION_KEYS
from serialhhd.flows.seam.view import Action, View
from serialhhd.flows.sentences.english import keys
from serialhhd.value_class import value_class

NUMBERS = {word: number for number, word in enumerate((":ok", ":menu", *FUNCTION_KEYS), start=11)}
"""Every action and its number where it has no key, or another action has its key now. Else it has its key's number."""
MOST_OF_KEYS = 10
"""The key of a higher number has none of its own in the menu: the words have those."""
OWN_FROM = max(NUMBERS.values()) + 1
"""The numbers of the actions that an operation has of its own begin here."""

QUIT, LIST, HELP, MORE, CANCEL, REMOVE = ":quit", ":list", ":help", ":more", ":cancel", ":remove"
_ALWAYS = {LIST: keys.list_, HELP: keys.help_, QUIT: keys.quit_}


@value_class
class KeyedAction:
    """An action, the function key that takes it if it has one, and its number in the menu.

    The number is the same at every step; those of an operation's own actions are counted among what is offered.
    """

    action: Action
    key: str | None
    number: int

    @property
    def word(self) -> str:
        """The word of the line mode."""
        return self.action.word

    @property
    def label(self) -> str:
        """What the operator reads."""
        return self.action.label


def keyed_actions(
    view: View,
    function_keys: Mapping[str, str] = FUNCTION_KEYS,
    *,
    has_more: bool = False,
    has_rest: bool = False,
) -> tuple[KeyedAction, ...]:
    """Return what can be done at this view, most useful first.

    Args:
        view: The view.
        function_keys: The function key of each action that has one, by its word.
        has_more: Whether the view's choices need another page.
        has_rest: Whether its message does.
    """
    known = {action.word for action in view.actions}
    own = tuple(
        Action(word, label())
        for word, label in _ALWAYS.items()
        if word not in known and _makes_sense(word, view)
    )
    more = (Action(MORE, keys.more()),)
    before, after = (more, ()) if has_more else ((), more if has_rest else ())
    return _with_keys((*before, *view.actions, *own, *after), function_keys)


def _makes_sense(word: str, view: View) -> bool:
    return word != LIST or captured_count(view) > 0


def captured_count(view: View) -> int:
    """Return how many serials are captured for the line or task in work."""
    return view.serials.captured if view.serials else 0


def _with_keys(actions: tuple[Action, ...], function_keys: Mapping[str, str]) -> tuple[KeyedAction, ...]:
    taken: set[str] = set()
    found = []
    own = count(OWN_FROM)
    for action in actions:
        key = function_keys.get(action.word)
        free = key if key not in taken else None
        taken |= {free} if free else set()
        of_key = int(free.removeprefix("F")) if free else MOST_OF_KEYS + 1
        number = of_key if of_key <= MOST_OF_KEYS else NUMBERS.get(action.word) or next(own)
        found.append(KeyedAction(action, free, number))
    return tuple(found)


def action_on(found: tuple[KeyedAction, ...], key: str) -> KeyedAction | None:
    """Return the live action of a function key."""
    return next((action for action in found if action.key == key), None)
