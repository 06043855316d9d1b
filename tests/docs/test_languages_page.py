"""docs/languages.md: the words of each language are those that are said, one for each meaning."""

import re
from functools import cache

import pytest

from serialhhd.flows.sentences.language import speaking
from serialhhd.store.words.vocabulary import Language
from tests.docs.pages import BY_NAME
from tests.flows.sentences.test_languages_said import all_texts, example, wording_of

PAGE = BY_NAME["docs/languages.md"].read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", PAGE.partition("## The words")[2], re.MULTILINE)[
    1:
]
COLUMNS = {Language.GERMAN: 1, Language.SPANISH: 2}


@cache
def said_in(language: Language) -> str:
    """Return all that is said in a language, of examples, and the words that sentences are given."""
    with speaking(language):
        told = [example(text) for _, _, text in all_texts(language)]
    return "\n".join([*told, *wording_of(language)]).casefold()


@pytest.mark.parametrize("language", COLUMNS)
def test_every_word_of_the_page_is_said(language: Language) -> None:
    words = [row[COLUMNS[language]] for row in ROWS]
    assert len(words) > 30
    assert [word for word in words if word.casefold() not in said_in(language)] == []


@pytest.mark.parametrize("language", COLUMNS)
def test_no_word_stands_for_two(language: Language) -> None:
    words = [row[COLUMNS[language]].casefold() for row in ROWS]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("language", Language)
def test_every_language_is_named(language: Language) -> None:
    assert language.folder.capitalize() in PAGE
