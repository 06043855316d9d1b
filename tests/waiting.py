"""Waiting for what nobody tells: a look now and then, and a clear failure where it does not come."""

import time
from collections.abc import Callable

import pytest

PATIENCE = 60.0
"""So many seconds it may take on a busy computer."""
PAUSE = 0.01


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Look until something is so; fail the test, saying what was waited for, where it does not come to be."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            pytest.fail(f"waited in vain until {what}")
        time.sleep(PAUSE)
