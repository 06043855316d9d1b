"""Starts the page on the terminal."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serialhhd.flows.in_force.saving import Keeper
    from serialhhd.flows.seam.handheld import LabelReader
    from serialhhd.screens.hhd.settings import DeviceSize
    from serialhhd.store.words.vocabulary import Language


def run_editor(
    path: Path,
    keeper: "Keeper | None",
    size: "DeviceSize | None",
    language: "Language | None",
    scanner: "LabelReader",
) -> int:
    """Run the page for a file until it is left, and return the exit code.

    Args:
        path: The file.
        keeper: Who keeps versions; None: nobody does.
        size: Of the handheld that is drawn at first; None: of a usual one.
        language: In which that speaks; None: as its device is set up.
        scanner: Reads the labels beside it.

    Raises:
        FlowsInvalid: The file cannot be read.
    """
    from serialhhd.flows.config.problems import FlowsInvalid
    from serialhhd.screens.desk.start import take_every_byte
    from serialhhd.screens.editor.app import EditorApp
    from serialhhd.screens.editor.device_dialog import USUAL, Drawn
    from serialhhd.screens.editor.sample_handheld import SampleHandhelds
    from serialhhd.screens.editor.workshop import Workshop
    from serialhhd.store.engine.throw_away import ending_in_order
    from serialhhd.toml import reading
    from serialhhd.toml.problem import FileInvalid

    try:
        content = reading.content(path)
    except FileInvalid as invalid:
        raise FlowsInvalid(invalid.problems) from invalid
    take_every_byte()
    with ending_in_order(), SampleHandhelds() as handhelds:
        drawn = Drawn(size or USUAL, language)
        app = EditorApp(Workshop(path, content, handhelds, keeper), drawn, scanner)
        app.run()
        return app.return_code or 0
