"""Names that are given to what is scanned: products, places, containers and documents. Each names one thing (R21, R64).

Whoever makes one asks `check_free` what has the name already, be it of an import that nobody sees yet; and before that `clean`,
which looks at the name alone. A container alone is asked of `containers.add`: an SSCC names nothing else. What was named before by
another rule keeps its name.
"""

from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, select, text

from serialhhd.store import refusals
from serialhhd.store.catalogue import recognise
from serialhhd.store.schema import tables as t
from serialhhd.store.symbols import scan
from serialhhd.store.symbols.gtin import spellings
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

_LOCK: Final = text("SELECT pg_advisory_xact_lock(:ours)")
_OURS: Final = 0x4E414D45
"""The lock of whoever gives a name ("NAME")."""


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
    if scan.may_be_sscc(cleaned) or scan.sscc_of(cleaned):
        raise refusals.code_is_sscc(what=what, code=cleaned)
    return cleaned


def check_free(conn: Connection, code: str, what: str, *, is_import: bool = False) -> None:
    """Check that a name that is to be given names nothing else: who scans it would be told of that.

    What has the same name among its own kind is found where it is written; a container's is found here.

    Args:
        conn: The connection.
        code: The name.
        what: What it is to name: `product`, also by a barcode; `location`; the label of a kind of container or document.
        is_import: Whether another system gave it, and nobody here can choose another one. Then a document may be numbered as anything
            but a container, a product be called as a document that came by an import, and a container be an SSCC that is a serial.

    Raises:
        Refused: `already_there`, naming what has it.
    """
    _wait(conn)
    for known_as in _what_has(conn, code, what, is_import=is_import):
        if _is_in_the_way(conn, code, known_as, what, is_import=is_import):
            raise refusals.already_there(what=known_as, code=code)


def _wait(conn: Connection) -> None:
    """Have one give names at a time: on PostgreSQL two who look in many tables would not see each other's."""
    if conn.dialect.name == "postgresql":
        conn.execute(_LOCK, {"ours": _OURS})


def _what_has(conn: Connection, code: str, what: str, *, is_import: bool) -> Iterable[str]:
    """Yield what has a name, however a GTIN is written that is a product's: a scanner sends it as it likes."""
    for spelled in spellings(code):
        for known_as in recognise.what_has(conn, spelled):
            if spelled == code or "product" in {what, known_as}:
                yield known_as
    if not is_import and what in _OF_DOCUMENTS | _OF_CONTAINERS and recognise.is_serial(conn, code):
        yield "serial"


def _is_in_the_way(conn: Connection, code: str, known_as: str, what: str, *, is_import: bool) -> bool:
    """Tell whether what a code names keeps it from what is to be named."""
    if what in _OF_CONTAINERS:
        return True
    if known_as == what:
        return False
    if what in _OF_DOCUMENTS:
        return not is_import or known_as in _OF_CONTAINERS
    if is_import and known_as in _OF_DOCUMENTS:
        return conn.scalar(_GIVEN_HERE, {"key": codes.key(code)}) is not None
    return known_as in _SCANNED


def are_free(conn: Connection, many: Iterable[str]) -> bool:
    """Tell whether none of many names is that of what is scanned; of one that is, `check_free` says what it names."""
    _wait(conn)
    spelled = [one for code in many for one in spellings(code)]
    return _SCANNED.isdisjoint(recognise.named(conn, spelled).values())
