"""Pages of documents, newest first: pre-receipts and pick lists alike."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Column, ColumnElement

from serialhhd.store.schema import tables as t
from serialhhd.store.words import codes


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which documents a page shows.

    Attributes:
        state: Only in this state.
        search: Only those whose number or partner begins with this, whatever the letter case.
        limit: At most so many.
        after: Only those older than the one of this id.
    """

    state: StrEnum | None
    search: str
    limit: int | None
    after: int | None


def page_of(
    documents: t.AnySelect,
    wanted: Wanted,
    *,
    id_: Column[int],
    state: Column[str],
    searched: tuple[ColumnElement[str], ...],
) -> t.AnySelect:
    """Return the statement that reads one page.

    Args:
        documents: Reads all of them.
        wanted: Which ones.
        id_: Their key.
        state: Their state.
        searched: The columns that are searched, held as keys.
    """
    page = documents.order_by(id_.desc()).limit(wanted.limit)
    if wanted.state is not None:
        page = page.where(state == wanted.state)
    if wanted.search.strip(" "):
        page = page.where(codes.begins(wanted.search, *searched))
    return page if wanted.after is None else page.where(id_ < wanted.after)
