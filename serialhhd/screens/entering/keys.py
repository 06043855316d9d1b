"""Decodes what a client sends into runs of characters and keys. Loses no character that belongs to a code.

A function key is a sequence that begins with ESC, and may arrive in pieces. What begins like one and turns out to be
none was typed or scanned after a stray ESC: the ESC is dropped, and the characters are kept. What cannot be told from a
key, a code that begins with `[` or `O` right behind a stray ESC, is taken for one; `[)>` is not (ISO/IEC 15434).

What a terminal answers by itself (its kind, its colours) is dropped whole, also where its ESC came long before the rest.
A paste is marked by the terminal; its characters are handed on as they come, so that nothing waits for the end mark.

Valid UTF-8 is taken for UTF-8 wherever it stands, and every other byte for latin-1: one stray byte alters nothing behind it.
"""

import codecs
import re
from itertools import groupby
from typing import Final, Literal

from serialhhd.store.symbols.scan import LONGEST
from serialhhd.store.words.encoding import MEANT
from serialhhd.value_class import value_class

ESCAPE: Final = "\x1b"
LONGEST_SEQUENCE: Final = 32
"""So many characters a control sequence may have, ESC [ included."""
LONGEST_STRING: Final = 256
"""So many characters are held back for the end of a control string (ESC ] and others)."""
LOOKED_AT: Final = LONGEST_STRING + len("\x1b\\")

CONTROL_KEYS: Final = {
    "\x08": "backspace",
    "\x7f": "backspace",
    "\x03": "ctrl+c",
    "\x15": "ctrl+u",
    "\x0c": "ctrl+l",
}
CURSOR_KEYS: Final = {"A": "up", "B": "down"}
SS3_KEYS: Final = (
    CURSOR_KEYS
    | {"M": "enter"}
    | dict(zip("PQRSTUVWXYZ[", (f"f{number}" for number in range(1, 13)), strict=True))
)
"""After ESC O: a vt100 has F1 to F4, PuTTY as a "VT100+" all twelve."""
SS3_CHARACTERS: Final = dict(zip("pqrstuvwxylmn", "0123456789,-.", strict=True))
"""After ESC O, from a numeric keypad in application mode."""
ENTER: Final = f"{ESCAPE}OM"
"""The keypad's Enter in application mode: a key that was pressed, never a scanner's terminator."""
SS3_OTHER: Final = frozenset("CDEFHIjko")
"""After ESC O: keys without a use here."""
LINUX_KEYS: Final = {letter: f"f{number}" for number, letter in enumerate("ABCDE", start=1)}
"""After ESC [ [."""
XTERM_KEYS: Final = CURSOR_KEYS | {letter: f"f{number}" for number, letter in enumerate("PQRS", start=1)}
"""After ESC [, with a modifier: 1;5 and the letter."""
SCO_KEYS: Final = CURSOR_KEYS | {
    letter: f"f{number}" for number, letter in enumerate("MNOPQRSTUVWX", start=1)
}
"""After ESC [, without parameters."""
NUMBERED_KEYS: Final = {5: "pageup", 6: "pagedown"} | {
    code: f"f{number}"
    for number, code in enumerate((11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24), start=1)
}
"""After ESC [, as a number before ~ (vt220) or ^ $ @ (rxvt, with modifiers)."""
NUMBERED_ENDS: Final = frozenset("~^$@")
PASTE_MARKS: Final = {"200~": "paste", "201~": "paste_end"}
"""After ESC [, before and behind what is pasted."""
BESIDE_KEYS: Final = {"C": "right", "D": "left"}
"""After ESC [ or ESC O, and of use only for what lies beside a device."""
ALT_KEYS: Final = frozenset("123456789aceh")
"""Behind an ESC: a label, or a word, of what lies beside a device."""

BACKSPACES: Final = frozenset("\x08\x7f")
CLEAR_LINE: Final = "\x15"
EDITS: Final = BACKSPACES | {CLEAR_LINE}
STAYS: Final = frozenset("\r\n\t\x03\x0c") | EDITS
"""What a backspace behind it does not take away: scans that were completed, and keys."""
MOST_EDITS: Final = 100
"""With more backspaces at once than anybody types, a burst is edited before it is handed on."""
CONTROL: Final = re.compile(r"([\x08\x7f\x03\x15\x0c])")
SEQUENCE: Final = re.compile(r"\x1b\[(?:\[[A-E]|[0-9]+\$|(?!\[)[0-?]*[ -/]*[@-~]|\[)")
BEGUN: Final = re.compile(r"\x1b\[[0-?]*[ -/]*")
"""What is dropped of a sequence that something else breaks off."""
NO_SEQUENCE: Final = f"{ESCAPE}[)>"
"""Begins a code of ISO/IEC 15434 behind a stray ESC, and no control sequence."""
CLICK: Final = re.compile(r"<0;([0-9]{1,4});([0-9]{1,4})M")
"""After ESC [: the first button of a mouse is pressed, in a column and a row counted from 1."""
REPLY: Final = re.compile(r"\x1b\[(?:[<=>?][0-9;:]*|[0-9][0-9;:]*)[ -/]*[Rcntuxy]")
"""What a terminal answers when it is asked what it is, where its cursor stands, and the like."""
REPLY_BEGUN: Final = re.compile(r"\x1b\[[<=>?]?[0-9;:]*[ -/]*")
MODIFIED: Final = re.compile(r"1;([2-9]|1[0-6])")
NUMBERED: Final = re.compile(r"([0-9]{1,2})(?:;[0-9]{1,2})?")
STRING_OPENERS: Final = frozenset("]P_^X")
STRING: Final = re.compile(r"\x1b[]P_^X][\x08\x0b\x0c -~]*")
"""A control string so far. CR, LF and TAB end a scan, so they end the string too."""
STRING_END: Final = re.compile(r"\x07|\x1b\\")

BEYOND_LATIN_1: Final = re.compile(r"[^\x00-\x7f\udc80-\udcff]")
"""A character that came as UTF-8."""

Encoding = Literal["utf-8", "latin-1"]


@value_class
class Text:
    """A run of characters in the order they came, with terminators and what else belongs to a code."""

    text: str


@value_class
class Key:
    """A key: `f1` to `f12`, `up`, `down`, `pageup`, `pagedown`, `enter`, `backspace`, `ctrl+c`, `ctrl+u`, `ctrl+l`.

    Where labels are beside the device also `alt+1` to `alt+9`, Alt and a letter, `left` and `right`. `paste` and `paste_end` stand before and behind a paste.
    """

    name: str


@value_class
class Click:
    """A press of the mouse's first button: column and row, counted from 0."""

    column: int
    row: int


Entered = Text | Key | Click


@value_class
class _Sequence:
    """What stands at an ESC: so many characters to take away, and what they are."""

    length: int
    entered: Entered | None = None


class KeyDecoder:
    """Takes bytes as they arrive, however they are cut, and holds back no more than the beginning of a key.

    Args:
        has_labels: Whether a digit behind an ESC reads a label, as Alt sends it, and some letters do more with what lies beside
            the device; otherwise the ESC is a stray one.
    """

    def __init__(self, *, has_labels: bool = False) -> None:
        self._characters = _Characters()
        self._has_labels = has_labels
        self._begun = ""
        self._given_up = ""

    @property
    def encoding(self) -> Encoding | None:
        """How the client encodes; None until the first character beyond ASCII has come."""
        return self._characters.encoding

    @property
    def is_pending(self) -> bool:
        """Whether something is held back that `tick` would decide."""
        return bool(self._begun) or self._characters.is_pending

    def as_sent(self, text: str) -> bytes:
        """Return decoded characters as the client would send them, and behind them what is held back."""
        return self._characters.as_sent(text + self._begun)

    def feed(self, data: bytes) -> list[Entered]:
        """Take bytes and return what they complete, oldest first; one burst is one text."""
        return self._take(self._characters.feed(data))

    def tick(self) -> list[Entered]:
        """Decide what is held back, because nothing came for a while; what was the beginning of a key is dropped.

        Returns:
            What was no key: characters after a stray ESC, or what may be half a character, of a client that sends latin-1.
        """
        begun, self._begun = self._begun, ""
        kept = "" if begun.startswith(f"{ESCAPE}[") else begun.replace(ESCAPE, "")
        self._given_up = begun if begun == ESCAPE or REPLY_BEGUN.fullmatch(begun) else ""
        return _joined([*_split(kept), *self._take(self._characters.flush())])

    def _take(self, text: str) -> list[Entered]:
        text, self._begun = self._behind(text), ""
        entered: list[Entered] = []
        at = 0
        while (escape := text.find(ESCAPE, at)) >= 0:
            entered += _split(text[at:escape])
            sequence = self._sequence(text[escape : escape + LOOKED_AT])
            if sequence is None:
                self._begun = text[escape:]
                return _joined(entered)
            if sequence.entered:
                entered.append(sequence.entered)
            at = escape + sequence.length
        return _joined([*entered, *_split(text[at:])])

    def _behind(self, text: str) -> str:
        """Return characters with what is held back before them, or with what was given up if they are the rest of a reply."""
        given_up, self._given_up = self._given_up, "" if text else self._given_up
        late = given_up + text
        may_be_rest = REPLY_BEGUN.fullmatch(late) or text[:1] in STRING_OPENERS
        is_rest = REPLY.match(late) or (given_up == ESCAPE and may_be_rest)
        return late if given_up and text and is_rest else self._begun + text

    def _sequence(self, text: str) -> "_Sequence | None":
        if self._has_labels and text[1:2] in ALT_KEYS:
            return _Sequence(2, Key(f"alt+{text[1]}"))
        if self._has_labels and text[1:2] in {"[", "O"} and text[2:3] in BESIDE_KEYS:
            return _Sequence(3, Key(BESIDE_KEYS[text[2]]))
        return _sequence(text)


class _Characters:
    """Bytes as characters: what is valid UTF-8 as that, everything else as latin-1.

    A client that ever sent UTF-8 sends UTF-8: what was no part of it was a stray byte.
    """

    def __init__(self) -> None:
        self.encoding: Encoding | None = None
        self._held = b""

    @property
    def is_pending(self) -> bool:
        """Whether something is held back that may be half a character, and is a whole one if the client goes on as before."""
        return bool(self._held) and self.encoding == "latin-1"

    def feed(self, data: bytes) -> str:
        """Return the characters that are whole now, without those between the lines."""
        data = self._held + data
        text, taken = codecs.utf_8_decode(data, "surrogateescape", False)
        self._held = data[taken:]
        return self._seen(text)

    def flush(self) -> str:
        """Return what was held back, if it is time to."""
        if not self.is_pending:
            return ""
        held, self._held = self._held, b""
        return self._seen(held.decode("ascii", "surrogateescape"))

    def as_sent(self, text: str) -> bytes:
        """Return characters as the client sends them, and what is held back."""
        return text.encode(self.encoding or "utf-8") + self._held

    def _seen(self, text: str) -> str:
        """Note the encoding of what is beyond ASCII, and return the text as it was meant."""
        if not text.isascii():
            is_utf_8 = self.encoding == "utf-8" or BEYOND_LATIN_1.search(text)
            self.encoding = "utf-8" if is_utf_8 else "latin-1"
        return text.translate(MEANT)


# --- sequences ----------------------------------------------------------------------------------------------------


def _sequence(text: str) -> _Sequence | None:
    """Return what stands at the ESC that `text` begins with; None until more has come.

    It never says otherwise when more of the same has come, so that it does not matter how a stream was cut.
    """
    second = text[1:2]
    if not second:
        return None
    if second == "[":
        return _control_sequence(text[:LONGEST_SEQUENCE])
    if second == "O":
        return _single_shift(text)
    if second in STRING_OPENERS:
        return _control_string(text)
    return _Sequence(1)


def _control_sequence(text: str) -> _Sequence | None:
    if text == f"{ESCAPE}[[":
        return None
    if text.startswith(NO_SEQUENCE):
        return _Sequence(1)
    if found := SEQUENCE.match(text):
        return _Sequence(found.end(), _entered(found[0][2:]))
    begun = BEGUN.match(text)
    length = begun.end() if begun else len(text)
    return None if length == len(text) < LONGEST_SEQUENCE else _Sequence(length)


def _entered(sequence: str) -> Entered | None:
    """Return what ESC [ and `sequence` mean; None for what has no use here."""
    if click := CLICK.fullmatch(sequence):
        return Click(max(int(click[1]) - 1, 0), max(int(click[2]) - 1, 0))
    name = PASTE_MARKS.get(sequence) or _key_name(sequence)
    return Key(name) if name else None


def _key_name(sequence: str) -> str | None:
    """Return the key that sends ESC [ and `sequence`; None for what is no key of ours."""
    parameters, end = sequence[:-1], sequence[-1]
    if parameters == "[":
        return LINUX_KEYS.get(end)
    if not parameters:
        return SCO_KEYS.get(end)
    if MODIFIED.fullmatch(parameters):
        return XTERM_KEYS.get(end)
    number = NUMBERED.fullmatch(parameters) if end in NUMBERED_ENDS else None
    return NUMBERED_KEYS.get(int(number[1])) if number else None


def _single_shift(text: str) -> _Sequence | None:
    """Return the key that sends ESC O and a character; where there is none, only the ESC is taken away."""
    character = text[2:3]
    if not character:
        return None
    if name := SS3_KEYS.get(character):
        return _Sequence(3, Key(name))
    if typed := SS3_CHARACTERS.get(character):
        return _Sequence(3, Text(typed))
    return _Sequence(3 if character in SS3_OTHER else 1)


def _control_string(text: str) -> _Sequence | None:
    """Return a whole control string, to be dropped; one that is never ended was typed, and loses its ESC only."""
    begun = STRING.match(text)
    end = begun.end() if begun else 0
    if end > LONGEST_STRING:
        return _Sequence(1)
    if ended := STRING_END.match(text, end):
        return _Sequence(ended.end())
    return None if text[end:] in {"", ESCAPE} else _Sequence(1)


# --- characters ---------------------------------------------------------------------------------------------------


def _split(text: str) -> list[Entered]:
    """Return characters and the keys that are control characters among them."""
    if sum(map(text.count, EDITS)) > MOST_EDITS:
        text = _edited(text)
    parts = CONTROL.split(text)
    return [Key(CONTROL_KEYS[part]) if part in CONTROL_KEYS else Text(part) for part in parts if part]


def _edited(text: str) -> str:
    """Return the text without what its own backspaces and Ctrl+U take away: as keys 32 kB of them hold all handhelds up.

    Backspaces that go on are kept, as many as a line can have characters.
    """
    kept: list[str] = []
    running = 0
    for character in text:
        if character == CLEAR_LINE:
            while kept and (kept[-1] in EDITS or kept[-1] not in STAYS):
                kept.pop()
            kept.append(character)
        elif character not in BACKSPACES:
            kept.append(character)
        elif kept and kept[-1] not in STAYS:
            kept.pop()
        elif not kept or kept[-1] not in BACKSPACES or running < LONGEST:
            running = running + 1 if kept and kept[-1] in BACKSPACES else 1
            kept.append(character)
    return "".join(kept)


def _joined(entered: list[Entered]) -> list[Entered]:
    """Return the same with neighbouring texts as one."""
    joined: list[Entered] = []
    for is_text, run in groupby(entered, lambda one: isinstance(one, Text)):
        if is_text:
            joined.append(Text("".join(one.text for one in run if isinstance(one, Text))))
        else:
            joined += run
    return joined
