"""One parsed stylesheet for all handhelds and desks of a process: parsing it for each is a quarter of what a login costs."""

from collections.abc import Hashable

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

Parsed = tuple[list[RuleSet], dict[str, list[RuleSet]]]

_PARSED: dict[Hashable, Parsed] = {}
"""By the variables of a theme and the sources: two themes, and with or without the screen's own rules."""


class SharedStylesheet(Stylesheet):
    """A stylesheet that is parsed once for each theme."""

    def parse(self) -> None:
        """Take the rules that were parsed before, or parse them."""
        key = (tuple(self._variables.items()), tuple(self.source.items()))
        known = _PARSED.get(key)
        if known is None:
            super().parse()
            known = _PARSED[key] = (self._rules, self.rules_map)
        self._rules, self._rules_map = known
        self._require_parse = False

    def reparse(self) -> None:
        """Parse with new variables."""
        self.parse()

    def _process_component_classes(self, node: DOMNode) -> None:
        let_go = stand_ins(node)
        super()._process_component_classes(node)
        for stand_in in let_go:
            vars(stand_in).clear()


def stand_ins(node: DOMNode) -> list[DOMNode]:
    """Return the nodes that Textual makes for the styles of a widget's parts, anew each time that it is styled.

    They hold their styles, and these hold them: whoever lets them go clears them, or they stay until a full collection.
    """
    return [styles.node for styles in node._component_styles.values() if styles.node]  # noqa: SLF001 - see the package
