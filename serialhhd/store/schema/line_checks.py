"""What the constraints of documents and their lines say, made from the table of their moves (R10, R12)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from serialhhd.store.words.document_moves import LIFECYCLES, Lifecycle, Stage, tallies
from serialhhd.store.words.numbers import MOST_UNITS


def words(of: Iterable[str]) -> str:
    """SQL: a list of words."""
    return "(" + ", ".join(f"'{word}'" for word in of) + ")"


def document_states(lifecycles: Sequence[Lifecycle] = LIFECYCLES) -> str:
    """SQL: a document is in a state that its kind knows."""
    return " OR ".join(f"kind = '{one.kind}' AND state IN {words(one.states)}" for one in lifecycles)


def line_checks(lifecycles: Sequence[Lifecycle] = LIFECYCLES) -> Iterator[tuple[str, str]]:
    """Yield what must be true of each line: the name of the constraint, and its condition in SQL."""
    yield (
        "state_of_kind",
        " OR ".join(f"kind = '{one.kind}' AND state IN {words(one.line_states)}" for one in lifecycles),
    )
    yield "quantity", f"quantity BETWEEN 1 AND {MOST_UNITS}"
    for column in tallies(lifecycles):
        yield column, f"{column} BETWEEN 0 AND {MOST_UNITS}"
    yield "never_more", " AND ".join(_never_more(lifecycles))
    yield "short_has_reason", " AND ".join(_short_has_reason(lifecycles))


def _counted(stage: Stage) -> str:
    return " + ".join(dict.fromkeys(tally.column for tally in stage.tallies))


def _never_more(lifecycles: Sequence[Lifecycle]) -> Iterator[str]:
    for one in lifecycles:
        for stage in one.stages:
            if stage.tallies and not stage.may_exceed:
                yield f"(kind <> '{one.kind}' OR {_counted(stage)} <= {stage.of})"


def _short_has_reason(lifecycles: Sequence[Lifecycle]) -> Iterator[str]:
    for one in lifecycles:
        for number, stage in enumerate(one.stages):
            if stage.short_has_reason:
                past = words(later.after for later in one.stages[number:])
                yield f"(kind <> '{one.kind}' OR state NOT IN {past} OR {_counted(stage)} = {stage.of} OR short_reason IS NOT NULL)"


ONE_LINE_A_PRODUCT: Final = f"kind IN {words(one.kind for one in LIFECYCLES if one.one_line_a_product)}"
"""SQL: the lines of the kinds that have a product on one line at most."""
TO_PUT_BACK: Final = "kind = 'pick_list' AND state = 'cancelled' AND done > received"
"""SQL: a task of a cancelled list of which something waits to be put back (R36)."""
ONE_LINE_A_PLACE: Final = "kind = 'count'"
"""SQL: the lines of a kind that has a product at a place on one line at most."""
