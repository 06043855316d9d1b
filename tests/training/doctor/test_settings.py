"""What is said of a scanner by what it sent of the check symbol: its bytes under twenty settings, and what heals them."""

import tomllib
from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.seam.view import Label
from serialhhd.store.symbols import keyboard
from serialhhd.store.symbols.scan import parse
from serialhhd.store.symbols.symbology import Symbology
from serialhhd.training.doctor.check_symbol import GTIN, LOT, MESSAGE, SERIAL
from serialhhd.training.doctor.reading import Letters, SentByScanner, read, text_of
from serialhhd.training.doctor.report import Report, report
from serialhhd.training.scanner import Scanner

HEAD, TAIL = b"010952123454321310aZ68-s/Y", b"21Qm0_yX:w"
WHOLE = HEAD + b"\x1d" + TAIL
WELL = ()

SETTINGS = {
    "as it comes": (WHOLE + b"\r", WELL, ()),
    "line feed": (WHOLE + b"\n", WELL, ()),
    "both": (WHOLE + b"\r\n", WELL, ()),
    "tab": (WHOLE + b"\t", WELL, ()),
    "AIM identifier": (b"]d2" + WHOLE + b"\r", WELL, ()),
    "AIM identifier of bars": (b"]C1" + WHOLE + b"\r", WELL, ()),
    "a prefix that can be taken away": (b"~" + WHOLE + b"\r", WELL, ('strip_prefix = "~"',)),
    "a prefix before the AIM identifier": (b"#>]d2" + WHOLE + b"\r", WELL, ('strip_prefix = "#>"',)),
    "a prefix that may begin a code": (b"A" + WHOLE + b"\r", ("prefix",), ()),
    "STX and ETX": (b"\x02" + WHOLE + b"\x03\r", ("prefix", "suffix"), ()),
    "no suffix": (WHOLE, ("suffix",), ()),
    "another sign for FNC1": (HEAD + b"|" + TAIL + b"\r", WELL, ('fnc1 = ["|"]',)),
    "a word for FNC1": (HEAD + b"{GS}" + TAIL + b"\r", WELL, ('fnc1 = ["{GS}"]',)),
    "FNC1 lost": (HEAD + TAIL + b"\r", ("FNC1 is lost",), ()),
    "FNC1 as what data may hold": (HEAD + b"." + TAIL + b"\r", ("stands for FNC1",), ()),
    "Caps Lock": (b"010952123454321310Az68-S/y\x1d21qM0_Yx:W\r", ("Caps Lock",), ()),
    "all large": (WHOLE.upper() + b"\r", ("case conversion",), ()),
    "all large, but for the AIM identifier": (
        b"~]d2" + WHOLE.upper() + b"\r", ("case conversion",), ('strip_prefix = "~"',),
    ),
    "all small": (b"]d2" + WHOLE.lower() + b"\r", ("case conversion",), ()),
    "a German keyboard": ("010952123454321310aY68ßs-Z\x1d21Qm0?zXÖw\r".encode(), ("German",), ()),
    "a French keyboard": (
        "à&àç(é&é\"'('\"é&\"&àqW-_)s!Y".encode() + "\x1dé&A,à°yXMz\r".encode(), ("French",), (),
    ),
    "a French keyboard in latin-1": (
        "à&àç(é&é\"'('\"é&\"&àqW-_)s!Y\x1dé&A,à°yXMz\r".encode("latin-1"), ("French",), (),
    ),
    "read twice": ((WHOLE + b"\r") * 2, ("came 2 times",), ()),
    "cut off": (HEAD[:20] + b"\r", ("16 characters are missing",), ()),
    "several at once": (b"~" + HEAD + b"^" + TAIL, ("suffix",), ('fnc1 = ["^"]', 'strip_prefix = "~"')),
}  # fmt: skip


def judged(data: bytes) -> tuple[SentByScanner, Report]:
    reading = read([(0.0, data)])
    assert reading
    return reading, report(reading, "dock-1")


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_setting_is_told_by_what_is_to_be_set(setting: str) -> None:
    data, cures, lines = SETTINGS[setting]
    _, told = judged(data)
    assert len(told.cures) == len(cures)
    assert all(cure in said for cure, said in zip(cures, told.cures, strict=True))
    assert told.lines == (("[devices.dock-1]", *lines) if lines else ())
    assert told.is_well == (not cures and not lines)


@pytest.mark.parametrize("setting", [name for name, (_, cures, _) in SETTINGS.items() if not cures])
def test_with_the_lines_a_handheld_reads_what_is_in_the_symbol(setting: str) -> None:
    data, _, _ = SETTINGS[setting]
    _, told = judged(data)
    profile = tomllib.loads("\n".join(told.lines)).get("devices", {}).get("dock-1", {})
    text = text_of(data).rstrip("\r\n\t").removeprefix(profile.get("strip_prefix", ""))
    barcode = parse(text, fnc1=tuple(profile.get("fnc1", ("\x1d",))), expects="serial")
    assert (barcode.gtin, barcode.lot, barcode.serial) == (GTIN, LOT, SERIAL)


@pytest.mark.parametrize("setting", [name for name, (_, _, lines) in SETTINGS.items() if lines])
def test_the_lines_are_what_flows_toml_takes(setting: str, tmp_path: Path) -> None:
    _, told = judged(SETTINGS[setting][0])
    flows = tmp_path / "flows.toml"
    flows.write_text(
        PACKAGED.read_text(encoding="utf-8") + "\n" + "\n".join(told.lines) + "\n", encoding="utf-8"
    )
    profile = load(flows).profile("dock-1")
    lines = told.lines[1:]
    assert (profile.strip_prefix != "") == any(line.startswith("strip_prefix") for line in lines)
    assert (profile.fnc1 != ()) == any(line.startswith("fnc1") for line in lines)


def test_what_came_is_shown_whole_with_what_cannot_be_seen() -> None:
    _, told = judged(b"~]d2" + HEAD + b"{GS}" + TAIL + b"\r\n")
    facts = dict(told.facts)
    assert facts["came"] == "~]d2010952123454321310aZ68-s/Y{GS}21Qm0_yX:w<0D><0A>"
    assert facts["AIM identifier"] == "]d2"
    assert (facts["prefix"], facts["separator"], facts["suffix"]) == ("~", "{GS}", "<0D><0A>")


@pytest.mark.parametrize("layout", keyboard.LAYOUTS)
@pytest.mark.parametrize("has_aim_id", [False, True])
def test_every_keyboard_is_told_from_the_others(layout: str, *, has_aim_id: bool) -> None:
    label = Label(MESSAGE, "", is_good=True, why="", symbology=Symbology.GS1_DATA_MATRIX)
    reading = read(list(Scanner(layout=layout, has_aim_id=has_aim_id).read(label)))
    assert reading
    assert (reading.layout, reading.letters) == (layout, Letters.AS_PRINTED)
    assert (reading.aim_id, reading.prefix) == ("]d2" if has_aim_id else "", "")


def test_pauses_are_measured_between_characters_and_not_between_readings() -> None:
    def came(gap: float) -> list[tuple[float, bytes]]:
        sent = [bytes([one]) for one in WHOLE + b"\r"] * 2
        times = [number * gap + (5.0 if number >= len(sent) // 2 else 0.0) for number in range(len(sent))]
        return list(zip(times, sent, strict=True))

    slow, quick = read(came(0.15)), read(came(0.004))
    assert slow
    assert quick
    assert (round(slow.gap or 0, 3), round(quick.gap or 0, 3)) == (0.15, 0.004)
    assert "0.15 s between characters" in report(slow, "x").cures[0]
    assert not any("between characters:" in cure for cure in report(quick, "x").cures)
    assert slow.reads == 2


@pytest.mark.parametrize("data", [b"", b"SN0001\r", b"9521234543213\r", b"\r", b"\xff\xfe", b"01095"])
def test_what_is_no_check_symbol_is_none(data: bytes) -> None:
    assert read([(0.0, data)]) is None


@pytest.mark.parametrize(
    ("name", "line"), [("dock-1", "[devices.dock-1]"), ("TC 21", '[devices."TC 21"]'), ("Ä", '[devices."Ä"]')]
)
def test_a_device_is_named_as_toml_wants_it(name: str, line: str) -> None:
    reading = read([(0.0, b"~" + WHOLE + b"\r")])
    assert reading
    lines = report(reading, name).lines
    assert lines[0] == line
    assert tomllib.loads("\n".join(lines)) == {"devices": {name: {"strip_prefix": "~"}}}
