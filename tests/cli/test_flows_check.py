"""`serialhhd flows check`: what is wrong and what is odd, for people, for programs and for a forge."""

import json
import os
import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from serialhhd.cli.main import app
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.toml.reading import MOST_BYTES

RIGHT = '[flows.x]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list", "scan_product"]\n'
WRONG = RIGHT + 'titel = "x"\n'
ODD = RIGHT.replace("[flows.x]", "[flows.12]")


@pytest.fixture(autouse=True)
def no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SERIALHHD_STORE", str(tmp_path / "none.db"))


def check(text: str | bytes, *arguments: str) -> Result:
    """Check what stands on standard input."""
    return CliRunner().invoke(app, ["flows", "check", "-", *arguments], input=text)


def test_what_is_right() -> None:
    done = check(RIGHT)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "ok: - (1 flow)\n", "")


def test_what_is_odd_is_told_and_strict_refuses_it() -> None:
    told = '-:1:8: warning: the flow "12" is named like a number of the menu - begin its name with a letter\n'
    done = check(ODD)
    assert (done.exit_code, done.stdout) == (0, "ok: - (1 flow, 1 warning)\n")
    assert done.stderr == told + "    [flows.12]\n           ^^\n"
    strict = check(ODD, "--strict")
    assert (strict.exit_code, strict.stdout, strict.stderr) == (4, "", done.stderr)
    assert check(RIGHT, "--strict").exit_code == 0


def test_as_json() -> None:
    done = check(WRONG, "--format", "json")
    assert (done.exit_code, done.stderr) == (4, "")
    assert json.loads(done.stdout) == [
        {
            "file": "-",
            "line": 4,
            "column": 1,
            "end_column": 6,
            "severity": "error",
            "code": "unknown_key",
            "sentence": 'unknown key "titel"',
            "hint": 'did you mean "title"?',
        }
    ]
    assert json.loads(check(RIGHT, "--format", "json").stdout) == []
    (whole,) = json.loads(check(b"\xff\xfev\0", "--format", "json").stdout)
    assert (whole["code"], whole["line"], whole["column"], whole["end_column"]) == (
        "utf_16",
        None,
        None,
        None,
    )


def test_as_annotations_of_a_forge() -> None:
    done = check(RIGHT + 'title = "50%,\\n:"\n', "--format", "github")
    assert (done.exit_code, done.stderr) == (4, "")
    assert done.stdout == (
        "::error file=-,line=4,col=9,endColumn=18,title=wrong_value::"
        'title cannot be "50%25,\\n:": it must be text on one line\n'
    )
    assert check(RIGHT, "--format", "github").stdout == ""
    missing = CliRunner().invoke(app, ["flows", "check", "a,b:c.toml", "--format", "github"])
    assert missing.stdout == "::error file=a%2Cb%3Ac.toml,title=no_such_file::there is no such file\n"


def test_what_is_no_regular_file_is_refused_and_waits_for_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, door = tmp_path / "pipe", tmp_path / "door"
    os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as listener:
        monkeypatch.chdir(tmp_path)
        listener.bind(door.name)
        for path, kind in [
            (pipe, "a pipe"),
            (door, "a socket"),
            (tmp_path, "a folder"),
            (Path("/dev/zero"), "a device"),
        ]:
            done = CliRunner().invoke(app, ["flows", "check", str(path)])
            assert done.exit_code == 4
            assert done.stderr.startswith(f"{path}: it is {kind}, not a regular file")


def test_no_more_than_a_mebibyte_is_read(tmp_path: Path) -> None:
    file = tmp_path / "flows.toml"
    file.write_text(RIGHT + "#" * (MOST_BYTES - len(RIGHT)))
    assert CliRunner().invoke(app, ["flows", "check", str(file)]).exit_code == 0
    file.write_text(RIGHT + "#" * (MOST_BYTES + 1 - len(RIGHT)))
    for done in (CliRunner().invoke(app, ["flows", "check", str(file)]), check(file.read_text())):
        assert done.exit_code == 4
        assert done.stderr.endswith("the file is larger than 1 MiB\n")


def test_what_may_not_be_read_is_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.toml"
    loop.symlink_to(loop)
    done = CliRunner().invoke(app, ["flows", "check", str(loop)])
    assert (done.exit_code, done.stderr) == (
        4,
        f"{loop}: the file cannot be read: Too many levels of symbolic links\n",
    )


def test_where_there_is_a_store_its_products_are_looked_at(tmp_path: Path) -> None:
    store = str(tmp_path / "store.db")
    added = ["product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking"]
    assert CliRunner().invoke(app, ["--store", store, *added]).exit_code == 0
    done = CliRunner().invoke(app, ["--store", store, "flows", "check", "-"], input=RIGHT)
    assert (done.exit_code, done.stdout) == (0, "ok: - (1 flow, 1 warning)\n")
    assert "1 product needs serials (CAM-1)" in done.stderr
    assert CliRunner().invoke(app, ["--store", store, "flows", "check", str(PACKAGED)]).stderr == ""


def test_a_store_that_cannot_be_opened_keeps_nobody_from_checking(tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_text("no store")
    done = CliRunner().invoke(app, ["--store", str(broken), "flows", "check", "-"], input=RIGHT)
    assert (done.exit_code, done.stdout) == (0, "ok: - (1 flow)\n")
    assert done.stderr.startswith("The store was not looked at. ")
