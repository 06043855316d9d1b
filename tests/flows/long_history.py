"""A store with a long history: a day in which documents of every kind began and ended, as many times as wanted."""

import re
import shutil
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event

from serialhhd.store.engine.store import Store
from serialhhd.store.schema.triggers import apply_triggers, drop_triggers
from serialhhd.store.words.refusal import Refused
from tests.flows.scenario import Play, Scenario, read
from tests.flows.stage import PHRASES

A_DAY: Final = Path(__file__).with_name("a_day.txt")
OVER: Final = (
    "document",
    "batch_cart",
    "batch_list",
    "transfer",
    "run",
    "document_line",
    "count_pass",
    "noted_serial",
    "pre_receipt_line",
    "adjustment_line",
    "serial",
    "stock_transaction",
    "serial_hold",
    "transaction_serial",
)
"""The tables that a day adds to; products, places and containers are those of every day."""
NAMES: Final = ("ref", "ref_key", "serial", "serial_key")
STEP: Final = 5
"""Steps of SQLite's machine between two looks."""
GIVEN: Final = re.compile(r"'(?:[^']|'')*'|\b\d+\b")


def one_day(template: Path, path: Path) -> None:
    """Play a day on a new store."""
    shutil.copy(template, path)
    (day,) = read(A_DAY)
    with Play(f"sqlite:///{path}", path.parent) as play:
        play.run(day)


def lengthen(one: Path, path: Path, days: int) -> None:
    """Make a store in which that day was so many times: by SQL, with the guards off."""
    shutil.copy(one, path)
    with Store.open(str(path)) as store:
        store.write(drop_triggers)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN")
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    newest = {
        name: connection.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0]
        for name in OVER
        if "id" in _columns(connection, name)
    }
    assert set(OVER) <= tables
    for name in OVER:
        connection.execute(_again(connection, name, newest), {"days": days})
    connection.execute("COMMIT")
    connection.close()
    with Store.open(str(path)) as store:
        store.write(apply_triggers)


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _again(connection: sqlite3.Connection, table: str, newest: dict[str, int]) -> str:
    """Return what adds the rows of a table again for each further day: under ids and names of that day, pointing to its rows."""
    columns = _columns(connection, table)
    points = {row[3]: row[2] for row in connection.execute(f"PRAGMA foreign_key_list({table})")}

    def of_day(column: str) -> str:
        of = table if column == "id" else points.get(column)
        if of in newest:
            return f"o.{column} + day.n * {newest[of]}"
        return f"o.{column} || 'x' || day.n" if column in NAMES else f"o.{column}"

    ended = "WHERE o.state <> 'open'" if table == "run" else ""
    return f"""WITH RECURSIVE day(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM day WHERE n < :days - 1), once AS MATERIALIZED (SELECT * FROM {table})
 INSERT INTO {table} ({", ".join(columns)}) SELECT {", ".join(map(of_day, columns))} FROM day CROSS JOIN once AS o {ended} ORDER BY day.n"""


class Asked:
    """The most steps that each statement took at one time, with those of the triggers that it fired."""

    def __init__(self) -> None:
        self.steps: dict[str, int] = defaultdict(int)
        self._now, self._taken = "", 0

    def watch(self, connection: Any, *_: Any) -> None:
        connection.set_trace_callback(self._begins)
        connection.set_progress_handler(self._tick, STEP)

    def _begins(self, statement: str) -> None:
        if not statement.startswith("--"):  # what a trigger asks is told as a comment
            self._now, self._taken = GIVEN.sub("?", statement), 0

    def _tick(self) -> int:
        self._taken += STEP
        self.steps[self._now] = max(self.steps[self._now], self._taken)
        return 0


class AfterAll(Play):
    """A scenario played on a store with a history: what is there already is not given again, and nothing is asked `then`."""

    def __init__(self, path: Path) -> None:
        self.asked = Asked()
        self.said: list[str] = []
        super().__init__(f"sqlite:///{path}", path.parent)
        self.stocked = 1000

    def _open(self) -> Store:
        opened = super()._open()
        event.listen(opened.engine, "checkout", self.asked.watch)
        return opened

    def plays(self, scenario: Scenario) -> None:
        for name in sorted(_who(scenario)):
            self.given_operator("operator", name, None)
        for line in scenario.lines:
            if line.text.startswith("then "):
                continue
            self.refused = None
            ((fits, meaning), *_) = [
                (fits, meaning) for pattern, meaning in PHRASES if (fits := pattern.fullmatch(line.text))
            ]
            with suppress(AssertionError, Refused):
                meaning(self, **fits.groupdict())
            if line.text.startswith(">") and self.view and self.view.message:
                self.said.append(self.view.message.code)


def _who(scenario: Scenario) -> set[str]:
    """Return who works in a scenario in which nobody signs operators on: once there are some, the others are not known."""

    def named(pattern: str) -> Iterator[str]:
        found = (re.match(pattern, line.text) for line in scenario.lines)
        return (one[1] for one in found if one)

    signed_on = {*named(r"given (?:operator|supervisor|trainer|admin) (\S+)")}
    return {*named(r"(?:flow \w+ )?as (\S+)")} - signed_on
