"""Every figure runs, at a tiny size and through the same code. What it measures is not judged here."""

from pathlib import Path

import pytest

from bench.__main__ import figures


@pytest.mark.slow
def test_every_figure_yields_a_row_of_the_table(tmp_path: Path) -> None:
    rows = [figure.row() for figure in figures(tmp_path, [100, 1_000], 5)]
    assert len(rows) == 43
    assert all(row.count("|") == 7 for row in rows)
