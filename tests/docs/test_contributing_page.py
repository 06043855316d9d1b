"""CONTRIBUTING's examples are what the page says: a step that is asked and answered, a sentence in another language."""

import re
import sys
from collections.abc import Iterator
from inspect import signature
from pathlib import Path

import pytest

from serialhhd.flows import steps
from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.seam.view import Scan
from serialhhd.flows.sentences import messages, sentence
from serialhhd.flows.sentences.language import Text, speaking
from serialhhd.samples import warehouse as sample
from serialhhd.store import refusals
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language
from tests.docs.pages import BY_NAME

PAGE = BY_NAME["CONTRIBUTING.md"].read_text(encoding="utf-8")
STEP, SENTENCE, _OPERATION, TRANSLATED = re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
MODULE = "serialhhd.flows.steps.scan_seal"


@pytest.fixture
def flows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlowsFile]:
    """A flows.toml with the new step in it, in a program that has the page's two additions."""
    (tmp_path / "scan_seal.py").write_text(STEP, encoding="utf-8")
    monkeypatch.setattr(steps, "__path__", [*steps.__path__, str(tmp_path)])
    monkeypatch.setattr(sentence, "SENTENCES", dict(sentence.SENTENCES))
    added: dict[str, object] = {"info": messages.info}
    exec(SENTENCE, added)  # noqa: S102 - the page is ours
    monkeypatch.setattr(messages, "seal_noted", added["seal_noted"], raising=False)
    file = tmp_path / "flows.toml"
    packaged = PACKAGED.read_text(encoding="utf-8")
    file.write_text(packaged.replace('"scan_pre_receipt",', '"scan_pre_receipt", "scan_seal",'))
    steps.step_types.cache_clear()
    yield FlowsFile(file)
    monkeypatch.undo()
    steps.step_types.cache_clear()
    del sys.modules[MODULE]


def test_the_new_step_is_asked_for_each_line(sqlite_store: Store, flows: FlowsFile) -> None:
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    session = Session(sqlite_store, flows, "anna", "goods_in")
    views = [session.submit(Scan(text)) for text in ("PR-1009", "S-77", "BRK-1", "", "DOCK-1")]
    assert [view.prompt for view in views] == ["SEAL?", "PRODUCT?", "QUANTITY?", "LOCATION?", "SEAL?"]
    answer = views[1].message
    assert answer
    assert (answer.severity, answer.code, answer.text) == ("info", "seal_noted", "Seal S-77")


def test_the_text_in_another_language_is_said_in_it() -> None:
    texts: dict[str, Text] = {}
    exec(TRANSLATED, {}, texts)  # noqa: S102 - as above
    (name,) = texts
    assert signature(texts[name]) == signature(getattr(refusals, name)).replace(return_annotation=str)
    with speaking(Language.GERMAN):
        told = messages.refusal(refusals.serial_in_stock(serial="SN1", location="A-01"))
    assert told.text == texts[name](serial="SN1", location="A-01")


def test_the_seal_is_known_on_another_device_until_the_line_is_received(
    sqlite_store: Store, flows: FlowsFile
) -> None:
    sqlite_store.write(lambda conn: sample.fill(conn, sqlite_store.now()))
    first = Session(sqlite_store, flows, "anna", "goods_in")
    for text in ("PR-1009", "S-77", "BRK-1"):
        first.submit(Scan(text))
    second = Session(sqlite_store, flows, "anna", "goods_in")
    assert second.view().fields["seal"] == "S-77"
    assert second.submit(Scan("")).fields["seal"] == "S-77"
    assert "seal" not in second.submit(Scan("DOCK-1")).fields
