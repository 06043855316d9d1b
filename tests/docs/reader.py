"""Somebody who types what a page says, in a folder and on a store of his own."""

import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from typer.testing import CliRunner

from serialhhd.cli.main import app

DATABASE = "postgresql+psycopg://serialhhd@localhost/serialhhd"
"""The database of the pages."""

_SCANS = re.compile(r"# (?:scan|type(?: a line each:)?) (.+)$")


@dataclass(slots=True)
class Reader:
    """Runs commands as a shell would: `< FILE`, `> FILE`, `cp` and comments; the handheld is used in line mode.

    Attributes:
        database: What stands for the pages' database.
        said: What the program has said so far, on stdout and stderr.
    """

    database: str = DATABASE
    said: list[str] = field(default_factory=list)
    _servers: list["subprocess.Popen[str]"] = field(default_factory=list)

    def types(self, line: str, code: int = 0) -> None:
        """Run one command and check its exit code.

        A comment `# scan A, B, Enter` is what is scanned at the handheld, `# type A` or `# type a line each: A, B` what is typed when asked. Where a
        screen would open, the handheld's line mode takes its place; the desk, the page of flows.toml and the console of a class have none, so that
        their commands are only parsed. A server runs until he leaves.
        """
        words, given, out = _redirected(shlex.split(line, comments=True))
        if words[0] == "cp":
            shutil.copyfile(words[1], words[2])
            self.said.append("")
            return
        scans = _SCANS.search(line)
        text = given.read_text(encoding="utf-8") if given else _typed(scans[1]) if scans else ""
        arguments = [word.replace(DATABASE, self.database) for word in words[1:]]
        if _is_server(arguments):
            self._starts(arguments)
            return
        result = CliRunner().invoke(app, _without_screen(arguments), input=text)
        assert result.exit_code == code, (line, result.output, result.exception)
        self.said.append(result.output)
        if out:
            out.write_text(result.stdout, encoding="utf-8")

    def _starts(self, arguments: list[str]) -> None:
        command = [sys.executable, "-m", "serialhhd", *arguments]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        self._servers.append(server)
        assert server.stderr
        told = []  # the log may say before which flows are in force
        for line in server.stderr:
            told.append(line)
            if line.startswith("Listening on "):
                break
        self.said.append("".join(told))
        assert any(line.startswith("Listening on ") for line in told), told

    def leaves(self) -> None:
        """End the servers that were started."""
        for server in self._servers:
            server.terminate()
            assert server.stderr
            with server.stderr:
                rest = server.stderr.read()
            assert server.wait() == 0, rest


def _is_server(arguments: list[str]) -> bool:
    return arguments[:1] == ["serve"] and not {"status", "host-key"} & set(arguments)


def _redirected(words: list[str]) -> tuple[list[str], Path | None, Path | None]:
    """Return the words, the file to read and the file to write."""
    files = {sign: Path(words[words.index(sign) + 1]) for sign in "<>" if sign in words}
    end = min((words.index(sign) for sign in files), default=len(words))
    return words[:end], files.get("<"), files.get(">")


def _typed(scans: str) -> str:
    """Return the lines of `PR-1, CAM-1, Enter`."""
    return "".join("\n" if scan == "Enter" else f"{scan}\n" for scan in scans.split(", "))


def _without_screen(arguments: list[str]) -> list[str]:
    if (
        "desk" in arguments
        or "--desk" in arguments
        or arguments[:2] in (["flows", "edit"], ["train", "class"])
    ):
        return [*arguments, "--help"]
    is_played = arguments[:2] == ["train", "run"] and "--auto" not in arguments
    if (is_played or {"hhd", "demo"} & set(arguments)) and not {"--plain", "--json"} & set(arguments):
        return [*arguments, "--plain"]
    return arguments
