"""Draws the pictures of the documentation from the real handheld: `python -m serialhhd.screens.pictures docs/pictures`."""

import asyncio
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual import events

from serialhhd.flows.discovery import PACKAGED, FlowsFile
from serialhhd.flows.session import Session
from serialhhd.screens.hhd.app import HandheldApp
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.store import sample
from serialhhd.store.store import Store

AT: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEVICE: Final = DeviceSize(26, 16)
RECEIVING: Final = ("PR-1007", "CAM-200", "SN0007", "SN0008")
PICKING: Final = ("PL-501",)
WEB_FONT: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)
ID: Final = re.compile(r"terminal-[0-9]+")


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: what is entered before it is taken, on a screen of which size.

    Attributes:
        name: Name of the file, without `.svg`.
        flow: The flow that the handheld is in.
        entries: What is scanned first.
        size: Size of the terminal.
        device: Size of the device drawn on it, with the virtual scanner beside it; None fills the terminal.
    """

    name: str
    flow: str
    entries: Sequence[str]
    size: DeviceSize
    device: DeviceSize | None = None


PICTURES: Final = (
    Picture("demo", "goods_in", RECEIVING, DeviceSize(86, 24), DEVICE),
    Picture("hhd-26x16", "goods_in", RECEIVING, DEVICE),
    Picture("hhd-20x16", "goods_in", RECEIVING, DeviceSize(20, 16)),
    Picture("hhd-40x8", "goods_in", RECEIVING, DeviceSize(40, 8)),
    Picture("error", "goods_in", (*RECEIVING, "SN0001"), DEVICE),
    Picture("goods-out", "goods_out", PICKING, DEVICE),
)


def draw_all(folder: Path) -> None:
    """Write every picture as an SVG file into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        (folder / f"{picture.name}.svg").write_text(asyncio.run(draw(picture)), encoding="utf-8")


async def draw(picture: Picture) -> str:
    """Return one picture as SVG: the same text each time, with fonts of the reader's computer."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(str(Path(folder) / "sample.db"), create=True, clock=lambda: AT) as store,
    ):
        store.write(lambda conn: sample.fill(conn, AT))
        app = HandheldApp(_session(store, picture.flow), DeviceSettings(size=picture.device))
        async with app.run_test(size=(picture.size.columns, picture.size.rows)) as pilot:
            await app.settled()
            await _enter(app, picture.entries)
            await pilot.pause()
            svg = app.export_screenshot(title=f"serialhhd {picture.device or picture.size}")
    return ID.sub(
        "terminal-0", WEB_FONT.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    )


def _session(store: Store, flow: str) -> Session:
    return Session(store, FlowsFile(PACKAGED), "anna", flow)


async def _enter(app: HandheldApp, entries: Sequence[str]) -> None:
    for entry in entries:
        for character in entry:
            app.post_message(events.Key(character, character))
        app.post_message(events.Key("enter", "\r"))
        await app.settled()


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
