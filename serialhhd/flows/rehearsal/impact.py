"""What the last days would have been under another flows.toml: which lines would have been refused, and how much would have been asked."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.rehearsal import replaying
from serialhhd.flows.rehearsal.perfect_operator import Stopped
from serialhhd.flows.rehearsal.replaying import Replayed
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.replaying import excerpt, past_lines
from serialhhd.store.replaying.excerpt import LAYOUTS
from serialhhd.store.replaying.past_lines import Past, PastLine, ToDo
from serialhhd.store.words.document_moves import lifecycle_of
from serialhhd.store.words.vocabulary import DocumentKind
from serialhhd.value_class import value_class

DAYS: Final = 7
MOST_LINES: Final = 1_000
MOST_SERIALS: Final = 10_000
"""Of a time in which there was more, the newest are done again: so many lines, which have so many serials."""
LINES_AT_ONCE: Final = 200
SERIALS_AT_ONCE: Final = 1_000
"""The same where somebody waits for it who wants something else: it takes two or three seconds."""
OVER: Final = "over_receipt"
TOO_MANY: Final = frozenset({"too_many_serials", "quantity_is_serial_count"})
"""The codes of refusals by which one serial more than may be received is not taken."""


@value_class
class RefusedLine:
    """A line that would have been refused.

    Attributes:
        code: That of the refusal, or `no_end`, `no_answer` of the perfect operator.
        step: Where.
        text: What the operator would have been told.
        is_so_now: Whether the flows in force refuse it as well.
    """

    document: str
    product: str
    code: str
    step: str
    text: str
    is_so_now: bool


@value_class
class Impact:
    """What the last days would have been.

    Attributes:
        lines: So many lines were done again: each receipt and each pick is one.
        refused: Those that would have been refused, in the order of the ledger.
        before: So many questions the flows in force ask.
        after: So many the others would have asked; of what is refused, those up to the refusal.
        otherwise: So many lines would have been posted with another quantity, as where none is asked for.
        at_the_desk: So many receipts were not done again, since no handheld posted them.
        again: So many lines neither, since a serial of theirs was on one before.
        other_work: So many movements neither, which handhelds posted under documents of other kinds, or under none.
        is_cut: Whether there were more of these days, older ones.
        days: So many days back it goes.
        is_narrowed: Whether only lines of some kind of document were looked at, whose flows differ.
    """

    lines: int
    refused: tuple[RefusedLine, ...]
    before: int
    after: int
    otherwise: int = 0
    at_the_desk: int = 0
    again: int = 0
    other_work: int = 0
    is_cut: bool = False
    days: float = DAYS
    is_narrowed: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as the document of `flows impact --json`."""
        return {
            "lines": self.lines,
            "refused": [
                {"document": one.document, "product": one.product, "code": one.code} for one in self.refused
            ],
            "questions": {"before": self.before, "after": self.after},
        }


def impact(
    store: Store,
    before: Flows,
    after: Flows,
    *,
    days: float = DAYS,
    most_lines: int = MOST_LINES,
    most_serials: int = MOST_SERIALS,
    only_concerned: bool = False,
) -> Impact:
    """Do again what handhelds received and picked in the last days, by a perfect operator on throw-away stores, under two flows.toml.

    Args:
        store: The store whose ledger it is, on either engine; it is only read.
        before: The flows in force.
        after: Those that are to be.
        days: So many days back from now, at least 0.
        most_lines: Of more lines the newest are done again.
        most_serials: Of lines with more serials together likewise.
        only_concerned: Whether only lines of documents are looked at whose flows differ.

    Raises:
        StoreUnavailable: The store cannot be read, or there is no room for another one.
    """
    concerned = _concerned(before, after)
    kinds = concerned if only_concerned else list(LAYOUTS)
    begin = store.now() - timedelta(days=days)
    with store.read() as conn:
        past = past_lines.newest(
            conn, begin, most_lines=most_lines, most_serials=most_serials, kinds=kinds, known=list(LAYOUTS)
        )
    played: list[tuple[Replayed, Replayed]] = []
    with throw_away.folder("impact") as folder:
        for lines in _by_kind(past.lines):
            made, copy, to_do = _made(store, folder, lines)
            now = replaying.replay(made, to_do, before)
            then = replaying.replay(copy, to_do, after) if lines[0].kind in concerned else now
            played += zip(now, then, strict=True)
    compared = _compared(past, sorted(played, key=lambda pair: pair[1].past.id))
    return replace(compared, days=days, is_narrowed=len(kinds) < len(LAYOUTS))


def impact_at_once(store: Store, before: Flows, after: Flows) -> Impact | None:
    """Return the impact for somebody who waits for something else: of what changes, the newest; None where no flow changes.

    Raises:
        StoreUnavailable: As from `impact`.
    """
    if not _concerned(before, after):
        return None
    return impact(
        store,
        before,
        after,
        most_lines=LINES_AT_ONCE,
        most_serials=SERIALS_AT_ONCE,
        only_concerned=True,
    )


def _concerned(before: Flows, after: Flows) -> list[DocumentKind]:
    """Return the kinds of documents whose flows differ, of those that can be done again."""
    return [kind for kind in LAYOUTS if _flows_for(kind, before) != _flows_for(kind, after)]


def _flows_for(kind: DocumentKind, flows: Flows) -> list[Flow]:
    """Return the flows for documents of a kind; which version says them makes no difference."""
    return [flow.model_copy(update={"version_id": None}) for flow in flows if replaying.works_on(flow, kind)]


def _by_kind(lines: Sequence[PastLine]) -> Iterator[tuple[PastLine, ...]]:
    for _, of_kind in groupby(sorted(lines, key=lambda line: (line.kind, line.id)), lambda line: line.kind):
        yield tuple(of_kind)


def _made(store: Store, folder: Path, lines: Sequence[PastLine]) -> tuple[Path, Path, Sequence[ToDo]]:
    """Make two stores of one content, in which lines of one kind are still to be done."""
    kind = lines[0].kind
    empty, made, copy = (folder / f"{name}.db" for name in ("empty", f"{kind}-1", f"{kind}-2"))
    if not empty.exists():
        Store.open(str(empty), create=True).close()
    shutil.copyfile(empty, made)
    with Store.open(str(made), is_kept=False) as target, store.read() as source:
        to_do = target.write(lambda conn: excerpt.write(source, conn, lines))
    shutil.copyfile(made, copy)
    return made, copy, to_do


def _compared(past: Past, played: Sequence[tuple[Replayed, Replayed]]) -> Impact:
    refused = tuple(
        _refused(now.past, now.outcome.stopped, is_so_now=was.outcome.stopped is not None)
        for was, now in played
        if now.outcome.stopped
    )
    return Impact(
        lines=len(played),
        refused=refused,
        before=sum(was.outcome.questions for was, _ in played),
        after=sum(now.outcome.questions for _, now in played),
        otherwise=sum(now.is_otherwise and not was.is_otherwise for was, now in played),
        at_the_desk=past.at_the_desk,
        again=past.again,
        other_work=past.other_work,
        is_cut=past.is_cut,
    )


def _refused(past: PastLine, why: Stopped, *, is_so_now: bool) -> RefusedLine:
    """Return why a line is refused: more than is taken at goods in is that (R10), at whichever question it is said."""
    may_exceed = lifecycle_of(past.kind).stages[0].may_exceed
    is_over = may_exceed and past.before + past.quantity > past.asked
    code = OVER if is_over and why.code in TOO_MANY else why.code
    return RefusedLine(past.document, past.product, code, why.step, why.text, is_so_now)
