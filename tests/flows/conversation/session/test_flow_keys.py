"""What a flow says of itself: its words, what comes afterwards, who sees it."""

from pathlib import Path

import pytest

from serialhhd.flows.config.discovery import FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import OnDevice
from serialhhd.flows.seam.view import Scan, View
from serialhhd.store.engine.store import Store
from serialhhd.store.people import operators
from serialhhd.store.words.refusal import Refused
from serialhhd.store.words.vocabulary import Language, Role
from tests.flows.conversation.session.playing import add_operator, code, scan

# --- in a site's own words --------------------------------------------------------------------------------------------

OWN_WORDS = """
[flows.goods_in]
operation = "pre_receipt_receive"
title = { en = "Goods in", de = "Wareneingang" }
short_title = { en = "In", de = "Ein" }
steps = ["scan_pre_receipt", "scan_product", "scan_location"]

[flows.goods_in.scan_pre_receipt]
prompt = { en = "WHICH PAPER?", de = "WELCHER BELEG?" }
help = { de = "Er klebt am Karton." }

[flows.fast]
operation = "pre_receipt_receive"
title = { de = "Schnell" }
steps = ["scan_pre_receipt", "scan_product", "scan_location"]
"""


@pytest.mark.parametrize(
    ("language", "titles", "shorts", "prompt"),
    [
        (Language.GERMAN, ("Wareneingang", "Schnell"), ("Ein", ""), "WELCHER BELEG?"),
        (Language.ENGLISH, ("Goods in", "Schnell"), ("In", ""), "WHICH PAPER?"),
        (Language.SPANISH, ("Goods in", "Schnell"), ("In", ""), "WHICH PAPER?"),
    ],
)
def test_a_site_s_own_words_are_read_in_the_language_that_is_spoken(
    store: Store,
    file: Path,
    language: Language,
    titles: tuple[str, ...],
    shorts: tuple[str, ...],
    prompt: str,
) -> None:
    file.write_text(OWN_WORDS, encoding="utf-8")
    session = Session(store, FlowsFile(file), "anna", language=language)
    menu = session.view()
    assert tuple(choice.label for choice in menu.choices) == titles
    assert tuple(choice.short for choice in menu.choices) == shorts
    asked = scan(session, "goods_in")
    assert (asked.title, asked.short_title, asked.prompt) == (titles[0], shorts[0], prompt)
    helped = scan(session, ":help").message
    assert helped is not None
    assert helped.text.startswith("Er klebt am Karton.  :")


# --- what comes afterwards --------------------------------------------------------------------------------------------


def afterwards(file: Path, word: str) -> None:
    """Let what comes when a document is done be said by the flow goods_in, which asks little."""
    steps = 'steps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]'
    head = f'[flows.goods_in]\noperation = "pre_receipt_receive"\n{steps}\n'
    file.write_text(f'{head}afterwards = "{word}"\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("word", "step"), [("menu", "menu"), ("document", "scan_pre_receipt"), ("", "scan_pre_receipt")]
)
def test_a_flow_says_what_comes_when_a_document_is_done(
    store: Store, file: Path, word: str, step: str
) -> None:
    afterwards(file, word)
    session = Session(store, FlowsFile(file), "anna")
    assert scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done").step == "scan_location"
    done = scan(session, "GOODS-IN")
    assert (done.step, done.done, code(done)) == (step, True, "line_received")
    assert session.view().step == step
    assert scan(session, ":menu", "goods_in").step == "scan_pre_receipt"


def test_a_scan_that_led_to_the_menu_is_known_when_it_is_delivered_again(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna")
    scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done")
    assert session.submit(Scan("GOODS-IN", id="7")).step == "menu"
    again = session.submit(Scan("GOODS-IN", id="7"))
    assert (again.step, code(again)) == ("menu", "scan_accepted")
    assert code(session.submit(Scan("GOODS-IN", id="8"))) == "unknown_flow"


def test_a_run_leads_where_the_flow_led_when_it_began(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna")
    scan(session, "goods_in", "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done")
    afterwards(file, "")
    assert scan(session, "GOODS-IN").step == "menu"


def test_a_handheld_that_was_opened_for_one_flow_stays_in_it(store: Store, file: Path) -> None:
    afterwards(file, "menu")
    session = Session(store, FlowsFile(file), "anna", "goods_in")
    done = scan(session, "PR-1", "CAM-1", "SN1", "SN2", "SN3", ":done", "GOODS-IN")
    assert (done.step, done.done) == ("scan_pre_receipt", True)


# --- who sees a flow --------------------------------------------------------------------------------------------------


@pytest.fixture
def shown(store: Store, file: Path) -> Path:
    """A file whose second flow is for supervisors, and the third for the devices at the dock; anna is no supervisor, and sue is."""
    add_operator(store, "anna")
    store.write(lambda conn: operators.add(conn, "sue", Role.SUPERVISOR, store.now(), by="office"))
    flow = 'operation = "pre_receipt_receive"\nsteps = ["scan_pre_receipt", "scan_product", "enter_serials", "scan_location"]\n'
    file.write_text(
        f'[flows.all]\n{flow}[flows.fast]\n{flow}shown_to = {{ roles = ["supervisor"] }}\n'
        f'[flows.dock]\n{flow}shown_to = {{ devices = ["DOCK-*"] }}\n',
        encoding="utf-8",
    )
    return file


def offered(view: View) -> list[str]:
    return (view.position or "").removeprefix("menu:").split(",")


@pytest.mark.parametrize(
    ("operator", "device", "names"),
    [
        ("anna", None, ["all"]),
        ("sue", None, ["all", "fast"]),
        ("anna", "dock-7", ["all", "dock"]),
        ("sue", "STORE-1", ["all", "fast"]),
    ],
)
def test_a_flow_is_opened_by_those_alone_who_see_it(
    store: Store, shown: Path, operator: str, device: str | None, names: list[str]
) -> None:
    flows = OnDevice(FlowsFile(shown), device)
    session = Session(store, flows, operator)
    menu = session.view()
    assert offered(menu) == names
    for name in ("all", "fast", "dock"):
        answer = scan(session, name)
        assert (answer.step == "scan_pre_receipt") is (name in names)
        assert code(answer) in ({None} if name in names else {"unknown_flow"})
        scan(session, ":menu")
        if name not in names:
            with pytest.raises(Refused, match="unknown_flow"):
                Session(store, flows, operator, name)
    beyond = session.submit(Scan(str(len(names) + 1), position=menu.position))
    assert code(beyond) == "unknown_flow"
    everything = session.submit(Scan("2", position="menu:all,fast,dock"))
    assert code(everything) == (None if names[1:2] == ["fast"] else "unknown_flow")


def test_a_handheld_that_is_opened_for_a_flow_refuses_at_sign_on_who_does_not_see_it(
    store: Store, shown: Path
) -> None:
    session = Session(store, FlowsFile(shown), flow="fast")
    assert code(scan(session, "anna")) == "unknown_flow"
    assert session.view().step == "sign_on"
    assert scan(session, "sue").step == "scan_pre_receipt"


@pytest.mark.parametrize("opened_for", [None, "all"])
def test_a_run_goes_on_of_a_flow_that_is_no_longer_shown_and_no_other_begins(
    store: Store, shown: Path, opened_for: str | None
) -> None:
    session = Session(store, FlowsFile(shown), "anna", opened_for)
    scan(session, *([] if opened_for else ["all"]), "PR-1", "CAM-1", "SN1")
    text = shown.read_text(encoding="utf-8")
    shown.write_text(
        text.replace("[flows.all]", '[flows.all]\nshown_to = { roles = ["admin"] }'), encoding="utf-8"
    )
    session = Session(store, FlowsFile(shown), "anna", opened_for)
    assert session.view().step == "enter_serials"
    done = scan(session, "SN2", "SN3", ":done", "GOODS-IN")
    assert (done.step, done.done, offered(done)) == ("menu", True, [""])
    assert code(scan(session, "all")) == "unknown_flow"
