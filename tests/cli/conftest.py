"""A command line on a store of its own."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from typer.testing import CliRunner

from serialhhd.cli.main import app
from tests.hosting.served import prepared


@dataclass(frozen=True, slots=True)
class Shell:
    """Runs `serialhhd --store STORE ...`."""

    store: str

    def run(self, *arguments: str, given: str = "", code: int = 0) -> str:
        """Run a command, check its exit code, and return what stands on stdout."""
        result = CliRunner().invoke(app, ["--store", self.store, *arguments], input=given)
        assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
        return result.stdout

    def refused(self, *arguments: str, given: str = "", code: int = 1) -> str:
        """Run a command that must fail with this exit code, and return what stands on stderr."""
        result = CliRunner().invoke(app, ["--store", self.store, *arguments], input=given)
        assert result.exit_code == code, (result.stdout, result.stderr, result.exception)
        assert result.stdout == ""
        return result.stderr

    def told(self, *arguments: str, given: str = "") -> list[str]:
        """Run a command that prints nothing but sentences, and return these."""
        return self.refused(*arguments, given=given, code=0).splitlines()

    def json(self, *arguments: str) -> Any:
        """Run a command with --json and return its one document."""
        return json.loads(self.run(*arguments, "--json"))

    def converse(self, flow: str, *scans: str) -> list[dict[str, Any]]:
        """Hold a conversation on the handheld and return every View."""
        said = "".join(f"{scan}\n" for scan in scans)
        out = self.run("hhd", "--json", "--operator", "anna", "--flow", flow, given=said)
        return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A command line on a store that does not exist yet."""
    return Shell(str(tmp_path / "new" / "store.db"))


@pytest.fixture
def stocked(shell: Shell) -> Shell:
    """Two cameras with serials received, a pick list for one of them."""
    shell.run(
        "product",
        "add",
        "CAM-1",
        "--name",
        "Camera",
        "--tracking",
        "full-tracking",
        "--barcode",
        "9521234543213",
    )
    shell.run("product", "add", "BAT-1", "--name", "Battery")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2", "--supplier", "Lens & Co")
    shell.converse("goods_in", "PR-1", "CAM-1", "SN1", "SN2", ":done", "", "GOODS-IN")
    shell.run("pick-list", "add", "PL-1", "--line", "CAM-1:1@GOODS-IN", "--customer", "Hotel")
    return shell


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key of operator and device, as OpenSSH's client wants it."""
    path = tmp_path / "id_ed25519"
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(path)
    path.chmod(0o600)
    return path


@pytest.fixture
def site(tmp_path: Path, key: Path) -> Shell:
    """The sample warehouse with an operator and a shared device."""
    return Shell(prepared(tmp_path / "site.db", asyncssh.read_private_key(key)))
