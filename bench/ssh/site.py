"""A site with many operators, each in the middle of a receipt of their own."""

import time
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path

from typer.testing import CliRunner

from bench.warehouse import FULL, SKU
from serialhhd.cli.main import app
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import operators
from serialhhd.store.words.vocabulary import Role

EXPECTED = 9_999
"""Serials that each operator may scan."""


@dataclass(frozen=True, slots=True)
class Site:
    """A store, and who works on it.

    Attributes:
        store: The path of its file.
        operators: Their names; each has a run that stands at the serial step.
    """

    store: Path
    operators: tuple[str, ...]


def new_site(folder: Path, size: int) -> Site:
    """Make a store with so many operators."""
    path = folder / "site.db"
    names = tuple(f"op{number:04}" for number in range(size))
    with Store.open(str(path), create=True) as store:
        at = store.now()
        store.write(
            lambda conn: products.add(conn, SKU, at=at, name="Camera", tracking_type=FULL, by="office")
        )
        flow = FlowsFile(PACKAGED).current().flows["goods_in"]
        for name in names:
            store.write(lambda conn, name=name: operators.add(conn, name, Role.OPERATOR, at, by="office"))  # type: ignore[misc]
            ref, lines = f"PR-{name}", [(SKU, EXPECTED)]
            store.write(partial(pre_receipts.add, ref=ref, wanted=lines, at=at, by="office"))
            runner = Runner(store, lambda: flow, name)
            for text in (ref, SKU):
                runner.submit(Scan(text))
    return Site(path, names)


_NUMBERS = count(time.time_ns() // 1_000_000)
"""From the milliseconds of now on: no process scans what an earlier one did."""


def new_serial(operator: str) -> str:
    """Return a serial of 20 characters that nobody has scanned before."""
    return f"{operator.upper():<6}{next(_NUMBERS):014}"


def admit(site: Site, public_key: Path) -> None:
    """Let every operator log in by a key, as an admin would.

    Raises:
        RuntimeError: The program refuses; the error is what it says.
    """
    program = CliRunner()
    for name in site.operators:
        command = ["--store", str(site.store), "operator", "key", name, "--add", str(public_key)]
        answer = program.invoke(app, command)
        if answer.exit_code:
            raise RuntimeError(answer.output)
