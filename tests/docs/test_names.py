"""The pages name no command, option, variable or target that does not exist."""

import re
import shlex
from typing import Any

import pytest
import typer
from typer.core import TyperGroup

from serialhhd.cli.main import app
from tests.docs.pages import BY_NAME, ROOT, WRITTEN_BY_THE_PROGRAM, spans, typed

PROGRAM: Any = typer.main.get_command(app)
NOUNS = frozenset(PROGRAM.commands)
EVENTS = frozenset(
    {"flows applied", "flows broken", "store unavailable", "store not written", "serial pattern too slow"}
)
"""What the log says and begins like a command."""
PLACEHOLDER = re.compile(r"\[?[A-Z|.]+\]?")


def options(command: Any) -> dict[str, bool]:
    """Return the options of a command and whether a value follows."""
    own = {name: not one.is_flag for one in command.params if hasattr(one, "is_flag") for name in one.opts}
    return own | {"--help": False, "-h": False}


def all_options(command: Any) -> dict[str, bool]:
    """Return the options of a command and of all below it."""
    below = getattr(command, "commands", {}).values()
    return {name: takes for one in below for name, takes in all_options(one).items()} | options(command)


def words(line: str) -> list[str]:
    """Return the words of a command as the shell parts them, without what is redirected."""
    return shlex.split(re.sub(r"\s[<>]\s*\S+", "", line), comments=True)


def wrong_words(said: list[str]) -> list[str]:
    """Return the words of `noun verb --option ...` that the program does not know."""
    command, rest = PROGRAM, list(said)
    while rest:
        word = rest.pop(0)
        if word.startswith("-"):
            known = options(command)
            if word not in known:
                return [word]
            del rest[: known[word]]
        elif isinstance(command, TyperGroup) and not PLACEHOLDER.fullmatch(word):
            if word not in command.commands:
                return [word]
            command = command.commands[word]
    return []


def commands_named(name: str) -> list[list[str]]:
    """Return every command that a page has a reader type or names on a line, without the program's name."""
    said = [*typed(BY_NAME[name]), *spans(BY_NAME[name])] if name != WRITTEN_BY_THE_PROGRAM else []
    commands = [line for line in said if line not in EVENTS]
    found = [words(line) for line in commands if line.split(" ")[0] in {"serialhhd", *NOUNS}]
    return [one[1:] if one[0] == "serialhhd" else one for one in found]


def test_an_unknown_word_would_be_found() -> None:
    assert wrong_words(["product", "ad", "CAM-1"]) == ["ad"]
    assert wrong_words(["--shop", "x", "product", "list"]) == ["--shop"]
    assert wrong_words(["product", "add", "CAM-1", "--name", "--no", "--jsn"]) == ["--jsn"]
    assert wrong_words(["--store", "x", "product", "list", "--json"]) == []


@pytest.mark.parametrize("name", BY_NAME)
def test_every_command_named_exists(name: str) -> None:
    assert [said for said in commands_named(name) if wrong_words(said)] == []


@pytest.mark.parametrize("name", BY_NAME)
def test_every_option_named_alone_exists(name: str) -> None:
    alone = {span.split(" ")[0] for span in spans(BY_NAME[name]) if re.match(r"--[a-z]", span)}
    assert alone <= all_options(PROGRAM).keys()


@pytest.mark.parametrize("name", BY_NAME)
def test_every_target_of_make_exists(name: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    said = [line for line in [*typed(BY_NAME[name]), *spans(BY_NAME[name])] if line.startswith("make ")]
    named = {word for line in said for word in words(line)[1:] if "=" not in word}
    assert named <= set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("name", BY_NAME)
def test_every_variable_named_is_read_by_the_program(name: str) -> None:
    program = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "serialhhd").rglob("*.py"))
    named = {found for span in spans(BY_NAME[name]) for found in re.findall(r"SERIALHHD_[A-Z]+", span)}
    assert {variable for variable in named if f'"{variable}"' not in program} == set()


@pytest.mark.parametrize("name", BY_NAME)
def test_every_module_named_is_there(name: str) -> None:
    folders = r"(?:cli|screens|flows|hosting|reports|store|docs|tests|serialhhd)"
    named = {span for span in spans(BY_NAME[name]) if re.fullmatch(rf"{folders}/[\w./-]*", span)}
    places = (ROOT, ROOT / "serialhhd")
    assert {span for span in named if not any((place / span).exists() for place in places)} == set()
