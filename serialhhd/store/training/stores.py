"""A training store is made with the goods and places of a site, and goes back to its first day: whole, or not at all (R68)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy import Engine

from serialhhd.store.engine.backup import put_anew
from serialhhd.store.engine.creation import New, create
from serialhhd.store.engine.database import (
    check_ours,
    engine_on,
    place_of,
    stored_version,
)
from serialhhd.store.engine.store import Store
from serialhhd.store.engine.unavailable import translated, unavailable
from serialhhd.store.replaying import copying
from serialhhd.store.training import first_day
from serialhhd.store.words.refusal import StoreUnavailable
from serialhhd.store.words.vocabulary import StorePurpose

FIRST_DAY = "SELECT purpose, first_day FROM store_purpose"
LOCKED: Final = "store_locked"
IN_USE: Final = "The training store {place} is in use. End the handhelds and the desk on it, then try again."


def new(url_or_path: str, site: Store | None) -> None:
    """Make a training store.

    Args:
        url_or_path: Where: a path, or the URL of an empty PostgreSQL database.
        site: Whose products, barcodes, patterns and places it has; None: it begins as every new store.

    Raises:
        StoreUnavailable: `store_exists`; it cannot be made there, or the site's store cannot be used.
    """
    place = place_of(url_or_path)
    engine = engine_on(place)
    try:
        try:
            stored_version(engine, place)
        except StoreUnavailable as error:
            if error.code != "store_missing":
                raise unavailable("store_exists", place.name) from error
        else:
            raise unavailable("store_exists", place.name)
        with first_day.made(site) as (day, content), day.read() as begun:
            made_as = New(StorePurpose.TRAINING, content, lambda conn: copying.everything(begun, conn))
            if not create(engine, place, made_as):
                raise unavailable("store_exists", place.name)  # somebody made it meanwhile
    finally:
        engine.dispose()


def check_for_training(store: Store) -> None:
    """Make sure that a store is one to train on.

    Raises:
        StoreUnavailable: `store_not_training`.
    """
    if not store.is_for_training:
        raise unavailable("store_not_training", store.place.name)


def reset(url_or_path: str) -> None:
    """Make a training store what it was on its first day, all of it at once: whoever kills it finds it as it was before, or as then.

    Raises:
        StoreUnavailable: `store_not_training`, `store_no_first_day`, `store_locked` by somebody who uses it; it cannot be used.
    """
    place = place_of(url_or_path)
    engine = engine_on(place)
    with _told_what_to_end(place.name):
        try:
            check_ours(engine, place)
            content = _first_day(engine, place.name)
            if place.path is None:
                _write_rows(engine, place.name, content)
        finally:
            engine.dispose()
        if place.path is not None:  # and nobody here has it open any more
            put_anew(place.path, lambda draft: first_day.write_training_store(content, draft))


@contextmanager
def _told_what_to_end(name: str) -> Iterator[None]:
    """Say of a store that somebody uses who that will be: handhelds and the desk, which stay on it."""
    try:
        yield
    except StoreUnavailable as unavailable:
        if unavailable.code != LOCKED:
            raise
        raise StoreUnavailable(LOCKED, IN_USE.format(place=name)) from unavailable


def _write_rows(engine: Engine, name: str, content: bytes) -> None:
    from serialhhd.store.engine import postgresql

    with (
        first_day.opened(content) as day,
        day.read() as begun,
        translated(name),
        engine.begin() as connection,
    ):
        if postgresql.is_in_use(connection):
            raise unavailable(LOCKED, name)
        copying.everything(begun, connection)


def _first_day(engine: Engine, name: str) -> bytes:
    with translated(name), engine.connect() as connection:
        purpose, content = connection.exec_driver_sql(FIRST_DAY).one()
    if purpose != StorePurpose.TRAINING:
        raise unavailable("store_not_training", name)
    if content is None:
        raise unavailable("store_no_first_day", name)
    return bytes(content)
