"""`serialhhd stock move`, `adjust` and `add`."""

import sys

import pytest

from tests.cli.conftest import Shell
from tests.pseudo_terminal import PseudoTerminal


def quantities(shell: Shell) -> dict[str, int]:
    return {f"{one['product']} {one['location']}": one["quantity"] for one in shell.json("stock", "list")}


def test_stock_is_moved_corrected_and_added(stocked: Shell) -> None:
    stocked.run("location", "add", "A-01")
    nothing = stocked.refused("stock", "move", "1", "--to", "A-01", "--serials", "-", given=",", code=2)
    assert "holds no serial" in nothing
    stocked.run("stock", "move", "1", "--to", "A-01", "--serials", "-", given="SN1\n")
    assert quantities(stocked) == {"CAM-1 GOODS-IN": 1, "CAM-1 A-01": 1}
    stocked.run(
        "stock", "adjust", "1", "--quantity", "-1", "--reason", " lost", "--serials", "-", given="SN2"
    )
    stocked.run(
        "stock", "adjust", "2", "--quantity", "+1", "--reason", "Found", "--serials", "-", given="SN2"
    )
    stocked.run("stock", "add", "BAT-1", "--location", "A-01", "--quantity", "5", "--reason", "Found")
    assert quantities(stocked) == {"CAM-1 A-01": 2, "BAT-1 A-01": 5}
    assert [one["note"] for one in stocked.json("serial", "show", "SN2")["history"]] == [
        None,
        "Lost",  # as the flow writes it that offers it
        "Found",
    ]
    stocked.run("stock", "move", "2", "--to", "GOODS-IN")
    assert quantities(stocked) == {"CAM-1 GOODS-IN": 2, "BAT-1 A-01": 5}
    stocked.run("store", "check")


def test_what_cannot_be_moved_or_corrected_is_refused(stocked: Shell) -> None:
    assert "already" in stocked.refused("stock", "move", "1", "--to", "GOODS-IN")
    assert "reason" in stocked.refused("stock", "adjust", "1", "--quantity", "-1", "--reason", "")
    for label in ("SN1", "CAM-1", "GOODS-IN", "7"):  # as at a handheld: words, and no label
        for said in (
            ("stock", "adjust", "1", "--quantity", "-1"),
            ("stock", "add", "BAT-1", "--location", "GOODS-IN", "--quantity", "1"),
            ("serial", "remove", "SN1"),
            ("serial", "hold", "SN1"),
        ):
            assert "reason_is_code" in stocked.refused(*said, "--reason", label)
    assert "transit" in stocked.refused("stock", "move", "1", "--to", "TRANSIT-MAIN")


@pytest.mark.slow
def test_who_types_serials_at_a_terminal_is_told_how_to_end(stocked: Shell) -> None:
    command = [sys.executable, "-m", "serialhhd", "--store", stocked.store]
    command += [
        "stock",
        "add",
        "CAM-1",
        "--location",
        "GOODS-IN",
        "--quantity",
        "2",
        "--reason",
        "Found",
        "--serials",
        "-",
    ]
    clerk = PseudoTerminal(command, columns=80)
    clerk.sees("Serials, one a line; Ctrl+D on a line of its own ends.")
    clerk.sends("SN71\n", "SN71")
    clerk.sends("SN72\n", "SN72")
    assert clerk.ends("\x04") == 0
    assert "2 CAM-1 added at GOODS-IN." in clerk.screen
