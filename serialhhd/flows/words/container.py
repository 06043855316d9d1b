"""The words `container` and `into`: what is put into what (R21)."""

from typing import Final

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.sentences import messages
from serialhhd.store import refusals
from serialhhd.store.catalogue.recognise import what_is_scanned
from serialhhd.store.containers import containers
from serialhhd.store.containers.containers import Container
from serialhhd.store.symbols import scan

CONTAINER: Final = "container"
"""The container that is put into another one."""
INTO: Final = "into"
"""The container that it is put into."""


def choose(work: Work, word: str, text: str) -> Container:
    """Take the container that a scan names, by its code or its SSCC.

    Raises:
        Refused: `nothing_entered`; `other_kind_of_code` of what is something else, `unknown`.
    """
    code = scan.clean(text)
    if not code:
        raise messages.nothing_entered(what=CONTAINER)
    found = containers.find(work.conn, text, work.fnc1)
    if found is None:
        known_as = what_is_scanned(work.conn, text, work.fnc1)
        if known_as:
            raise messages.other_kind_of_code(code=code, known_as=known_as, wanted=CONTAINER)
        raise refusals.unknown(what=CONTAINER, code=code)
    work.open_run()
    work.choose(word, found.id)
    return found


def in_work(work: Work, word: str) -> Container | None:
    """Return the container that was scanned for a word."""
    chosen = work.chosen(word)
    return containers.by_id(work.conn, chosen) if chosen is not None else None
