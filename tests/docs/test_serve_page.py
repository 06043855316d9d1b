"""docs/serve.md says what the server says: its settings, its sentences, its events, its figures."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import typer

from serialhhd.cli.main import app
from serialhhd.cli.nouns.serve.status import SHOWN
from serialhhd.flows.seam.view import Message
from serialhhd.flows.sentences import messages
from serialhhd.hosting.monitoring.metrics import StatusCollector
from serialhhd.hosting.terminal import english as words
from serialhhd.hosting.terminal.endings import Ending
from tests.docs.pages import BY_NAME, ROOT, shown
from tests.hosting.monitoring.test_status import server

PAGE = BY_NAME["docs/serve.md"].read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
HOSTING = sorted((ROOT / "serialhhd" / "hosting").rglob("*.py"))
PROGRAM = "\n".join(path.read_text(encoding="utf-8") for path in HOSTING)
SENTENCES = {ending.value: ending.sentence() for ending in Ending}
LEVELS = {"info": "tell", "warning": "warn", "error": "fault"}
AT_THE_PIN = (
    messages.login_too_often(seconds=30),
    messages.wrong_pin(),
    messages.refusal(messages.no_pin()),
)


def settings() -> dict[str, str]:
    """Return the options of the table of settings with what they usually are."""
    return dict(re.findall(r"^\| `(--[\w-]+)` \| (.+?) \|", SECTIONS["Settings"], re.MULTILINE))


def options() -> dict[str, Any]:
    program: Any = typer.main.get_command(app)
    return {
        one.opts[0]: one.default
        for one in program.commands["serve"].params
        if one.param_type_name == "option" and "--help" not in one.opts
    }


def test_every_option_has_its_row_and_no_other() -> None:
    assert settings().keys() == options().keys()


@pytest.mark.parametrize("option", options())
def test_what_is_usual_is_what_the_program_does(option: str) -> None:
    said, default = settings()[option], options()[option]
    if not default:
        assert not said.startswith("`"), "nothing is set, so that words say what happens"
    else:
        assert said == f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_every_sentence_on_a_terminal_is_explained(name: str) -> None:
    assert f"| `{SENTENCES[name]}`" in SECTIONS["Sentences and what to do"]


def test_the_sentence_with_a_number_is_explained() -> None:
    assert f"| `{words.wait(seconds=30)}`" in SECTIONS["Sentences and what to do"]


@pytest.mark.parametrize("sentence", AT_THE_PIN, ids=lambda one: one.code)
def test_every_sentence_about_a_pin_is_explained(sentence: Message) -> None:
    assert f"| `{sentence.text}`" in SECTIONS["Sentences and what to do"]


def test_every_event_of_the_log_is_on_the_page() -> None:
    logged = set(re.findall(r'\b(?:tell|warn|fault)\(\s*"([^"]+)"', PROGRAM))
    assert {"login", "process ended", "chore failed"} <= logged
    assert logged == {event for level in LEVELS for event in events(level)}


@pytest.mark.parametrize("level", LEVELS)
def test_events_are_logged_at_the_level_the_page_says(level: str) -> None:
    logged = set(re.findall(rf'\b{LEVELS[level]}\(\s*"([^"]+)"', PROGRAM))
    assert events(level)
    assert events(level) <= logged


def events(level: str) -> set[str]:
    """Return the events that the page says are logged at a level."""
    (row,) = re.findall(rf"^\| `{level}` \| (.+) \|$", SECTIONS["The log"], re.MULTILINE)
    return {named for named in re.findall(r"`([^`]+)`", row) if not named.startswith("--")}


def test_the_figures_of_prometheus_are_those_of_the_page() -> None:
    named = set(re.findall(r"`(serialhhd_\w+)`", SECTIONS["Metrics"]))
    collected = StatusCollector(server).collect()
    there = {f"{one.name}_total" if one.type == "counter" else one.name for one in collected}
    assert named == there


def test_the_table_of_who_is_there_is_the_one_that_is_printed() -> None:
    (heading,) = re.findall(r"^OPERATOR .*$", shown(BY_NAME["docs/serve.md"]), re.MULTILINE)
    assert re.split(r" {2,}", heading) == [column.replace("_", " ").upper() for column in SHOWN]


def test_the_unit_is_the_one_that_is_there() -> None:
    unit = (ROOT / "deploy" / "serialhhd.service").read_text(encoding="utf-8")
    for said in ("/opt/serialhhd/bin/serialhhd serve --host 0.0.0.0", "WatchdogSec=30", "TimeoutStopSec=10"):
        assert said in unit
    assert "for 30 seconds" in SECTIONS["4. Start it with the computer"]
    assert "gives it 10 seconds" in SECTIONS["4. Start it with the computer"].replace("\n", " ")


def test_every_later_login_of_the_user_is_on_the_store_of_the_page(tmp_path: Path) -> None:
    lines = re.findall(r"^ {4}(echo export .+ >> .+)$", SECTIONS["1. Install"], re.MULTILINE)
    lines = [line.replace(">> /var/lib/serialhhd", f">> {tmp_path}") for line in lines]
    subprocess.run(["/bin/sh", "-e", "-c", "\n".join(lines)], check=True)
    known = subprocess.run(
        ["/bin/bash", "--login", "-c", "echo $SERIALHHD_STORE $SERIALHHD_HOST_KEYS"],
        env={"HOME": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert known.stdout == "/var/lib/serialhhd/store.db /var/lib/serialhhd/host_keys\n"


def test_the_socket_of_a_server_that_was_started_by_hand_is_the_one_root_is_told() -> None:
    home = {"HOME": "/var/lib/serialhhd", "PATH": "/bin"}
    program = "from serialhhd.hosting.monitoring.control import default_control; print(default_control(2222))"
    said = subprocess.run(
        [sys.executable, "-c", program], env=home, check=True, capture_output=True, text=True
    )
    assert f"`--control {said.stdout.strip()}`" in SECTIONS["How is it?"].replace("\n", " ")


def test_the_extra_of_the_metrics_exists() -> None:
    project = tomllib.loads(Path(ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "pip install --constraint constraints.txt '.[metrics]'" in SECTIONS["Metrics"]
    assert "metrics" in project["optional-dependencies"]
