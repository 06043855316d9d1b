"""GS1 Digital Link: a web address that carries Application Identifiers, as numbers or in words.

>>> read_link("https://a.example/gtin/9521234543213/ser/SN1")
(('01', '09521234543213'), ('21', 'SN1'))
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from serialhhd.store.symbols.element_strings import Elements, is_ai, read_pairs
from serialhhd.store.symbols.gtin import has_gtin_length

_LINK = re.compile(r"https?://[^/?#]+((?:/[^/?#]*)*)(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_KEYS: Final = "00|01|253|255|401|402|414|415|417|8003|8004|8006|8010|8013|8017|8018"
# The convenience words of GS1 Digital Link URI Syntax 1.1: later editions dropped them, labels did not.
_WORDS: Final = {
    "sscc": "00",
    "gtin": "01",
    "gdti": "253",
    "gcn": "255",
    "ginc": "401",
    "gsin": "402",
    "gln": "414",
    "payto": "415",
    "partygln": "417",
    "grai": "8003",
    "giai": "8004",
    "itip": "8006",
    "cpid": "8010",
    "gmn": "8013",
    "gsrnp": "8017",
    "gsrn": "8018",
    "cpv": "22",
    "lot": "10",
    "ser": "21",
    "exp": "17",
    "cpsn": "8011",
    "srin": "8019",
}
_WORD_KEYS: Final = "|".join(word for word, ai in _WORDS.items() if ai in _KEYS.split("|"))
_PATH = re.compile(rf"/((?:{_KEYS})/\d{{6}}.*|(?:{_WORD_KEYS})/\d{{6}}.*)", re.IGNORECASE)


def read_link(text: str) -> Elements | None:
    """Return the (AI, value) pairs of a GS1 Digital Link URI: the path, then the query; None for any other text.

    Query keys that are no AI are ignored, and so is the order of key qualifiers.

    Raises:
        Refused: What is wrong with its values (see `element_strings`).
    """
    link = _LINK.fullmatch(text)
    path = link and _PATH.search(link[1])
    if not link or not path:
        return None
    from urllib.parse import unquote

    segments = path[1].removesuffix("/").split("/")
    pairs = zip(segments[::2], [*segments[1::2], ""], strict=False)
    query = (part.partition("=")[::2] for part in re.split("[&;]", link[2] or ""))
    known = [*_numbered(pairs), *((ai, value) for ai, value in _numbered(query) if is_ai(ai))]
    return read_pairs((ai, _pad_gtin(ai, unquote(value))) for ai, value in known)


def _numbered(pairs: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    return [(_WORDS.get(name.casefold(), name), value) for name, value in pairs]


def _pad_gtin(ai: str, value: str) -> str:
    """A Digital Link may carry a GTIN-8, -12 or -13 unpadded; a symbol may not."""
    return value.zfill(14) if ai in ("01", "02") and has_gtin_length(value) else value
