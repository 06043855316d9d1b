"""Values are dataclasses whose methods are written when they are called first; what they do is what `dataclass` says."""

import ast
import copy
import pickle
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pytest

from serialhhd.value_class import value_class

HOUSE = Path(__file__).parents[1] / "serialhhd"
SEAM = HOUSE / "flows" / "seam"
"""What leaves the house is frozen to Python as well."""


@value_class
class Place:
    """What is there in most values: fields, defaults, one that does not count."""

    code: str
    units: int = 0
    notes: list[str] = field(default_factory=list, compare=False)
    seen: str = field(default="never", repr=False)


@value_class
class Bin(Place):
    """One that has more."""

    side: str = "left"


@value_class(kw_only=True)
class Named:
    """One that is only made by names."""

    sku: str = "CAM-1"
    lot: str


@value_class
class Same:
    """One that says itself what is the same, and what it looks like."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.name.casefold() == other.name.casefold()

    def __hash__(self) -> int:
        return hash(self.name.casefold())

    def __repr__(self) -> str:
        return f"<{self.name}>"


def plain(value: type) -> Any:
    """Return the class as `dataclass` alone makes it, of the same name."""
    names = {one.name: one.type for one in fields(value)}
    given = {
        one.name: field(
            **{"default_factory": list} if one.default_factory is list else {"default": one.default},
            repr=one.repr,
            compare=one.compare,
            kw_only=one.kw_only,
        )
        for one in fields(value)
    }
    made = type(value.__name__, (), {"__annotations__": names, "__qualname__": value.__qualname__, **given})
    return dataclass(slots=True, unsafe_hash=True)(made)


@pytest.mark.parametrize("kind", [Place, Bin, Named])
def test_a_value_does_what_a_dataclass_does(kind: Any) -> None:
    given: list[dict[str, Any]] = (
        [{"lot": "L1"}, {"lot": "L1", "sku": "CAM-2"}]
        if kind is Named
        else [
            {"code": "A"},
            {"code": "A", "notes": ["x"]},
            {"code": "A", "units": 2},
            {"code": "A", "seen": "now"},
        ]
    )
    like = plain(kind)
    ours, theirs = [kind(**one) for one in given], [like(**one) for one in given]
    assert [repr(one) for one in ours] == [repr(one) for one in theirs]
    assert [[a == b for b in ours] for a in ours] == [[a == b for b in theirs] for a in theirs]
    assert [hash(one) for one in ours] == [hash(one) for one in theirs]
    assert [asdict(one) for one in ours] == [asdict(one) for one in theirs]
    assert kind.__match_args__ == like.__match_args__
    assert not hasattr(ours[0], "__dict__")


def test_what_is_missing_or_unknown_is_refused_as_ever() -> None:
    made: Any = Named
    for wrong in ({}, {"lot": "L1", "size": 1}):
        with pytest.raises(TypeError, match=r"Named\.__init__|__init__\(\)"):
            made(**wrong)
    with pytest.raises(TypeError):
        made("CAM-1", "L1")


def test_a_value_is_copied_changed_and_kept() -> None:
    one = Bin("A", 3, ["x"], side="right")
    assert replace(one, units=4) == Bin("A", 4, side="right")
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - written a moment ago
    match one:
        case Bin(code, units):
            assert (code, units) == ("A", 3)


def test_values_of_two_classes_differ_whatever_they_hold() -> None:
    assert Place("A") != Bin("A")
    assert Bin("A") != Place("A")
    assert len({Place("A"), Bin("A"), Place("A")}) == 2


def test_what_a_class_says_itself_stays() -> None:
    assert Same("a") == Same("A")
    assert {Same("a")} == {Same("A")}
    assert repr(Same("a")) == "<a>"


def test_many_threads_may_be_the_first() -> None:
    @value_class
    class Fresh:
        """One that nobody has made."""

        number: int

    made: list[Fresh] = []
    together = threading.Barrier(8)

    def make(number: int) -> None:
        together.wait()
        made.append(Fresh(number))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.number for one in made} == set(range(8))
    assert {*made} == {Fresh(number) for number in range(8)}


def test_a_method_is_written_once_and_by_name() -> None:
    @value_class
    class Fresh:
        """One that nobody has made."""

        number: int

    late = Fresh.__init__
    Fresh(1)
    written = Fresh.__init__
    assert written is not late
    assert written.__qualname__.endswith("Fresh.__init__")
    Fresh(2)
    assert Fresh.__init__ is written


def frozen_otherwise() -> Iterator[str]:
    """Yield where a class is a frozen dataclass with slots that is written out when it is loaded."""
    for path in sorted(HOUSE.rglob("*.py")):
        if SEAM in path.parents:
            continue
        for one in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(one, ast.ClassDef):
                said = [ast.unparse(decorator) for decorator in one.decorator_list]
                if any(
                    "dataclass(" in text and "frozen=True" in text and "slots=True" in text for text in said
                ):
                    yield f"{path.relative_to(HOUSE)}: {one.name}"


def test_values_of_the_house_are_written_when_they_are_needed() -> None:
    """`@value_class` for `@dataclass(frozen=True, slots=True)`: two hundred of them were an eighth of the handheld's start."""
    assert not [*frozen_otherwise()]
