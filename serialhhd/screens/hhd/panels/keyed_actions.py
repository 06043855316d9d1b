"""The one list of what can be done now: it feeds the keys, the footer, the numbered menu and the help."""

from dataclasses import dataclass
from itertools import count

from serialhhd.flows.seam.view import Action, View
from serialhhd.flows.sentences.english import keys

FUNCTION_KEYS = {
    ":help": "F1",
    ":back": "F2",
    ":no": "F2",
    ":undo": "F3",
    ":done": "F4",
    ":yes": "F4",
    ":list": "F5",
    ":short": "F6",
    ":remove": "F7",
    ":cancel": "F8",
    ":more": "F9",
    ":quit": "F10",
}
"""Fixed places, so that the hand learns them; a key is live only while its action is offered."""
NUMBERS = {word: number for number, word in enumerate((":ok", ":menu", *FUNCTION_KEYS), start=11)}
"""Every action and its number where it has no key, or another action has its key now. Else it has its key's number."""
OWN_FROM = max(NUMBERS.values()) + 1
"""The numbers of the actions that an operation has of its own begin here."""

QUIT, LIST, HELP, MORE, CANCEL, REMOVE = ":quit", ":list", ":help", ":more", ":cancel", ":remove"
_ALWAYS = {LIST: keys.list_, HELP: keys.help_, QUIT: keys.quit_}


@dataclass(frozen=True, slots=True)
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


def keyed_actions(view: View, *, has_more: bool = False, has_rest: bool = False) -> tuple[KeyedAction, ...]:
    """Return what can be done at this view, most useful first.

    `has_more` says that the view's choices need another page, `has_rest` that its message does.
    """
    known = {action.word for action in view.actions}
    own = tuple(
        Action(word, label())
        for word, label in _ALWAYS.items()
        if word not in known and _makes_sense(word, view)
    )
    more = (Action(MORE, keys.more()),)
    before, after = (more, ()) if has_more else ((), more if has_rest else ())
    return _with_keys((*before, *view.actions, *own, *after))


def _makes_sense(word: str, view: View) -> bool:
    return word != LIST or captured_count(view) > 0


def captured_count(view: View) -> int:
    """Return how many serials are captured for the line or task in work."""
    return view.serials.captured if view.serials else 0


def _with_keys(actions: tuple[Action, ...]) -> tuple[KeyedAction, ...]:
    taken: set[str] = set()
    found = []
    own = count(OWN_FROM)
    for action in actions:
        key = FUNCTION_KEYS.get(action.word)
        free = key if key not in taken else None
        taken |= {free} if free else set()
        number = int(free.removeprefix("F")) if free else NUMBERS.get(action.word) or next(own)
        found.append(KeyedAction(action, free, number))
    return tuple(found)


def action_on(found: tuple[KeyedAction, ...], key: str) -> KeyedAction | None:
    """Return the live action of a function key."""
    return next((action for action in found if action.key == key), None)
