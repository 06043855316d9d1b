"""`serialhhd flows` at its own command line."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from serialhhd.cli.nouns import flows
from serialhhd.cli.parts.exit_codes import Commands
from serialhhd.cli.parts.options import Options
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load, parse
from serialhhd.flows.config.schema import schema_text

BROKEN = '[flows.x]\noperation = "pick_by_pick_list"\nsteps = ["scan_pick_list"]\ntitel = "x"\n'


def run(*arguments: str, flows_option: str | None = str(PACKAGED)) -> Result:
    """Run `serialhhd flows ...` with the global options set."""
    app = typer.Typer(cls=Commands)
    app.add_typer(flows.app, name="flows")

    @app.callback()
    def set_options(ctx: typer.Context) -> None:
        ctx.obj = Options(store="unused.db", flows=flows_option)

    return CliRunner().invoke(app, ["flows", *arguments])


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    file = tmp_path / "broken.toml"
    file.write_text(BROKEN)
    return file


def test_check_says_ok() -> None:
    done = run("check", str(PACKAGED))
    assert (done.exit_code, done.stdout, done.stderr) == (
        0,
        f"ok: {PACKAGED} ({len(load(PACKAGED))} flows)\n",
        "",
    )


def test_check_without_a_path_checks_the_file_that_is_used(broken: Path) -> None:
    assert run("check").stdout == f"ok: {PACKAGED} ({len(load(PACKAGED))} flows)\n"
    assert run("check", flows_option=str(broken)).exit_code == 4


def test_check_names_every_problem(broken: Path) -> None:
    done = run("check", str(broken))
    assert (done.exit_code, done.stdout) == (4, "")
    assert done.stderr == (
        f'{broken}:3:1: missing step "scan_product": "pick_by_pick_list" cannot do without it\n'
        '    steps = ["scan_pick_list"]\n'
        "    ^^^^^\n"
        f'{broken}:4:1: unknown key "titel" - did you mean "title"?\n'
        '    titel = "x"\n'
        "    ^^^^^\n"
    )


def test_show_prints_a_file_with_every_option_that_says_the_same() -> None:
    shown = run("show").stdout
    assert shown.startswith(f"# {PACKAGED} (--flows)\n")
    assert "repeat_window_ms = 1000" in shown
    assert dict(parse(shown, PACKAGED).flows) == dict(load(PACKAGED).flows)


def test_show_as_json() -> None:
    shown = json.loads(run("show", "--json").stdout)
    assert (shown["path"], shown["origin"], shown["version"]) == (str(PACKAGED), "--flows", 1)
    assert list(shown["flows"]) == list(load(PACKAGED).flows)
    assert shown["flows"]["goods_in"]["enter_serials"]["pre_entered"] == "accept"
    assert shown["flows"]["goods_out"]["steps"][0] == "scan_pick_list"


def test_show_one_flow() -> None:
    assert list(json.loads(run("show", "goods_out", "--json").stdout)["flows"]) == ["goods_out"]


def test_show_an_unknown_flow_is_wrong_usage() -> None:
    done = run("show", "goods_inn")
    assert done.exit_code == 2
    assert "goods_in" in done.stderr


def test_show_a_broken_file(broken: Path) -> None:
    done = run("show", flows_option=str(broken))
    assert (done.exit_code, done.stdout) == (4, "")
    assert "titel" in done.stderr


def test_schema() -> None:
    assert run("schema").stdout == schema_text()


def test_importing_the_commands_stays_fast() -> None:
    program = (
        "import sys, serialhhd.cli.nouns.flows; print(sorted({'pydantic', 'tomlkit'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
