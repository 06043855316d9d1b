"""What came in from the field by way of the keys, with the right value: one file of cases for every route."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.words.vocabulary import TrackingType

CASES = Path(__file__).parent / "cases" / "field_input.tsv"
BYTES = {"CR": b"\r", "LF": b"\n", "TAB": b"\t", "ESC": b"\x1b"}
TOKEN = re.compile(r"<(CR|LF|TAB|ESC|0x[0-9A-F]{2}|[0-9.]+s)>")
WAIT = 0.2
"""So many seconds a person needs from one thing to the next."""

Route = Literal["screen", "lines", "argument"]


@dataclass(frozen=True)
class Case:
    """One case: pieces that a person or a scanner sends, and what is right then.

    Attributes:
        name: The number of the report.
        route: Where it is entered: a handheld's screen, line mode, or as an argument of `serial show`.
        tracking: The tracking type of CAM-1, announced on PR-1 with 50 units.
        pieces: How long nothing comes, in seconds, and then what comes at once.
        right: The question that stands, the serials that are captured, or the code of the refusal.
    """

    name: str
    route: Route
    tracking: TrackingType
    pieces: tuple[tuple[float, bytes], ...]
    right: str


def cases(route: Route) -> list[Case]:
    """Return the cases of a route."""
    with CASES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [
        Case(
            row["id"],
            route,
            TrackingType(row["tracking"]),
            tuple(_pieces(row["input"])),
            row["right"],
        )
        for row in rows
        if row["route"] == route
    ]


def _pieces(written: str) -> Iterator[tuple[float, bytes]]:
    for piece in written.split("|"):
        seconds, data = WAIT, b""
        for place, part in enumerate(TOKEN.split(piece)):
            if place % 2 == 0:
                data += part.encode()
            elif part.endswith("s"):
                seconds = float(part[:-1])
            else:
                data += BYTES.get(part) or bytes([int(part, 16)])
        yield seconds, data


def announce(store: Store, tracking: TrackingType) -> None:
    """Announce fifty CAM-1 on PR-1."""
    at = store.now()
    store.write(
        lambda conn: products.add(
            conn,
            "CAM-1",
            at=at,
            name="Camera",
            tracking_type=tracking,
            barcodes=["09521234543213"],
            by="office",
        )
    )
    store.write(lambda conn: pre_receipts.add(conn, "PR-1", [("CAM-1", 50)], at=at, by="office"))
