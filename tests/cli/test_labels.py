"""`serialhhd labels`, as it is typed: what it writes, where to, and what it says of what it cannot."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.cli.conftest import Shell
from tests.training.labels.scanned import (
    pages_of_pdf,
    picture_of_png,
    picture_of_screen,
    picture_of_svg,
    symbols_in,
    texts_of_pdf,
)

ROOT = Path(__file__).parents[2]
GTIN = "09521234543213"


@pytest.fixture
def shell(tmp_path: Path, sample_template: Path) -> Shell:
    """A command line on the sample warehouse."""
    path = tmp_path / "store.db"
    shutil.copy(sample_template, path)
    return Shell(str(path))


def test_a_file_is_written_in_the_format_that_its_name_or_the_option_says(
    shell: Shell, tmp_path: Path
) -> None:
    asked = ("labels", "--product", "CAM-200", "--serials", "SN01..SN03")
    shell.refused(*asked)  # the pattern of its serials has four digits
    asked = (*asked[:-1], "SN0101..SN0103")
    names = ("a.pdf", "a.png", "a.svg", "a.zpl", "a.txt", "other")
    for name in names:
        shell.run(*asked, "--out", str(tmp_path / name))
    shell.run(*asked, "--format", "svg", "--out", str(tmp_path / "named.pdf"))
    (page,) = pages_of_pdf((tmp_path / "a.pdf").read_bytes())
    pictures = (
        page,
        picture_of_png((tmp_path / "a.png").read_bytes()),
        picture_of_svg((tmp_path / "a.svg").read_text(encoding="utf-8")),
    )
    wanted = [("]d2", f"01{GTIN}21SN010{number}") for number in (1, 2, 3)]
    assert [symbols_in(picture) for picture in pictures] == [wanted] * 3
    assert (tmp_path / "a.zpl").read_text(encoding="utf-8").count("^XA") == 3
    assert "\x1b[" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert (tmp_path / "other").read_bytes()[:5] == b"%PDF-"
    assert (tmp_path / "named.pdf").read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        (("--product", "CAM-200", "CBL-2"), ["01" + GTIN, "0109521234543268"]),
        (("--product", "CAM-200", "--product", "CBL-2", "--symbol", "code128"), ["9521234543213", "9521234543268"]),
        (("--location", "A-01-01", "A-01-02", "DOCK-1"), ["A-01-01", "A-01-02", "DOCK-1"]),
        (("--document", "PR-1007", "PL-501", "--symbol", "qr"), ["PR-1007", "PL-501"]),
        (("--badge", "anna", "--symbol", "qr"), ["anna"]),
        (("--serials", "RX1,RX2", "--product", "RTR-10", "--symbol", "gs1-128"), ["010952123454322021RX1", "010952123454322021RX2"]),
    ],
)  # fmt: skip
def test_each_kind_of_label_holds_what_is_scanned(
    shell: Shell, tmp_path: Path, asked: tuple[str, ...], held: list[str]
) -> None:
    out = tmp_path / "labels.png"
    shell.run("labels", *asked, "--out", str(out))
    assert [data for _, data in symbols_in(picture_of_png(out.read_bytes()))] == held


def test_the_cards_of_the_actions_need_no_store(tmp_path: Path) -> None:
    shell = Shell(str(tmp_path / "none.db"))
    zpl = shell.run("labels", "--commands", "--symbol", "code128", "--format", "zpl", "--language", "de")
    assert "^FD>::done^FS" in zpl
    assert "^FDFertig^FS" in zpl
    assert not (tmp_path / "none.db").exists()


def test_a_scenario_needs_no_store_and_has_its_key_behind_the_labels(tmp_path: Path) -> None:
    shell, out = Shell(str(tmp_path / "none.db")), tmp_path / "scenario.pdf"
    shell.run("labels", "--scenario", "torn-labels", "--out", str(out))
    sheet, key = texts_of_pdf(out.read_bytes())
    assert "SN0031" in sheet
    assert "unreadable" not in sheet
    assert "at enter_serials: unreadable" in key
    assert "(2)" in shell.run("labels", "--scenario", "torn-labels", "--format", "text")
    assert "unreadable" not in shell.run("labels", "--scenario", "torn-labels", "--format", "zpl")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    "asked",
    [
        (),
        ("--scenario", "torn-labels", "pallet"),
        ("--product", "CAM-200", "--location", "A-01-01"),
        ("--serials", "SN0101"),
        ("--serials", "SN0101", "--product", "CAM-200", "RTR-10"),
        ("--serials", "SN0101", "--location", "A-01-01"),
        ("--serials", ",", "--product", "CAM-200"),
        ("--commands", "CAM-200"),
        ("--product", "CAM-200", "--sheet", "3"),
        ("--product", "CAM-200", "--symbol", "aztec"),
        ("--product", "CAM-200", "--out", "no/such/folder/labels.pdf"),
    ],
)
def test_wrong_usage_is_told(shell: Shell, asked: tuple[str, ...]) -> None:
    assert shell.refused("labels", *asked, "--format", "zpl", code=2)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("--product", "NO-SUCH"), "unknown"),
        (("--product", "RTR-10", "--serials", "R 10"), "label_not_in_gs1"),
        (("--product", "RTR-10", "--serials", "R10-" + "0" * 17), "label_not_in_gs1"),
        (("--product", "RTR-10", "--serials", "2026-03-02"), "serials_doubtful"),
        (("--product", "CAM-200", "--symbol", "gs1-128", "--sheet", "8x8"), "label_too_small"),
    ],
)
def test_what_cannot_be_printed_is_refused_and_nothing_is_written(
    shell: Shell, tmp_path: Path, asked: tuple[str, ...], code: str
) -> None:
    out = tmp_path / "labels.pdf"
    assert shell.refused("labels", *asked, "--out", str(out)).startswith(f"error: {code}: ")
    assert not out.exists()


def test_what_is_asked_about_is_printed_with_yes(shell: Shell) -> None:
    asked = ("labels", "--product", "RTR-10", "--serials", "2026-03-02", "--format", "zpl")
    assert "2026-03-02" in shell.run(*asked, "--yes")


# --- without the extra --------------------------------------------------------------------------------------------


@pytest.fixture
def without_extra(tmp_path: Path) -> dict[str, str]:
    """The environment of a Python that has all but zxing-cpp."""
    packages = tmp_path / "packages"
    packages.mkdir()
    for site in (Path(one) for one in sys.path if one.endswith("site-packages")):
        for one in site.iterdir():
            if "zxing" not in one.name.casefold():
                (packages / one.name).symlink_to(one)
    return {**os.environ, "PYTHONPATH": f"{packages}:{ROOT}"}


def test_without_the_extra_it_is_said_what_to_install(shell: Shell, without_extra: dict[str, str]) -> None:
    def asked(form: str) -> subprocess.CompletedProcess[str]:
        typed = ("--store", shell.store, "labels", "--product", "CAM-200", "--format", form)
        return subprocess.run(
            [sys.executable, "-S", "-m", "serialhhd", *typed],
            env=without_extra,
            capture_output=True,
            text=True,
            check=False,
        )

    refused = asked("text")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("error: label_needs_extra: ")
    assert "pip install '.[labels]'" in refused.stderr
    assert asked("zpl").stdout.startswith("^XA")


# --- on a terminal ------------------------------------------------------------------------------------------------


def on_terminal(shell: Shell, columns: int, *asked: str, encoding: str = "utf-8") -> tuple[pyte.Screen, int]:
    """Type it in a terminal, and return what it shows then and the exit code."""
    screen = pyte.Screen(columns, 24)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "serialhhd", "--store", shell.store, "labels", *asked],
        dimensions=(24, columns),
        env={**os.environ, "TERM": "xterm", "PYTHONIOENCODING": encoding},
        timeout=60,
    )
    child.expect(pexpect.EOF)
    child.close()
    pyte.ByteStream(screen).feed(child.before)
    return screen, child.exitstatus


def test_a_scanner_reads_the_symbol_from_the_screen(shell: Shell) -> None:
    asked = ("--product", "CAM-200", "--serials", "SN0101", "--format", "text")
    screen, code = on_terminal(shell, 20, *asked)
    assert code == 0
    assert symbols_in(picture_of_screen(screen)) == [("]d2", f"01{GTIN}21SN0101")]
    assert "SN0101" in "\n".join(screen.display)


def test_a_terminal_without_half_blocks_is_told_so(shell: Shell) -> None:
    screen, code = on_terminal(shell, 80, "--location", "A-01-01", "--format", "text", encoding="iso8859-1")
    assert code == 2
    assert "half blocks need UTF-8" in "\n".join(screen.display)


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (("--location", "A-01-01", "--symbol", "code128", "--format", "text"), 1, "132 columns"),
        (("--location", "A-01-01"), 2, "--format text"),
    ],
)
def test_what_a_terminal_cannot_show_is_refused(
    shell: Shell, asked: tuple[str, ...], code: int, told: str
) -> None:
    screen, exit_code = on_terminal(shell, 80, *asked)
    assert exit_code == code
    assert told in " ".join("\n".join(screen.display).split())
