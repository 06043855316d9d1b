"""What fits a pattern today fits it tomorrow, and no pattern keeps anybody waiting."""

import os
import re
import threading
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from serialhhd.store.catalogue import patterns
from serialhhd.store.catalogue.pattern_process import serial_in as as_re_says
from serialhhd.store.catalogue.patterns import PatternFailed

FREEZES = r"([A-Z0-9]+-?)+"
"""With a wrong label of 29 characters it took half a minute."""
WRONG_LABEL = "A" * 28 + "!"
ONLY_RE = "(?=.)" + FREEZES
"""The same to `re`, and nothing that RE2 reads."""

# --- the two engines agree --------------------------------------------------------------------------------------

_CHARACTERS = "aAb1-_ .K"
_CLASSES = (r"\d", r"\D", r"\w", r"\W", r"\s", r"\S")
_ATOMS = st.one_of(
    st.sampled_from(_CHARACTERS).map(re.escape),
    st.sampled_from(
        [*_CLASSES, ".", "^", "$", r"\b", r"\A", "[a-c-]", "[^ab]", r"[\w-]", r"[\]1^]", "[^^-]"]
    ),
    st.text("ab1-^.\\d]", min_size=1, max_size=3).map(lambda text: f"[{text}]"),
)
_QUANTIFIERS = st.sampled_from(["", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{1,2}", "{0,2}?", "{1,}"])


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    in_group = st.sampled_from(["({})", "(?:{})", "(?i:{})"])
    group = st.builds(lambda form, part: form.format(part), in_group, parts)
    quantified = st.builds(lambda part, quantifier: part + quantifier, st.one_of(group, _ATOMS), _QUANTIFIERS)
    listed = st.lists(quantified, min_size=1, max_size=3).map("".join)
    return st.one_of(listed, st.builds(lambda one, other: f"{one}|{other}", listed, parts))


PATTERNS = st.builds(
    lambda flag, pattern: flag + pattern,
    st.sampled_from(["", "(?i)"]),
    st.recursive(_ATOMS, _joined, max_leaves=6),
)
LABELS = st.text("aAb1-_ .Kk", max_size=7)


def compiled(pattern: str) -> re.Pattern[str] | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return None if patterns.problem(pattern) else re.compile(pattern)


@settings(max_examples=1000)
@given(PATTERNS, LABELS)
def test_in_linear_time_a_pattern_says_what_it_says_to_re(pattern: str, text: str) -> None:
    as_re, linear = compiled(pattern), patterns._linear(pattern)
    if as_re is None or linear is None:
        return
    assert linear.serial_in(text) == as_re_says(as_re.fullmatch(text)), (pattern, text)


@pytest.mark.parametrize(
    "pattern",
    [
        r"SN\d{4}",
        r"[A-Z]{2}[0-9]{6,12}(-[0-9A-F]{2})?",
        r"(?i)[a-z0-9]{1,64}",
        r"^(\d{15}|\d{14})$",
        r"P/N [^ ]+ S/N (?P<serial>[A-Z0-9-]+)",
        r"([0-9A-F]{2}[:-]?){5}[0-9A-F]{2}",
        FREEZES,
    ],
)
def test_usual_patterns_are_matched_in_linear_time(pattern: str) -> None:
    assert patterns._linear(pattern) is not None


@pytest.mark.parametrize(
    ("pattern", "text", "serial"),
    [
        (r"a{,3}b", "aab", "aab"),  # RE2 reads it as those very characters
        (r"a{,3}b", "a{,3}b", None),
        (r"a*+a", "aaa", None),
        (r"(?>a|ab)c", "abc", None),
        (r"[[:alpha:]]", "a]", "a]"),
        (r"[[:alpha:]]", "a", None),
        (r"\d+", "١٢٣", "١٢٣"),
        (r"\w+", "Größe", "Größe"),
        (r"(?i)\u0131d", "ID", "ID"),
        (r"\s", "\x1d", "\x1d"),
        (r"a\Z", "a", "a"),
        (r"(.)\1", "xx", "xx"),
        (r"(?!SN)[A-Z]+", "SNAP", None),
        (r"(?x) S N", "SN", "SN"),
        (r"a{e<=1}", "b", None),
        (r"(?=S)SN(?P<serial>[0-9]+)?", "SN12", "12"),
        (r"(?=S)SN(?P<serial>[0-9]+)?", "SN", "SN"),
        (r"SN(?P<serial>[0-9]+)?", "SN12", "12"),
        (r"SN(?P<serial>[0-9]+)?", "SN", "SN"),
        (r"SN(?P<serial>[0-9]*)", "SN", ""),
    ],
)
def test_a_pattern_says_what_it_says_to_re(pattern: str, text: str, serial: str | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        assert as_re_says(re.fullmatch(pattern, text)) == serial
    assert patterns.serial_in(pattern, text) == serial


@pytest.mark.parametrize("pattern", ["(", "a**", "a{99999999999999}", "(" * 3000 + ")" * 3000, r"\p{L}"])
def test_what_is_no_pattern_says_why(pattern: str) -> None:
    assert patterns.problem(pattern)


# --- no pattern keeps anybody waiting ---------------------------------------------------------------------------


def test_a_pattern_that_took_half_a_minute_is_answered() -> None:
    assert patterns.serial_in(FREEZES, WRONG_LABEL) is None
    assert patterns.serial_in(FREEZES, "AB-12") == "AB-12"


def test_a_pattern_only_re_reads_is_given_up_and_the_next_one_is_answered() -> None:
    for _ in range(3):
        with pytest.raises(PatternFailed):
            patterns.serial_in(ONLY_RE, WRONG_LABEL)
        assert patterns.serial_in(ONLY_RE, "AB-12") == "AB-12"


def test_the_time_of_many_texts_is_limited_as_one() -> None:
    with pytest.raises(PatternFailed):
        patterns.serials_in(ONLY_RE, ["AB-12", WRONG_LABEL])
    large = r"(a?|a?|(aa)?|a?){9}" * 16 + "q"
    assert patterns._linear(large) is not None
    with pytest.raises(PatternFailed):
        patterns.serials_in(large, ["a" * 64] * 10_000)
    assert patterns.serials_in(r"(?=S)SN\d+", [f"SN{n}" for n in range(5000)])[-1] == "SN4999"


def test_a_long_text_is_no_way_round_the_limit() -> None:
    large = r"(a?|a?|(aa)?|a?){9}" * 16 + "q"
    with pytest.raises(PatternFailed):
        patterns.serial_in(large, "a" * 100_000)


def test_others_run_while_a_pattern_is_tried() -> None:
    """`re` would hold them up: nothing in its own process could count on."""
    seen: list[bool] = []
    is_over = threading.Event()

    def give_up() -> None:
        with pytest.raises(PatternFailed):
            patterns.serial_in(ONLY_RE, WRONG_LABEL)
        is_over.set()

    thread = threading.Thread(target=give_up)
    thread.start()
    while not is_over.wait(0.001):
        seen.append(is_over.is_set())
    thread.join()
    assert seen


def test_a_process_that_was_ended_from_outside_is_started_anew() -> None:
    assert patterns.serial_in(r"(?=S)SN\d", "SN1") == "SN1"
    process = patterns._PROCESS._process
    assert process is not None
    process.kill()
    process.wait()
    assert patterns.serial_in(r"(?=S)SN\d", "SN1") == "SN1"


def test_a_process_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "PATIENCE", 0.05)
    patterns._PROCESS.close()
    with pytest.raises(PatternFailed, match="no answer"):
        patterns._PROCESS.answer(r"(?=.)(.*a){22}", ["a" * 30 + "b"], 3600)
    patterns._PROCESS.close()


def test_where_no_process_can_be_started_the_pattern_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    patterns._PROCESS.close()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(PatternFailed, match="No such file"):
        patterns.serial_in(r"(?=S)SN\d", "SN1")


def test_a_forked_process_asks_a_process_of_its_own() -> None:
    assert patterns.serial_in(r"(?=S)SN\d", "SN1") == "SN1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        found = patterns.serial_in(r"(?=S)SN\d", "SN1")
        patterns._PROCESS.close()
        os._exit(0 if found == "SN1" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert patterns.serial_in(r"(?=S)SN\d", "SN2") == "SN2"


def test_threads_get_each_its_own_answer() -> None:
    wrong: list[str] = []

    def ask(number: int) -> None:
        for one in range(50):
            text = f"SN{number}-{one}"
            if patterns.serial_in(r"(?=S)SN\d+-\d+", text) != text:
                wrong.append(text)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
