"""What the start of a program imports: `--help` must not wait for the screens or the store, nor an operator for the office."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"textual", "sqlalchemy", "sqlmodel", "pydantic", "alembic", "biip"}
NOT_FOR_A_HANDHELD = {
    "alembic",
    "argon2",
    "asyncssh",
    "biip",
    "cryptography",
    "fpdf",
    "PIL",
    "zxingcpp",
    "mako",
    "prometheus_client",
    "psycopg",
    "serialhhd.cli.nouns.goods.product",
    "serialhhd.flows.config.schema",
    "serialhhd.hosting.server",
    "serialhhd.reports",
    "serialhhd.screens.desk",
    "serialhhd.store.desk",
    "serialhhd.store.engine.creation",
    "serialhhd.store.schema.models",
    "serialhhd.store.schema.triggers",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "sqlmodel",
    "tomlkit",
}
"""What a handheld needs later or never: migrations, the classes of the tables and what a new store is made with, labels of GS1, PostgreSQL, secrets, the server, the office."""


def loaded_after(arguments: list[str], program: str = "") -> set[str]:
    """Return the modules that are loaded when a command has ended, each with the packages that it is in."""
    code = (
        "import gc, sys\n"
        "from typer.testing import CliRunner\n"
        "from serialhhd.cli.main import app\n"
        f"{program}\n"
        f"answer = CliRunner().invoke(app, {arguments!r}, input='')\n"
        "assert answer.exit_code == 0, answer.output\n"
        "assert gc.isenabled()\n"
        "print(*sys.modules)\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    names = [name.split(".") for name in said.split()]
    return {".".join(parts[:depth]) for parts in names for depth in range(1, len(parts) + 1)}


@pytest.fixture
def store_path(tmp_path: Path, sample_template: Path) -> str:
    """A file with the sample warehouse."""
    path = tmp_path / "warehouse.db"
    shutil.copy(sample_template, path)
    return str(path)


def test_help_imports_nothing_heavy() -> None:
    assert not HEAVY & loaded_after(["--help"])


@pytest.mark.parametrize("way", ["--plain", "--json"])
def test_a_handheld_in_lines_imports_what_it_shows_and_no_more(way: str, store_path: str) -> None:
    loaded = loaded_after(["--store", store_path, "hhd", "--operator", "anna", way])
    assert not (NOT_FOR_A_HANDHELD | {"textual", "rich"}) & loaded


def test_a_handheld_on_a_screen_imports_what_it_draws_and_no_more(store_path: str) -> None:
    on_a_screen = (
        "import serialhhd.cli.nouns.hhd as hhd\n"
        "import serialhhd.hosting.console as console, serialhhd.hosting.handhelds.app\n"
        "hhd.check_terminal = lambda instead: None\n"
        "def run(session, settings, scanner):\n"
        "    assert session.view().step\n"
        "    return 0\n"
        "console.run_handheld = run\n"
    )
    loaded = loaded_after(["--store", store_path, "hhd", "--operator", "anna"], on_a_screen)
    assert "textual" in loaded
    assert not NOT_FOR_A_HANDHELD & loaded
