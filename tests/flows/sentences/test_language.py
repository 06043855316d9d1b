"""A language is a folder of the same functions: what it has is said, what it has not is said in English."""

import inspect
from importlib import import_module
from pathlib import Path

import pytest

from serialhhd.flows import sentences
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.operations import operations
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.language import ENGLISH, Language, speaking
from serialhhd.samples import warehouse as sample
from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from tests.flows.sentences import german

operations()
"""Each brings sentences of its own."""
GERMAN = Language.of(german)
FOLDERS = sorted(
    folder.name for folder in Path(sentences.__file__).parent.iterdir() if (folder / "__init__.py").exists()
)
IN_STOCK = refusals.serial_in_stock(serial="SN1", location="A-01")


def faults(language: Language) -> list[str]:
    """What a language lacks, what it has other facts for, and what no sentence needs; nothing where it is whole."""
    said, texts = messages.SENTENCES, language.texts
    same = {name: inspect.signature(texts[name]).parameters for name in said.keys() & texts.keys()}
    return sorted(
        [f"{name} is missing" for name in said.keys() - texts.keys()]
        + [f"{name} is no sentence" for name in texts.keys() - said.keys()]
        + [
            f"{name} has other facts"
            for name, facts in same.items()
            if facts != inspect.signature(said[name]).parameters
        ]
    )


def test_every_language_beside_english_is_whole() -> None:
    others = [import_module(f"{sentences.__name__}.{folder}") for folder in FOLDERS if folder != ENGLISH.name]
    assert len(others) == len(FOLDERS) - 1
    assert {package.__name__: found for package in others if (found := faults(Language.of(package)))} == {}


def test_of_a_language_that_has_begun_it_is_known_what_is_missing() -> None:
    assert {*faults(GERMAN)} == {f"{name} is missing" for name in messages.SENTENCES} - {
        "serial_in_stock is missing",
        "serials_refused is missing",
        "document_opened is missing",
    }


def test_a_text_of_other_facts_and_one_of_no_sentence_are_found() -> None:
    def serial_in_stock(*, serial: str) -> str:
        return f"{serial} liegt schon da."

    wrong = Language("german", {"serial_in_stock": serial_in_stock, "serial_in_stok": serial_in_stock})
    assert {"serial_in_stock has other facts", "serial_in_stok is no sentence"} <= {*faults(wrong)}


def test_code_and_severity_are_the_same_in_every_language() -> None:
    english = messages.refusal(IN_STOCK)
    with speaking(GERMAN):
        told = messages.refusal(IN_STOCK)
    assert (told.severity, told.code, told.text) == (
        english.severity,
        english.code,
        "SN1 liegt schon auf A-01.",
    )
    assert messages.refusal(IN_STOCK) == english


def test_a_sentence_within_another_is_of_the_same_language() -> None:
    with speaking(GERMAN):
        told = messages.refusal(refusals.serials_refused(refused=(IN_STOCK,), count=1))
    assert told.text == "1 von 1 Seriennummer abgelehnt: SN1 liegt schon auf A-01."


def test_what_has_no_text_is_said_in_english() -> None:
    with speaking(GERMAN):
        told = messages.wrong_pin()
    assert told == messages.wrong_pin()


@pytest.fixture
def sample_store(sqlite_store: Store) -> Store:
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    return sqlite_store


def test_two_handhelds_of_one_process_speak_each_its_language(sample_store: Store) -> None:
    flows_file = FlowsFile(PACKAGED)
    anna = Session(sample_store, flows_file, "anna", "goods_in", language=GERMAN)
    ben = Session(sample_store, flows_file, "ben", "goods_in")
    told = [
        session.submit(Scan(text)).message
        for text in ("PR-1007", "CAM-200", "SN0002")
        for session in (anna, ben)
    ]
    assert [message.text if message else None for message in told] == [
        "PR-1007 Lens & Co: 1 offen",
        "PR-1007 Lens & Co: 1 to do",
        "CAM-200  3 to do",
        "anna has CAM-200 in work.",
        "SN0002 liegt schon auf A-01-01.",
        "SN0002 is a serial. Scan the product.",
    ]
