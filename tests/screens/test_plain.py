"""No text is read as markup: the source has one way to show it, and whatever does otherwise is found here."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import serialhhd

SOURCE = Path(serialhhd.__file__).parent
THE_WAY = SOURCE / "screens" / "widgets" / "plain.py"

READS_NO_MARKUP = {"DataTable", "Footer", "Input", "ProgressBar", "TabbedContent", "TabPane", "TextArea"}
"""The widgets that may be used as they are; some only where their texts are made (see `OF_SOME_MODULES`)."""
OF_SOME_MODULES = {
    "DataTable": {"paged_table.py", "trainee_table.py", "score_screen.py"},
    "ProgressBar": {"export.py"},
    "TabPane": {"plain_pane.py"},
}
RICH = {"rich.cells", "rich.color", "rich.segment", "rich.style", "rich.text"}
"""What may be used of Rich; the rest draws strings as markup."""
BARS = {"exporting.py": {"rich.console", "rich.progress"}, "importing.py": {"rich.console", "rich.progress"}}
"""The modules of the command line that draw a bar of progress; no text of a user is in it."""
ATTRIBUTES = {"border_title", "border_subtitle", "tooltip", "sub_title"}
CALLS = {"from_markup", "render_str", "render_markup"}


def others(tree: ast.Module, module: str) -> Iterator[str]:
    """Yield what shows text in another way."""
    for node in ast.walk(tree):
        found = _imported(node, module) or _called(node) or _defined(node)
        if found:
            yield f"line {getattr(node, 'lineno', 0)}: {found}"


def _imported(node: ast.AST, module: str) -> str:
    match node:
        case ast.ImportFrom(module="textual.widgets", names=names):
            wrong = [
                one.name
                for one in names
                if one.name not in READS_NO_MARKUP or module not in OF_SOME_MODULES.get(one.name, {module})
            ]
            return ", ".join(wrong)
        case ast.ImportFrom(module=str(package), names=names) if package.partition(".")[0] == "rich":
            is_allowed = package in RICH | BARS.get(module, set())
            return "" if is_allowed or [one.name for one in names] == ["RenderableType"] else package
        case ast.Import(names=names):
            return ", ".join(one.name for one in names if one.name.partition(".")[0] == "rich")
    return ""


def _called(node: ast.AST) -> str:
    match node:
        case ast.Attribute(attr=attribute, ctx=ast.Store()) if attribute in ATTRIBUTES:
            return attribute
        case ast.Call(func=ast.Attribute(attr=called)) if called in CALLS:
            return called
        case ast.keyword(arg="markup"):
            return "markup="
    return ""


def _defined(node: ast.AST) -> str:
    match node:
        case ast.ClassDef(bases=bases) if any(ast.unparse(base).startswith("App[") for base in bases):
            return "an App whose notices are markup"
        case ast.FunctionDef(name="render", returns=ast.expr() as returns):
            said = ast.unparse(returns)
            return "" if said in {"Content", "Text"} else f"render that returns {said}"
    return ""


def test_there_is_one_way_to_show_text() -> None:
    found = {
        str(path.relative_to(SOURCE)): list(others(ast.parse(path.read_text(encoding="utf-8")), path.name))
        for path in SOURCE.rglob("*.py")
        if path != THE_WAY
    }
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "otherwise",
    [
        "from textual.widgets import Static",
        "from textual.widgets import Input, Label",
        "from textual.widgets import DataTable",
        "from rich.table import Table",
        "from rich import print",
        "import rich.markup",
        "dialog.border_title = name",
        "widget.tooltip = name",
        "Content.from_markup(name)",
        "OptionList(name, markup=False)",
        "class Other(App[None]): pass",
        "class Widget:\n    def render(self) -> str: return self.name",
    ],
)
def test_another_way_is_found(otherwise: str) -> None:
    assert len(list(others(ast.parse(otherwise), "other.py"))) == 1
