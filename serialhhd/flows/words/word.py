"""The words that steps and operations speak: a step asks for one, an operation knows what to make of it.

A step may ask for a word of its own (`seal`): no operation knows it, and the position of the run keeps it.
"""

from typing import Final

DOCUMENT: Final = "document"
"""What work is asked for."""
SOURCE: Final = "source"
"""The place that units leave."""
PRODUCT: Final = "product"
"""Which product is in the operator's hands."""
SERIALS: Final = "serials"
"""The serials of its units, one by one."""
QUANTITY: Final = "quantity"
"""How many units."""
REASON: Final = "reason"
"""Why."""
CONDITION: Final = "condition"
"""In what state goods come back."""
DESTINATION: Final = "destination"
"""The place that units arrive at."""

WORDS: Final = frozenset({DOCUMENT, SOURCE, PRODUCT, SERIALS, QUANTITY, REASON, DESTINATION})
"""The words that have a place of their own in a run's position; an operation may know others."""
