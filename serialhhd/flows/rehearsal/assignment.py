"""What a perfect operator is to do: one turn of a flow."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType

from serialhhd.flows.words.word import DOCUMENT, PRODUCT
from serialhhd.value_class import value_class


@value_class(kw_only=True)
class Assignment:
    """One turn of a flow: what is to be moved, and what is said where something is asked in between.

    Every answer has its spellings, the usual one first: where a flow does not accept that, the next one is scanned.

    Attributes:
        answers: What is answered to each word, serials and quantity apart, by word: the document's number, the product, the places,
            the reason. A word that is not among them is answered by what the flow proposes, if it proposes anything.
        quantity: Units.
        serials: Those that are scanned where a flow asks for serials, in order.
        reason: Why there are fewer than asked for; empty where there are not, or nobody asks why.
        in_between: What is said to questions in between, by their names. One that is not among them is answered with yes, with its
            first choice, or with what it asks about.
    """

    answers: Mapping[str, tuple[str, ...]]
    quantity: int
    serials: tuple[tuple[str, ...], ...] = ()
    reason: str = ""
    in_between: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def document(self) -> str:
        """The number of the document; empty where none asks for it."""
        return self.answers.get(DOCUMENT, ("",))[0]

    @property
    def product(self) -> str:
        """The product, as it is usually named; empty where none is."""
        return self.answers.get(PRODUCT, ("",))[0]
