"""The printed recall: what it says, that no serial is cut, and that no letter stops it."""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from serialhhd.reports.recall_pdf import recall_pdf
from serialhhd.store.desk.recalls import Concerned, Recall, Scope
from serialhhd.store.words.vocabulary import SerialState

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.)*)\) Tj")


def concerned(number: int, state: SerialState = SerialState.IN_STOCK, **more: Any) -> Concerned:
    row: dict[str, Any] = {
        "id": number,
        "serial": f"SN{number:04}",
        "product": "CAM-200",
        "state": state,
        "location": None,
        "document": None,
        "customer": None,
        "dispatched_at": None,
        "lot": None,
        "on_hold": None,
        "name": "Camera 4K",
        "container": None,
    }
    return Concerned(**row | more)


def pages_of(rows: list[Concerned], scope: Scope | None = None, unknown: tuple[str, ...] = ()) -> list[str]:
    """Print a recall and return the words of each page, a line each."""
    counts = {state: sum(row.state is state for row in rows) for state in {row.state for row in rows}}
    recall = Recall(scope or Scope(product="CAM-200"), unknown=unknown)
    return list(_pages(recall_pdf(recall, counts, rows, operator="maria", at=AT)))


def _pages(pdf: bytes) -> Iterator[str]:
    for stream in re.findall(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        shown = _SHOWN.findall(zlib.decompress(stream))
        if shown:
            yield "\n".join(re.sub(rb"\\(.)", rb"\1", text).decode("latin-1") for text in shown)


def test_it_says_what_was_asked_by_whom_and_what_is_where() -> None:
    gone = {"document": "PL-7", "customer": "Harbour Office", "dispatched_at": AT}
    (page,) = pages_of(
        [
            concerned(1, location="A-01-01"),
            concerned(2, location="A-01-02", on_hold="fire"),
            concerned(3, SerialState.DISPATCHED, **gone),
        ],
        Scope(product="CAM-200", lot="L7"),
        unknown=("SN9", "SN10"),
    )
    lines = page.split("\n")
    assert lines[:2] == ["Recall: product CAM-200, lot L7", "What was asked for: product CAM-200, lot L7"]
    assert lines[2] == f"Asked by maria on {AT.astimezone():%Y-%m-%d %H:%M %Z}."
    assert "Serials concerned: 3." in lines[3]
    assert {"Not known here: SN9, SN10.", "in stock: 2", "dispatched: 1", "Camera 4K"} <= set(lines)
    assert {"A-01-01", "A-01-02 on hold", "PL-7", "Harbour Office", "2026-03-02"} <= set(lines)
    assert "".join(lines).endswith("Page 1 of 1")


def test_each_page_has_title_headings_and_number() -> None:
    pages = pages_of([concerned(number) for number in range(100)])
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        lines = page.split("\n")
        assert lines[0] == "Recall: product CAM-200"
        assert {"Serial", "Name", "Customer"} <= set(lines)
        assert "".join(lines).endswith(f"Page {number} of {len(pages)}")
    shown = re.findall(r"^SN\d{4}$", "\n".join(pages), re.MULTILINE)
    assert shown == [f"SN{number:04}" for number in range(100)]


def test_no_serial_is_cut() -> None:
    longest = "".join(chr(ord("A") + number % 26) for number in range(64))
    (page,) = pages_of([concerned(1, serial=longest, name="N" * 64)])
    lines = page.split("\n")
    parts = lines[lines.index("Container") + 1 :]
    assert "".join(part for part in parts if len(part) > 1 and part in longest) == longest
    assert any(line.startswith("NNN") and line.endswith("...") for line in lines)


@pytest.mark.parametrize("customer", ["Музей", "東京", "a\x1db", "a\nb", "€", "\U0001f4f7"])
def test_letters_without_a_font_are_replaced_and_it_says_so(customer: str) -> None:
    row = concerned(1, SerialState.DISPATCHED, customer=customer, dispatched_at=AT)
    (page,) = pages_of([row], Scope(supplier=customer), unknown=(customer,))
    assert "?" in page
    assert "Characters outside Western Europe are printed as question marks" in page


def test_letters_of_western_europe_are_kept() -> None:
    (page,) = pages_of([concerned(1, SerialState.PICKED, customer="Ömer & Straße (Ærø)")])
    assert "Ömer & Straße (Ærø)" in page
    assert "question marks" not in page


def test_a_recall_that_concerns_nothing_is_printed() -> None:
    (page,) = pages_of([], unknown=("SN9",))
    assert "Serials concerned: 0." in page
    assert "Not known here: SN9." in page
