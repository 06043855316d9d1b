"""What the tests of a session do there."""

from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.words.vocabulary import Role


def add_operator(store: Store, name: str) -> None:
    """Add somebody who scans."""
    store.write(lambda conn: operators.add(conn, name, Role.OPERATOR, store.now(), by="office"))


def scan(session: Session, *texts: str) -> View:
    """Scan one text after the other, and return what is shown then."""
    view = session.view()
    for text in texts:
        view = session.submit(Scan(text))
    return view


def code(view: View) -> str | None:
    """Return the code of what is said."""
    return view.message.code if view.message else None


def without_serials(text: str) -> str:
    """Return a flows.toml without its serial steps."""
    return text.replace('"enter_serials", ', "")
