"""The order of a flow's steps: each once, none before what it needs, none missing that the operation requires."""

from collections.abc import Iterator, Sequence
from typing import Any

from serialhhd.flows.config.checking import findings
from serialhhd.flows.operations.operation import Operation
from serialhhd.flows.steps import fits, step_types, step_types_for
from serialhhd.flows.steps.step import Step
from serialhhd.flows.words.word import DOCUMENT
from serialhhd.toml.positions import Where
from serialhhd.toml.problem import Finding, nearest
from serialhhd.toml.report import Report


def check_order(report: Report, where: Where, steps: Sequence[Any], operation: Operation) -> None:
    """Check the list of steps that stands at `where`. Entries that are no step of the operation are passed over."""
    order = _Order(report, where, operation)
    order.take(steps)
    order.check_required()
    for entry in order.steps:
        order.check_needs(entry)
        order.check_follows(entry)


class _Order:
    """The steps of one flow by their places in the list."""

    def __init__(self, report: Report, where: Where, operation: Operation) -> None:
        self.report = report
        self.where = where
        self.operation = operation
        self.steps: dict[int, type[Step]] = {}
        self.misspelt: list[str] = []

    def take(self, names: Sequence[Any]) -> None:
        for entry, name in enumerate(names):
            step_type = step_types().get(name) if isinstance(name, str) else None
            if step_type is None or not fits(step_type, self.operation):
                self.misspelt += [name] if isinstance(name, str) and step_type is None else []
                continue
            if step_type in self.steps.values():
                self.refuse(entry, findings.step_twice(step=name))
            elif other := next(self.asking_for(self.word(step_type)), None):
                self.refuse(entry, findings.word_twice(step=name, word=self.word(step_type), other=other))
            else:
                self.steps[entry] = step_type

    def check_required(self) -> None:
        for word in self.operation.required:
            fitting = step_types_for(word, self.operation)
            if not any(self.asking_for(word)) and not any(nearest(name, fitting) for name in self.misspelt):
                finding = findings.missing_step(steps=fitting, operation=self.operation.name)
                self.report.at_key(self.where, finding)

    def check_needs(self, entry: int) -> None:
        step_type = self.steps[entry]
        for word in sorted(self.needs(step_type) - self.known_before(entry)):
            later = next(self.askers_after(entry, frozenset({word})), None)
            if later:
                finding = findings.step_before_its_need(step=step_type.name, word=word, later=later)
                self.refuse(entry, finding)
            elif word != DOCUMENT and word not in self.operation.required:  # which is said to be missing
                self.refuse(entry, findings.step_without_its_need(step=step_type.name, word=word))

    def check_follows(self, entry: int) -> None:
        step_type = self.steps[entry]
        words = step_type.follows - self.needs(step_type) - self.known_before(entry)
        for later in self.askers_after(entry, words):
            self.refuse(entry, findings.step_too_early(step=step_type.name, later=later))

    def needs(self, step_type: type[Step]) -> frozenset[str]:
        """Return what must be known before a step asks: the document before all, and what the step and the operation say."""
        word = self.word(step_type)
        document = frozenset({DOCUMENT} if self.operation.documents and word != DOCUMENT else ())
        return document | step_type.needs | self.operation.needs.get(word, frozenset())

    def word(self, step_type: type[Step]) -> str:
        return self.operation.word(step_type.asks)

    def asking_for(self, word: str) -> Iterator[str]:
        return (kind.name for kind in self.steps.values() if self.word(kind) == word)

    def known_before(self, entry: int) -> frozenset[str]:
        return frozenset(self.word(kind) for place, kind in self.steps.items() if place < entry)

    def askers_after(self, entry: int, words: frozenset[str]) -> Iterator[str]:
        return (kind.name for place, kind in self.steps.items() if place > entry and self.word(kind) in words)

    def refuse(self, entry: int, finding: Finding) -> None:
        self.report.at_value((*self.where, entry), finding)
