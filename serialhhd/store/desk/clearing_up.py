"""What a server does about an import that was broken off: its rows go, so that its numbers and serials are free again."""

import threading
import time

from serialhhd.store.desk import pieces
from serialhhd.store.documents import unfinished
from serialhhd.store.engine.store import Store
from serialhhd.store.words.refusal import Refused, StoreUnavailable


def clear_up(store: Store) -> threading.Thread | None:
    """Take away what an import left that was broken off, in a thread that waits until it has been silent for long enough.

    Returns:
        The thread; None where no import is unfinished.

    Raises:
        StoreUnavailable: The store cannot be used.
    """
    with store.read() as conn:
        if not unfinished.is_any(conn):
            return None
    thread = threading.Thread(target=_clear_up, args=(store,), name="serialhhd-clear-up", daemon=True)
    thread.start()
    return thread


def _clear_up(store: Store) -> None:
    while True:
        try:
            pieces.take_away_broken_off(store)
        except Refused:  # it may go on; a minute later it has ended, or is silent
            time.sleep(unfinished.SILENCE.total_seconds())
        except StoreUnavailable:  # the server ends; the next one goes on with it
            return
        else:
            return
