"""`serialhhd flows init, set, unset, include, exclude, move, copy, remove`: a flows.toml made and changed by commands."""

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from serialhhd.cli.parts.opened import existing, who
from serialhhd.cli.parts.options import Options
from serialhhd.cli.parts.output import say
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.toml.carets import printable

if TYPE_CHECKING:
    from serialhhd.flows.config.editing import Edit
    from serialhhd.store.engine.store import Store

WITHOUT_QUOTES: Final = re.compile(r"""\[[^"'\[\]]*[A-Za-z][^"'\[\]]*\]""")
"""A list of texts as a shell leaves it."""

Option = Annotated[
    str,
    typer.Argument(
        metavar="FLOW[.STEP].KEY",
        help="What is set, as in goods_in.title, device.theme or devices.dock.theme.",
    ),
]
Value = Annotated[
    str,
    typer.Argument(
        help='What it is: a text (with blanks: between quotes), a number, true, or ["a", "list"].'
    ),
]
Flow = Annotated[str, typer.Argument(help="The flow.")]
Step = Annotated[str, typer.Argument(help="The step.")]
After = Annotated[str | None, typer.Option("--after", metavar="STEP", help="Ask it after this step.")]
Before = Annotated[str | None, typer.Option("--before", metavar="STEP", help="Ask it before this step.")]
WithoutSerials = Annotated[
    Literal["refuse", "skip"] | None,
    typer.Option(
        "--without-serials", help="A product that needs serials is refused, or goes through without."
    ),
]

Why = Annotated[
    str | None,
    typer.Option("--why", metavar="TEXT", help="Why; it is kept with the version. Else the command is."),
]


def init(
    path: Annotated[Path, typer.Argument(help="The file.")] = Path("flows.toml"),
) -> None:
    """Write a complete flows.toml with comments, which says what the packaged flows say. Nothing is overwritten."""
    from serialhhd.flows.config.replacing import create
    from serialhhd.flows.descriptions.initial import initial_file

    create(path, initial_file().encode())
    say(f"{path} is there, and changes nothing yet. Next: serialhhd flows explain goods_in")


def set_option(ctx: typer.Context, option: Option, value: Value, *, why: Why = None) -> None:
    """Set an option. Its file is checked, and stays as it is where it would be wrong afterwards."""
    from serialhhd.flows.config import editing

    _parts(option)
    _edit(ctx, why, *editing.set_option(option, value), hint=_for_shell(value))


def unset_option(ctx: typer.Context, option: Option, *, why: Why = None) -> None:
    """Take an option out of the file, or a whole table such as goods_in.scan_location, so that the default holds."""
    from serialhhd.flows.config import editing

    _parts(option)
    _edit(ctx, why, editing.unset_option(option))


def include(
    ctx: typer.Context,
    flow: Flow,
    step: Step,
    *,
    after: After = None,
    before: Before = None,
    why: Why = None,
) -> None:
    """Have a flow ask a step; where no place is named, at the first one where it can be."""
    from serialhhd.flows.config import editing

    _one_place(after, before)
    _edit(ctx, why, editing.include_step(flow, step, after=after, before=before))


def exclude(
    ctx: typer.Context,
    flow: Flow,
    step: Step,
    *,
    without_serials: WithoutSerials = None,
    why: Why = None,
) -> None:
    """Have a flow ask a step no more; its options stay in the file. Without enter_serials no serial is asked for."""
    from serialhhd.flows.config import editing

    _edit(ctx, why, editing.exclude_step(flow, step, without_serials=without_serials))


def move(
    ctx: typer.Context,
    flow: Flow,
    step: Step,
    *,
    after: After = None,
    before: Before = None,
    why: Why = None,
) -> None:
    """Have a flow ask a step at another place."""
    from serialhhd.flows.config import editing

    _one_place(after, before)
    if not (after or before):
        raise typer.BadParameter("say where to: --after STEP, or --before STEP.")
    _edit(ctx, why, editing.move_step(flow, step, after=after, before=before))


def copy(
    ctx: typer.Context,
    flow: Flow,
    new: Annotated[str, typer.Argument(help="The name of the copy.")],
    *,
    why: Why = None,
) -> None:
    """Add a copy of a flow under another name, as the last one in the menu."""
    from serialhhd.flows.config import editing

    _edit(ctx, why, editing.copy_flow(flow, new))


def remove(ctx: typer.Context, flow: Flow, *, why: Why = None) -> None:
    """Take a flow out of the file, with its comments. Runs that are open go on as they began."""
    from serialhhd.flows.config import editing

    _edit(ctx, why, editing.remove_flow(flow))


def _edit(ctx: typer.Context, why: str | None, *edits: "Edit", hint: str = "") -> None:
    """Change the file that is used, and tell what changes by that; `hint` is said first where the file would be wrong."""
    from serialhhd.flows.config.discovery import find_flows
    from serialhhd.flows.config.loader import load
    from serialhhd.flows.config.problems import FlowsInvalid
    from serialhhd.flows.descriptions.differences import differences

    path = find_flows(ctx.ensure_object(Options).flows)
    try:
        before = load(path)
    except FlowsInvalid:
        before = None  # perhaps this mends it
    try:
        is_changed = _changed(ctx, path, why or _typed(ctx), edits)
    except FlowsInvalid:
        if hint:
            say(hint)
        say(f"{path} stays as it is. It would be wrong:")
        raise
    told = differences(before, load(path)) if before else [f"{path} is right again."]
    nothing = "is changed. Nothing changes for operators." if is_changed else "says so already."
    for sentence in told or [f"{path} {nothing}"]:
        say(sentence)


def _changed(ctx: typer.Context, path: Path, why: str, edits: "tuple[Edit, ...]") -> bool:
    """Change a file, and return whether it is other then; a store that goes by it keeps who did so, and why."""
    from serialhhd.flows.config import editing

    store = _store(ctx)
    if store is None:
        return editing.edit(path, *edits)
    from serialhhd.flows.in_force.saving import Keeper, save

    with store:
        keeper = Keeper(store, ctx.ensure_object(Options).flows, who())
        return save(path, lambda content: editing.edited(content, path, *edits), keeper, why)


def _store(ctx: typer.Context) -> "Store | None":
    try:
        return existing(ctx)
    except StoreUnavailable as problem:
        say(f"Who changes it, and why, is not kept: {problem}")
        return None


def _typed(ctx: typer.Context) -> str:
    """Return the command as it could be typed again."""
    words = ["flows", str(ctx.info_name)]
    for one in ctx.command.params:
        value = ctx.params.get(one.name or "")
        if value is not None:
            words += [*([one.opts[0]] if one.param_type_name == "option" else []), str(value)]
    return printable(shlex.join(words)).replace("\t", " ")


def _for_shell(value: str) -> str:
    """Return how a list is typed whose quotes the shell has taken away; nothing for any other value."""
    from serialhhd.toml.findings import as_list

    if not WITHOUT_QUOTES.fullmatch(value):
        return ""
    return f"The shell takes quotes away. For a list, type {shlex.quote(as_list(value))}, with both kinds of them."


def _parts(option: str) -> None:
    from serialhhd.flows.config.editing import names_in

    try:
        names_in(option)
    except ValueError:
        raise typer.BadParameter(
            f"{option!r} names no option: goods_in.title, or goods_in.enter_serials.ranges."
        ) from None


def _one_place(after: str | None, before: str | None) -> None:
    if after and before:
        raise typer.BadParameter("--after and --before exclude each other.")
