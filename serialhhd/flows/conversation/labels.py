"""What lies on the pallet or the shelf now: the labels of a virtual scanner, good ones and bad ones."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from serialhhd.flows.conversation.work import Work
from serialhhd.flows.questions.question import asked_now
from serialhhd.flows.seam.view import Label
from serialhhd.flows.sentences.english import captions, keys
from serialhhd.flows.words.labels import BAD_AT_MOST, FOR_ANY, GOOD_AT_MOST, to_choose
from serialhhd.flows.words.turn import operation_of
from serialhhd.store.symbols.carriers import Carrier


def labels(work: Work) -> tuple[Label, ...]:
    """Return the labels that fit the question, good ones first."""
    question = asked_now(work)
    if question and question.is_yes_or_no:
        return (
            Label(":yes", keys.yes(), is_good=True, why=captions.takes_it()),
            Label(":no", keys.no(), is_good=False, why=captions.drops_it()),
        )
    if question and question.goes_back:
        return (Label(":no", keys.no(), is_good=False, why=captions.drops_it()),)
    if question and (there_are := question.choices(work)):
        return tuple(islice(to_choose(there_are), GOOD_AT_MOST))
    makers = {**FOR_ANY, **operation_of(work).labels}
    maker = makers.get(work.word, _nothing)
    there = list(_scannable(maker(work), work.step.carriers))
    good = islice((label for label in there if label.is_good), GOOD_AT_MOST)
    bad = islice((label for label in there if not label.is_good), BAD_AT_MOST)
    return (*good, *bad)


def _scannable(made: Iterable[Label], carriers: Sequence[Carrier]) -> Iterator[Label]:
    """Yield labels, each good one in a kind of symbol that the step takes; none for what is printed in no such kind."""
    for label in made:
        if not carriers or not label.is_good or not label.text or label.text.startswith(":"):
            yield label
        elif symbology := label.symbology.within(carriers):
            yield replace(label, symbology=symbology)


def _nothing(work: Work) -> Iterator[Label]:  # noqa: ARG001 - the others need it
    yield from ()
