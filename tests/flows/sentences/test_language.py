"""A language has the same functions as the English one: what it has is said in it, what it has not is said in English."""

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.operations import operations as all_operations
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences import messages
from serialhhd.flows.sentences.english import keys, prompts
from serialhhd.flows.sentences.language import in_language, said, speaking, translated
from serialhhd.samples import warehouse as sample
from serialhhd.store import refusals
from serialhhd.store.people import operators
from serialhhd.store.stock import runs
from serialhhd.store.words.vocabulary import Language, Role
from tests.flows.sentences.language_sets import beside, faults, modules, texts

if TYPE_CHECKING:
    from serialhhd.store.engine.store import Store

all_operations()
"""Each brings sentences of its own."""
MODULES = tuple(modules())
OTHERS = [language for language in Language if language is not Language.ENGLISH]
IN_STOCK = refusals.serial_in_stock(serial="SN1", location="A-01")


# --- the sets ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("english", MODULES, ids=lambda module: module.__name__)
def test_every_language_has_the_same_functions_of_the_same_facts(
    english: ModuleType, language: Language
) -> None:
    assert faults(english, beside(english, language)) == []


def test_every_sentence_and_every_text_has_a_module_in_which_others_stand_beside_it() -> None:
    said_in_modules = {name for module in MODULES for name in texts(module)}
    assert messages.SENTENCES.keys() - said_in_modules == set()


def test_a_text_of_other_facts_and_one_of_no_sentence_are_found() -> None:
    def told(*, serial: str, location: str) -> str:
        return f"{serial}{location}"

    def gone() -> str:
        return ""

    english = module_of("english", said(told), said(gone))

    def told(*, serial: str) -> str:  # type: ignore[no-redef]
        return serial

    def gonne() -> str:
        return ""

    german = module_of("german", told, gonne)
    assert faults(english, german) == [
        "gone is missing",
        "gonne is no text of the English",
        "told has other facts",
    ]
    assert faults(english, None) == ["gone is missing", "told is missing"]


def module_of(name: str, *functions: Callable[..., str]) -> ModuleType:
    module = ModuleType(name)
    for function in functions:
        function.__module__ = name
        setattr(module, function.__name__, function)
    return module


# --- what is said -----------------------------------------------------------------------------------------------


def test_code_and_severity_are_the_same_in_every_language() -> None:
    english = messages.refusal(IN_STOCK)
    with speaking(Language.GERMAN):
        told = messages.refusal(IN_STOCK)
    assert (told.severity, told.code) == (english.severity, english.code)
    assert told.text == "SN1 liegt schon auf A-01."
    assert messages.refusal(IN_STOCK) == english


def test_a_sentence_within_another_is_of_the_same_language() -> None:
    with speaking(Language.GERMAN):
        told = messages.refusal(refusals.serials_refused(refused=(IN_STOCK,), count=1))
    assert "SN1 liegt schon auf A-01." in told.text


def test_what_has_no_text_is_said_in_english() -> None:
    @said
    def nobody_translated_this() -> str:
        return "English"

    with speaking(Language.GERMAN):
        assert nobody_translated_this() == "English"
    (elsewhere,) = texts(module_of("serialhhd.nowhere.english", nobody_translated_this)).values()
    assert translated(elsewhere, Language.GERMAN) is elsewhere


@pytest.mark.parametrize(
    ("language", "shown"),
    [(Language.GERMAN, "Schnell"), (Language.SPANISH, "Fast"), (Language.ENGLISH, "Fast")],
)
def test_what_a_site_wrote_in_several_languages_is_shown_in_the_one_that_is_spoken(
    language: Language, shown: str
) -> None:
    with speaking(language):
        assert in_language({Language.GERMAN: "Schnell", Language.ENGLISH: "Fast"}) == shown
        assert in_language({Language.GERMAN: "Schnell"}) == "Schnell"
        assert in_language("Schnell") == "Schnell"


# --- handhelds --------------------------------------------------------------------------------------------------


@pytest.fixture
def sample_store(sqlite_store: "Store") -> "Store":
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    return sqlite_store


def test_two_handhelds_of_one_process_speak_each_its_language(sample_store: "Store") -> None:
    flows_file = FlowsFile(PACKAGED)
    anna = Session(sample_store, flows_file, "anna", "goods_in", language=Language.GERMAN)
    ben = Session(sample_store, flows_file, "ben", "goods_in")
    views = [
        session.submit(Scan(text)) for text in ("PR-1007", "CAM-200", "SN0002") for session in (anna, ben)
    ]
    told = [view.message.text for view in views if view.message]
    assert told[:2] == ["PR-1007 Lens & Co: 1 offen", "PR-1007 Lens & Co: 1 to do"]
    assert told[3] == "anna has CAM-200 in work."
    assert told[4:] == ["SN0002 liegt schon auf A-01-01.", "SN0002 is a serial. Scan the product."]
    assert {view.language for view in views} == {Language.GERMAN, Language.ENGLISH}


def test_a_prompt_and_a_label_are_said_as_sentences_are() -> None:
    with speaking(Language.GERMAN):
        german = prompts.serial(), keys.done()
    assert german == (
        translated(prompts.serial.__wrapped__, Language.GERMAN)(),  # type: ignore[attr-defined]
        translated(keys.done.__wrapped__, Language.GERMAN)(),  # type: ignore[attr-defined]
    )


# --- whose language it is -----------------------------------------------------------------------------------------


def with_operators(store: "Store", **languages: Language | None) -> "Store":
    for name, language in languages.items():
        store.write(
            lambda conn, name=name, language=language: operators.add(  # type: ignore[misc]
                conn, name, Role.OPERATOR, store.now(), by="office", language=language
            )
        )
    return store


def test_it_is_the_operators_else_the_devices(sample_store: "Store") -> None:
    store = with_operators(sample_store, eva=Language.SPANISH, ben=None)
    session = Session(store, FlowsFile(PACKAGED), language=Language.GERMAN)
    assert (session.view().prompt, session.view().language) == ("BEDIENER?", Language.GERMAN)
    assert session.submit(Scan("eva")).prompt == "¿PROCESO?"
    other = Session(store, FlowsFile(PACKAGED), language=Language.GERMAN)
    assert other.submit(Scan("ben")).prompt == "ABLAUF?"
    assert Session(store, FlowsFile(PACKAGED), "ben").view().prompt == "FLOW?"
    assert Session(store, FlowsFile(PACKAGED), "eva", is_for_programs=True).view().prompt == "FLOW?"


def test_a_run_goes_on_in_another_language_where_it_stood(sample_store: "Store") -> None:
    store = with_operators(sample_store, eva=Language.GERMAN)
    first = Session(store, FlowsFile(PACKAGED), "eva", "goods_in")
    for text in ("PR-1007", "CAM-200", "SN9001", ":done", ""):
        view = first.submit(Scan(text))
    assert (view.prompt, view.choices[0].label) == ("ABSCHLIESSEN?", "Ja, abschließen")
    store.write(lambda conn: operators.set_language(conn, "eva", Language.SPANISH, by="office"))
    second = Session(store, FlowsFile(PACKAGED), "eva")
    resumed = second.view()
    assert (resumed.prompt, resumed.language) == ("¿CERRAR LÍNEA?", Language.SPANISH)
    assert (resumed.step, resumed.position, resumed.serials) == (view.step, view.position, view.serials)
    assert second.submit(Scan("1")).prompt == "¿UBICACIÓN?"


def test_the_reason_that_is_kept_is_the_flows_whoever_says_it(sample_store: "Store") -> None:
    session = Session(sample_store, FlowsFile(PACKAGED), "eva", "goods_out", language=Language.GERMAN)
    session.submit(Scan("1"))
    asked = session.submit(Scan(":short"))
    assert [choice.label for choice in asked.choices] == ["Nicht gefunden", "Beschädigt", "Platz leer"]
    session.submit(Scan("nicht gefunden"))
    with sample_store.read() as conn:
        (run,) = runs.all_of(conn, "eva")
    assert '"Not found"' in run.position
