"""The containers: totes, pallets and SSCCs, what lies in each, however deep, and what lies in what."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TabbedContent

from serialhhd.screens.desk.dialogs.forms import ConfirmModal, Field, FormModal, Values, any_of
from serialhhd.screens.desk.parts.columns import Column
from serialhhd.screens.desk.parts.facts import Facts
from serialhhd.screens.desk.parts.list_screen import ListingScreen, ListScreen
from serialhhd.screens.desk.parts.listing import Listing, ListKind, Query
from serialhhd.screens.desk.parts.program import Named
from serialhhd.screens.widgets.plain_pane import PlainPane
from serialhhd.store.containers import containers, looking
from serialhhd.store.containers.containers import Container
from serialhhd.store.containers.content import Packed
from serialhhd.store.containers.looking import ContainerSeen, SerialInside
from serialhhd.store.engine.store import Reading
from serialhhd.store.words.vocabulary import ContainerKind, DocumentKind

COLUMNS: tuple[Column[ContainerSeen], ...] = (
    Column("container", "Container", 20, lambda row: row.container.code),
    Column("kind", "Kind", 8, lambda row: row.container.kind.label),
    Column("inside", "Lies in", 14, lambda row: row.container.inside),
    Column("pick_list", "Pick list", 10, lambda row: row.container.pick_list),
    Column("location", "Location", 12, lambda row: row.location),
)
PACKED: tuple[Column[Packed], ...] = (
    Column("product", "Product", 16, lambda row: row.product),
    Column("quantity", "Quantity", 8, lambda row: row.quantity, is_number=True),
    Column("serials", "Serials", 7, lambda row: row.serial_count, is_number=True),
)
SERIALS: tuple[Column[SerialInside], ...] = (
    Column("serial", "Serial", 20, lambda row: row.serial),
    Column("product", "Product", 12, lambda row: row.product),
    Column("state", "State", 10, lambda row: row.state.label),
    Column("container", "Lies in", 20, lambda row: row.container),
)
"""Where a serial lies: in the container itself, or in one that lies in it."""


def key_of(row: ContainerSeen) -> str:
    """Return what names a row."""
    return str(row.container.id)


class ContainersScreen(ListScreen[ContainerSeen]):
    """The page of the containers."""

    PAGE = "containers"
    FOLLOWS_WORK = True
    KIND = ListKind(
        "containers",
        COLUMNS,
        key_of,
        search="its code",
        filters=(Field("kind", "Kind", choices=any_of(ContainerKind)),),
        empty="No containers yet. Press n to make totes and pallets known; an SSCC comes with serials.",
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "New", tooltip="Make a tote or a pallet known")
    ]

    def query_rows(self, filters: Values) -> Query[ContainerSeen]:
        """Return what reads the containers."""
        kind = ContainerKind(filters["kind"]) if "kind" in filters else None
        search = filters.get("search", "")

        def page(last: ContainerSeen | None, limit: int) -> Reading[Sequence[ContainerSeen]]:
            after = last.container.code if last else ""
            return lambda conn: looking.page(conn, kind=kind, search=search, limit=limit, after=after)

        return page

    def open_row(self, row: ContainerSeen) -> None:
        """Show a container."""
        self.app.push_screen(ContainerScreen(row.container.code))

    def action_new(self) -> None:
        """Ask for a new container."""

        async def save(values: Values) -> Container:
            kind = ContainerKind(values["kind"])
            return await self.office.tell(
                lambda conn: containers.add(conn, values["code"], kind, by=self.office.operator)
            )

        kinds = tuple((one.value, one.label) for one in (ContainerKind.TOTE, ContainerKind.PALLET))
        fields = [Field("code", "Code", hint="T-1"), Field("kind", "Kind", kinds[0][0], choices=kinds)]
        self.app.push_screen(FormModal("New container", fields, save), self._added)

    def _added(self, added: Container | None) -> None:
        if added is not None:
            self.say(f"{added.code} is known.")
            self.read_again()


class ContainerScreen(ListingScreen):
    """One container: what lies in it by product, each serial, and the containers in it."""

    PAGE = "containers"
    FOLLOWS_WORK = True
    AUTO_FOCUS = "#packed"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "put", "Put into", tooltip="Put it, with all that lies in it, into another container"),
        Binding("e", "empty", "Empty", tooltip="Say that nothing lies in it any more"),
    ]

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self._seen: ContainerSeen | None = None

    def compose_body(self) -> ComposeResult:
        """Place the facts above the tabs."""
        yield Facts()
        packed = ListKind("container_content", PACKED, lambda row: row.product, empty="No units lie in it.")
        serials = ListKind(
            "container_serials", SERIALS, lambda row: str(row.id), empty="No serial lies in it."
        )
        inside = ListKind("containers_inside", COLUMNS, key_of, empty="No container lies in it.")
        with TabbedContent():
            with PlainPane("Content", id="container-content"):
                yield Listing(packed, self.query_packed, self.show_serials, table_id="packed")
            with PlainPane("Serial Numbers", id="container-serials"):
                yield Listing(serials, self.query_serials, self.show_serial, table_id="serials")
            with PlainPane("Containers in It", id="container-inside"):
                yield Listing(inside, self.query_inside, self.show_container, table_id="inside")

    def read_facts(self) -> None:
        """Read the container."""
        self.start(self._read)

    async def _read(self) -> None:
        seen = await self.answered(self.office.ask(lambda conn: looking.show(conn, self._code)))
        if seen is not None:
            self._seen = seen
            self.refresh_bindings()
            of = seen.container
            self.query_one(Facts).tell(
                {
                    "Container": f"{of.code}  {of.kind.label}",
                    "Lies in": of.inside,
                    "Pick list": of.pick_list,
                    "Location": seen.location,
                }
            )

    @property
    def named_here(self) -> Sequence[Named]:
        """What it lies in, and the pick list whose goods it holds."""
        if self._seen is None:
            return ()
        of = self._seen.container
        inside = [Named(None, of.inside)] if of.inside else []
        return [*inside, Named(DocumentKind.PICK_LIST, of.pick_list)] if of.pick_list else inside

    def query_packed(self, filters: Values) -> Query[Packed]:  # noqa: ARG002 - there are none
        """Return what reads what lies in it by product, which is one page."""

        def page(last: Packed | None, limit: int) -> Reading[Sequence[Packed]]:  # noqa: ARG001 - all of them
            return lambda conn: () if last is not None else looking.packed(conn, self._code)

        return page

    def query_serials(self, filters: Values) -> Query[SerialInside]:  # noqa: ARG002 - there are none
        """Return what reads the serials that lie in it, however deep."""

        def page(last: SerialInside | None, limit: int) -> Reading[Sequence[SerialInside]]:
            after = last.id if last else None
            return lambda conn: looking.serials(conn, self._code, limit=limit, after=after)

        return page

    def query_inside(self, filters: Values) -> Query[ContainerSeen]:  # noqa: ARG002 - there are none
        """Return what reads the containers that lie in it, which are one page."""

        def page(last: ContainerSeen | None, limit: int) -> Reading[Sequence[ContainerSeen]]:  # noqa: ARG001 - all of them
            return lambda conn: () if last is not None else looking.inside(conn, self._code)

        return page

    def show_serials(self, _: Packed) -> None:
        """Show the serials that lie in it."""
        self.query_one(TabbedContent).active = "container-serials"
        self.query_one("#serials").focus()

    def show_serial(self, row: SerialInside) -> None:
        """Show a serial's life."""
        self.app.show_serial(row.serial, row.product)

    def show_container(self, row: ContainerSeen) -> None:
        """Show a container that lies in this one."""
        self.app.push_screen(ContainerScreen(row.container.code))

    # --- what can be done ---------------------------------------------------------------------------------------

    def action_put(self) -> None:
        """Ask into which container it is put."""

        async def save(values: Values) -> str:
            now = await self.office.tell(
                lambda conn: containers.put(conn, self._code, values["into"], by=self.office.operator)
            )
            return f"{now.code} lies in {now.inside}."

        fields = [Field("into", "Into", hint="the code of a tote or pallet")]
        self.app.push_screen(FormModal(f"Put {self._code} into", fields, save, save_label="Put"), self._done)

    def action_empty(self) -> None:
        """Ask before it is said to be empty."""
        question = f"Is {self._code} empty? What lies in it stays where it is in stock, without a container."
        self.app.push_screen(ConfirmModal(question, "It is empty"), self._empty_confirmed)

    def _empty_confirmed(self, is_sure: bool | None) -> None:
        if is_sure:
            self.start(self._empty, "tell")

    async def _empty(self) -> None:
        emptied = self.office.tell(lambda conn: containers.empty(conn, self._code, by=self.office.operator))
        if await self.answered(emptied):
            self._done(f"{self._code} is empty.")

    def _done(self, what: str | None) -> None:
        if what is not None:
            self.say(what)
            self.read_again()
