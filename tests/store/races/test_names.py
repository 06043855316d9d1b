"""R64 Two who give one name to two things at the same moment: one has it, and the other is told."""

from collections.abc import Callable
from itertools import combinations
from typing import Final

import pytest
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.outbound import pick_lists
from serialhhd.store.outbound.pick_lists import WantedTask
from tests.store.races.two_programs import ROUNDS, Desks, at_the_desk, together

Gives = Callable[[Desks, Connection, str], object]

GIVEN: Final[dict[str, Gives]] = {
    "product": lambda desks, conn, code: products.add(
        conn, code, at=desks.one.now(), name="Lens", by="office"
    ),
    "location": lambda _, conn, code: places.add_location(conn, code, by="office"),
    "tote": lambda _, conn, code: containers.add(conn, code, by="office"),
    "pick list": lambda desks, conn, code: pick_lists.add(
        conn, code, [WantedTask("BAT", 1)], at=desks.one.now(), by="office"
    ),
}


@pytest.mark.parametrize(("first", "second"), list(combinations(GIVEN, 2)))
def test_r64_of_two_who_give_one_name_one_has_it_and_the_other_is_told(
    desks: Desks, first: str, second: str
) -> None:
    for number in range(ROUNDS):
        code = f"NEW-{number}"
        told = together(
            at_the_desk(desks.one, lambda conn, code=code: GIVEN[first](desks, conn, code)),  # type: ignore[misc]
            at_the_desk(desks.other, lambda conn, code=code: GIVEN[second](desks, conn, code)),  # type: ignore[misc]
        )
        assert sorted(getattr(one, "code", "") for one in told) == ["already_there", "done"]
