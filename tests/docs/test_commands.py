"""What a page says to type works when it is typed, one line after the other, by somebody who has what the page speaks of."""

import os
import re
import shutil
import socket
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import asyncssh
import pytest

from serialhhd.samples import warehouse as sample
from serialhhd.store.engine.store import Store
from tests.docs.pages import BY_NAME, ROOT, WRITTEN_BY_THE_PROGRAM, shown, typed
from tests.docs.reader import DATABASE, Reader

if TYPE_CHECKING:
    from tests.postgresql import PostgreSQL

DEVICES = ("scanner-07", "dock-1")
"""Devices whose public keys lie in the reader's folder."""
ON_THE_SAMPLE_WAREHOUSE = {"docs/desk.md"}
WITHOUT_FLOWS = {"docs/flows-recipes.md"}
"""Its reader has no flows.toml yet."""
TYPING = [name for name, page in BY_NAME.items() if typed(page) and name != WRITTEN_BY_THE_PROGRAM]


@pytest.fixture
def folder(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that a checkout has for its readers, and a store that does not exist yet."""
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    shutil.copy(ROOT / "flows.toml", tmp_path)
    for name in DEVICES:
        key = asyncssh.generate_private_key("ssh-ed25519", comment=name)
        key.write_public_key(tmp_path / f"{name}.pub")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERIALHHD_STORE", str(tmp_path / "store.db"))
    monkeypatch.setenv("SERIALHHD_HOST_KEYS", str(tmp_path / "host_keys"))
    monkeypatch.setenv("SERIALHHD_PORT", str(free_port()))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("run")))  # a socket's path is short
    return tmp_path


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@pytest.fixture
def reader(folder: Path) -> Iterator[Reader]:
    """Somebody in that folder."""
    assert Path.cwd() == folder
    reading = Reader()
    yield reading
    reading.leaves()


@pytest.mark.parametrize("name", TYPING)
def test_every_command_of_a_page_works_in_its_order(
    name: str, reader: Reader, request: pytest.FixtureRequest
) -> None:
    lines = [line for line in typed(BY_NAME[name]) if line.startswith(("serialhhd ", "cp flows.toml "))]
    if name in ON_THE_SAMPLE_WAREHOUSE:
        with Store.open(os.environ["SERIALHHD_STORE"], create=True) as store:
            store.write(lambda conn: sample.fill(conn, store.now()))
    if any(DATABASE in line for line in lines):
        server: PostgreSQL = request.getfixturevalue("postgresql")
        reader.database = server.empty_database()
    if name in WITHOUT_FLOWS:
        Path("flows.toml").unlink()
    for line in lines:
        reader.types(line)


@pytest.mark.parametrize("name", TYPING)
def test_every_extra_that_is_to_be_installed_exists(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = set(
        re.findall(r"pip install [^'`\n]*'[^']*\[(\w+)\]'", BY_NAME[name].read_text(encoding="utf-8"))
    )
    assert named <= project["optional-dependencies"].keys()


def test_the_readme_ends_with_a_serial_that_was_received(reader: Reader) -> None:
    for line in typed(BY_NAME["README.md"]):
        if line.startswith("serialhhd "):
            reader.types(line)
    assert re.search(r"^state +in_stock$", reader.said[-1], re.MULTILINE)


def test_a_wrong_line_of_a_file_is_named_as_the_page_says(reader: Reader, folder: Path) -> None:
    (said,) = re.findall(r"^products\.csv:.*$", shown(BY_NAME["docs/import.md"]), re.MULTILINE)
    file, line, code, barcode = said.split(" ")[0].rstrip(":").split(":") + said.split(": ")[1:3]
    del code
    rows = ["sku,name,barcodes", *(f"SKU-{row},Thing," for row in range(2, int(line))), f"X,X,{barcode}"]
    (folder / file).write_text("\n".join(rows), encoding="utf-8")
    reader.types(f"serialhhd product import {file}", code=1)
    assert said in reader.said[-1].splitlines()


def test_a_wrong_key_is_named_as_the_page_says(reader: Reader, folder: Path) -> None:
    page = shown(BY_NAME["docs/flows.md"])
    (said,) = re.findall(r"^my-flows\.toml:.*\n.*\n.*$", page, re.MULTILINE)
    wrong = (ROOT / "flows.toml").read_text(encoding="utf-8").replace("pre_entered", "pre_entred")
    (folder / "my-flows.toml").write_text(wrong, encoding="utf-8")
    reader.types("serialhhd flows check my-flows.toml", code=4)
    assert said in reader.said[-1]
