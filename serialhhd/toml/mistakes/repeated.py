"""What stands twice in a text though it may stand once: both lines are told."""

from serialhhd.toml.mistakes import faults, statement
from serialhhd.toml.mistakes.fault import Fault, Judged
from serialhhd.toml.positions import Positions, Span, Statement, Where, line_and_column, positions


def twice(fault: Fault) -> Judged | None:
    """Judge a statement that is right in itself, but says what an earlier one has said."""
    own = positions(_whole_statement(fault))
    inner = [said.where for said in own.statements]
    repeated = next((where for where in inner if inner.count(where) > 1), None)
    if repeated:
        first = next(said.span for said in own.statements if said.where == repeated)
        line = _line(fault.text, _moved(first, fault.start))
        return _moved(own.keys[repeated], fault.start), faults.key_twice(
            key=_dotted(repeated[-1:]), line=line
        )
    return _of_two_statements(fault, own)


def _whole_statement(fault: Fault) -> str:
    """Return what the parser had read of the statement, which was right so far, with its end."""
    read = fault.text[fault.start : fault.at]
    if statement.is_header(fault.text, fault.start):
        return read + "]" * (1 + read.lstrip(" \t").startswith("[["))
    return read + "".join(statement.CLOSING[fault.text[at]] for at in reversed(fault.left.brackets))


def _of_two_statements(fault: Fault, own: Positions) -> Judged:
    before = positions(fault.text[: fault.start])
    said = own.statements[-1]
    span = _moved(own.keys[said.where], fault.start)
    where = _whole(before, said)
    for length in range(1, len(where) + said.is_header):
        if where[:length] in before.values:
            line = _line(fault.text, before.keys[where[:length]])
            return span, faults.value_and_table(key=_dotted(where[:length]), line=line)
    line = _line(fault.text, before.keys.get(where, Span(0, 0)))
    if said.is_header:
        return span, faults.table_twice(table=_dotted(where), line=line)
    return span, faults.key_twice(key=_dotted(said.where), line=line)


def _whole(before: Positions, said: Statement) -> Where:
    """Return the way to what a statement says from the top of the file; to an array, where it is a new entry of that."""
    if said.is_header:
        return said.where[:-1] if isinstance(said.where[-1], int) else said.where
    header = next((above.where for above in reversed(before.statements) if above.is_header), ())
    return (*header, *said.where)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _line(text: str, span: Span) -> int:
    return line_and_column(text, span.start)[0]


def _dotted(where: Where) -> str:
    return ".".join(str(part) for part in where if isinstance(part, str))
