"""Was nur von Bestandskorrekturen gesagt wird."""

from serialhhd.flows.sentences.german.wording import reason_name


def adjusted(*, sku: str, quantity: int, location: str, reason: str) -> str:
    return f"{quantity:+} {sku} auf {location}: {reason_name(reason)}."


def approval_wanted(*, sku: str, quantity: int, location: str, document: str) -> str:
    return f"{quantity:+} {sku} auf {location} wartet auf Genehmigung: {document}."


def found_chosen(*, sku: str) -> str:
    return f"{sku} gefunden."


def whose(*, sku: str) -> str:
    return f"Wem gehört {sku}?"
