"""A PostgreSQL URL does all that a file does."""

from tests.cli.conftest import Shell
from tests.postgresql import PostgreSQL


def test_goods_in_goods_out_and_trace_on_postgresql(postgresql: PostgreSQL) -> None:
    shell = Shell(postgresql.empty_database())
    shell.run("product", "add", "CAM-1", "--name", "Camera", "--tracking", "full-tracking")
    shell.run("pre-receipt", "add", "PR-1", "--line", "CAM-1:2")
    shell.converse("goods_in", "PR-1", "CAM-1", "SN1,SN2", ":done", "", "GOODS-IN")
    shell.run("pick-list", "add", "PL-1", "--line", "CAM-1:2", "--customer", "Hotel")
    assert shell.converse("goods_out", "PL-1", "GOODS-IN", "CAM-1", "SN1", "SN2", "")[-1]["done"] is True
    shell.run("pick-list", "dispatch", "PL-1")
    assert [row["kind"] for row in shell.json("serial", "show", "SN1")["history"]] == [
        "receipt",
        "pick",
        "dispatch",
    ]
    assert shell.run("store", "check") == "ok\n"
