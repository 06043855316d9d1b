"""How a command gets a password or a PIN: never as an argument, which everybody on the computer could read, nor shown where it is typed."""

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import typer

from serialhhd.cli.parts.opened import who, writing

if TYPE_CHECKING:
    from sqlalchemy import Connection

LONGEST_LINE = 4096
"""So much is read of a line of stdin: more than any password may have."""


class Keep(Protocol):
    """Keeps the hash of an operator's secret."""

    def __call__(self, conn: "Connection", name: str, hashed: str, /, *, by: str) -> None:
        """Keep it."""


def set_secret(ctx: typer.Context, name: str, what: str, check: Callable[[str], None], keep: Keep) -> None:
    """Ask for an operator's secret, check it, and keep its hash.

    Args:
        ctx: The command's.
        name: The operator.
        what: `Password` or `PIN`.
        check: Refuses what is none.
        keep: Keeps its hash.
    """
    from serialhhd.store.people import credentials

    with writing(ctx) as store:
        chosen = read_secret(what)
        check(chosen)
        hashed = credentials.hash_secret(chosen)
        store.write(lambda conn: keep(conn, name, hashed, by=who()))


def read_secret(what: str) -> str:
    """Ask for a secret twice where there is a terminal, without showing it; elsewhere read one line of stdin.

    Args:
        what: `Password` or `PIN`.
    """
    try:
        return _asked(what) if sys.stdin.isatty() else sys.stdin.readline(LONGEST_LINE).rstrip("\r\n")
    except UnicodeDecodeError as problem:
        raise typer.BadParameter(
            f"the {what} is no text in {problem.encoding}: nothing was changed."
        ) from None


def _asked(what: str) -> str:
    chosen = getpass.getpass(f"{what}: ")
    if getpass.getpass(f"{what} again: ") != chosen:
        raise typer.BadParameter(f"The two are not the same: nothing was changed. {what}s are typed twice.")
    return chosen


@contextmanager
def hiding() -> Iterator[Callable[[bool], None]]:
    """Yield what hides what is typed on standard input, or shows it again; at the end it is shown. A pipe echoes nothing."""
    if not sys.stdin.isatty():
        yield lambda _: None
        return
    import termios

    terminal = sys.stdin.fileno()
    shown = termios.tcgetattr(terminal)
    hidden = [*shown[:3], shown[3] & ~termios.ECHO | termios.ECHONL, *shown[4:]]

    def hide(is_hidden: bool) -> None:
        termios.tcsetattr(terminal, termios.TCSADRAIN, hidden if is_hidden else shown)

    try:
        yield hide
    finally:
        hide(False)
