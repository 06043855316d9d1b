"""A handheld from sign-on to sign-off: who, which flow, and then the flow's runner. Screens and line mode drive this."""

import asyncio
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial

from serialhhd.flows.answers.entry import entered
from serialhhd.flows.config.devices.profile import DeviceProfile
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.conversation import menu
from serialhhd.flows.conversation.actions import action_of
from serialhhd.flows.conversation.resuming import UnreadableFlow, began_with
from serialhhd.flows.conversation.runner import Runner, source_of
from serialhhd.flows.conversation.sign_on import SignedOn, SignOn
from serialhhd.flows.in_force.device import UsedDevice
from serialhhd.flows.in_force.source import FlowsSource, device_name, seen_by
from serialhhd.flows.seam.view import Action, Label, Message, Scan, View
from serialhhd.flows.sentences import messages
from serialhhd.store.catalogue import recognise
from serialhhd.store.engine.store import Store
from serialhhd.store.stock import runs
from serialhhd.store.stock.runs import Run
from serialhhd.store.symbols.scan import is_scanned
from serialhhd.store.words.numbers import is_number
from serialhhd.store.words.refusal import Refused, StoreUnavailable
from serialhhd.store.words.vocabulary import Language, Role


class Session:
    """One handheld in somebody's hand.

    Args:
        store: The store, opened.
        flows: Where the flows come from; a changed file counts for runs begun afterwards.
        operator: Who is signed on already; None asks.
        flow: The flow to go straight to; None shows the menu, or resumes the operator's open run.
        device: The shared device it is on, where signing on takes a badge and a PIN.
        names: The names of the device that it is on, its own and its TERM, by which flows.toml sets it up.
        language: In which an operator is told things who has no language, and everybody before signing on, whatever is said of
            the device.
        usual_language: The same where nothing is said of the device.
        is_for_programs: Whether a program reads the answers: then it is that language, whoever signs on.

    Raises:
        Refused: `unknown` operator, `operator_disabled`, `unknown_flow`.
    """

    def __init__(
        self,
        store: Store,
        flows: FlowsSource,
        operator: str | None = None,
        flow: str | None = None,
        *,
        device: str | None = None,
        names: tuple[str | None, ...] = (),
        language: Language | None = None,
        usual_language: Language = Language.ENGLISH,
        is_for_programs: bool = False,
    ) -> None:
        self._store = store
        self._device = device
        self._used = UsedDevice(flows, device, names, language, usual_language)
        self._is_for_programs = is_for_programs
        self._flows = flows
        self._is_pinned = flow is not None
        self._sign_on = SignOn(store, device)
        self._who = self._sign_on.of(operator) if operator is not None else None
        self._wanted_flow = flow
        self._runner: Runner | None = None
        self._led_to_menu: str | None = None
        if flow is not None and self._flow(flow) is None:
            raise self._unknown(flow)
        if self._who is not None:
            self._runner = self._runner_at_sign_on()

    @property
    def operator(self) -> str | None:
        """Who is signed on."""
        return self._who.name if self._who else None

    @property
    def _role(self) -> Role | None:
        return self._who.role if self._who else None

    @property
    def profile(self) -> DeviceProfile:
        """How the device is set up that it is on; the same one as long as nothing changes."""
        return self._used.profile(self.operator)

    def use_on(self, names: tuple[str | None, ...]) -> None:
        """Be on the device of these names from now on."""
        self._used.names = names

    def beside(self, operator: str, flow: str) -> "Session":
        """Return another handheld on the same store and flows, at which somebody else is signed on, in a flow.

        Raises:
            Refused: As when one is made.
        """
        return Session(self._store, self._flows, operator, flow)

    def view(self) -> View:
        """Return where the operator stands.

        Raises:
            StoreUnavailable: The store cannot be used.
        """
        with self._speaking():
            return self._marked(self._standing())

    def _marked(self, view: View) -> View:
        """Return the View as one of this store: of a training store it says so (R68)."""
        return replace(view, is_training=True) if self._store.is_for_training else view

    def _speaking(self) -> AbstractContextManager[None]:
        """Speak the operator's language, or else the device's."""
        own = self._who.language if self._who and not self._is_for_programs else None
        return self._used.speaking(self.operator, own)

    def _standing(self) -> View:
        if self._who is None:
            return self._sign_on.view()
        return self._in_flow(self._runner) if self._runner else self._menu_view(None)

    def _in_flow(self, runner: Runner) -> View:
        return self._offering_menu(runner.view())

    def submit(self, scan: Scan) -> View:
        """Answer a scan: at sign-on, in the menu, or in a flow.

        Raises:
            StoreUnavailable: The store cannot be used; the scan was not taken.
        """
        with self._speaking():
            return self._marked(self._answer(self._used.as_read(scan, self.operator)))

    async def submit_async(self, scan: Scan) -> View:
        """Answer a scan as `submit` does, on an event loop: only what is no scan for a flow takes a thread.

        Raises:
            StoreUnavailable: As from `submit`.
        """
        runner, scan = self._runner_for(scan), self._used.as_read(scan, self.operator)
        if runner is None:
            return await asyncio.to_thread(self.submit, scan)
        with self._speaking():
            view = await runner.submit_async(scan)
            if self._leads_to_menu(view):
                return self._marked(await asyncio.to_thread(self._answered, view, scan))
            return self._marked(self._offering_menu(view))

    def _answer(self, scan: Scan) -> View:
        if runner := self._runner_for(scan):
            return self._answered(runner.submit(scan), scan)
        if self.operator is None:
            return self._answer_sign_on(scan)
        return self._answer_menu(scan) if self._runner is None else self._back_in_menu()

    def _runner_for(self, scan: Scan) -> Runner | None:
        """Return what answers the scan; None at sign-on and in the menu, and where it asks for the menu."""
        return None if self._has_menu and menu.is_asked_for(scan.text) else self._runner

    def _answered(self, view: View, scan: Scan) -> View:
        if not self._leads_to_menu(view):
            return self._offering_menu(view)
        self._led_to_menu = scan.id
        return self._back_in_menu() if _is_first(view) else self._back_in_menu(view)

    def _back_in_menu(self, ended: View | None = None) -> View:
        """Return the menu, which also says how a run ended that led to it."""
        self._runner = None
        if ended is None:
            return self._menu_view(None)
        return replace(self._menu_view(ended.message), done=ended.done)

    def captured(self, before: int = 0, limit: int = 50) -> tuple[str, ...]:
        """Return captured serials, newest first, after skipping the `before` newest."""
        return self._runner.captured(before, limit) if self._runner else ()

    def labels(self) -> tuple[Label, ...]:
        """Return the barcodes that make sense now, for a virtual scanner."""
        with self._speaking():
            if self._runner:
                return self._runner.labels()
            return tuple(menu.label_of(choice) for choice in self._standing().choices)

    # --- sign-on ------------------------------------------------------------------------------------------------

    def _answer_sign_on(self, scan: Scan) -> View:
        try:
            who = self._sign_on.answer(scan.text)
            return self._sign_on.view() if who is None else self._signed_on(who)
        except Refused as refused:
            return self._sign_on.view(messages.refusal(refused))

    def _signed_on(self, who: SignedOn) -> View:
        self._who = who
        with self._speaking():
            view = self._welcomed(who)
        self._sign_on.is_over()
        return view

    def _welcomed(self, who: SignedOn) -> View:
        try:
            self._runner = self._runner_at_sign_on()
            if self._runner:
                return self._in_flow(self._runner)
            return self._menu_view(messages.signed_on(operator=who.name))
        except (Refused, StoreUnavailable) as problem:
            if isinstance(problem, Refused):
                self._sign_on.is_over()  # the PIN was right, and the flow of this handheld is for others
            self._who = self._runner = None  # what is entered next is a badge or a PIN, not a scan
            raise

    def _runner_at_sign_on(self) -> Runner | None:
        """Return the runner of the wanted flow, or of the run that the operator left open last."""
        if self._wanted_flow is not None:
            return self._runner_of(self._wanted_flow)
        left_open = self._left_open()
        return self._runner_of(left_open[0].flow) if left_open else None

    # --- the menu -----------------------------------------------------------------------------------------------

    def _answer_menu(self, scan: Scan) -> View:
        if scan.id is not None and scan.id == self._led_to_menu:  # delivered again (R15)
            return self._menu_view(messages.scan_accepted())
        if menu.is_help_asked_for(scan.text):
            listed = tuple(f"{action.word} {action.label}" for action in _in_menu())
            return self._menu_view(messages.menu_actions(actions=listed))
        try:
            chosen = self._chosen(scan)
            self._runner = self._runner_of(chosen, scanned=scan)
        except Refused as refused:
            return self._menu_view(messages.refusal(refused))
        try:
            return self._in_flow(self._runner)
        except StoreUnavailable:
            self._runner = None  # the menu is still shown, and what is entered next is for it
            raise

    def _chosen(self, scan: Scan) -> str:
        """Return the name of the flow that is meant: a number means the entry that was shown, where it does not say itself that a scanner sent it."""
        text = entered(scan.text, "flow")
        names = menu.shown(scan.position) or tuple(flow.name for flow in self._offered())
        if not is_scanned(scan.text) and is_number(text) and 0 < int(text) <= len(names):
            return names[int(text) - 1]
        if text.casefold() == ":back":
            raise messages.nothing_before()
        if text.startswith(":"):
            raise messages.not_now(word=text, step="menu")
        return text

    def _menu_view(self, message: Message | None) -> View:
        return menu.view(self._offered(), self.operator or "", _in_menu(), message)

    def _offered(self) -> tuple[Flow | UnreadableFlow, ...]:
        """Return what the menu offers: the flows of the file, and those taken out of it in which a run is still open."""
        flows = self._now()
        try:
            left_open = self._left_open()
        except StoreUnavailable:
            left_open = ()  # whoever chooses is told
        return (*flows, *(began_with(run) for run in left_open if flows.flow(run.flow) is None))

    def _left_open(self) -> tuple[Run, ...]:
        with self._store.read() as conn:
            return runs.all_of(conn, self.operator or "")

    def _leads_to_menu(self, view: View) -> bool:
        """Whether the operator went back from a flow's first question, or a run has ended of a flow that leads to it or is gone."""
        if not self._has_menu:
            return not view.position and self._is_hidden(view.flow)
        is_through = self._runner is not None and self._runner.is_through
        return is_through or _is_first(view) or (not view.position and self._now().flow(view.flow) is None)

    @property
    def _has_menu(self) -> bool:
        return not self._is_pinned

    def _offering_menu(self, view: View) -> View:
        """Return the view with the ways to the menu: from anywhere, and back from the first question."""
        if not self._has_menu:
            return view
        is_first = BACK not in {action.word for action in view.actions}
        back = (action_of(BACK),) if is_first else ()
        return replace(view, actions=(*back, *view.actions, action_of(menu.MENU)))

    # --- flows --------------------------------------------------------------------------------------------------

    def _runner_of(self, name: str, *, scanned: Scan | None = None) -> Runner:
        """Return the runner of a flow; `scanned` is what chose it in the menu, if anything was.

        Raises:
            Refused: `unknown_flow`, `not_in_menu`.
        """
        flow = self._flow(name)
        if flow is None:
            raise self._not_in_menu(name, scanned) if scanned else self._unknown(name)
        return Runner(
            self._store,
            source_of(partial(seen_by, self._flows, self.operator, self._role, self._device), flow),
            self.operator or "",
            self._who.since if self._who else None,
            device=device_name(self._flows, self._device),
        )

    def _flow(self, name: str) -> Flow | UnreadableFlow | None:
        """Return the flow of that name as it is configured now, or as the operator's open run began with it."""
        flow = self._now().flow(name)
        if flow is not None or self.operator is None:
            return flow
        run = next((one for one in self._left_open() if one.flow == name), None)
        began = began_with(run) if run else None
        if run is None or not isinstance(began, Flow):
            return began
        return began.model_copy(update={"version_id": run.flow_version_id})

    def _now(self) -> Flows:
        """Return the flows that are in force for who is signed on here."""
        return seen_by(self._flows, self.operator, self._role, self._device)

    def _is_hidden(self, name: str) -> bool:
        """Return whether a flow is there, and not for who is signed on here."""
        is_there = self._flows.current(self.operator, self._device).flow(name) is not None
        return is_there and self._now().flow(name) is None

    def _not_in_menu(self, text: str, scanned: Scan) -> Refused:
        with self._store.read() as conn:
            known_as = recognise.what_is_scanned(conn, text, scanned.fnc1)
            return messages.not_in_menu(code=text, known_as=known_as)

    def _unknown(self, name: str) -> Refused:
        return messages.unknown_flow(flow=name, flows=tuple(self._now().flows))


def _is_first(view: View) -> bool:
    return view.message is not None and view.message.code == "nothing_before"


def _in_menu() -> tuple[Action, ...]:
    """Return what can be done in the menu."""
    return (action_of(QUIT),)


BACK, QUIT = ":back", ":quit"
