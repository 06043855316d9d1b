"""Seriennummern."""

from serialhhd.flows.sentences.german.wording import units
from serialhhd.flows.sentences.sentence import refusal
from serialhhd.store.words.refusal import Refused


def serial_in_stock(*, serial: str, location: str) -> str:
    return f"{serial} liegt schon auf {location}."


def serials_refused(*, refused: tuple[Refused, ...], count: int) -> str:
    return f"{len(refused)} von {units(count)} abgelehnt: {' '.join(refusal(one).text for one in refused)}"
