"""Which functions of the store write, found in its source: those that make an INSERT, UPDATE or DELETE, and their callers."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import serialhhd

PROGRAM = Path(serialhhd.__file__).parent
STORE = PROGRAM / "store"
MACHINERY = frozenset({"engine", "schema"})
"""Rooms that write for whoever asks, and know no operator."""
_MAKERS = frozenset({"insert", "update", "delete"})
_FUNCTIONS = frozenset({"insert", "update", "delete", "insert_if_new"})

Name = tuple[str, str]
"""A module of the store and a name in it: `("serialhhd.store.catalogue.places", "add_account")`; of a method `ANY` and its name."""

ANY = "any class"


@dataclass(frozen=True)
class Operation:
    """A function of the store that writes, and that something outside the store calls."""

    module: str
    name: str
    parameters: tuple[str, ...]
    annotations: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.module.removeprefix('serialhhd.store.')}.{self.name}"


class _Module:
    """The names of a module: what each is made of, and what is imported."""

    def __init__(self, path: Path) -> None:
        self.name = ".".join(("serialhhd", *path.relative_to(PROGRAM).with_suffix("").parts))
        self.tree = ast.parse(path.read_text(encoding="utf-8"))
        self.imported = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(self.tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        self.defined = dict(self._defined())

    def _defined(self) -> Iterator[tuple[str, ast.stmt]]:
        for node in self.tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield node.name, node
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    for name in ast.walk(target):
                        if isinstance(name, ast.Name):
                            yield name.id, node
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                yield node.target.id, node

    def mentioned(self, node: ast.AST) -> Iterator[Name]:
        """Yield what a part of the module mentions, as names of the modules where they are defined."""
        own = {
            one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
        }
        for one in ast.walk(node):
            if isinstance(one, ast.Name) and one.id not in own:
                yield self.imported.get(one.id, (self.name, one.id))
            elif isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name):
                package, name = self.imported.get(one.value.id, ("", ""))
                yield f"{package}.{name}", one.attr
                if one.value.id.isupper():  # an object that the module has: `PRE_RECEIPTS.add`
                    yield ANY, one.attr

    def parts(self) -> Iterator[tuple[Name, ast.AST]]:
        """Yield what is defined, methods too. That an object is of a class that writes says nothing of who mentions it."""
        for name, node in self.defined.items():
            yield (self.name, name), node
            if isinstance(node, ast.ClassDef):
                yield from (((ANY, one.name), one) for one in node.body if isinstance(one, ast.FunctionDef))


def _makes_a_change(node: ast.AST) -> bool:
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        if isinstance(call.func, ast.Attribute):
            is_core = call.func.attr in _MAKERS and not call.args and not call.keywords
            if is_core or call.func.attr == "insert_if_new":
                return True
        elif isinstance(call.func, ast.Name) and call.func.id in _FUNCTIONS:
            return True
    return False


def _modules(folder: Path) -> list[_Module]:
    return [_Module(path) for path in sorted(folder.rglob("*.py"))]


def _writing(modules: list[_Module]) -> set[Name]:
    """Every name that makes a change, or mentions one that does."""
    parts = [(module, name, node) for module in modules for name, node in module.parts()]
    classes = {name for _, name, node in parts if isinstance(node, ast.ClassDef)}
    writing = {name for _, name, node in parts if _makes_a_change(node)}
    mentions: dict[Name, set[Name]] = {}
    for module, name, node in parts:
        is_object = isinstance(node, ast.Assign | ast.AnnAssign)
        mentioned = {one for one in module.mentioned(node) if not (is_object and one in classes)}
        mentions.setdefault(name, set()).update(mentioned)
    grown = True
    while grown:
        more = {name for name, mentioned in mentions.items() if name not in writing and mentioned & writing}
        writing |= more
        grown = bool(more)
    return writing


def operations() -> tuple[Operation, ...]:
    """Return every operation that writes, by module and name."""
    of_store = _modules(STORE)
    rooms = [module for module in of_store if module.name.split(".")[2] not in MACHINERY]
    outside = [module for module in _modules(PROGRAM) if not module.name.startswith("serialhhd.store.")]
    called = {name for module in outside for name in module.mentioned(module.tree)}
    wanted = _writing(rooms) & called
    return tuple(
        Operation(
            module.name,
            name,
            tuple(one.arg for one in (*node.args.args, *node.args.kwonlyargs)),
            tuple(ast.unparse(one.annotation) for one in node.args.args if one.annotation),
        )
        for module in rooms
        for name, node in sorted(module.defined.items())
        if isinstance(node, ast.FunctionDef) and (module.name, name) in wanted
    )
