"""What a fault of the syntax is that the parser has found: the mistake that a person made, and which characters it is in."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

from serialhhd.toml.carets import line_end
from serialhhd.toml.mistakes import faults, statement
from serialhhd.toml.mistakes.fault import Fault, Judged, one
from serialhhd.toml.mistakes.repeated import twice
from serialhhd.toml.positions import STRING, Span

TYPOGRAPHIC: Final = "\u201c\u201d\u201e\u201f\u00ab\u00bb\u2018\u2019\u201a\u201b\u2039\u203a\uff02"
UNSEEN: Final = {"Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn"}
"""The categories of characters that nobody sees."""
QUOTES: Final = {'"', "'"}
WORD: Final = re.compile(r"[^\s,\[\]{}#=\"']+(?:[ \t]+[^\s,\[\]{}#=\"']+)*")
UNQUOTED: Final = re.compile(r"[ \t]*([^\s\"'\[{#][^\s#]*(?:(?<=\d)[ \t]+%(?=[ \t]*(?:#|$)))?)")
NAMES: Final = re.compile(r"[A-Za-z0-9_ -]+")
COMMENT: Final = re.compile(r"//|/\*|;|--|%|!")
FRACTION: Final = re.compile(r"[+-]?[0-9]+,[0-9]+")
LEADING_ZERO: Final = re.compile(r"[+-]?0[0-9]+")
LONGEST_WORD: Final = 40
OTHER_WORDS: Final = {
    "yes": "did you mean true?",
    "on": "did you mean true?",
    "no": "did you mean false?",
    "off": "did you mean false?",
    "none": "what has no value is left out",
    "null": "what has no value is left out",
    "nil": "what has no value is left out",
}


def judge(fault: Fault) -> Judged:
    """Return what is wrong, and where."""
    judges = next((judges for begins, judges in JUDGES.items() if fault.told.startswith(begins)), ())
    judged = next((found for judge in judges if (found := judge(fault))), None)
    return judged or (one(fault.at), faults.not_toml(why=f"{fault.told[:1].lower()}{fault.told[1:]}"))


# --- characters -------------------------------------------------------------------------------------------------------


def _typographic(fault: Fault) -> Judged | None:
    quote = fault.left.quote
    # it may also begin with a straight one, and end with another
    places = range(fault.at, fault.at + 1) if quote is None else range(quote, line_end(fault.text, quote))
    at = next((at for at in places if fault.text[at : at + 1] and fault.text[at] in TYPOGRAPHIC), None)
    return None if at is None else (one(at), faults.typographic_quote(quote=fault.text[at]))


def _invisible(fault: Fault) -> Judged | None:
    character = fault.character
    if not character or character in " \t\n" or unicodedata.category(character) not in UNSEEN:
        return None
    return one(fault.at), faults.invisible_character(code=ord(character))


def _escape(fault: Fault) -> Judged | None:
    at = fault.text.rfind("\\", fault.start, fault.at + 1)
    if at < 0:
        return None
    return Span(at, at + 2), faults.wrong_escape(written=fault.text[at : at + 2].strip())


# --- quotes -----------------------------------------------------------------------------------------------------------


def _open_quote(fault: Fault) -> Judged | None:
    quote = fault.left.quote
    return None if quote is None else _not_closed(fault.text, quote)


def _not_closed(text: str, at: int) -> Judged:
    sign, three = text[at], text[at : at + 3]
    return Span(at, line_end(text, at)), faults.open_quote(quote=three if three == 3 * sign else sign)


def _odd_quotes(fault: Fault) -> Judged | None:
    """Judge what follows a text at once: the text has a quote in it, or is closed by what should open another."""
    if fault.text[fault.at - 1] not in QUOTES or fault.character in {"", "\n", " ", "\t", "]", "}", ")"}:
        return None
    tokens = list(statement.TOKEN.finditer(fault.text, fault.start, line_end(fault.text, fault.at)))
    last = next((token for token in tokens if token.end() == fault.at), None)
    if last and any(token[0] in QUOTES for token in tokens):
        return _not_closed(fault.text, last.start())
    if fault.left.brackets and fault.character in QUOTES:
        return None
    return one(fault.at - 1), faults.quote_in_text()


# --- brackets, commas, equals signs -----------------------------------------------------------------------------------


def _comma_or_bracket(fault: Fault) -> Judged | None:
    brackets = fault.left.brackets
    if not brackets:
        return None
    if not fault.character or fault.character in "]})\n" or fault.is_at_next:
        return _not_closed_bracket(fault, brackets[-1])
    entry = WORD.match(fault.text, fault.at) or STRING.match(fault.text, fault.at)
    return Span(fault.at, entry.end() if entry else fault.at + 1), faults.missing_comma()


def _not_closed_bracket(fault: Fault, at: int) -> Judged:
    bracket = fault.text[at]
    missing = one(at), faults.open_bracket(bracket=bracket, closing=statement.CLOSING[bracket])
    return _closed_in_comment(fault, at, fault.at) or missing


def _closed_in_comment(fault: Fault, at: int, until: int) -> Judged | None:
    """Judge a bracket that a comment closes: somebody meant to take out a part of the line."""
    bracket = fault.text[at]
    closing = statement.CLOSING[bracket]
    for token in statement.TOKEN.finditer(fault.text, at, until):
        if token[0].startswith("#") and token[0].count(closing) > token[0].count(bracket):
            return Span(*token.span()), faults.bracket_in_comment(bracket=bracket, closing=closing)
    return None


def _equals(fault: Fault) -> Judged | None:
    if fault.character == ":":
        return one(fault.at), faults.colon_for_equals()
    name, equals, _ = fault.line.partition("=")
    if equals and " " in name.strip() and NAMES.fullmatch(name.strip()):
        return fault.part(name.strip()), faults.blank_in_name(name=name.strip())
    is_behind_key = bool(fault.text[fault.start : fault.at].strip(" \t"))
    if is_behind_key and fault.character and fault.character in "\"'[{0123456789+-":
        return Span(fault.at, line_end(fault.text, fault.at)), faults.missing_equals()
    return None


def _header(fault: Fault, joined_by: str = "_") -> Judged | None:
    line = fault.line.strip(" \t")
    name, closing, _ = line.lstrip("[").partition("]")
    if not closing:
        return fault.part(line), faults.open_header()
    last = name.rpartition(".")[2].strip()
    if " " in last and NAMES.fullmatch(last):
        return fault.part(last), faults.blank_in_name(name=last, joined_by=joined_by)
    return None


def _two_words(fault: Fault) -> Judged | None:
    """Judge a header whose first word alone is a table that is there already: `[flows.goods_in enter_serials]`."""
    return _header(fault, joined_by=".") if statement.is_header(fault.text, fault.start) else None


# --- values -----------------------------------------------------------------------------------------------------------


def _value(fault: Fault) -> Judged | None:
    brackets = fault.left.brackets
    if brackets and (not fault.character or fault.is_at_next):
        return _not_closed_bracket(fault, brackets[-1])
    if fault.character in {"", "\n", "#"}:
        key = fault.line.partition("=")[0].strip()
        return fault.part(key), faults.missing_value(key=key)
    if fault.character == "=":
        return one(fault.at), faults.equals_twice()
    if fault.character == ",":
        return one(fault.at), faults.comma_twice()
    word = WORD.match(fault.text, fault.at)
    return _word(word[0], fault.at) if word else None


def _word(word: str, at: int) -> Judged:
    """Judge what stands without quotes."""
    span, small = Span(at, at + len(word)), word.lower()
    if small in {"true", "false"}:
        return span, faults.capital_letters(word=word)
    if small in OTHER_WORDS:
        return span, faults.no_such_word(word=word, meant=OTHER_WORDS[small])
    if FRACTION.fullmatch(word):
        return span, faults.wrong_number(number=word, why="a fraction is written with a point")
    if LEADING_ZERO.fullmatch(word):
        return span, faults.wrong_number(number=word, why="it must not begin with 0")
    return span, faults.bare_word(word=word[:LONGEST_WORD])


def _unquoted(fault: Fault) -> Judged | None:
    """Judge what goes on where a value without quotes could have ended: `10%`, `10 %`, `1,5`, `truely`."""
    if statement.is_header(fault.text, fault.start):
        return None
    equals = fault.text.rfind("=", fault.start, fault.at)
    found = UNQUOTED.match(fault.text, equals + 1, line_end(fault.text, fault.at))
    if equals < 0 or not found or not found.start(1) < fault.at < found.end(1):
        return None
    span, told = _word("".join(found[1].split()), found.start(1))
    return Span(span.start, found.end(1)), told


# --- lines ------------------------------------------------------------------------------------------------------------


def _comment(fault: Fault) -> Judged | None:
    rest, line = (len(part) - len(part.lstrip(" \t")) for part in (fault.rest, fault.line))
    for at in (fault.at + rest, fault.start + line):
        sign = COMMENT.match(fault.text, at)
        if sign:
            return Span(at, line_end(fault.text, at)), faults.wrong_comment(sign=sign[0])
    return None


def _more(fault: Fault) -> Judged | None:
    return Span(fault.at, fault.at + len(fault.rest.rstrip())), faults.more_on_the_line()


def _letter(fault: Fault) -> Judged | None:
    if fault.character.isascii() or not fault.character.isalpha():
        return None
    return one(fault.at), faults.letter_in_name(letter=fault.character)


def _inline_table(fault: Fault) -> Judged | None:
    brackets = fault.left.brackets
    if not brackets or fault.text[brackets[-1]] != "{":
        return None
    if fault.character in {"", "\n", "#"}:
        in_comment = _closed_in_comment(fault, brackets[-1], line_end(fault.text, fault.at))
        return in_comment or (one(brackets[-1]), faults.inline_table_of_lines())
    return (one(fault.at), faults.comma_at_the_end()) if fault.character == "}" else None


def _nothing(fault: Fault) -> Judged | None:
    line = fault.line.strip(" \t")
    return (fault.part(line), faults.no_statement()) if line else None


# --- who judges what --------------------------------------------------------------------------------------------------

Judges = tuple[Callable[[Fault], Judged | None], ...]
LINE: Final[Judges] = (_typographic, _invisible, _inline_table, _comment, _letter, _equals, _nothing)
JUDGES: Final[dict[str, Judges]] = {
    "Cannot": (_two_words, twice),
    "Duplicate": (twice,),
    "Unescaped": (_escape,),
    "Invalid hex": (_escape,),
    "Escaped": (_escape,),
    "Unterminated": (_typographic, _open_quote),
    "Illegal": (_typographic, _invisible, _open_quote),
    "Expected '='": LINE,
    "Expected ']": (_typographic, _invisible, _header, _letter),
    "Expected newline": (_typographic, _invisible, _odd_quotes, _unquoted, _comment, _more),
    "Expected": (_typographic, _open_quote),
    "Found": (_invisible,),
    "Unclosed": (_typographic, _invisible, _odd_quotes, _comma_or_bracket),
    "Invalid value": (_typographic, _invisible, _value),
    "Invalid date": (_value,),
    "Invalid": LINE,
}
"""Who judges, by how the parser begins to say what it found: the first who knows better."""
