"""What is said of an adjustment: that it is posted, or that it waits."""

from serialhhd.flows.operations.adjust import english as sentences
from serialhhd.flows.operations.operation import Posted
from serialhhd.store.adjustments.adjustments import Adjustment


def said(sku: str, units: int, location: str, reason: str, waiting: Adjustment | None) -> Posted:
    """Return what to say of units that were to come, or below 0 to go."""
    if waiting is None:
        return Posted(sentences.adjusted(sku=sku, quantity=units, location=location, reason=reason))
    document = waiting.document.ref
    return Posted(sentences.approval_wanted(sku=sku, quantity=units, location=location, document=document))
