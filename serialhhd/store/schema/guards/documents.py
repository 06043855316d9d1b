"""What the database refuses of documents and their lines: what is not in the table of their moves (R8, R10, R12)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module and of the moves alone

from collections.abc import Callable, Iterator, Sequence

from serialhhd.store.schema.guards.guard import RETIRED, Guard, changed, is_blank, one_of
from serialhhd.store.words.document_moves import LIFECYCLES, Lifecycle, Move, tallies
from serialhhd.store.words.vocabulary import DocumentKind

_STAYS = (
    "id",
    "kind",
    "ref",
    "ref_key",
    "account_id",
    "warehouse_id",
    "to_supplier",
    "pick_list_id",
    "created_at",
    "created_by",
)
"""What a document is created as. Who asked for an adjustment is not changed into somebody else, who could be told of as not having asked (R29)."""
_OF_A_WAREHOUSE = (DocumentKind.PICK_LIST, DocumentKind.TRANSFER, DocumentKind.BATCH)
_BLANK_REASON = (
    "NEW.short_reason IS NOT NULL AND " + is_blank("NEW.short_reason"),
    "R12: a reason says something",
)
_FIXED_ELSEWHERE = """NEW.kind = 'transfer' AND NEW.location_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM document AS d JOIN location AS p
 ON p.id = NEW.location_id WHERE d.id = NEW.document_id AND p.kind = 'storage' AND p.warehouse_id = coalesce(d.warehouse_id, p.warehouse_id))"""
_NOT_DISPATCHED = """EXISTS (SELECT 1 FROM document_line AS l WHERE l.document_id = OLD.id AND l.done > 0 AND NOT EXISTS (SELECT 1
 FROM stock_transaction AS t WHERE t.document_line_id = l.id AND t.kind = 'dispatch'))"""


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
    counts = {tally.column: stage.counts_in for stage in one.counting for tally in stage.tallies}
    for column in columns:
        when = f" AND NOT {one_of('OLD.state', *counts[column])}" if column in counts else ""
        yield f"NEW.{column} > OLD.{column}{when}"


def _more_afterwards(one: Lifecycle) -> str:
    """SQL: once it is cancelled more is counted of a line than there is."""
    after = one.afterwards
    return (
        " OR ".join(f"NEW.{tally.column} > NEW.{after.of}" for tally in after.tallies) if after else "FALSE"
    )


def documents_guards(lifecycles: Sequence[Lifecycle]) -> tuple[Guard, ...]:
    """Return the guards that let documents make the moves of their kind alone."""
    return (
        Guard(
            "document_insert",
            "document",
            "BEFORE INSERT",
            (
                (f"NOT {_begins(lifecycles)}", "R8, R12: a document begins open"),
                (
                    f"NEW.warehouse_id IS NOT NULL AND NOT {one_of('NEW.kind', *_OF_A_WAREHOUSE)}",
                    "R19: only what takes stock names the warehouse from which it does",
                ),
                (f"NEW.to_supplier AND {is_blank('NEW.partner')}", "R37: a supplier return says to whom"),
            ),
        ),
        Guard(
            "document_update",
            "document",
            "BEFORE UPDATE",
            (
                (
                    changed(*_STAYS),
                    "R10, R12: a document stays what it was created as",
                ),
                (
                    f"({changed('partner')}) AND NOT (OLD.kind = 'pre_receipt' AND OLD.state = 'open')",
                    "R34, R37: who gets the goods of a document, or sends them back, stays",
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
                (
                    f"OLD.state = 'picked' AND NEW.state = 'dispatched' AND {_NOT_DISPATCHED}",
                    "R12: a pick list is dispatched with all that was picked for it",
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
                (_FIXED_ELSEWHERE, "R24: a transfer takes from storage of the side that sends"),
                _BLANK_REASON,
            ),
        ),
        Guard(
            "document_line_update",
            "document_line",
            "BEFORE UPDATE",
            (
                (
                    changed("id", "kind", "document_id", "line_no", "product_id", "location_id", "quantity"),
                    "R10, R12: what a line asks for is never overwritten",
                ),
                ("NEW.run_id <> OLD.run_id", "R57: a line is in work by one run at a time"),
                _BLANK_REASON,
                (
                    " OR ".join(f"NEW.{column} < OLD.{column}" for column in columns),
                    "R10, R12: what was done stays done",
                ),
                (
                    _of_kind("OLD", lifecycles, lambda one: f"({' OR '.join(_untimely(one, columns))})"),
                    "R8, R12: a closed line takes nothing",
                ),
                (
                    _of_kind("OLD", lifecycles, _more_afterwards),
                    "R36: no more is put back than was picked",
                ),
                (
                    _is_no_move(lifecycles, lambda one: one.moves_of_lines),
                    "R8, R12: a line only moves as its kind does",
                ),
            ),
        ),
    )


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
