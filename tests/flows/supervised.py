"""Flows that want a supervisor, and the people of a store where one can answer."""

from functools import partial
from pathlib import Path

from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.store.engine.store import Store
from serialhhd.store.people import credentials, operators
from serialhhd.store.words.vocabulary import Role

SUES_PIN = "998877"
HEADER = "[flows.goods_in]"


def supervised_flows(folder: Path) -> Path:
    """Write the packaged flows, with a supervisor for all at goods in, and return the file."""
    text = PACKAGED.read_text(encoding="utf-8")
    assert HEADER in text
    file = folder / "supervised.toml"
    key = 'needs_supervisor = ["over_receipt", "short", "cancel"]'
    file.write_text(text.replace(HEADER, f"{HEADER}\n{key}"), encoding="utf-8")
    return file


def staff(store: Store) -> None:
    """Add Anna, and Sue, a supervisor with a PIN."""
    for name, role in (("anna", Role.OPERATOR), ("Sue", Role.SUPERVISOR)):
        store.write(partial(operators.add, name=name, role=role, at=store.now(), by="office"))
    hashed = credentials.hash_secret(SUES_PIN)
    store.write(partial(credentials.set_pin, name="Sue", pin_hash=hashed, by="office"))
