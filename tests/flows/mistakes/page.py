"""docs/flows-mistakes.md, made of the mistakes: `python -m tests.flows.mistakes.page > docs/flows-mistakes.md`."""

import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from serialhhd.flows.config.checking import findings
from serialhhd.toml import reading
from serialhhd.toml.problem import Problem
from serialhhd.toml.report import problem_of
from tests.flows.mistakes.corpus import CURES as CURES_FILE
from tests.flows.mistakes.corpus import FILES, problems

CURES: Final[dict[str, dict[str, str]]] = tomllib.loads(CURES_FILE.read_text(encoding="utf-8"))
"""What to do, by heading and code."""
OF_NO_FILE: Final = (
    reading.no_such_file(),
    reading.no_regular_file(kind="a pipe"),
    reading.unreadable(why="Permission denied"),
    reading.too_large(),
    findings.word_twice(step="scan_pick_list", word="document", other="scan_pre_receipt"),
    findings.step_without_its_need(step="enter_serials", word="product"),
    findings.no_such_operator(flow="goods_in", roles=["supervisor"]),
    findings.no_such_device(flow="goods_in", names=["DOCK-*"]),
    findings.no_supervisor_has_a_pin(),
    findings.uncaptured_products(skus=["CAM-1", "CAM-2"], count=2, operation="pick_by_pick_list"),
    findings.default_is_no_location(code="DOCK-9", known_as=None),
    findings.profile_unmatched(profile="gate"),
    findings.device_of_two_profiles(device="DOCK-1", profile="dock", other="gate"),
)
"""What no file of the corpus can bring: for want of a file, of a store, of such an operation."""
MOST_EXAMPLES: Final = 3
LONGEST: Final = 220
HEAD: Final = """\
# What `flows check` says, and what to do

For admins. Every problem that `serialhhd flows check` knows, by its code, which `--format json` tells, with examples and the cure. The page
is made of the mistakes that the tests make.
"""


def page() -> str:
    """Return the page."""
    return "\n".join([HEAD, *(line for heading in CURES for line in _section(heading))])


def _section(heading: str) -> Iterator[str]:
    examples = _examples()
    yield f"## {heading}\n"
    for code, cure in CURES[heading].items():
        yield f"### `{code}`\n"
        yield f"{cure}\n"
        shown = examples[code][:MOST_EXAMPLES]
        if shown:
            yield "```text\n" + "\n".join(shown) + "\n```\n"


def _examples() -> dict[str, list[str]]:
    """Return what is said of each problem, the shortest first; each sentence once."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for finding in OF_NO_FILE:
        found[finding.code][finding.sentence] = str(problem_of("flows.toml", finding))
    for file in FILES:
        for problem in problems(file):
            if max(map(len, str(problem).split("\n"))) < LONGEST + len(str(file)):
                found[problem.code].setdefault(problem.sentence, _shown(problem))
    return defaultdict(list, {code: sorted(said.values(), key=len) for code, said in found.items()})


def _shown(problem: Problem) -> str:
    return str(problem).replace(problem.file, "flows.toml", 1)


if __name__ == "__main__":
    sys.stdout.write(page())
