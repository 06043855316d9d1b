"""What it costs to record a lesson, against playing it without."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.figure import Figure, in_turns
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.training.playing.player import Played, play
from serialhhd.training.recordings.recording import recorded_in, what_is_played
from serialhhd.training.scenarios import shipped
from serialhhd.training.scenarios.loader import checked

NAME: Final = "everything-goes-wrong"


def lesson(times: int) -> Figure:
    """Measure a scenario that is played without hands and recorded, against the same without a recording."""
    one, flows = checked(shipped.find(NAME)), load(PACKAGED)
    about = what_is_played(one, PACKAGED.read_text(encoding="utf-8"), name=NAME)
    with TemporaryDirectory() as folder:
        keep = recorded_in(Path(folder) / "lesson.cast", about, print, draws=True)

        def recorded(number: int) -> Played:
            return play(NAME, one, flows, number, keep=keep)

        def alone(number: int) -> Played:
            return play(NAME, one, flows, number)

        a, b = in_turns(times, recorded, alone)
    name = "A lesson without hands, recorded / not recorded"
    return Figure(name, f"{a * 1e3:.0f} ms", f"{b * 1e3:.0f} ms", a / b, 1.1)
