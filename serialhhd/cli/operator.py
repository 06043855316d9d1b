"""`serialhhd operator`: who may sign on."""

from enum import StrEnum
from typing import Annotated

import typer

from serialhhd.cli.opened import reading, writing
from serialhhd.cli.output import Json, listing, say

app = typer.Typer(no_args_is_help=True, help="Who may sign on; while there is nobody, anybody may.")


class RoleName(StrEnum):
    """What an operator may do."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    ADMIN = "admin"


@app.command()
def add(
    ctx: typer.Context,
    name: str,
    *,
    role: Annotated[RoleName, typer.Option(help="What the operator may do.")] = RoleName.OPERATOR,
) -> None:
    """Add an operator. From the first one on, only known operators may sign on."""
    from serialhhd.store import operators
    from serialhhd.store.vocabulary import Role

    with writing(ctx) as store:
        added = store.write(lambda conn: operators.add(conn, name, Role(role.value), store.now()))
    say(f"Added {added.name}, {added.role}.")


@app.command("list")
def list_(ctx: typer.Context, *, as_json: Json = False) -> None:
    """List the operators."""
    from serialhhd.store import operators

    with reading(ctx) as store, store.read() as conn:
        rows = [{"operator": one.name, "role": one.role.value} for one in operators.all_operators(conn)]
    listing(rows, ("operator", "role"), as_json=as_json)
