"""Writes the command reference from the commands themselves: `python -m serialhhd.cli.reference > docs/commands.md`."""

from collections.abc import Iterator
from typing import Any

import typer
from typer.core import TyperGroup

from serialhhd.cli.main import app

HEAD = """# Commands

Global options stand before the command. Data goes to stdout, talk to stderr; `--json` prints one JSON document.
Exit codes: 0 done, 1 refused by a rule (`error: <code>: <sentence>` on stderr), 2 wrong usage, 3 store unavailable
or damaged, 4 configuration invalid.

This page is written by the commands themselves (`make docs`).
"""


def reference() -> str:
    """Return the page."""
    root = typer.main.get_command(app)
    sections = [HEAD, "## Global options\n\n" + "\n".join(_options(root)) + "\n"]
    sections += [_section(command, path) for path, command in commands(root, ("serialhhd",))]
    return "\n".join(sections)


def commands(group: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Iterate over all commands of a group, each with its words."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            if command.invoke_without_command:
                yield (*path, name), command
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


def _section(command: Any, path: tuple[str, ...]) -> str:
    arguments = [_argument(one) for one in command.params if one.param_type_name == "argument"]
    options = list(_options(command))
    usage = " ".join([*path, *arguments, *(["[OPTIONS]"] if options else [])])
    listed = "\n".join(options) + "\n" if options else ""
    return f"## {' '.join(path[1:])}\n\n    {usage}\n\n{(command.help or '').strip()}\n" + (
        f"\n{listed}" if listed else ""
    )


def _argument(argument: Any) -> str:
    name = (argument.metavar or argument.name).removeprefix("{").removesuffix("}").upper()
    if name.startswith("["):
        name = name.removeprefix("[").removesuffix("]")
    return name if argument.required else f"[{name}]"


def _options(command: Any) -> Iterator[str]:
    for option in command.params:
        if option.param_type_name == "option" and "--help" not in option.opts:
            value = "" if option.is_flag else f" {option.metavar or option.name.strip('_').upper()}"
            needed = " Required." if option.required else ""
            yield f"- `{option.opts[0]}{value}` {option.help or ''}{needed}".rstrip()


if __name__ == "__main__":
    print(reference(), end="")
