"""What can be wrong with the syntax of a file, each by its code: the mistakes that people make have a sentence of their own."""

from serialhhd.toml.problem import Said, error

# --- texts ----------------------------------------------------------------------------------------------------------


@error
def open_quote(*, quote: str) -> Said:
    """Return that a text does not end."""
    where = "" if len(quote) > 1 else " on this line"
    return Said(f"the text that begins here is not closed: {quote} is missing{where}")


@error
def typographic_quote(*, quote: str) -> Said:
    """Return that an office program has changed a quote."""
    return Said(f'{quote} is a typographic quote: a text stands between straight ones, "..."')


@error
def quote_in_text() -> Said:
    """Return that a text has a quote in it, which ends it."""
    return Said('a quote inside a text ends it: write \\" for it')


@error
def wrong_escape(*, written: str) -> Said:
    """Return that a backslash begins something that it cannot."""
    return Said(
        f"{written} means nothing in a text: write \\\\ for a backslash, or put the text between single quotes"
    )


@error
def bare_word(*, word: str) -> Said:
    """Return that a text has no quotes."""
    return Said(f'{word} stands without quotes: a text is written "{word}"')


# --- other values ---------------------------------------------------------------------------------------------------


@error
def capital_letters(*, word: str) -> Said:
    """Return that true and false are written small."""
    return Said(f"{word} must be written in small letters: {word.lower()}")


@error
def no_such_word(*, word: str, meant: str) -> Said:
    """Return what is written in place of a word of other languages."""
    return Said(f"{word} is no word of TOML", meant)


@error
def wrong_number(*, number: str, why: str) -> Said:
    """Return how a number is written."""
    return Said(f"{number} is no number: {why}")


@error
def missing_value(*, key: str) -> Said:
    """Return that nothing stands behind an equals sign."""
    return Said(f"{key} has no value: it must stand behind the = on the same line")


@error
def missing_comma() -> Said:
    """Return that two entries have no comma between them."""
    return Said("a comma is missing before this")


@error
def comma_twice() -> Said:
    """Return that there is nothing between two commas."""
    return Said("a comma is given twice")


@error
def comma_at_the_end() -> Said:
    """Return that a list may end with a comma, and an inline table may not."""
    return Said("no comma may stand before the } that closes a table")


@error
def inline_table_of_lines() -> Said:
    """Return that an inline table cannot go on on the next line."""
    return Said(
        "a table in { } stands on one line", "a table of several lines has a header: [flows.NAME.STEP]"
    )


@error
def open_bracket(*, bracket: str, closing: str) -> Said:
    """Return that a list or an inline table does not end."""
    return Said(f"the {bracket} that opens here is not closed: {closing} is missing")


@error
def bracket_in_comment(*, bracket: str, closing: str) -> Said:
    """Return that what closes a list or an inline table stands behind a #."""
    return Said(
        f"all that stands behind # is a comment, the {closing} that closes the {bracket} as well",
        f"put the {closing} before the #",
    )


# --- keys and statements --------------------------------------------------------------------------------------------


@error
def missing_equals() -> Said:
    """Return that a key and a value have no equals sign between them."""
    return Said("= is missing between a key and its value")


@error
def colon_for_equals() -> Said:
    """Return that other formats have a colon there."""
    return Said("a key and its value are joined by =, not by :")


@error
def equals_twice() -> Said:
    """Return that there is one equals sign too many."""
    return Said("= is given twice")


@error
def blank_in_name(*, name: str, joined_by: str = "_") -> Said:
    """Return that a name is of one word; by what the words were meant to be joined."""
    meant = joined_by.join(name.split(" "))
    return Said(f"a name has no blanks: {name} is more than one word", f"{meant}?")


@error
def letter_in_name(*, letter: str) -> Said:
    """Return of what a name is."""
    return Said(f"{letter} cannot stand in a name without quotes: only A-Z, a-z, 0-9, _ and - can")


@error
def open_header() -> Said:
    """Return that the header of a table does not end."""
    return Said("the header of a table is not closed: ] is missing on this line")


@error
def wrong_comment(*, sign: str) -> Said:
    """Return how a comment begins."""
    return Said(f"a comment begins with #, not with {sign}")


@error
def more_on_the_line() -> Said:
    """Return that what follows must stand on the next line."""
    return Said("the line should end here: what follows must stand on a line of its own")


@error
def no_statement() -> Said:
    """Return that a line is nothing that TOML knows."""
    return Said("this is neither key = value nor a [table] nor a # comment")


@error
def invisible_character(*, code: int) -> Said:
    """Return that something stands there that nobody sees."""
    return Said(f"an invisible character (U+{code:04X}) stands here: delete it")


# --- twice ----------------------------------------------------------------------------------------------------------


@error
def key_twice(*, key: str, line: int) -> Said:
    """Return that a key stands twice in its table."""
    return Said(f"{key} is given twice: here, and on line {line}")


@error
def table_twice(*, table: str, line: int) -> Said:
    """Return that a table has two headers."""
    return Said(f"[{table}] is given twice: here, and on line {line}", "put what stands below both below one")


@error
def value_and_table(*, key: str, line: int) -> Said:
    """Return that what has a value cannot have keys."""
    return Said(f"{key} has a value already, on line {line}: it cannot be a table as well")


# --- whatever else --------------------------------------------------------------------------------------------------


@error
def nested_too_deeply() -> Said:
    """Return that lists stand in lists in lists."""
    return Said("not TOML: nested too deeply")


@error
def not_toml(*, why: str) -> Said:
    """Return what the parser says where nothing better is known."""
    return Said(f"not TOML: {why}")
