"""Containers: one in the other, emptied, moved by one scan with all that lies in them; totes that are a list's."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from sqlalchemy import Connection

from serialhhd.store.catalogue import places, products
from serialhhd.store.containers import containers
from serialhhd.store.serials.captures import Capturing
from serialhhd.store.stock import moving, runs
from serialhhd.store.words.vocabulary import MOST_DEEP
from tests.store.machine.floor import Floor, line_at
from tests.store.machine.known import Container, is_tote
from tests.store.machine.office import AT, ROAD, TOTES, Job, begin_run, end_run, places_, somewhere

totes_ = st.sampled_from([None, *TOTES])


class ContainersInUse(Floor):
    """Totes, pallets, and SSCCs that were announced."""

    @rule(data=st.data())
    def put_into(self, data: st.DataObject) -> None:
        codes = st.sampled_from(sorted(self.known.containers))
        code, into = data.draw(codes), data.draw(codes)
        here, there = self.known.place_of(code), self.known.place_of(self.known.outward(into)[-1])
        wanted: set[str] = set()
        if here and there and here != there:
            wanted = {"containers_apart"}
        deepest = max(len(self.known.outward(one)) for one in self.known.tree(code))
        height = deepest - len(self.known.outward(code)) + 1
        if self.known.lists_would_share_a_tote(code, into):
            wanted = {"tote_of_a_list"}
        if len(self.known.outward(into)) + height > MOST_DEEP:
            wanted = {"container_too_deep"}
        if code in self.known.outward(into):
            wanted = {"container_in_itself"}
        if self.attempt(lambda conn: containers.put(conn, code, into, by="anna"), wanted):
            self.known.containers[code].inside = into

    @rule(data=st.data(), chance=st.integers(0, 2))
    def empty_a_container(self, data: st.DataObject, chance: int) -> None:
        if chance:
            return
        code = data.draw(st.sampled_from(sorted(self.known.containers)))
        assert self.attempt(lambda conn: containers.empty(conn, code, by="office"), set())
        self.known.containers[code].pick_list = None
        self.known.take_out_of_others([one for one, of in self.known.containers.items() if of.inside == code])
        self.known.lies_in = {text: one for text, one in self.known.lies_in.items() if one != code}
        for announced in self.known.announced.values():
            announced.ssccs = {text: one for text, one in announced.ssccs.items() if one != code}

    @precondition(lambda self: self.known.filled())
    @rule(data=st.data(), to=places_ | st.just(ROAD))
    def move_all(self, data: st.DataObject, to: str) -> None:
        """What of containers lies in this stock line alone goes along."""
        place, account = somewhere(data, self.known.filled())
        held = self.known.at(place, account)
        wanted = self.no_way(place, to) if held else {"not_enough_stock"}
        if not self.attempt(self._move_all(place, account, to), wanted, place, to):
            return
        around = {
            outer
            for text in held
            if text in self.known.lies_in
            for outer in self.known.outward(self.known.lies_in[text])
        }
        whole = {code for code in around if set(self.known.content(code)) <= set(held)}
        along = {inner for code in whole for inner in self.known.tree(code)}
        inner = {one for code in whole for one in self.known.tree(code) if one != code}
        self.known.take_out_of_others(along - inner)
        self.known.move(held, along=along, state="in_stock", place=to)

    @staticmethod
    def _move_all(place: str, account: str, to: str) -> Job:
        def work(conn: Connection) -> None:
            run, line = begin_run(conn, "carl", "move"), line_at(conn, "CAM", place, account)
            run = moving.capture_all(conn, line, Capturing(run, products.show(conn, "CAM"), 99, AT))
            runs.save(conn, run, run.position, AT)
            moving.post(conn, line, run, units=run.captured, to=places.location(conn, to), at=AT)
            end_run(conn, run)

        return work

    # --- totes --------------------------------------------------------------------------------------------------

    def why_not_into(self, tote: str, ref: str) -> set[str]:
        """Return why nothing that is picked for a list may go into a tote: it is not the list's own, and not empty."""
        of = self.known.containers[tote].pick_list
        if of == ref:
            return set()
        if of is not None:
            return {"tote_of_other_list"}
        is_empty = self.known.tree(tote) == [tote] and not self.known.content(tote)
        if not is_empty:
            return {"tote_not_empty"}
        return {"tote_in_tote"} if any(map(is_tote, self.known.outward(tote)[1:])) else set()

    def pick_into(self, tote: str | None, ref: str, held: list[str]) -> None:
        """Cameras are picked for a list, into a tote where one is named."""
        self.known.move(held, into=tote, state="picked")
        if tote:
            self.known.containers[tote] = Container(self.known.containers[tote].inside, ref)
