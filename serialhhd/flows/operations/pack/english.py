"""What an operator is told of packing alone."""

from serialhhd.flows.sentences.sentence import success


@success
def packed(*, container: str, into: str) -> str:
    return f"{container} is in {into}."
