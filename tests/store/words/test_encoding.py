"""Bytes that are no UTF-8, and what is no text at all."""

import pytest

from serialhhd.store.catalogue import products
from serialhhd.store.engine.store import Store
from serialhhd.store.serials import traces
from serialhhd.store.words.codes import key
from serialhhd.store.words.encoding import as_text
from serialhhd.store.words.refusal import Refused


@pytest.mark.parametrize(
    ("raw", "meant"),
    [(b"SN1", "SN1"), (b"SN\xe9", "SNé"), ("Né".encode() + b"\xe9", "Néé"), (b"\xed\xa0\x80", "í\xa0\x80")],
)
def test_what_is_no_utf_8_is_latin_1(raw: bytes, meant: str) -> None:
    assert as_text(raw.decode("utf-8", "surrogateescape")) == meant


@pytest.mark.parametrize("code", ["SN\0", "SN\udce9", "é\0"])
def test_what_is_no_text_is_found_nowhere_and_ends_nothing(store: Store, code: str) -> None:
    with store.read() as conn:
        with pytest.raises(Refused, match="unknown"):
            traces.show(conn, code)
        with pytest.raises(Refused, match="unknown"):
            products.show(conn, code)


def test_letter_case_does_not_count_in_a_key() -> None:
    assert key("Straße-É") == key("STRASSE-é")
