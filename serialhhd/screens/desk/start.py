"""Starts the desk on the terminal."""

import codecs
from functools import partial
from typing import Any, cast

from serialhhd.store.engine.store import Store


def run_desk(store: Store, operator: str) -> int:
    """Run the desk until it is left, and return the exit code."""
    from serialhhd.screens.desk.app import DeskApp
    from serialhhd.screens.desk.parts.office import Office

    take_every_byte()
    app = DeskApp(Office(store, operator))
    app.run()
    return app.return_code or 0


def take_every_byte() -> None:
    """Let Textual's driver read a byte that is no UTF-8 as latin-1, as the handhelds' does: it would end with a traceback.

    Touches what Textual keeps private; `tests/screens/desk/test_real_terminal.py` fails when that changes.
    """
    from textual.drivers import linux_driver

    codecs.register_error("serialhhd", _as_latin_1)
    decoder = partial(codecs.getincrementaldecoder("utf-8"), errors="serialhhd")
    cast("Any", linux_driver).getincrementaldecoder = lambda _: decoder


def _as_latin_1(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("latin-1"), error.end
