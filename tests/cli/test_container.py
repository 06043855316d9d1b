"""`serialhhd container`, serials that come under an SSCC, and what `serial show` and the ledger say of them."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

SSCC = "340123450000000017"


@pytest.fixture
def came(shell: Shell, tmp_path: Path) -> Shell:
    """Two cameras came under an SSCC and one without."""
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:3")
    listed = tmp_path / "serials.txt"
    listed.write_text(f"SN1,{SSCC}\nSN2;(00){SSCC}\nSN3\n")
    shell.run("pre-receipt", "serials", "PR-1", "CAM-1", "--set", str(listed))
    shell.run("pre-receipt", "receive", "PR-1", "CAM-1", "--location", "GOODS-IN")
    return shell


def test_a_container_is_shown_with_what_lies_in_it(came: Shell) -> None:
    came.run("container", "add", "P-1", "P-2", "--kind", "pallet")
    came.run("container", "add", "T-1")
    came.run("container", "put", SSCC, "--into", "p-1")
    shown = came.json("container", "show", "P-1")
    assert shown == {
        "container": "P-1",
        "kind": "pallet",
        "inside": None,
        "pick_list": None,
        "location": "GOODS-IN",
        "containers": [SSCC],
        "content": [{"product": "CAM-1", "quantity": 2, "serials": ["SN1", "SN2"]}],
    }
    assert "SN1" in came.run("container", "show", "P-1")
    listed = came.json("container", "list")
    assert [(one["container"], one["kind"], one["inside"], one["location"]) for one in listed] == [
        (SSCC, "sscc", "P-1", "GOODS-IN"),
        ("P-1", "pallet", None, "GOODS-IN"),
        ("P-2", "pallet", None, None),
        ("T-1", "tote", None, None),
    ]
    assert [one["container"] for one in came.json("container", "list", "--kind", "tote")] == ["T-1"]
    came.run("container", "empty", SSCC)
    assert came.json("container", "show", "P-1")["content"] == []


def test_a_tote_is_taken_off_its_pallet_with_what_lies_in_it(came: Shell) -> None:
    came.run("container", "add", "P-1", "--kind", "pallet")
    came.run("container", "put", SSCC, "--into", "P-1")
    came.refused("container", "take-out", SSCC, "T-9")
    assert came.json("container", "show", SSCC)["inside"] == "P-1"
    came.run("container", "take-out", SSCC, "p-1")  # what lies in none stays as it is
    assert came.json("container", "show", SSCC)["inside"] is None
    assert came.json("container", "show", "P-1")["content"] == []
    assert came.json("container", "show", SSCC)["content"][0]["serials"] == ["SN1", "SN2"]
    assert came.run("container", "list", "--csv", "-").splitlines() == [
        "container,kind,inside,pick_list,location",
        f"{SSCC},sscc,,,GOODS-IN",
        "P-1,pallet,,,",
    ]


def test_a_serial_and_the_ledger_say_the_container(came: Shell) -> None:
    shown = came.json("serial", "show", "SN1")
    assert (shown["container"], shown["history"][-1]["container"]) == (SSCC, SSCC)
    assert came.json("serial", "show", "SN3")["container"] is None
    (row,) = came.json("transaction", "list")
    assert row["container"] == SSCC


def test_a_container_among_the_serials_stands_for_those_in_it_and_what_is_taken_out_is_said(
    came: Shell, tmp_path: Path
) -> None:
    came.run("location", "add", "A-01")
    listed = tmp_path / "some.txt"

    def move(line: str, to: str, text: str) -> str:
        listed.write_text(text)
        return " ".join(came.told("stock", "move", line, "--to", to, "--serials", str(listed)))

    assert move("1", "A-01", f"(00){SSCC}\n") == "A-01 has 2 CAM-1 now."
    assert came.json("container", "show", SSCC)["location"] == "A-01"
    assert "Taken out" not in move("2", "GOODS-IN", "SN1\nSN2\n")  # all that lies in it
    assert came.json("container", "show", SSCC)["location"] == "GOODS-IN"
    assert move("1", "A-01", "SN1\n") == f"A-01 has 1 CAM-1 now. Taken out of {SSCC}."
    assert came.json("serial", "show", "SN1")["container"] is None
    listed.write_text(f"{SSCC}\n")
    refused = came.refused("stock", "move", "2", "--to", "GOODS-IN", "--serials", str(listed))
    assert f"{SSCC} is not all here: SN2 is at GOODS-IN." in refused


def test_what_is_adjusted_by_its_container_is_named_by_its_serials(came: Shell, tmp_path: Path) -> None:
    listed = tmp_path / "broken.txt"
    listed.write_text(f"SN3\n{SSCC}\n")
    adjust = ("stock", "adjust", "1", "--quantity", "-3", "--reason", "Broken", "--serials", str(listed))
    assert came.json(*adjust)["serials"] == ["SN3", "SN1", "SN2"]


def test_an_sscc_that_comes_at_two_places_is_said_to_be_apart(came: Shell, tmp_path: Path) -> None:
    came.run("location", "add", "A-01")
    came.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    listed = tmp_path / "late.txt"
    listed.write_text(f"SN9,{SSCC}\n")
    came.run("pre-receipt", "serials", "PR-2", "CAM-1", "--set", str(listed))
    told = came.told("pre-receipt", "receive", "PR-2", "CAM-1", "--location", "A-01")
    assert f"Not in {SSCC}: what else came in it is elsewhere." in told
    assert came.json("serial", "show", "SN9")["container"] is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("add", "GOODS-IN"), "already_there"),
        (("add", ":undo"), "code_is_action"),
        (("add", "T-1", "T-1"), "already_there"),
        (("put", "T-2", "--into", "T-2"), "container_in_itself: T-2 cannot lie in itself."),
        (("put", "T-2", "--into", "T-9"), "unknown"),
        (("show", "T-9"), "unknown"),
        (("empty", "T-9"), "unknown"),
    ],
)
def test_what_is_refused_changes_nothing(came: Shell, command: tuple[str, ...], code: str) -> None:
    came.run("container", "add", "T-2")
    before = came.json("container", "list")
    assert f"error: {code}" in came.refused("container", *command)
    assert came.json("container", "list") == before


def test_a_wrong_sscc_is_refused(came: Shell, tmp_path: Path) -> None:
    came.run("pre-receipt", "add", "PR-2", "--line", "CAM-1:1")
    listed = tmp_path / "serials.txt"
    listed.write_text("SN9,340123450000000018\n")
    assert "error: sscc_wrong: " in came.refused(
        "pre-receipt", "serials", "PR-2", "CAM-1", "--set", str(listed)
    )


@pytest.mark.parametrize("code", ["340123450000000018", "00340123450000000018", "(00)340123450000000018"])
def test_what_looks_like_an_sscc_and_is_none_is_no_code_of_a_container(shell: Shell, code: str) -> None:
    said = shell.refused("container", "add", code)
    assert (
        f"error: sscc_wrong: {code} looks like an SSCC, but its last digit is wrong: 7 would be right."
        in said
    )
    assert shell.json("container", "list") == []


@pytest.mark.parametrize("code", [SSCC, f"00{SSCC}", f"(00){SSCC}"])
def test_an_sscc_is_added_by_its_digits(shell: Shell, code: str) -> None:
    shell.run("container", "add", code)
    assert [one["container"] for one in shell.json("container", "list")] == [SSCC]


def test_an_sscc_is_put_back_by_its_code_and_what_is_taken_out_of_it_is_said(came: Shell) -> None:
    came.run("pick-list", "add", "PL-1", "--line", "CAM-1:2")
    picked = ("pick-list", "pick", "PL-1", "CAM-1", "--location", "GOODS-IN", "--serials", "-")
    came.run(*picked, given=f"{SSCC}\n")
    came.run("pick-list", "cancel", "PL-1")
    back = ("pick-list", "put-back", "PL-1", "--location", "GOODS-IN", "--serials", "-")
    assert came.refused(*back, given="T-9\n").startswith("error: serial_not_waiting: ")
    assert came.told(*back, given="SN2\n") == ["Put back: 1.", f"Taken out of {SSCC}."]
    assert came.told(*back, given=f"(00){SSCC}\n") == ["Put back: 1."]
    assert came.json("container", "show", SSCC)["content"][0]["serials"] == ["SN1"]


def test_one_serial_that_comes_back_alone_says_what_it_was_taken_out_of(came: Shell) -> None:
    came.run("pick-list", "add", "PL-1", "--line", "CAM-1:2")
    picked = ("pick-list", "pick", "PL-1", "CAM-1", "--location", "GOODS-IN", "--serials", "-")
    came.run(*picked, given=f"{SSCC}\n")
    came.run("pick-list", "cancel", "PL-1")
    said = came.told("serial", "return", "SN2", "--location", "GOODS-IN", "--reason", "in hand")
    assert said == ["SN2 is in stock at GOODS-IN.", f"Taken out of {SSCC}."]


def test_an_sscc_that_never_arrives_is_given_up_by_its_code(came: Shell) -> None:
    came.run("warehouse", "add", "EAST")
    came.run("transfer", "add", "TR-1", "--line", "CAM-1:3", "--to-warehouse", "EAST")
    came.run(
        "transfer", "ship", "TR-1", "CAM-1", "--location", "GOODS-IN", "--serials", "-", given=f"{SSCC}\n"
    )
    lost = ("transfer", "lost", "TR-1", "--reason", "Stolen", "--serials", "-")
    came.refused(*lost, "--product", "CAM-9", given=f"{SSCC}\n")
    came.run(*lost, "--product", "cam-1", given=f"{SSCC}\n")
    assert [came.json("serial", "show", one)["state"] for one in ("SN1", "SN2")] == ["removed", "removed"]


def test_a_recall_says_in_what_a_unit_lies_or_left(came: Shell) -> None:
    came.run("container", "add", "T-1")
    came.run("pick-list", "add", "PL-1", "--line", "CAM-1:2")
    came.run("pick-list", "add", "PL-2", "--line", "CAM-1:1")
    picked = ("--location", "GOODS-IN", "--serials", "-")
    came.run("pick-list", "pick", "PL-1", "CAM-1", *picked, given=f"{SSCC}\n")
    came.run("pick-list", "pick", "PL-2", "CAM-1", *picked, "--tote", "T-1", given="SN3\n")
    came.run("pick-list", "dispatch", "PL-1")
    found = came.json("serial", "recall", "--product", "CAM-1")["serials"]
    assert {one["serial"]: (one["state"], one["container"]) for one in found} == {
        "SN1": ("dispatched", SSCC),
        "SN2": ("dispatched", SSCC),
        "SN3": ("picked", "T-1"),
    }
    header, *rows = came.run("serial", "recall", "--product", "CAM-1", "--csv", "-").splitlines()
    assert header.endswith(",hold_reason,quantity,container")
    assert sorted(row.rsplit(",", 2)[1:] for row in rows) == [["1", SSCC], ["1", SSCC], ["1", "T-1"]]
    assert SSCC in came.run("serial", "recall", "--product", "CAM-1")


def test_what_is_no_serial_is_named_by_what_it_is(came: Shell) -> None:
    came.run("container", "add", "T-1")
    for words, told in (
        (("serial", "show", "T-1"), "unknown: T-1: no such serial. T-1 is a tote."),
        (("serial", "show", "GOODS-IN"), "unknown: GOODS-IN: no such serial. GOODS-IN is a location."),
        (("container", "show", "PR-1"), "unknown: PR-1: no such container. PR-1 is a pre-receipt."),
        (("product", "show", "SN1"), "unknown: SN1: no such product. SN1 is a serial."),
        (("pick-list", "show", "NOPE"), "unknown: NOPE: no such pick list."),
    ):
        assert came.refused(*words) == f"error: {told}\n"
    assert came.refused("product", "show", "X" * 5000).endswith("no such product.\n")
    moved = ("stock", "move", "1", "--to", "GOODS-IN", "--serials", "-")
    assert came.refused(*moved, given="CAM-1\n").endswith("never received. CAM-1 is a product.\n")
