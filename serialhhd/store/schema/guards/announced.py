"""What the database refuses of serials that a return names: to change them once something of them is back, and to take others on it (R34)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

MAY_BE_NOTED: Final = """EXISTS (SELECT 1 FROM document_line AS l WHERE l.id = {row}.line_id AND l.kind = 'return'
 AND l.state = 'open' AND l.done = 0 AND {row}.pass_no = 1 AND {row}.finding IS NULL)"""
"""SQL: a noted serial is of a line of a return of which nothing is back."""

_NAMED: Final = """SELECT 1 FROM noted_serial AS n JOIN document_line AS l ON l.id = n.line_id AND l.kind = 'return'
 WHERE n.line_id = {line}"""

NAMED_ON_ITS_RETURN: Final = f"""(NOT EXISTS ({_NAMED.format(line="t.document_line_id")})
 OR EXISTS (SELECT 1 FROM noted_serial AS n WHERE n.line_id = t.document_line_id AND n.serial_key = s.serial_key))"""
"""SQL: the serial `s` is one of those that the return of the row `t` names, or it names none."""

OF_LEDGER: Final = (
    (
        f"NEW.kind = 'return' AND NEW.quantity <> NEW.serial_count AND EXISTS ({_NAMED.format(line='NEW.document_line_id')})",
        "R34: where a return names its serials, each unit comes back by one of them",
    ),
)
"""What a row of the ledger must not be; see `ledger.py`."""
