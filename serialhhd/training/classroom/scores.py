"""What the lessons of a class were worth: a row for the console, a file for whoever keeps them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from serialhhd.screens.training.trainer.watched import ScoreRow
from serialhhd.store.desk.csv_table import CsvWriter, written
from serialhhd.training.lessons.scoring import AS_EXPECTED, Result

COLUMNS: Final = (
    "scenario",
    "seed",
    "trainee",
    "units",
    "seconds",
    "par",
    "wrong_scans",
    "late_alarms",
    "undo",
    "hints",
    "caught",
    "slipped",
    "end_state",
    "score",
    "passed",
)
JSON: Final = ".json"


def row_of(result: Result) -> ScoreRow:
    """Return what the console shows of a result."""
    caught = sum(one.caught for one in result.mishaps)
    return ScoreRow(
        name=result.trainee,
        score=result.score,
        has_passed=result.passed,
        caught=caught,
        slipped=len(result.mishaps) - caught,
        wrong_scans=result.wrong_scans,
        late_alarms=result.late_alarms,
        units=result.units,
        seconds=result.seconds,
        is_as_expected=result.end_state == AS_EXPECTED,
    )


def write(path: Path, results: Sequence[Result]) -> None:
    """Write results into a file: as a JSON array where its name ends so, else as CSV.

    In CSV the mishaps are the names of the faults, by whether they were caught.

    Raises:
        OSError: It cannot be written.
    """
    if path.suffix.casefold() == JSON:
        told = [one.as_json() for one in results]
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return
    with written(path) as to:
        writer = CsvWriter(to)
        writer.write(COLUMNS)
        for one in results:
            cells = _cells(one)
            writer.write(cells[column] for column in COLUMNS)


def _cells(result: Result) -> dict[str, Any]:
    return {
        **result.as_json(),
        "passed": "yes" if result.passed else "no",
        "caught": " ".join(one.fault for one in result.mishaps if one.caught),
        "slipped": " ".join(one.fault for one in result.mishaps if not one.caught),
    }
