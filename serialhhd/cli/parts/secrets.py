"""How a command gets a password or a PIN: never as an argument, which everybody on the computer could read."""

import getpass
import sys

import typer

LONGEST_LINE = 4096
"""So much is read of a line of stdin: more than any password may have."""


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
