"""Finds where a module touches what another package keeps private: by its text, and by the classes it derives."""

import ast
import importlib
import importlib.util
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SOURCES = Path(importlib.util.find_spec("serialhhd").submodule_search_locations[0])  # type: ignore[union-attr, index]


@cache
def touched(module: Path, package: str) -> set[str]:
    """Return the private names of a package that a module of ours touches."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return {*_imported(tree, package), *_of_others(tree, package), *_of_own_classes(module, tree, package)}


def name_of(module: Path) -> str:
    """Return a module's name with dots."""
    parts = module.relative_to(SOURCES.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


def _imported(tree: ast.AST, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == package:
            yield from (part for part in (node.module or "").split(".") if _is_private(part))
            yield from (alias.name for alias in node.names if _is_private(alias.name))


def _of_others(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield private names of the package that are asked of something that is not `self`, and are none of the module's own."""
    if package not in {name.partition(".")[0] for name in _imports(tree)} and not _derives(tree):
        return
    asked = frozenset.union(*_private_names(package).values()) - _defined(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in asked and not _is_self(node.value):
            yield node.attr


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _derives(tree: ast.AST) -> bool:
    return any(isinstance(node, ast.ClassDef) and node.bases for node in ast.walk(tree))


def _is_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in {"self", "cls"}


def _defined(tree: ast.AST) -> set[str]:
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    return names | set(_assigned(tree))


def _assigned(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _of_own_classes(module: Path, tree: ast.Module, package: str) -> Iterator[str]:
    """Yield what a class of ours defines or asks of itself that a class of the package, which it derives, keeps private."""
    for node in tree.body:
        if not isinstance(node, ast.ClassDef) or not node.bases:
            continue
        bases = [
            base
            for base in getattr(importlib.import_module(name_of(module)), node.name).__mro__
            if base.__module__.partition(".")[0] == package
        ]
        theirs = {name for base in bases for name in _private_names(package)[base.__name__]}
        mentioned = {
            one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute) and _is_self(one.value)
        }
        yield from theirs & (mentioned | _defined(node))


@cache
def _private_names(package: str) -> dict[str, frozenset[str]]:
    """Return the private names of each class of a package, by the class's name."""
    found: dict[str, set[str]] = defaultdict(set)
    folder = Path(importlib.util.find_spec(package).submodule_search_locations[0])  # type: ignore[union-attr, index]
    for source in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name] |= {name for name in _defined(node) if _is_private(name)}
    return defaultdict(frozenset, {name: frozenset(private) for name, private in found.items()})
