"""`serialhhd operator`: who may sign on, what they can log in with, and the audit of logins."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from serialhhd.cli.parts import arguments, keys
from serialhhd.cli.parts.arguments import OwnLanguage, OwnLanguageName, spoken_in
from serialhhd.cli.parts.exporting import PAGE, AsIs, Csv, export, short_list
from serialhhd.cli.parts.opened import reading, who, writing
from serialhhd.cli.parts.output import Cursor, Json, Limit, listing, say, table
from serialhhd.cli.parts.secrets import set_secret
from serialhhd.store.words.numbers import quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from serialhhd.store.people.logins import LoginEntry

app = typer.Typer(no_args_is_help=True, help="Who may sign on; while there is nobody, anybody may.")

LOGINS = ("id", "at", "kind", "operator", "device", "address", "method", "reason", "times")
FOR_EVER, LONGEST_KEPT = "for-ever", 36_500


class RoleName(StrEnum):
    """What an operator may do."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    TRAINER = "trainer"
    ADMIN = "admin"


class KindName(StrEnum):
    """What happened at the door."""

    LOGIN = "login"
    REFUSED = "refused"
    TAKE_OVER = "take_over"
    LOGOUT = "logout"
    DROPPED = "dropped"


@app.command()
def add(
    ctx: typer.Context,
    name: str,
    *,
    role: Annotated[RoleName, typer.Option(help="What the operator may do.")] = RoleName.OPERATOR,
    language: OwnLanguage = OwnLanguageName.DEVICE,
) -> None:
    """Add an operator. From the first one on, only known operators may sign on."""
    from serialhhd.store.people import operators
    from serialhhd.store.words.vocabulary import Role

    spoken = spoken_in(language)
    with writing(ctx) as store:
        added = store.write(
            lambda conn: operators.add(conn, name, Role(role.value), store.now(), by=who(), language=spoken)
        )
    say(f"Added {added.name}, {added.role}.")


@app.command("list")
def list_(
    ctx: typer.Context, *, csv_file: Csv = None, csv_as_is: AsIs = False, as_json: Json = False
) -> None:
    """List the operators, and what each can log in with."""
    from serialhhd.store.people import operators

    with reading(ctx) as store, store.read() as conn:
        rows = [
            {
                "operator": one.name,
                "role": one.role.value,
                "language": one.language and one.language.value,
                "state": "disabled" if one.is_disabled else "enabled",
                "keys": one.keys,
                "password": one.has_password,
                "pin": one.has_pin,
            }
            for one in operators.listed(conn)
        ]
    columns = ("operator", "role", "state", "keys", "password", "pin", "language")
    if as_json or csv_file is not None:
        short_list(rows, columns, csv_file=csv_file, as_is=csv_as_is, as_json=as_json)
        return
    shown = [
        {
            **row,
            "password": _yes(row["password"]),
            "pin": _yes(row["pin"]),
            "language": row["language"] or "-",
        }
        for row in rows
    ]
    table(shown, columns)


@app.command()
def language(ctx: typer.Context, name: str, language: OwnLanguageName) -> None:
    """Say in which language an operator is spoken to, from the next sign-on; device: in the device's."""
    from serialhhd.store.people import operators

    spoken = spoken_in(language)
    with writing(ctx) as store:
        store.write(lambda conn: operators.set_language(conn, name, spoken, by=who()))
    say(f"{name}: {language.value} from the next sign-on.")


def _yes(has: object) -> str:
    return "yes" if has else "-"


@app.command()
def disable(ctx: typer.Context, name: str) -> None:
    """Let an operator neither sign on nor log in any more."""
    from serialhhd.store.people import operators

    with writing(ctx) as store:
        store.write(lambda conn: operators.disable(conn, name, store.now(), by=who()))
    say(f"{name} may not sign on any more. An open handheld of `serialhhd serve` closes within a minute.")


@app.command()
def enable(ctx: typer.Context, name: str) -> None:
    """Let an operator sign on and log in again."""
    from serialhhd.store.people import operators

    with writing(ctx) as store:
        store.write(lambda conn: operators.enable(conn, name, by=who()))
    say(f"{name} may sign on again.")


@app.command()
def key(
    ctx: typer.Context,
    name: str,
    *,
    add_file: keys.AddFile = None,
    label: keys.Label = "",
    remove: keys.Remove = None,
    as_json: Json = False,
) -> None:
    """List, add or remove the public keys that an operator can log in with: one for each device they use."""
    keys.change(ctx, name, add_file, label, remove, as_json=as_json)


@app.command()
def password(ctx: typer.Context, name: str) -> None:
    """Set the password for logging in. It is asked for, or read as one line of stdin."""
    from serialhhd.store.people import credentials

    set_secret(ctx, name, "Password", credentials.check_password, credentials.set_password)
    say(f"{name} has a new password.")


@app.command()
def pin(ctx: typer.Context, name: str) -> None:
    """Set the PIN for signing on at a shared device. It is asked for, or read as one line of stdin."""
    from serialhhd.store.people import credentials

    set_secret(ctx, name, "PIN", credentials.check_pin, credentials.set_pin)
    say(f"{name} has a new PIN.")


@app.command()
def logins(
    ctx: typer.Context,
    *,
    operator: Annotated[str | None, typer.Option(help="Only of this operator or device.")] = None,
    kind: Annotated[KindName | None, typer.Option(help="Only what happened in this way.")] = None,
    limit: Limit = 50,
    after: Cursor = None,
    csv_file: Csv = None,
    csv_as_is: AsIs = False,
    as_json: Json = False,
) -> None:
    """List who logged in, was refused, took over or left: newest first."""
    from serialhhd.store.people import logins
    from serialhhd.store.words.vocabulary import LoginEvent

    wanted = LoginEvent(kind.value) if kind else None

    def page(limit: int, after: int | None) -> "Sequence[LoginEntry]":
        return logins.page(conn, limit=limit, after=after, name=operator, kind=wanted)

    with reading(ctx) as store, store.read() as conn:
        if csv_file is not None:
            export(
                csv_file,
                LOGINS,
                lambda last: page(PAGE, last.id if last else after),
                _login,
                as_is=csv_as_is,
            )
            return
        found = page(limit, after)
    listing([_login(one) for one in found], LOGINS, as_json=as_json)
    if len(found) == limit and not as_json:
        say(f"More: --after {found[-1].id}")


def _login(one: "LoginEntry") -> dict[str, Any]:
    return {
        "id": one.id,
        "at": one.at,
        "kind": one.kind.value,
        "operator": one.name,
        "device": one.device,
        "address": one.address,
        "method": one.method and one.method.value,
        "reason": one.reason,
        "times": one.times,
    }


@app.command("keep-logins")
def keep_logins(
    ctx: typer.Context,
    days: Annotated[
        str | None, typer.Argument(metavar="DAYS", help="Or for-ever; without it what is set is shown.")
    ] = None,
) -> None:
    """Show or set for how many days it is kept who logged in; what is older goes bit by bit, at the logins that follow."""
    from serialhhd.store.catalogue import settings

    if days is None:
        with reading(ctx) as store, store.read() as conn:
            kept = settings.login_retention(conn)
        print(kept.days if kept else FOR_EVER)
        return
    with arguments.wrong_usage():
        wanted = None if days == FOR_EVER else quantity(days)
    if wanted is not None and not 1 <= wanted <= LONGEST_KEPT:
        raise typer.BadParameter(f"{days!r} is no number of days: 1 to {LONGEST_KEPT}, or {FOR_EVER}.")
    with writing(ctx) as store:
        store.write(lambda conn: settings.set_login_retention(conn, wanted, by=who()))
    say("Logins are kept for ever." if wanted is None else f"Logins are kept for {wanted} days.")
