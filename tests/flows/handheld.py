"""What a scenario says of a handheld: what the operator does, and what it answers."""

import re
from datetime import timedelta

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Progress, Scan, View
from tests.flows.stage import Stage, phrase

BETWEEN_ENTRIES = timedelta(seconds=2)
AT_ONCE = timedelta(milliseconds=1)
UNSEEN = {"<GS>": "\x1d", "<ESC>": "\x1b", "<TAB>": "\t", "<CR>": "\r", "<LF>": "\n"}
MOVING = ["scan_location", "scan_product", "enter_serials", "confirm_quantity", "scan_destination"]
ADJUSTING = ["scan_location", "scan_product", "enter_serials", "confirm_quantity", "choose_reason"]
STEPS = {
    "goods_in": (
        "pre_receipt_receive",
        ["scan_pre_receipt", "scan_product", "enter_serials", "confirm_quantity", "scan_location"],
    ),
    "goods_out": (
        "pick_by_pick_list",
        ["scan_pick_list", "scan_location", "scan_product", "enter_serials", "confirm_quantity"],
    ),
    "tote_pick": (
        "pick_by_pick_list",
        [
            "scan_pick_list",
            "scan_location",
            "scan_product",
            "enter_serials",
            "confirm_quantity",
            "scan_tote",
        ],
    ),
    "pack": ("pack", ["scan_container", "scan_into"]),
    "transfer_out": (
        "transfer_ship",
        ["scan_transfer", "scan_location", "scan_product", "enter_serials", "confirm_quantity"],
    ),
    "transfer_in": (
        "transfer_receive",
        ["scan_transfer", "scan_product", "enter_serials", "confirm_quantity", "scan_location"],
    ),
    "account_transfer": (
        "account_transfer",
        ["scan_transfer", "scan_location", "scan_product", "enter_serials", "confirm_quantity"],
    ),
    "count": ("count", ["scan_count", "scan_location", "scan_product", "enter_serials", "confirm_quantity"]),
    "batch_walk": (
        "batch_walk",
        ["scan_batch", "scan_cart", "scan_location", "scan_product", "enter_serials", "confirm_quantity"],
    ),
    "batch_pick": (
        "pick_by_pick_list",
        ["scan_batch", "scan_location", "scan_product", "enter_serials", "confirm_quantity"],
    ),
    "batch_sort": ("batch_sort", ["scan_batch", "scan_unit", "scan_tote"]),
    "returns": (
        "take_back",
        [
            "scan_return",
            "scan_product",
            "enter_serials",
            "confirm_quantity",
            "choose_condition",
            "scan_location",
        ],
    ),
    "move": ("move", MOVING),
    "put_away": ("move", MOVING),
    "adjust_out": ("adjust_out", ADJUSTING),
    "adjust_in": ("adjust_in", ADJUSTING),
}
OPTIONS = {
    "put_away": {
        "scan_location.default": "GOODS-IN",
        "scan_location.skip_when": "default_given",
        "scan_destination.propose": "same_product",
    }
}


def moved_before(steps: list[str], step: str, change: str) -> list[str]:
    """Return the steps with one of them before another: `scan_location before enter_serials`."""
    rest = [one for one in steps if one != step]
    at = rest.index(change.removeprefix("before "))
    return [*rest[:at], step, *rest[at:]]


def written(key: str, value: str) -> str:
    """Return the line of an option; a number, true and a list are as TOML has them."""
    is_toml = value.isdigit() or value.startswith("[") or value in {"true", "false"}
    return f"{key} = {value if is_toml else repr(value)}"


def flow_table(name: str, changes: str) -> str:
    """Return flows.toml with one flow: `pre_entered verify, without enter_serials` changed in the default; a list as TOML has it."""
    operation, steps = STEPS[name]
    options = dict(OPTIONS.get(name, {}))
    for change in filter(None, (changes or "").split(", ")):
        key, value = change.split(" ", 1)
        if key == "without":
            steps = [step for step in steps if step != value]
        elif key in steps:
            steps = moved_before(steps, key, value)
        else:
            options[key] = value
    head = [f"operation = {operation!r}", f"title = {name!r}", f"steps = {steps!r}"]
    return "\n".join(
        ["version = 1", f"[flows.{name}]", *head, *(written(*option) for option in options.items())]
    )


class Handheld(Stage):
    """Lines such as `flow goods_in as anna`, `> SN1`, `step enter_serials   0/3`."""

    @phrase(r"flow (?P<flow>\w+) as (?P<operator>\S+)(?: with (?P<changes>.+))?")
    def flow_as(self, flow: str, operator: str, changes: str | None) -> None:
        (self.folder / f"{operator}.toml").write_text(flow_table(flow, changes or ""), encoding="utf-8")
        self.flows[operator] = flow
        self.sessions.pop(operator, None)
        self.now_as(operator)

    @phrase(r"as (?P<operator>\S+)")
    def now_as(self, operator: str) -> None:
        self.operator = operator
        if operator not in self.sessions:
            flows_file = FlowsFile(self.folder / f"{operator}.toml")
            self.sessions[operator] = Session(self.store, flows_file, operator, self.flows[operator])
        self.view = self.sessions[operator].view()

    @phrase(r"on handheld (?P<number>\d+)")
    def on_handheld(self, number: str) -> None:
        """Take one of the operator's handhelds; it shows what it showed when it was laid aside."""
        self.laid_aside[self.operator, self.in_hand] = (self.sessions.pop(self.operator), self.shown)
        self.in_hand = number
        known = self.laid_aside.pop((self.operator, number), None)
        if known:
            self.sessions[self.operator], self.view = known
        else:
            self.now_as(self.operator)

    @phrase(r"on device (?P<name>\S+) with (?P<changes>.+)")
    def on_device(self, name: str, changes: str) -> None:
        """Go on at a device that flows.toml sets up so."""
        path = self.folder / f"{self.operator}.toml"
        options = [written(*change.split(" ", 1)) for change in changes.split(", ")]
        text = [path.read_text(encoding="utf-8"), f"[devices.{name}]", *options]
        path.write_text("\n".join(text), encoding="utf-8")
        flows, flow = FlowsFile(path), self.flows[self.operator]
        self.sessions[self.operator] = Session(self.store, flows, self.operator, flow, names=(name,))
        self.view = self.sessions[self.operator].view()

    @phrase(r"on another device")
    def on_another_device(self) -> None:
        del self.sessions[self.operator]
        self.now_as(self.operator)

    @phrase(r"restart")
    def restart(self) -> None:
        self.store.close()
        self.store = self._open()
        self.sessions.clear()
        self.now_as(self.operator)

    @phrase(r"wait (?P<amount>\d+) (?P<unit>s|min|h)")
    def wait(self, amount: str, unit: str) -> None:
        self.now += int(amount) * timedelta(seconds={"s": 1, "min": 60, "h": 3600}[unit])

    @phrase(r"(?P<at_once>at once )?(?:scan (?P<scan_id>\S+) )?(?:typed (?P<typed>\d+) )?>(?: (?P<text>.*))?")
    def entry(self, at_once: str | None, scan_id: str | None, typed: str | None, text: str | None) -> None:
        self.now += AT_ONCE if at_once else BETWEEN_ENTRIES
        entered = text or ""
        for shown, character in UNSEEN.items():
            entered = entered.replace(shown, character)
        position = self.view.position if self.view else None
        self.view = self.sessions[self.operator].submit(
            Scan(entered, scan_id, position=position, typed=int(typed or 0))
        )

    # --- what the handheld answers ------------------------------------------------------------------------------

    @property
    def shown(self) -> View:
        assert self.view is not None, "no handheld is in use"
        return self.view

    @phrase(r"(?P<severity>info|success|warning|error) (?P<code>\w+)(?: +(?P<rest>.+))?")
    def answers(self, severity: str, code: str, rest: str | None) -> None:
        message = self.shown.message
        assert message is not None
        assert (message.severity, message.code) == (severity, code)
        self._rest(rest)

    @phrase(r"step (?P<name>\w+)(?: +(?P<rest>.+))?")
    def step(self, name: str, rest: str | None) -> None:
        assert self.shown.step == name
        self._rest(rest)

    def _rest(self, rest: str | None) -> None:
        """Compare the counter and what is proposed: `1/3`, `proposes 2`, `1/3 proposes 1`, `proposes GOODS-IN`."""
        wanted = re.fullmatch(r"(?P<counter>\d+(?:/\d+)?)?(?: *proposes (?P<proposed>\S+))?", rest or "")
        assert wanted, "neither a counter nor a proposal"
        if wanted["counter"]:
            self.counter(wanted["counter"])
        if wanted["proposed"]:
            assert str(self.shown.proposed) == wanted["proposed"]

    @phrase(r"counter (?P<wanted>none|\d+(?:/\d+)?)")
    def counter(self, wanted: str) -> None:
        counted = self.shown.serials
        of = f"/{counted.expected}" if counted and counted.expected is not None else ""
        assert (f"{counted.captured}{of}" if counted else "none") == wanted

    @phrase(r"proposes nothing")
    def proposes_nothing(self) -> None:
        assert self.shown.proposed is None

    @phrase(r"(?P<how>hides|shows) what is typed")
    def hides(self, how: str) -> None:
        assert self.shown.is_secret == (how == "hides")

    @phrase(r"says nothing")
    def says_nothing(self) -> None:
        assert self.shown.message is None

    @phrase(r"says (?P<part>.+)")
    def says(self, part: str) -> None:
        assert self.shown.message
        assert part in self.shown.message.text

    @phrase(r"asks (?P<prompt>.+)")
    def asks(self, prompt: str) -> None:
        assert self.shown.prompt == prompt

    @phrase(r"is (?P<how>usual|unusual)")
    def is_usual(self, how: str) -> None:
        assert self.shown.message
        assert self.shown.message.is_unusual == (how == "unusual")

    @phrase(r"progress (?P<line>\d+|-) of (?P<lines>\d+) lines, (?P<units>\d+) of (?P<expected>\d+) units")
    def progress(self, line: str, lines: str, units: str, expected: str) -> None:
        at = None if line == "-" else int(line)
        assert self.shown.progress == Progress(at, int(lines), int(units), int(expected))

    @phrase(r"done")
    def is_done(self) -> None:
        assert self.shown.done

    @phrase(r"shows (?P<name>\w+) (?P<value>.+)")
    def shows(self, name: str, value: str) -> None:
        assert str(self.shown.fields.get(name, "nothing")) == value

    @phrase(r"newest (?P<texts>.+)")
    def newest(self, texts: str) -> None:
        counted = self.shown.serials
        assert counted is not None
        assert ", ".join(counted.newest) == texts
        assert counted.last == counted.newest[0]

    @phrase(r"offers nothing")
    def offers_nothing(self) -> None:
        assert self.shown.choices == ()

    @phrase(r"offers (?P<key>\d+) (?P<label>.+)")
    def offers(self, key: str, label: str) -> None:
        assert (key, label) in {(choice.key, choice.label) for choice in self.shown.choices}

    @phrase(r"(?P<is_not>cannot|can) (?P<word>:\w+)")
    def can(self, is_not: str, word: str) -> None:
        assert (word in {action.word for action in self.shown.actions}) == (is_not == "can")
