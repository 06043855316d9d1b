"""What came of scenarios, as the XML that build servers read of tests (JUnit)."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from serialhhd.training.playing.player import Played


def as_junit(played: Sequence[Played]) -> bytes:
    """Return a suite with a case for each scenario; one that differs has failed."""
    failed = sum(bool(one.differences) for one in played)
    suite = Element("testsuite", name="serialhhd train run", tests=str(len(played)), failures=str(failed))
    for one in played:
        case = SubElement(suite, "testcase", classname="scenario", name=one.name)
        if one.differences:
            failure = SubElement(case, "failure", message=one.differences[0])
            failure.text = "\n".join(one.differences)
    indent(suite)
    written: bytes = tostring(suite, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
