"""Draws the pictures of the documentation from the real handheld, desk and page of flows.toml: `python -m serialhhd.screens.pictures docs/pictures`."""

import asyncio
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.text import packaged
from serialhhd.samples import counted_warehouse, packed_warehouse, two_warehouses, waiting_warehouse
from serialhhd.samples import warehouse as sample
from serialhhd.screens.desk.app import DeskApp
from serialhhd.screens.desk.parts.office import Office
from serialhhd.screens.editor.app import EditorApp
from serialhhd.screens.editor.device_dialog import Drawn
from serialhhd.screens.editor.sample_handheld import SampleHandhelds
from serialhhd.screens.editor.workshop import Workshop
from serialhhd.screens.entering.keys import Text
from serialhhd.screens.hhd.app import HandheldApp
from serialhhd.screens.hhd.settings import DeviceSettings, DeviceSize
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import StorePurpose
from serialhhd.value_class import value_class

AT: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DEVICE: Final = DeviceSize(26, 16)
DESK_SIZE: Final = DeviceSize(90, 24)
RECEIVING: Final = ("PR-1007", "CAM-200", "SN0007", "SN0008")
PICKING: Final = ("PL-501",)
ADJUSTING: Final = ("A-01-01", "CAM-200", "SN0002", ":done", "")
INTO_TOTE: Final = ("BA-41", "B-01-01", "CBL-2", "2")
SORTING: Final = ("BA-42", "LCK-0003")
WEB_FONT: Final = re.compile(r"@font-face \{.*?\}", re.DOTALL)
ID: Final = re.compile(r"terminal-[0-9]+")


@value_class
class Picture:
    """One picture: what is entered before it is taken, on a screen of which size.

    Attributes:
        name: Name of the file, without `.svg`.
        flow: The flow that the handheld is in.
        entries: What is scanned first.
        size: Size of the terminal.
        device: Size of the device drawn on it, with the virtual scanner beside it; None fills the terminal.
        purpose: What the store is for that it is on.
        fill: Fills it.
    """

    name: str
    flow: str
    entries: Sequence[str]
    size: DeviceSize
    device: DeviceSize | None = None
    purpose: StorePurpose = StorePurpose.WORK
    fill: sample.Fill = sample.fill


PICTURES: Final = (
    Picture("demo", "goods_in", RECEIVING, DeviceSize(86, 24), DEVICE, StorePurpose.TRAINING),
    Picture("hhd-26x16", "goods_in", RECEIVING, DEVICE),
    Picture("hhd-20x16", "goods_in", RECEIVING, DeviceSize(20, 16)),
    Picture("hhd-40x8", "goods_in", RECEIVING, DeviceSize(40, 8)),
    Picture("error", "goods_in", (*RECEIVING, "SN0001"), DEVICE),
    Picture("goods-out", "goods_out", PICKING, DEVICE),
    Picture("adjust-out", "adjust_out", ADJUSTING, DEVICE),
    Picture("tote-pick", "tote_pick", INTO_TOTE, DEVICE, fill=two_warehouses.fill),
    Picture("batch-sort", "batch_sort", SORTING, DEVICE, fill=two_warehouses.fill),
)


@value_class
class DeskPicture:
    """One picture of the desk: the keys that are pressed before it is taken; `=text` is put into the field.

    Attributes:
        name: Name of the file, without `.svg`.
        keys: The keys.
        size: Size of the terminal.
        fill: Fills the store that it is on.
    """

    name: str
    keys: Sequence[str]
    size: DeviceSize = DESK_SIZE
    fill: sample.Fill = sample.fill


DESK_PICTURES: Final = (
    DeskPicture("desk-products", ()),
    DeskPicture("desk-pre-receipt", ("f3", "enter")),
    DeskPicture("desk-serials", ("f3", "enter", "e", "=LK-0101, LK-0102\nLK-0103 + 2\nLK-0101")),
    DeskPicture("desk-all-serials", ("f5", "s", "slash", "=n000")),
    DeskPicture("desk-transfer", ("f8", "t", "down", "down", "enter"), fill=two_warehouses.fill),
    DeskPicture("desk-count", ("f8", "c", "enter"), fill=counted_warehouse.fill),
    DeskPicture("desk-adjustment", ("f8", "a", "enter", "enter"), fill=waiting_warehouse.fill),
    DeskPicture("desk-container", ("f8", "o", "end", "up", "enter", "enter"), fill=packed_warehouse.fill),
    DeskPicture("desk-recall", ("f7", "n", "=CAM-200", "ctrl+s", "h", "ctrl+s")),
)
EDITOR_PICTURES: Final = (
    DeskPicture("flows-edit", ("down", "down", "down"), DeviceSize(80, 24)),
    DeskPicture(
        "flows-edit-wide", ("end", "up", "up", "right", "down", "down", "down", "enter"), DeviceSize(120, 40)
    ),
)
"""Pictures of the page of a flows.toml."""


def draw_all(folder: Path) -> None:
    """Write every picture as an SVG file into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for picture in PICTURES:
        (folder / f"{picture.name}.svg").write_text(asyncio.run(draw(picture)), encoding="utf-8")
    for at_desk in DESK_PICTURES:
        (folder / f"{at_desk.name}.svg").write_text(asyncio.run(draw_desk(at_desk)), encoding="utf-8")
    for of_file in EDITOR_PICTURES:
        (folder / f"{of_file.name}.svg").write_text(asyncio.run(draw_editor(of_file)), encoding="utf-8")


async def draw(picture: Picture) -> str:
    """Return one picture as SVG: the same text each time, with fonts of the reader's computer."""
    with sample_store(picture.purpose, picture.fill) as store:
        app = HandheldApp(_session(store, picture.flow), DeviceSettings(size=picture.device))
        async with app.run_test(size=(picture.size.columns, picture.size.rows)) as pilot:
            await app.settled()
            await _enter(app, picture.entries)
            await pilot.pause()
            svg = app.export_screenshot(title=f"serialhhd {picture.device or picture.size}")
    return _lasting(svg)


async def draw_desk(picture: DeskPicture) -> str:
    """Return one picture of the desk as SVG."""
    with sample_store(fill=picture.fill) as store:
        return await _draw_app(DeskApp(Office(store, "maria"), follow_every=0), picture, "serialhhd desk")


async def draw_editor(picture: DeskPicture) -> str:
    """Return one picture of the page of a flows.toml as SVG."""
    with SampleHandhelds() as handhelds:
        workshop = Workshop(Path("flows.toml"), packaged().content, handhelds, None)
        app = EditorApp(workshop, Drawn(DEVICE), look_every=0)
        return await _draw_app(app, picture, "serialhhd flows edit")


async def _draw_app(app: DeskApp | EditorApp, picture: DeskPicture, title: str) -> str:
    async with app.run_test(size=(picture.size.columns, picture.size.rows)) as pilot:
        await _settle(app, pilot)
        for key in picture.keys:
            if key.startswith("="):
                _fill_in(app, key[1:])
            else:
                await pilot.press(key)
            await _settle(app, pilot)
        svg = app.export_screenshot(title=title)
    return _lasting(svg)


def _fill_in(app: DeskApp | EditorApp, text: str) -> None:
    field = app.focused
    if isinstance(field, Input):
        field.value = text
    elif isinstance(field, TextArea):
        field.text = text


async def _settle(app: DeskApp | EditorApp, pilot: Pilot[None]) -> None:
    for _ in range(2):
        await pilot.pause()
        await app.settled()
    for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
        field.cursor_blink = False  # or the picture depends on when it is taken
    await pilot.pause()


@contextmanager
def sample_store(
    purpose: StorePurpose = StorePurpose.WORK, fill: sample.Fill = sample.fill
) -> Iterator[Store]:
    """Yield the sample warehouse in a throw-away store whose clock stands still."""
    with throw_away.store("picture", clock=lambda: AT, purpose=purpose) as store:
        store.write(lambda conn: fill(conn, AT))
        yield store


def _lasting(svg: str) -> str:
    fonts = WEB_FONT.sub("", svg).replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")
    return ID.sub("terminal-0", fonts)


def _session(store: Store, flow: str) -> Session:
    return Session(store, FlowsFile(PACKAGED), "anna", flow)


async def _enter(app: HandheldApp, entries: Sequence[str]) -> None:
    for number, entry in enumerate(entries):
        app.flow_screen.take(Text(f"{entry}\r"), at=number)
        await app.settled()


if __name__ == "__main__":
    draw_all(Path(sys.argv[1]))
