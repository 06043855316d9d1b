"""Signing on: who is there, and on a shared device the PIN."""

from datetime import datetime

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.conversation.actions import action_of
from serialhhd.flows.seam.view import Message, View
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import prompts
from serialhhd.flows.sentences.language import spoken
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators, pins
from serialhhd.store.symbols.scan import clean
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.vocabulary import Language, Role
from serialhhd.value_class import value_class


@value_class
class SignedOn:
    """Who is signed on, since when, and which language that operator is spoken to in; None where none is kept."""

    name: str
    role: Role
    language: Language | None
    since: datetime


class SignOn:
    """The questions for the operator and, on a shared device, for the PIN.

    Args:
        store: The store, opened.
        device: The shared device it is on, where signing on takes a badge and a PIN.
    """

    def __init__(self, store: Store, device: str | None) -> None:
        self._store = store
        self._device = device
        self._badge: str | None = None

    def view(self, message: Message | None = None) -> View:
        """Return the question, after an answer or at first.

        A PIN that is wrong is typed again, and must not be taken for a badge and shown.
        """
        return _who(message) if self._badge is None else _pin(message)

    def answer(self, text: str) -> SignedOn | None:
        """Return who signs on; None where something is still to be asked.

        The badge is kept until `is_over`: while the store is away a PIN is still asked for, and none is a badge.

        Raises:
            Refused: `nothing_entered`, `no_pin`, `unknown` operator, `operator_disabled`, or as `pins.check`.
            StoreUnavailable: The store cannot be used.
        """
        if self._badge is not None:
            return self._answer_pin(self._badge, clean(text))
        name = entered(text, "operator")
        if self._device is None:
            return self.of(name)
        self._badge = name
        return None

    def _answer_pin(self, badge: str, pin: str) -> SignedOn | None:
        """Take the PIN. What is no number may be a mistyped PIN, and is no badge either."""
        if pin.casefold() == ":back":
            self._badge = None
            return None
        if not pin:  # Enter alone is no wrong PIN
            raise messages.nothing_entered(what="PIN")
        if not is_number(pin):
            raise messages.no_pin()
        pins.check(self._store, badge, pin, pins.at_device(self._device or ""))
        return self.of(badge)

    def is_over(self) -> None:
        """Ask for the badge where it is asked next: the PIN was right."""
        self._badge = None

    def of(self, name: str) -> SignedOn:
        """Return who signs on by a name.

        Raises:
            Refused: `unknown` operator, `operator_disabled`.
        """
        with self._store.read() as conn:
            known = operators.sign_on(conn, name)
        return SignedOn(known.name, known.role, known.language, self._store.now())


def _who(message: Message | None) -> View:
    return View(
        "",
        "sign_on",
        prompts.sign_on(),
        prompts.operator(),
        actions=(action_of(":quit"),),
        message=message,
        is_private=True,
        language=spoken(),
    )


def _pin(message: Message | None) -> View:
    """Return the question for the PIN, which is neither shown nor logged."""
    return View(
        "",
        "pin",
        prompts.sign_on(),
        prompts.pin(),
        actions=(action_of(":back"), action_of(":quit")),
        message=message,
        is_secret=True,
        is_private=True,
        language=spoken(),
    )
