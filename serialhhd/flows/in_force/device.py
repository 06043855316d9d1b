"""The device that a handheld is on: its names, how the flows in force set it up, and in which language it speaks."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.model import Flows
from serialhhd.flows.in_force.source import FlowsSource, device_name
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences.language import speaking
from serialhhd.store.words.vocabulary import Language


@dataclass(slots=True)
class UsedDevice:
    """What is known of it.

    Attributes:
        flows: Where the flows come from.
        device: The name of a shared device; None elsewhere.
        names: Its names, its own and its TERM; whoever takes the handheld to another device says so. Where
            none is told it is the one that the flows are on.
        language: In which it speaks, whatever flows.toml says of it; None: as that says.
        usual_language: In which it speaks where nothing is said of it.
    """

    flows: FlowsSource
    device: str | None
    names: tuple[str | None, ...]
    language: Language | None
    usual_language: Language
    _known: tuple[Flows, tuple[str | None, ...], DeviceProfile] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Take the name that the flows are on, where none is told."""
        self.names = self.names or (device_name(self.flows, self.device),)

    def profile(self, operator: str | None) -> DeviceProfile:
        """Return how it is set up for an operator: the same one as long as nothing changes."""
        flows = self.flows.current(operator, self.device)
        if self._known is None or self._known[0] is not flows or self._known[1] is not self.names:
            self._known = flows, self.names, flows.profile(*self.names)
        return self._known[2]

    def speaking(self, operator: str | None, own: Language | None) -> AbstractContextManager[None]:
        """Speak an operator's own language, or else the device's."""
        devices = self.language or self.profile(operator).own_language or self.usual_language
        return speaking(own or devices)

    def as_read(self, scan: Scan, operator: str | None) -> Scan:
        """Return a scan with what the device's scanner sends in place of FNC1, where that is known."""
        fnc1 = self.profile(operator).fnc1
        return replace(scan, fnc1=fnc1) if fnc1 else scan
