"""The one place where what goes wrong becomes a sentence on stderr and an exit code."""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, Final

import typer
from typer.core import TyperGroup

from serialhhd.cli.parts.opened import existing
from serialhhd.cli.parts.output import one_command, say
from serialhhd.flows.sentences import at_a_desk, messages
from serialhhd.store.words.controls import visible
from serialhhd.store.words.encoding import as_text
from serialhhd.store.words.refusal import Doubtful, Refused, StoreUnavailable
from serialhhd.toml.problem import FileInvalid

REFUSED: Final = 1
USAGE: Final = 2
STORE_UNAVAILABLE: Final = 3
CONFIGURATION_INVALID: Final = 4


class Commands(TyperGroup):
    """All commands: 0 done, 1 refused by a rule, 2 wrong usage, 3 store unavailable, 4 configuration invalid."""

    def make_context(self, info_name: Any, args: list[str], *more: Any, **extra: Any) -> Any:
        """Take the arguments as text: nothing that is none may come any further, but for the name of a file that is there."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        meant = [one if _names_a_file(one) else as_text(one) for one in args]
        return super().make_context(info_name, meant, *more, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run a command, and say on stderr why it could not be done."""
        try:
            with one_command():
                return super().invoke(ctx)
        except Doubtful as doubt:
            _leave(REFUSED, doubt.code, f"{messages.refusal(doubt).text} If that is right, give --yes.")
        except Refused as refused:
            _name(ctx, refused)
            _leave(REFUSED, refused.code, at_a_desk.refusal(refused))
        except StoreUnavailable as unavailable:
            _leave(STORE_UNAVAILABLE, unavailable.code, str(unavailable))
        except FileInvalid as invalid:
            say(str(invalid))
            raise typer.Exit(CONFIGURATION_INVALID) from None
        except typer.BadParameter as wrong:
            wrong.message = visible(wrong.message.removeprefix("Value error, "))
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return None


def _name(ctx: typer.Context, refused: Refused) -> None:
    """Have a refusal say what its code is, where that is something else than was asked for (R64)."""
    from serialhhd.store.catalogue import recognise

    if not recognise.may_be_named(refused):
        return
    with suppress(StoreUnavailable):
        store = existing(ctx)
        if store is None:
            return
        with store, store.read() as conn:
            recognise.name(conn, refused)


def _names_a_file(argument: str) -> bool:
    return os.path.lexists(argument) or os.path.lexists(argument.partition("=")[2])


def _leave(exit_code: int, code: str, sentence: str) -> None:
    say(f"error: {code}: {sentence}")
    raise typer.Exit(exit_code) from None
