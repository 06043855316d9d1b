"""Everything that is drawn, as one frozen value: the View, and what the screen itself adds to it."""

from serialhhd.flows.seam.view import Label, Message, View
from serialhhd.screens.hhd.panels.keyed_actions import KeyedAction
from serialhhd.screens.hhd.panels.panels import Panel
from serialhhd.store.words.codes import SIGN
from serialhhd.value_class import value_class

STARTING = View(flow="", step="", title="serialhhd", prompt="")


@value_class
class ScreenState:
    """What is drawn now.

    Attributes:
        view: The flow's last answer.
        prefix: The character of prefix lines.
        draws_large: Whether what is sought, or remains, is also drawn in large letters, where rows are free.
        has_blocks: Whether they are made of block characters; else of reversed blanks.
        actions: What can be done now.
        panel: What the screen itself has open.
        error: The error that must be acknowledged; it takes the screen.
        ignored: Scans refused since the error; kept until the next answer, so that they are scanned again.
        echo: The last accepted scan.
        page: The page of the choices or of the error; it counts on, and wraps when drawn.
        labels: What the virtual scanner can read.
    """

    view: View = STARTING
    prefix: str = SIGN
    draws_large: bool = True
    has_blocks: bool = True
    actions: tuple[KeyedAction, ...] = ()
    panel: Panel | None = None
    error: Message | None = None
    ignored: int = 0
    echo: str = ""
    page: int = 0
    labels: tuple[Label, ...] = ()


STARTED = ScreenState()
"""Before the flow's first answer."""
