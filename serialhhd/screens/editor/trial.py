"""The right side of the page: the handheld on which the flow is tried, and the virtual scanner below it."""

from typing import TYPE_CHECKING, Final

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical

from serialhhd.flows.seam.handheld import LabelReader
from serialhhd.flows.sentences import messages
from serialhhd.screens.editor.device_dialog import SIZES, DeviceDialog, Drawn
from serialhhd.screens.editor.played_handheld import PlayedHandheld, PlayedScanner
from serialhhd.screens.editor.sample_handheld import SampleHandhelds
from serialhhd.screens.hhd.settings import DeviceSettings
from serialhhd.screens.widgets.plain import entitle
from serialhhd.store.words.refusal import Refused, StoreUnavailable

if TYPE_CHECKING:
    from serialhhd.flows.config.model import Flows

FRAME: Final = 2
"""Columns and rows that the frame of the device takes."""
LEAST_OF_THE_FILE: Final = 36
"""Columns that the left side of the page keeps."""
SCANNER_COLUMNS: Final = 36


class Trial(Vertical):
    """Plays one flow of a draft after the other.

    Args:
        handhelds: The throw-away warehouses.
        drawn: Which handheld is drawn at first.
        beside: The virtual scanner that is shown in place of the file, where there is no room for one below.
        scanner: Reads the labels of it; None: nothing does.
    """

    def __init__(
        self, handhelds: SampleHandhelds, drawn: Drawn, beside: PlayedScanner, scanner: LabelReader | None
    ) -> None:
        super().__init__(id="trial")
        self.drawn = drawn
        below = PlayedScanner(id="scanner-below")
        self.handheld = PlayedHandheld((beside, below), scanner)
        self._below = below
        self._handhelds = handhelds
        self._tried: Flows | None = None
        self._flow = ""

    def compose(self) -> ComposeResult:
        """Place the device, and the virtual scanner."""
        yield self.handheld
        yield self._below

    def try_out(self, flows: "Flows | None", flow: str) -> None:
        """Play a flow from now on; what was scanned is scanned again where it is the same flow, with other words.

        Args:
            flows: What the draft says; None where it is not right: then the last that was right stays.
            flow: The flow.
        """
        self.handheld.set_class(flows is None, "-stale")
        entitle(self.handheld, str(self.drawn), "as before the problems" if flows is None else "")
        is_same = flow == self._flow
        if flows is None or flows.flow(flow) is None or (is_same and flows is self._tried):
            return
        self._tried, self._flow = flows, flow
        self._open(flows, flow, keeps=is_same)

    def begin_anew(self, *, keeps: bool = False) -> None:
        """Open the handheld anew."""
        entitle(self.handheld, str(self.drawn))
        if self._tried:
            self._open(self._tried, self._flow, keeps=keeps)

    @work(exclusive=True, group="open")
    async def _open(self, flows: "Flows", flow: str, *, keeps: bool) -> None:
        try:
            session = self._handhelds.open(flows, flow, self.drawn.language, self.drawn.profile)
        except (Refused, StoreUnavailable) as problem:
            said = messages.refusal(problem).text if isinstance(problem, Refused) else str(problem)
            self.app.notify(said, severity="error")
            return
        self.handheld.open(session, DeviceSettings(self.drawn.size), keeps=keeps)

    def fit(self, *, has_scanner: bool) -> None:
        """Be as wide as the device, and the virtual scanner where that is shown below it."""
        size, styles = self.drawn.size, self.handheld.display_rows.styles
        styles.width, styles.height = size
        self.styles.width = max(size.columns + FRAME, SCANNER_COLUMNS if has_scanner else 0)

    def choose(self) -> None:
        """Ask which handheld is drawn, out of those that there is room for."""
        columns, rows = self.screen.size.width - LEAST_OF_THE_FILE - FRAME, self.size.height - FRAME
        sizes = [one for one in SIZES if one.columns <= columns and one.rows <= rows]
        profiles = list(self._tried.devices) if self._tried else []
        self.app.push_screen(DeviceDialog(self.drawn, sizes, profiles), self._chosen)

    def _chosen(self, drawn: Drawn | None) -> None:
        if drawn and drawn != self.drawn:
            self.drawn = drawn
            self.fit(has_scanner=self._below.display)
            self.begin_anew(keeps=True)
