"""How a command gets a password or a PIN: never as an argument, which everybody on the computer could read."""

import getpass
import sys

import typer


def read_secret(what: str) -> str:
    """Ask for a secret twice where there is a terminal, without showing it; elsewhere read one line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    chosen = getpass.getpass(f"{what}: ")
    if getpass.getpass(f"{what} again: ") != chosen:
        raise typer.BadParameter(f"The two are not the same: nothing was changed. {what}s are typed twice.")
    return chosen
