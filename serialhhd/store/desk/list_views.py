"""Named views of the desk's lists: the columns shown, their order, and the filters."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, select

from serialhhd.store import refusals
from serialhhd.store.schema import tables as t
from serialhhd.store.words import acting, codes
from serialhhd.value_class import value_class


@value_class
class ListView:
    """A view of a list.

    Attributes:
        name: What people call it.
        columns: The names of the columns shown, in order; all of them where it is empty.
        filters: What is asked for, by the names of the filters.
        saved_by: Who saved it; empty for one that the program brings along.
    """

    name: str
    columns: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    saved_by: str = ""


_v = t.list_view.c


def saved(conn: Connection, page: str) -> tuple[ListView, ...]:
    """Return the saved views of a page, by name."""
    rows = conn.execute(
        select(_v.name, _v.definition, _v.saved_by).where(_v.page == page).order_by(_v.name_key)
    )
    return tuple(_view(*row) for row in rows)


def _view(name: str, definition: str, saved_by: str) -> ListView:
    kept = json.loads(definition)
    return ListView(name, tuple(kept["columns"]), MappingProxyType(kept["filters"]), saved_by)


def save(
    conn: Connection,
    page: str,
    name: str,
    *,
    columns: Sequence[str],
    filters: Mapping[str, str],
    by: str,
    at: datetime,
    brought: Collection[str] = (),
) -> ListView:
    """Save a view under a name, in place of one's own of that name.

    Args:
        conn: The writing connection.
        page: The list.
        name: What people call it.
        columns: The columns shown, in order; none for all of them, also those of later versions.
        filters: What is asked for, by the names of the filters.
        by: Who saves it.
        at: When, UTC.
        brought: The names of the views that the program brings along: they are taken.

    Raises:
        Refused: `view_of_another` where somebody else has a view of that name; `already_there` where the program
            brings one along; or the name is none.
    """
    cleaned = codes.clean(name, "view")
    if codes.key(cleaned) in map(codes.key, brought):
        raise refusals.already_there(what="view", code=cleaned)
    definition = json.dumps({"columns": list(columns), "filters": dict(filters)})
    row = {
        "page": page,
        "name": cleaned,
        "name_key": codes.key(cleaned),
        "definition": definition,
        "saved_by": acting.named(by),
        "saved_at": at,
    }
    if not conn.execute(t.insert_if_new(t.list_view), row).rowcount:
        own = (_v.page == page, _v.name_key == row["name_key"], _v.saved_by == by)
        if not conn.execute(t.list_view.update().where(*own).values(row)).rowcount:
            raise refusals.view_of_another(name=cleaned, operator=_saved_by(conn, page, cleaned))
    return _view(cleaned, definition, by)


def delete(conn: Connection, page: str, name: str, *, by: str) -> None:
    """Delete one's own view.

    Raises:
        Refused: `view_of_another`, `unknown`.
    """
    own = (_v.page == page, _v.name_key == codes.key(name))
    saved_by = _saved_by(conn, page, name)
    if saved_by is None:
        raise refusals.unknown(what="view", code=name)
    if saved_by != by:
        raise refusals.view_of_another(name=name, operator=saved_by)
    conn.execute(t.list_view.delete().where(*own))


def _saved_by(conn: Connection, page: str, name: str) -> str | None:
    return conn.scalar(select(_v.saved_by).where(_v.page == page, _v.name_key == codes.key(name)))
