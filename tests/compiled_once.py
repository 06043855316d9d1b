"""Statements are compiled once in a test process, not anew for each of its thousands of stores: a third of what a test of the store took.

SQLAlchemy keeps what it compiled by the dialect's identity, in each engine. Here dialects of a kind are one, and their engines share it.
"""

from typing import Any

from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

MOST = 5_000
_compiled: dict[type, Any] = {}
_begin = Engine.__init__


def share() -> None:
    """Let every engine that is made from here on find what another one compiled."""

    def begin(engine: Engine, pool: Any, dialect: Any, *args: Any, **options: Any) -> None:
        _begin(engine, pool, dialect, *args, **options)
        if engine._compiled_cache is not None:
            engine._compiled_cache = _compiled.setdefault(type(dialect), LRUCache(MOST))

    Engine.__init__ = begin  # type: ignore[method-assign, assignment]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    DefaultDialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
