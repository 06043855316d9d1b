"""The pages about the commands are those of the commands as they are."""

from pathlib import Path

import pytest

from serialhhd.cli.reference import reference
from tests.cli.conftest import Shell

DOCS = Path(__file__).parents[2] / "docs"


def test_the_command_reference_is_up_to_date() -> None:
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == reference(), "run make docs"


def test_the_example_of_the_readme_receives_a_line(shell: Shell) -> None:
    scans = (DOCS / "examples" / "receive.txt").read_text(encoding="utf-8")
    last = shell.run("demo", "--json", given=scans).splitlines()[-1]
    assert '"code": "line_received"' in last
    assert '"done": true' in last


@pytest.mark.parametrize("kind", ["product", "pre-receipt", "pick-list"])
def test_a_bad_file_is_named_with_its_lines(shell: Shell, tmp_path: Path, kind: str) -> None:
    file = tmp_path / "bad.csv"
    headings = {
        "product": "sku,name\n,Thing\n",
        "pre-receipt": "pre_receipt,sku,quantity\nPR-1,NOPE,1\n",
        "pick-list": "pick_list,sku,quantity\nPL-1,NOPE,1\n",
    }
    file.write_text(headings[kind])
    refused = shell.refused(kind, "import", str(file))
    assert refused.startswith(f"{file}:2: ")
    assert "error: import_refused: 1 bad row" in refused
