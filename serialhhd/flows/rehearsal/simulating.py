"""A conversation that is simulated on a throw-away store: who plays it, and how what is scanned is told with the answers."""

from collections.abc import Callable
from typing import Final

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.handheld import Profile
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.stock import runs

SIMULATED: Final = "simulated"
"""Who plays where any name may sign on."""


def somebody(store: Store, flows: Flows, flow: str, device: str | None) -> str:
    """Return an operator who sees a flow, at best one who would not go on with a run; where nobody does, the first, who is told so."""
    with store.read() as conn:
        known = [one for one in operators.listed(conn) if not one.is_disabled]
        going_on = {run.operator for run in runs.all_open(conn) if run.flow == flow}
    seeing = [one.name for one in known if flows.shown_to(one.role, device).flow(flow)]
    seeing.sort(key=going_on.__contains__)
    return next(iter(seeing or [one.name for one in known]), SIMULATED)


class Simulation:
    """A conversation in which what is scanned is told as well; of what is secret nothing is.

    Args:
        session: The conversation.
        tell: Told a line for each scan.

    Attributes:
        scans: So many were answered.
        refused: So many of them were refused.
    """

    def __init__(self, session: Session, tell: Callable[[str], object]) -> None:
        self._session = session
        self._tell = tell
        self._is_secret = False
        self.scans = self.refused = 0

    @property
    def profile(self) -> Profile:
        """How the device is set up that it is on."""
        return self._session.profile

    def view(self) -> View:
        """Return where the operator stands."""
        return self._seen(self._session.view())

    def submit(self, scan: Scan) -> View:
        """Tell the scan, and answer it."""
        self._tell("> (secret)" if self._is_secret else f"> {scan.text}".rstrip(" "))
        view = self._seen(self._session.submit(scan))
        self.scans += 1
        self.refused += bool(view.message and view.message.severity == "error")
        return view

    def _seen(self, view: View) -> View:
        self._is_secret = view.is_secret or view.is_private
        return view
