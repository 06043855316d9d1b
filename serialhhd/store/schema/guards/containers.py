"""What the database refuses of containers: one that names something else, or lies in itself, too deep or at two places, of two lists, left behind (R21, R30)."""

# ruff: noqa: S608 - this SQL is put together from the constants of this module alone

from typing import Final

from serialhhd.store.schema.guards.guard import NEWEST_OF, Guard, changed, one_of
from serialhhd.store.words.serial_moves import PLACED
from serialhhd.store.words.vocabulary import MOST_DEEP


def _chain(begin: str, step: str, length: int, *, ask: str = "1", more: str = "") -> str:
    """SQL: a chain of so many containers, `c1` and so on, from the one of which `begin` is true; `step` leads from one to the next.

    `ask` is asked of it, and of `more` that is joined to it.
    """
    links = "".join(
        f" JOIN container AS c{next_} ON {step.format(one=f'c{next_ - 1}', other=f'c{next_}')}"
        for next_ in range(2, length + 1)
    )
    return f"(SELECT {ask} FROM container AS c1{links}{more} WHERE {begin}"


_OUTWARD, _INWARD = "{other}.id = {one}.inside_id", "{other}.inside_id = {one}.id"


def _place_inside(begin: str, length: int, but: str = "") -> str:
    """SQL: where something is in stock that lies so deep in the container of which `begin` is true; as all of it is at one place, any of it says where."""
    more = f""" JOIN serial AS n ON n.container_id = c{length}.id AND n.stock_line_id IS NOT NULL{but}
 JOIN stock_line AS s ON s.id = n.stock_line_id"""
    return f"{_chain(begin, _INWARD, length, ask='s.location_id', more=more)} LIMIT 1)"


def _place_of_all(container: str, but: str = "") -> str:
    """SQL: where a container is, by what is in stock of it, or of what it lies in."""
    outer = (
        f"{_chain(f'c1.id = {container}', _OUTWARD, length, ask=f'c{length}.inside_id')})"
        for length in range(MOST_DEEP - 1, 0, -1)
    )
    outermost = f"c1.id = coalesce({', '.join(outer)}, {container})"
    inside = (_place_inside(outermost, length, but) for length in range(1, MOST_DEEP + 1))
    return f"coalesce({', '.join((_place_inside(f'c1.id = {container}', 1, but), *inside))})"


def is_no_sscc(row: str) -> str:
    """SQL: the code of a container has 18 digits, as an SSCC, but is none; or it is to be one, and has not."""
    code = f"{row}.code"
    odd, even = (
        " + ".join(f"CAST(substr({code}, {place}, 1) AS INTEGER)" for place in range(first, 19, 2))
        for first in (1, 2)
    )
    weighed = f"(3 * ({odd}) + {even})"
    return f"""CASE WHEN length({code}) = 18 AND trim({code}, '0123456789') = '' THEN {weighed} / 10 * 10 <> {weighed}
 ELSE {row}.kind = 'sscc' END"""


def _around(length: int) -> str:
    return f"EXISTS {_chain('c1.id = NEW.inside_id', _OUTWARD, length)})"


def _inside(length: int) -> str:
    return f"EXISTS {_chain('c1.inside_id = NEW.id', _INWARD, length)})"


_IN_ITSELF = " OR ".join(
    (
        "NEW.inside_id = NEW.id",
        *(
            f"EXISTS {_chain('c1.id = NEW.inside_id', _OUTWARD, length)} AND c{length}.inside_id = NEW.id)"
            for length in range(1, MOST_DEEP)
        ),
    )
)
_TOO_DEEP = " OR ".join(
    (
        _around(MOST_DEEP),
        *(f"{_around(length)} AND {_inside(MOST_DEEP - length)}" for length in range(1, MOST_DEEP)),
    )
)
_IN_A_TOTE = " OR ".join(
    f"EXISTS {_chain('c1.id = NEW.inside_id', _OUTWARD, length)} AND c{length}.kind = 'tote')"
    for length in range(1, MOST_DEEP)
)
_HOLDS_A_LIST = " OR ".join(
    (
        "NEW.document_id IS NOT NULL",
        *(
            f"EXISTS {_chain('c1.inside_id = NEW.id', _INWARD, length)} AND c{length}.document_id IS NOT NULL)"
            for length in range(1, MOST_DEEP)
        ),
    )
)
_NO_LIST_IN_A_TOTE = "R30: a tote of a list lies in no tote, and no container in it"
_NAMES_ANOTHER = """EXISTS (SELECT 1 FROM location AS o WHERE o.code_key = NEW.code_key)
 OR EXISTS (SELECT 1 FROM product AS o WHERE o.sku_key = NEW.code_key)
 OR EXISTS (SELECT 1 FROM product_barcode AS o WHERE o.barcode = NEW.code)
 OR EXISTS (SELECT 1 FROM document AS o WHERE o.ref_key = NEW.code_key)"""
_ITS_CODE_IS_TAKEN = "R21: no location, product or document has the code of a container"
_AROUND = """(SELECT {ask} FROM container AS a LEFT JOIN container AS b ON b.id = a.inside_id
 LEFT JOIN container AS c ON c.id = b.inside_id LEFT JOIN container AS d ON d.id = c.inside_id WHERE a.id = {container}{more})"""
"""SQL: what is asked of a container, and of all that it lies in."""


def _taken_by(run: str, container: str) -> str:
    """SQL: a run has taken a container, or what it lies in."""
    more = " OR ".join(f"{one}.run_id = {run}" for one in "abcd")
    return f"EXISTS {_AROUND.format(ask='1', container=container, more=f' AND ({more})')}"


_HOLDS_SOMETHING = f"""EXISTS (SELECT 1 FROM serial AS n WHERE n.container_id = OLD.id AND n.state <> 'expected'
 AND (n.run_id IS NULL OR NOT {_taken_by("n.run_id", "OLD.id")}))"""
"""SQL: a serial lies in a container, of which no run takes all along."""
_IS_TAKEN = f"""{_AROUND.format(ask="coalesce(a.run_id, b.run_id, c.run_id, d.run_id)", container="NEW.id", more="")} IS NOT NULL"""

_IS_PLACED = one_of("NEW.state", *PLACED)
_NEWEST = NEWEST_OF.format(serial="NEW")
_PLACE = "(SELECT s.location_id FROM stock_line AS s WHERE s.id = {row}.stock_line_id)"
_STANDS_ELSEWHERE = (
    f"{_place_of_all('NEW.container_id', ' AND n.id <> NEW.id')} <> {_PLACE.format(row='NEW')}"
)
"""SQL: something else of its container, or of what that lies in, is in stock elsewhere."""
_INNER = ", ".join(_place_inside("c1.id = NEW.id", length) for length in range(1, MOST_DEEP))
_APART = f"coalesce({_INNER}) <> {_place_of_all('NEW.inside_id')}"
"""SQL: what is in stock of a container is elsewhere than what is in stock of the one that it is put into."""
_TAKEN_ALONG = _taken_by("OLD.run_id", "NEW.container_id")
_IS_NEW_IN_IT = f"(OLD.stock_line_id IS NULL OR {changed('container_id')})"
_WAS_ELSEWHERE = f"{_PLACE.format(row='OLD')} <> {_PLACE.format(row='NEW')}"

_OF_ITS_LIST = f"""EXISTS (SELECT 1 FROM stock_transaction AS t JOIN document_line AS d ON d.id = t.document_line_id
 JOIN container AS c ON c.document_id = d.document_id WHERE t.id = {_NEWEST} AND c.id = NEW.container_id)"""

GUARDS = (
    Guard(
        "container_insert",
        "container",
        "BEFORE INSERT",
        (
            (_NAMES_ANOTHER, _ITS_CODE_IS_TAKEN),
            (
                is_no_sscc("NEW"),
                "R21: 18 digits are an SSCC, of which the last is a check digit, and an SSCC is nothing else",
            ),
            (
                "NEW.inside_id IS NOT NULL OR NEW.document_id IS NOT NULL OR NEW.run_id IS NOT NULL",
                "R21: a container begins empty, in no other and of no list",
            ),
        ),
    ),
    *(
        Guard(
            f"{table}_{name}",
            table,
            moment,
            ((f"EXISTS (SELECT 1 FROM container AS c WHERE c.{code} = NEW.{column})", _ITS_CODE_IS_TAKEN),),
        )
        for table, column, code in (
            ("location", "code_key", "code_key"),
            ("product", "sku_key", "code_key"),
            ("product_barcode", "barcode", "code"),
            ("document", "ref_key", "code_key"),
        )
        for name, moment in (
            ("no_container", "BEFORE INSERT"),
            ("no_container_now", f"BEFORE UPDATE OF {column}"),
        )
    ),
    Guard(
        "container_update",
        "container",
        "BEFORE UPDATE",
        (
            (changed("id", "code", "code_key", "kind"), "R21: a container stays what it is"),
            ("NEW.run_id <> OLD.run_id", "R15: a container is taken by one run at a time"),
            (
                "NEW.document_id <> OLD.document_id",
                "R30: a tote does not change from one list to another",
            ),
            (
                f"({changed('document_id')}) AND {_HOLDS_SOMETHING}",
                "R30: a container changes hands only while it is empty, or with all that lies in it",
            ),
            (
                f"""NEW.document_id IS NOT NULL AND OLD.document_id IS NULL AND NOT EXISTS (SELECT 1 FROM document AS d
 WHERE d.id = NEW.document_id AND d.kind = 'pick_list' AND {one_of("d.state", "open", "picked")})""",
                "R30: a tote holds what is picked for a list",
            ),
            (
                f"NEW.document_id IS NOT NULL AND OLD.document_id IS NULL AND NEW.kind <> 'tote' AND NOT {_IS_TAKEN}",
                "R30: what is picked for a list goes into a tote, or goes along in what it lies in",
            ),
            (
                """NEW.document_id IS NOT NULL AND OLD.document_id IS NULL AND NEW.kind = 'tote'
 AND EXISTS (SELECT 1 FROM container AS c WHERE c.inside_id = OLD.id)""",
                "R30: a tote changes hands only while it is empty",
            ),
        ),
    ),
    Guard(
        "container_put",
        "container",
        "BEFORE UPDATE",
        (
            (_IN_ITSELF, "R21: a container never lies in itself"),
            (_TOO_DEEP, "R21: containers lie four deep at most"),
            (_APART, "R21: what of a container is in stock is at one location"),
            (f"({_HOLDS_A_LIST}) AND ({_IN_A_TOTE})", _NO_LIST_IN_A_TOTE),
            (
                """EXISTS (SELECT 1 FROM container AS c WHERE c.id = NEW.inside_id AND c.document_id IS NOT NULL
 AND (c.kind = 'tote' OR NEW.document_id IS DISTINCT FROM c.document_id))""",
                _NO_LIST_IN_A_TOTE,
            ),
        ),
        only=f"NEW.inside_id IS NOT NULL AND ({changed('inside_id')})",
    ),
    Guard(
        "container_of_list",
        "container",
        "BEFORE UPDATE",
        ((_IN_A_TOTE, _NO_LIST_IN_A_TOTE),),
        only="NEW.inside_id IS NOT NULL AND NEW.document_id IS NOT NULL AND OLD.document_id IS NULL",
    ),
    Guard("container_delete", "container", "BEFORE DELETE", (("TRUE", "R21: a container is kept"),)),
    Guard(
        "serial_container",
        "serial",
        "BEFORE UPDATE",
        (
            (
                f"NEW.state = 'picked' AND NOT {_OF_ITS_LIST}",
                "R30: what is picked lies in a container of its list",
            ),
            (
                f"""{_IS_PLACED} AND EXISTS (SELECT 1 FROM container AS c WHERE c.id = NEW.container_id
 AND c.document_id IS NOT NULL)""",
                "R30: what is in stock lies in no container of a list",
            ),
            (
                f"{_IS_PLACED} AND {_IS_NEW_IN_IT} AND {_STANDS_ELSEWHERE}",
                "R21: what of a container is in stock is at one location",
            ),
            (
                f"{_IS_PLACED} AND NOT {_IS_NEW_IN_IT} AND {_WAS_ELSEWHERE} AND NOT {_TAKEN_ALONG}",
                "R21: what moves without its container leaves it",
            ),
        ),
        only=f"NEW.container_id IS NOT NULL AND ({changed('container_id', 'stock_line_id', 'state')})",
    ),
)

OF_LEDGER: Final = (
    (
        """NEW.container_id IS NOT NULL AND NEW.kind = 'pick' AND NOT EXISTS (SELECT 1 FROM container AS c
 JOIN document_line AS d ON d.document_id = c.document_id WHERE c.id = NEW.container_id AND d.id = NEW.document_line_id)""",
        "R30: what is picked goes into a container of its list",
    ),
)
"""What a row of the ledger must not be, by its container; see `ledger.py`."""
