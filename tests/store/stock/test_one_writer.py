"""One function posts stock: nothing but `movement.py` writes the ledger, its links, or where a serial is (R16)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "serialhhd"
ONLY = ROOT / "store" / "stock" / "movement.py"
VERSIONS = Path("store/engine/migrations/versions")
"""What brings an older store up to date fills the columns that are new, with its guards off."""
LEDGER = frozenset({"stock_transaction", "transaction_serial"})
WRITES = frozenset({"insert", "update", "delete"})
MOVES = frozenset({"state", "stock_line_id"})
"""The columns of a serial that only a movement changes."""
SQL = re.compile(
    r"INSERT INTO (stock_transaction|transaction_serial)\b"
    r"|(UPDATE|DELETE FROM) (stock_transaction|transaction_serial)\b"
    r"|UPDATE serial SET [^']*\b(state|stock_line_id)\b",
    re.IGNORECASE,
)


def named(node: ast.AST) -> str | None:
    """The last name of `t.serial` and of `serial`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def keys(node: ast.AST, known: dict[str, set[str]]) -> set[str]:
    """The keys of what is given to `values`: of a literal, of one made of others, or of a constant by its name."""
    found: set[str] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Dict):
            found |= {str(key.value) for key in part.keys if isinstance(key, ast.Constant)}
        else:
            found |= known.get(named(part) or "", set())
    return found


def constants(trees: list[ast.Module]) -> dict[str, set[str]]:
    """The keys of every dictionary that stands at the top of a module, by the name it has there."""
    found: dict[str, set[str]] = {}
    for tree in trees:
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    if isinstance(node.value, ast.Dict | ast.BinOp):
                        found.setdefault(named(target) or "", set()).update(keys(node.value, found))
    return found


def writers(tree: ast.Module, known: dict[str, set[str]]) -> Iterator[str]:
    """What of a module writes the ledger, its links, or where a serial is."""
    for call in calls(tree):
        of = call.func.value if isinstance(call.func, ast.Attribute) else None
        if (of is not None and named(call.func) in WRITES and named(of) in LEDGER) or (
            any(named(argument) in LEDGER for argument in call.args)
            and named(call.func)
            in {
                *WRITES,
                "insert_if_new",
            }
        ):
            yield ast.unparse(call)
        elif named(call.func) == "values" and any(
            named(inner.func) == "update" and "serial" in {named(n) for n in ast.walk(inner)}
            for inner in calls(of or call)
        ):
            given = {keyword.arg for keyword in call.keywords} | {
                key for argument in call.args for key in keys(argument, known)
            }
            if given & MOVES:
                yield ast.unparse(call)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            yield node.value


def test_only_a_movement_writes_the_ledger_and_moves_serials() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(ROOT.rglob("*.py"))}
    known = constants(list(trees.values()))
    found = {path.relative_to(ROOT): list(writers(tree, known)) for path, tree in trees.items()}
    writing = [path for path, written in found.items() if written and VERSIONS not in path.parents]
    assert writing == [ONLY.relative_to(ROOT)]
    assert len(found[ONLY.relative_to(ROOT)]) >= 4


@pytest.mark.parametrize(
    "source",
    [
        "t.stock_transaction.insert()",
        "conn.execute(insert(stock_transaction), row)",
        "t.transaction_serial.insert().from_select(names, rows)",
        "t.insert_if_new(t.transaction_serial)",
        "t.transaction_serial.delete()",
        "t.serial.update().where(x).values(state=SerialState.PICKED)",
        "serial.update().values({'stock_line_id': None})",
        "update(t.serial).values(AS_MOVED | {'run_id': None})",
        "AS = {'stock_line_id': 1}\nt.serial.update().values(AS)",
        "conn.exec_driver_sql('INSERT INTO stock_transaction VALUES (1)')",
        "text('UPDATE serial SET run_id = NULL, state = 3')",
    ],
)
def test_a_second_writer_would_be_found(source: str) -> None:
    tree = ast.parse(source)
    assert list(writers(tree, constants([tree]) | {"AS_MOVED": {"state"}}))


@pytest.mark.parametrize(
    "source",
    [
        "t.serial.update().where(_s.state == 'captured').values(run_id=None)",
        "t.document_line.update().values(state='open')",
        "t.serial.insert()",
        "select(t.stock_transaction.c.id)",
    ],
)
def test_what_writes_something_else_is_no_second_writer(source: str) -> None:
    assert not list(writers(ast.parse(source), {}))
