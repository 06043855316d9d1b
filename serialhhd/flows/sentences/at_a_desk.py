"""What is said at a desk of a refusal."""

from serialhhd.flows.sentences import messages
from serialhhd.store.words.refusal import Refused


def refusal(refused: Refused) -> str:
    """Return the sentence of a refusal; behind it what the code is that is not what was asked for, where somebody has looked (R64)."""
    text = messages.refusal(refused).text
    if refused.names is None:
        return text
    code, known_as = refused.names
    return f"{text} {messages.named_otherwise(code=code, known_as=known_as).text}"
