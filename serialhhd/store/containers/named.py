"""The serials that somebody names at the desk: a container named among them stands for those that lie in it, as at a handheld (R21)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection

from serialhhd.store import refusals
from serialhhd.store.catalogue.products import Product
from serialhhd.store.containers import carrying, containers, content
from serialhhd.store.containers.containers import Container
from serialhhd.store.serials import new_serials, serials
from serialhhd.store.serials.serials import SerialEntry
from serialhhd.store.stock.runs import Run
from serialhhd.store.words.refusal import Doubtful, Refused
from serialhhd.value_class import value_class

Capture = Callable[[Run, Sequence[SerialEntry]], Run]
"""Captures serials for a run, and returns it with them counted."""


@value_class
class Inside:
    """A container that is named, and the serials that it stands for."""

    container: Container
    entries: tuple[SerialEntry, ...]


@value_class
class Named:
    """The serials that somebody names at the desk.

    Attributes:
        texts: As they were written; once it is `opened`, those that are no container.
        doubts: What speaks against the list as it was written.
        sure: Somebody has seen what speaks against it and them, and said yes.
        inside: The containers among them, with what each stands for.
        carries: Whether what they are the whole content of goes along with them.
    """

    texts: Sequence[str] = ()
    doubts: Sequence[Doubtful] = ()
    sure: bool = False
    inside: tuple[Inside, ...] = ()
    carries: bool = False

    @property
    def entries(self) -> Sequence[SerialEntry]:
        """They as serials that are there already."""
        return [*(serials.entry(text) for text in self.texts), *self._in_containers]

    @property
    def _in_containers(self) -> Sequence[SerialEntry]:
        return [entry for one in self.inside for entry in one.entries]

    @property
    def count(self) -> int:
        """How many serials are named."""
        return len(self.texts) + len(self._in_containers)

    def opened(
        self, conn: Connection, product: Product, *, carries: bool = False, may_be_mixed: bool = False
    ) -> "Named":
        """Return them with each container among them as the serials of a product that lie in it, but for those that are named before.

        Args:
            conn: The connection.
            product: The product in work.
            carries: Whether what they are the whole content of goes along with them.
            may_be_mixed: Whether a container that is named may hold something else all the same.

        Raises:
            Refused: `container_without`, `container_mixed`; `serials_repeated` of a container in which nothing else lies than is named before.
        """
        found = {text: one for text in self.texts if (one := _container(conn, product, text))}
        plain = tuple(text for text in self.texts if text not in found)
        before, inside = {serials.entry(text).key for text in plain}, []
        for container in found.values():
            if carries and not may_be_mixed:
                content.check_not_mixed(conn, container, product)
            there = content.entries(conn, container, product, _NO_RUN, is_expected=False)
            new = tuple(entry for entry in there if entry.key not in before)
            if not new:
                serials.distinct([*there, *there])
            before |= {entry.key for entry in new}
            inside.append(Inside(container, new))
        return replace(self, texts=plain, inside=tuple(inside), carries=carries)

    def judged(self, conn: Connection, product: Product) -> Sequence[SerialEntry]:
        """Return them as serials of a product of which some may be new.

        Raises:
            Refused: What speaks against one.
            Doubtful: What speaks against them, unless somebody is sure.
        """
        plain = new_serials.judge_all(conn, product, self.texts, doubts=self.doubts, sure=self.sure)
        return [*plain, *self._in_containers]

    def captured(
        self, conn: Connection, run: Run, capture: Capture, entries: Sequence[SerialEntry] | None = None
    ) -> Run:
        """Capture them all for a run, which takes what they are the whole content of along where it `carries` (R21).

        Args:
            conn: The writing connection.
            run: The run.
            capture: Captures some of them.
            entries: They, as they were judged; None: as serials that are there already.

        Raises:
            Refused: Why one cannot be had; `container_not_here` of a container of which one is elsewhere.
        """
        some = (self.entries if entries is None else entries)[: len(self.texts)]
        held = capture(run, some) if some else run
        for one in self.inside:
            try:
                held = capture(held, one.entries)
            except Refused as refused:
                raise content.in_the_way(one.container, refused) from refused
        if self.carries and self.count:
            carrying.take_with_captures(conn, run.id)
        return held

    def units(self, quantity: int | None, all_of_it: int) -> int:
        """Return how many units are meant: so many as are said, or as they are, or else all that there is to do."""
        return quantity if quantity is not None else self.count or all_of_it


@value_class
class OfProduct:
    """The serials of a product that are meant, where they are on a document: the id of each by its key."""

    product: Product
    ids: Mapping[str, int]


def among(
    conn: Connection, texts: Sequence[str], there: Sequence[OfProduct], why_not: Callable[[str], Refused]
) -> frozenset[int]:
    """Return the ids of the serials that somebody names of a document, a container for those of its products that lie in it (R21).

    Args:
        conn: The connection.
        texts: They, as they were written; nobody has said of which product each is.
        there: What is on the document of each product.
        why_not: Why a serial that is not there is refused.

    Raises:
        Refused: `why_not`; `serial_of_several_products`; `container_without`; `serials_repeated`.
    """
    found = {text: one for text in texts if (one := _container_of_none(conn, there, text))}
    plain = [serials.entry(text) for text in texts if text not in found]
    serials.distinct(plain)
    serials.of_one_product(plain, ((of.product.sku, key) for of in there for key in of.ids))
    meant: set[int] = set()
    for given in plain:
        ids = [of.ids[given.key] for of in there if given.key in of.ids]
        if not ids:
            raise why_not(given.serial)
        meant.update(ids)
    for container in found.values():
        inside = dict(_ids_in(conn, container, there, why_not))
        if meant.issuperset(inside):
            serials.distinct([*inside.values(), *inside.values()])
        meant |= inside.keys()
    return frozenset(meant)


def _container_of_none(conn: Connection, there: Sequence[OfProduct], text: str) -> Container | None:
    """Return the container that a text names, unless it is a serial of one of the products."""
    if any(serials.entry(text).key in of.ids for of in there):
        return None
    each = [_container(conn, of.product, text) for of in there]
    return each[0] if each and all(each) else None


def _ids_in(
    conn: Connection, container: Container, there: Sequence[OfProduct], why_not: Callable[[str], Refused]
) -> Iterator[tuple[int, SerialEntry]]:
    skus = {one.product for one in content.packed(conn, container) if one.serial_count}
    inside = [of for of in there if of.product.sku in skus]
    if not inside:
        raise refusals.container_without(
            container=container.code, sku=", ".join(of.product.sku for of in there)
        )
    for of in inside:
        for given in content.entries(conn, container, of.product, _NO_RUN, is_expected=False):
            if given.key not in of.ids:
                raise why_not(given.serial)
            yield of.ids[given.key], given


NOBODY = Named()
_NO_RUN = 0
"""The id of no run: nothing of it is captured yet."""


def _container(conn: Connection, product: Product, text: str) -> Container | None:
    """Return the container that a text names, unless it is a serial of the product."""
    found = containers.find(conn, text)
    return None if found is None or new_serials.is_stored(conn, product, serials.entry(text)) else found
