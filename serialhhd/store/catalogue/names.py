"""Names that are given to what is scanned: products, places, containers and documents. Each names one thing (R21, R64).

Whoever makes one asks `clean`, which looks at the name alone, and `check_free`, which asks what has it already. What was named
before by another rule keeps its name.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, select

from serialhhd.store import refusals
from serialhhd.store.catalogue import recognise
from serialhhd.store.schema import tables as t
from serialhhd.store.symbols import scan
from serialhhd.store.words import codes
from serialhhd.store.words.vocabulary import ContainerKind, DocumentKind

_OF_CONTAINERS: Final = frozenset(kind.label for kind in ContainerKind)
_OF_DOCUMENTS: Final = frozenset(kind.label for kind in DocumentKind)
_SCANNED: Final = frozenset({"product", "location", "cart"}) | _OF_CONTAINERS | _OF_DOCUMENTS
"""What has a label of its own that is scanned at work."""
_d = t.document.c
_GIVEN_HERE = (
    select(_d.id).where(_d.ref_key == bindparam("key", type_=t.Text), _d.import_number.is_(None)).limit(1)
)


def clean(code: str, what: str) -> str:
    """Return a name without outer blanks.

    Args:
        code: As typed, or as it stands in a file.
        what: What it is to name (`SKU`, `location`, `pick list`), for the sentence of a refusal.

    Raises:
        Refused: `code_empty`, `code_too_long` or `code_unprintable`; `code_is_action`: what is said to a handheld could never be
            scanned; `code_is_sscc`: under that goods are announced and received.
    """
    cleaned = codes.clean_label(code, what)
    if scan.is_sscc(cleaned) or scan.sscc_of(cleaned):
        raise refusals.code_is_sscc(what=what, code=cleaned)
    return cleaned


def check_free(conn: Connection, code: str, what: str, *, is_import: bool = False) -> None:
    """Check that a name that is given to a product, a place or a document names nothing else: who scans it would be told of that.

    What has the same name among its own kind is found where it is written.

    Args:
        conn: The connection.
        code: The name.
        what: What it is to name: `product`, also by a barcode; `location`; the label of a kind of document.
        is_import: Whether another system gave it, and nobody here can choose another one. Then a document may be numbered as anything
            but a container, and a product be called as a document that came by an import.

    Raises:
        Refused: `already_there`, naming what has it.
    """
    is_document = what in _OF_DOCUMENTS
    if is_document and not is_import:
        known_as = recognise.what_is_label(conn, code)
    else:
        known_as = recognise.what_is(conn, code)
        if not _is_in_the_way(conn, code, known_as, is_document=is_document, is_import=is_import):
            return
    if known_as is not None and known_as != what:
        raise refusals.already_there(what=known_as, code=code)


def _is_in_the_way(
    conn: Connection, code: str, known_as: str | None, *, is_document: bool, is_import: bool
) -> bool:
    """Tell whether what a code names keeps it from a product or a place, or from a document that comes by an import."""
    if is_document:
        return known_as in _OF_CONTAINERS
    if is_import and known_as in _OF_DOCUMENTS:
        return conn.scalar(_GIVEN_HERE, {"key": codes.key(code)}) is not None
    return known_as in _SCANNED


def are_free(conn: Connection, many: Iterable[str]) -> bool:
    """Tell whether none of many names is that of what is scanned; of one that is, `check_free` says what it names."""
    return _SCANNED.isdisjoint(recognise.named(conn, many).values())
