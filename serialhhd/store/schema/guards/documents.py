"""What the database refuses of documents and their lines: what is not in the table of their moves (R8, R10, R12).

And of counts, to change what was counted, and to post what was not (R38-R41).
"""

# ruff: noqa: S608 - this SQL is put together from the constants of this module and of the moves alone

from collections.abc import Callable, Iterator, Sequence

from serialhhd.store.schema.guards import adjustments, announced
from serialhhd.store.schema.guards.guard import RETIRED, Guard, changed, one_of
from serialhhd.store.words.document_moves import LIFECYCLES, Lifecycle, Move, tallies


def _of_kind(row: str, lifecycles: Sequence[Lifecycle], condition: Callable[[Lifecycle], str]) -> str:
    """SQL: what is true of a row of one kind; of a row of a kind that is not there, nothing."""
    of_each = " ".join(f"WHEN '{one.kind}' THEN {condition(one)}" for one in lifecycles)
    return f"CASE {row}.kind {of_each} ELSE FALSE END"


def _begins(lifecycles: Sequence[Lifecycle]) -> str:
    return _of_kind("NEW", lifecycles, lambda one: f"NEW.state = '{one.begins}'")


def _moves_to(move: Move) -> str:
    only = f" AND {move.only.sql}" if move.only else ""
    return f"OLD.state = '{move.before}' AND NEW.state = '{move.after}'{only}"


def _is_before_a_stage(one: Lifecycle) -> str:
    return one_of("OLD.state", *(stage.before for stage in one.stages))


def _is_no_move(lifecycles: Sequence[Lifecycle], moves: Callable[[Lifecycle], Sequence[Move]]) -> str:
    is_move = _of_kind("OLD", lifecycles, lambda one: f"({' OR '.join(map(_moves_to, moves(one)))})")
    return f"NEW.state <> OLD.state AND NOT {is_move}"


def _untimely(one: Lifecycle, columns: Sequence[str]) -> Iterator[str]:
    """SQL: a line of a kind counts before or after the stage in which it counts that, or what its kind does not count."""
    counts = {tally.column: stage.counts_in for stage in one.stages for tally in stage.tallies}
    for column in columns:
        when = f" AND NOT {one_of('OLD.state', *counts[column])}" if column in counts else ""
        yield f"NEW.{column} > OLD.{column}{when}"


def documents_guards(lifecycles: Sequence[Lifecycle]) -> tuple[Guard, ...]:
    """Return the guards that let documents make the moves of their kind alone."""
    return (
        Guard(
            "document_insert",
            "document",
            "BEFORE INSERT",
            ((f"NOT {_begins(lifecycles)}", "R8, R12: a document begins open"),),
        ),
        Guard(
            "document_update",
            "document",
            "BEFORE UPDATE",
            (
                (
                    changed(
                        "id", "kind", "ref_key", "account_id", "warehouse_id", "to_supplier", "pick_list_id"
                    ),
                    "R10, R12: a document stays what it was created as",
                ),
                ("NEW.revision < OLD.revision", "R56: every change of a document at the desk is counted"),
                (
                    _is_no_move(lifecycles, lambda one: one.moves),
                    "R8, R12: a document only moves as its kind does",
                ),
                (
                    f"""NEW.state <> OLD.state AND {_of_kind("OLD", lifecycles, _is_before_a_stage)}
 AND EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id AND l.state = OLD.state)""",
                    "R8, R12: a document goes on once none of its lines is left behind",
                ),
            ),
        ),
    )


def lines_guards(lifecycles: Sequence[Lifecycle]) -> tuple[Guard, ...]:
    """Return the guards that let lines make the moves of their kind, and count what it counts, when it does."""
    columns = tallies(lifecycles)
    return (
        Guard(
            "document_line_insert",
            "document_line",
            "BEFORE INSERT",
            (
                (
                    f"NOT {_begins(lifecycles)} OR {' OR '.join(f'NEW.{column} <> 0' for column in columns)}",
                    "R8, R12: a line begins open, with nothing done",
                ),
                (
                    """NOT EXISTS (SELECT 1 FROM document AS d WHERE d.id = NEW.document_id AND d.kind = NEW.kind
 AND d.state = NEW.state)""",
                    "R8, R12: a document takes lines of its kind, until it is past the state in which they begin",
                ),
                (
                    "NEW.kind = 'transfer' AND NOT EXISTS (SELECT 1 FROM transfer AS r WHERE r.document_id = NEW.document_id)",
                    "R23: a transfer says first where it goes",
                ),
                (
                    f"""EXISTS {RETIRED} AND NOT {_of_kind("NEW", lifecycles, lambda one: str(one.of_any_product).upper())}
 AND NOT ({_of_kind("NEW", lifecycles, lambda one: str(one.from_stock).upper())}
 AND EXISTS (SELECT 1 FROM stock_line AS s JOIN document AS d ON d.id = NEW.document_id
 WHERE s.product_id = NEW.product_id AND s.account_id = d.account_id AND s.quantity > 0))""",
                    "R52: no new document takes a retired product",
                ),
            ),
        ),
        Guard(
            "document_line_update",
            "document_line",
            "BEFORE UPDATE",
            (
                (
                    changed("id", "kind", "document_id", "line_no", "product_id", "quantity"),
                    "R10, R12: what a line asks for is never overwritten",
                ),
                ("NEW.run_id <> OLD.run_id", "R57: a line is in work by one run at a time"),
                (
                    " OR ".join(f"NEW.{column} < OLD.{column}" for column in columns),
                    "R10, R12: what was done stays done",
                ),
                (
                    _of_kind("OLD", lifecycles, lambda one: f"({' OR '.join(_untimely(one, columns))})"),
                    "R8, R12: a closed line takes nothing",
                ),
                (
                    _is_no_move(lifecycles, lambda one: one.moves_of_lines),
                    "R8, R12: a line only moves as its kind does",
                ),
            ),
        ),
    )


_WHILE = f"""(EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = {{row}}.line_id AND p.pass_no = {{row}}.pass_no
 AND p.ended_at IS NULL) OR {adjustments.IS_ASKED} OR {announced.MAY_BE_NOTED})"""
_LOCKED = "R29, R34, R40: what is noted stays as it is once its pass has ended, its adjustment waits, or something of its return is back"

_OF_COUNTS = (
    Guard(
        "count_line_insert",
        "document_line",
        "BEFORE INSERT",
        (("NEW.location_id IS NULL", "R38: a line of a count says which place is counted"),),
        only="NEW.kind = 'count'",
    ),
    Guard(
        "count_line_update",
        "document_line",
        "BEFORE UPDATE",
        (
            (changed("location_id"), "R38: a line of a count stays with its place"),
            (
                """NEW.state = 'counted' AND OLD.state = 'open' AND NOT EXISTS (SELECT 1 FROM count_pass AS p
 WHERE p.line_id = NEW.id AND p.counted IS NOT NULL
 AND p.pass_no = (SELECT max(q.pass_no) FROM count_pass AS q WHERE q.line_id = NEW.id))""",
                "R40: a line is counted once its last pass has ended and is not void",
            ),
        ),
        only="OLD.kind = 'count'",
    ),
    Guard(
        "count_pass_insert",
        "count_pass",
        "BEFORE INSERT",
        (
            ("NEW.ended_at IS NOT NULL", "R40: a pass begins unended"),
            (
                """NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.line_id AND l.kind = 'count'
 AND l.state = 'open')""",
                "R40: a pass is of an open line of a count",
            ),
            (
                """NEW.pass_no <> (SELECT coalesce(max(p.pass_no), 0) + 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id)
 OR EXISTS (SELECT 1 FROM count_pass AS p WHERE p.line_id = NEW.line_id AND p.ended_at IS NULL)""",
                "R40: a pass follows the one before, once that has ended",
            ),
        ),
    ),
    Guard(
        "count_pass_update",
        "count_pass",
        "BEFORE UPDATE",
        (
            (
                changed("id", "line_id", "pass_no", "counted_by", "begun_at", "begun_after"),
                "R40: a pass stays what it began as",
            ),
            (
                f"OLD.ended_at IS NOT NULL AND ({changed('ended_at', 'ended_after', 'expected', 'counted')})",
                "R40: a pass that has ended stays as it is",
            ),
            (
                f"OLD.place_done_at IS NOT NULL AND ({changed('place_done_at')})",
                "R40: a pass that has ended stays as it is",
            ),
        ),
    ),
    Guard(
        "count_pass_delete",
        "count_pass",
        "BEFORE DELETE",
        (
            (
                """OLD.ended_at IS NOT NULL OR EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = OLD.line_id
 AND n.pass_no = OLD.pass_no)""",
                "R40: a pass that has ended stays as it is",
            ),
        ),
    ),
    Guard(
        "noted_serial_insert",
        "noted_serial",
        "BEFORE INSERT",
        ((f"NOT {_WHILE.format(row='NEW')}", _LOCKED), adjustments.WAITS_ONCE),
    ),
    Guard(
        "noted_serial_update",
        "noted_serial",
        "BEFORE UPDATE",
        (
            (
                f"{changed('id', 'line_id', 'pass_no', 'serial', 'serial_key', 'lot', 'expiry')} OR NOT {_WHILE.format(row='OLD')}",
                _LOCKED,
            ),
        ),
    ),
    Guard(
        "noted_serial_delete",
        "noted_serial",
        "BEFORE DELETE",
        ((f"NOT {_WHILE.format(row='OLD')}", _LOCKED),),
    ),
)
"""Guards on the passes of counts, and on noted serials."""

OF_LEDGER = (
    (
        """NEW.kind = 'count' AND NOT EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = NEW.document_line_id
 AND l.kind = 'count' AND l.state = 'counted' AND l.product_id = NEW.product_id)""",
        "R41: a count posts what was counted of its product, once it is",
    ),
)
"""What a row of the ledger must not be, where a count posts it; see `ledger.py`."""

GUARDS = (
    *documents_guards(LIFECYCLES),
    Guard(
        "document_delete",
        "document",
        "BEFORE DELETE",
        (
            (
                "EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id)",
                "R16: a document with lines cannot be deleted",
            ),
        ),
    ),
    *lines_guards(LIFECYCLES),
    *_OF_COUNTS,
    Guard(
        "document_line_delete",
        "document_line",
        "BEFORE DELETE",
        (
            (
                f"""{" OR ".join(f"OLD.{column} > 0" for column in tallies())}
 OR EXISTS (SELECT 1 FROM stock_transaction AS t WHERE t.document_line_id = OLD.id)
 OR EXISTS (SELECT 1 FROM serial AS s WHERE s.document_line_id = OLD.id)""",
                "R16: a line with transactions or serials cannot be deleted",
            ),
        ),
    ),
)
"""Guards on documents and their lines, of every kind."""
