"""A handheld in a process of its own, to be killed."""

import json
import os
import signal
import subprocess
import sys
from typing import IO, Any

from serialhhd.store.engine.store import Store


class Handheld:
    """`serialhhd hhd --json` in a process of its own."""

    def __init__(self, store: Store, flow: str = "goods_in") -> None:
        command = [sys.executable, "-m", "serialhhd", "--store", store.url, "hhd", "--operator", "anna"]
        self.process = subprocess.Popen(
            [*command, "--flow", flow, "--json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.first = self.answer()

    @property
    def _in(self) -> IO[str]:
        assert self.process.stdin
        return self.process.stdin

    def answer(self) -> dict[str, Any]:
        assert self.process.stdout
        view: dict[str, Any] = json.loads(self.process.stdout.readline())
        return view

    def send(self, *scans: str) -> None:
        self._in.write("".join(f"{scan}\n" for scan in scans))
        self._in.flush()

    def kill(self) -> list[dict[str, Any]]:
        """Kill it now and return the answers that it still got out."""
        os.kill(self.process.pid, signal.SIGKILL)
        assert self.process.stdout
        rest = self.process.stdout.read()
        self.process.wait()
        self._in.close()
        self.process.stdout.close()
        whole = [line for line in rest.split("\n")[:-1] if line]
        return [json.loads(line) for line in whole]
