"""What is said in each language is said in it alone, and fits where the English fits."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType

import pytest
from rich.cells import cell_len

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.shortage import ReasonOptions
from serialhhd.flows.sentences.english import keys, prompts
from serialhhd.flows.sentences.language import Text, speaking
from serialhhd.flows.steps import step_types
from serialhhd.screens.hhd.panels import english as words
from serialhhd.store.catalogue.recognise import _NAMES
from serialhhd.store.symbols.objections import _KINDS
from serialhhd.store.words.vocabulary import DocumentKind, DocumentState, Language, SerialState, TrackingType
from tests.flows.sentences.language_sets import beside, modules, texts
from tests.flows.sentences.test_messages import FACTS, FOR_THE_OFFICE, LONGEST, typical
from tests.store.refusals.test_refusals import TREES

operations()
OTHERS = [language for language in Language if language is not Language.ENGLISH]
ENGLISH_WORDS = re.compile(
    r"\b(the|is|are|were|with|from|and|serials?|scanned|pick|picked|line|lines|not|only|its|your|this|that|been|"
    r"taken|by|of|it|type|place|location|product|receipt|received|here|there|back|more|open|keep|first)\b"
)
ENGLISH_FOR_ALL = frozenset({"file", "problem", "character", "tracking", "sentence", "option", "pattern"})
"""Facts that come from elsewhere in whatever language, and names that a command line has."""
MORE_FACTS: dict[str, object] = {
    **FACTS,
    **dict.fromkeys(ENGLISH_FOR_ALL, "X"),
    "name": "X",
    "received": "X.",
    "field": "tracking_type",
    "subject": "SN1",
    "why": "X.",
    "prefix": ".",
    "title": "Receive",
    "label": "X",
    "step": "enter_serials",
    "steps": ("scan_product", "enter_serials"),
    "column": "X",
    "flow": "goods-in",
    "flows": ("goods-in", "goods-out"),
    "profile": "dock-1",
    "profiles": ("dock", "gate"),
    "reason": "Damaged",
    "actions": (":done OK",),
}
NAMED_IN_A_FILE = ".flows_file"
"""What is said of a flows.toml names its keys as they are written there."""
SMALLEST = 16
"""Columns of the smallest handheld."""
SMALL = 20
"""Columns of a usual small one."""
KEY = 6
"""Characters that a key has room for."""


def example(text: Text) -> str:
    facts = {one.name: _fact(one) for one in inspect.signature(text).parameters.values()}
    return text(**facts)


def _fact(parameter: inspect.Parameter) -> object:
    if parameter.annotation == "int | str":
        return 12
    return (
        MORE_FACTS[parameter.name]
        if parameter.name in MORE_FACTS and _is_text(parameter)
        else typical(parameter)
    )


def _is_text(parameter: inspect.Parameter) -> bool:
    return parameter.annotation not in {int, int | None, bool}


def all_texts(language: Language) -> Iterator[tuple[ModuleType, str, Text]]:
    for english in modules():
        there = beside(english, language)
        for name, text in texts(there).items() if there else ():
            yield english, name, text


def every(language: Language) -> Iterator[object]:
    for english, name, text in all_texts(language):
        yield pytest.param(language, text, id=f"{language}-{english.__name__.rpartition('.')[2]}-{name}")


ALL = [one for language in OTHERS for one in every(language)]


@pytest.mark.parametrize(("language", "text"), ALL)
def test_a_text_is_short_printable_and_in_its_language_alone(language: Language, text: Text) -> None:
    with speaking(language):
        told = example(text)
    assert told.isprintable()
    assert NAMED_IN_A_FILE in text.__module__ or not re.search(r"[{}_]", told), told
    if not text.__name__.startswith(FOR_THE_OFFICE):
        assert 0 < len(told) <= LONGEST, (len(told), told)
    left = ENGLISH_WORDS.search(re.sub(r"[:\-][\w-]+|\b[A-Z]+-[\w-]+", "", told))
    assert left is None, told


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", texts(keys))
def test_the_label_of_a_key_fits_on_it(name: str, language: Language) -> None:
    with speaking(language):
        assert 0 < cell_len(texts(keys)[name]()) <= KEY


@pytest.mark.parametrize("language", Language)
def test_no_two_actions_have_one_label(language: Language) -> None:
    with speaking(language):
        labels = [label() for label in texts(keys).values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("module", [prompts, words], ids=["prompts", "panels"])
def test_a_question_fits_the_smallest_handheld_and_is_in_capitals(
    module: ModuleType, language: Language
) -> None:
    with speaking(language):
        asked = [told for text in texts(module).values() if (told := example(text)).endswith("?")]
    assert len(asked) > 3
    assert [one for one in asked if cell_len(one) > SMALLEST or one != one.upper()] == []


@pytest.mark.parametrize("language", Language)
def test_the_keys_that_answer_a_panel_stand_side_by_side_on_a_small_handheld(language: Language) -> None:
    with speaking(language):
        close, keep, drop, no, yes = words.close(), words.keep(), words.drop(), words.no(), words.yes()
    for row in (f".{close} F2{keep} F8{drop}", f".{close} F2{no} F4{yes}"):
        assert cell_len(row) <= SMALL, row


@pytest.mark.parametrize("language", Language)
def test_what_acknowledges_an_error_fits_the_smallest_handheld(language: Language) -> None:
    with speaking(language):
        assert cell_len(words.acknowledging(prefix=".")) <= SMALLEST - 2
        assert cell_len(words.menu()) + cell_len(words.back()) + 4 <= SMALLEST


@pytest.mark.parametrize("language", Language)
def test_one_is_not_several(language: Language) -> None:
    with speaking(language):
        said = {count: _said_of(count) for count in (0, 1, 2, 3)}
    one, two, three = (re.sub(r"\d+", "", said[count]) for count in (1, 2, 3))
    assert one != two == three


def _said_of(count: int) -> str:
    english = import_module("serialhhd.flows.sentences.english.serials")
    return str(english.range_preview(first="SN", last="SN", count=count, wanted=None).text)


# --- facts that are words ---------------------------------------------------------------------------------------


@cache
def nouns() -> frozenset[str]:
    """Return every word of ours that a sentence is given as what something is."""
    named = {value for what, *_ in _NAMES if isinstance(value := getattr(what, "value", None), str)} | {
        what for what, _ in _KINDS
    }
    kinds = {word for kind in DocumentKind for word in (kind.label, kind.partner)}
    return frozenset(named | kinds | set(_written_out()) | {"GS1 label", "serial"})


def _written_out() -> Iterator[str]:
    """Yield what the sources write out for the fact `what`, and for what a code or words are."""
    for tree in TREES.values():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            given = [word.value for word in call.keywords if word.arg in {"what", "known_as"}]
            if ast.unparse(call.func) in {"codes.clean", "codes.words", "entered"} and len(call.args) == 2:
                given.append(call.args[1])
            yield from (
                one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def wording_of(language: Language) -> list[str]:
    """Return the words that a language has for ours."""
    wording = import_module(f"serialhhd.flows.sentences.{language.folder}.wording")
    tables = (wording.STATES, wording.STEPS, wording.TRACKING_TYPES, wording.REASONS, wording.TITLES)
    return [name for name, _ in wording.NOUNS.values()] + [
        name for table in tables for name in table.values()
    ]


@pytest.mark.parametrize("language", OTHERS)
def test_every_word_that_a_sentence_is_given_has_one_in_the_language(language: Language) -> None:
    wording = import_module(f"serialhhd.flows.sentences.{language.folder}.wording")
    states = {state.label for state in (*SerialState, *DocumentState)}
    assert nouns() >= {"product", "pre-receipt", "operator", "PIN", "supplier"}
    assert nouns() - wording.NOUNS.keys() == set()
    assert states - wording.STATES.keys() == set()
    assert step_types().keys() - wording.STEPS.keys() == set()
    assert {one.value for one in TrackingType} - wording.TRACKING_TYPES.keys() == set()
    titles = {one.title for one in operations().values()} | {
        title for flow in FlowsFile(PACKAGED).current() for title in (flow.title, flow.short_title) if title
    }
    assert titles - wording.TITLES.keys() == set()
    assert set(ReasonOptions().short_reasons) - wording.REASONS.keys() == set()


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_known_of_what_is_in_work_has_a_name_in_every_language(language: Language) -> None:
    known = "from_warehouse to_warehouse from_account to_account cart tote container destination customer condition reason pass left_on left_at"
    papers = {paper.kind.value for one in operations().values() for paper in one.documents}
    named = {field: _fields_of(language).field_name(field=field) for field in papers.union(known.split())}
    assert not {field for field, name in named.items() if name == field.replace("_", " ")}


def _fields_of(language: Language) -> ModuleType:
    return import_module(f"serialhhd.flows.sentences.{language.name.lower()}.fields")
