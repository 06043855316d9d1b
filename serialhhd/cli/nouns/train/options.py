"""The options of how a lesson is played and what is kept of it, each written once."""

from pathlib import Path
from typing import Annotated, Final

import typer

MOST_SEEDS: Final = 9999
SLOWEST: Final = 0.01
FASTEST: Final = 1000.0

Auto = Annotated[
    bool, typer.Option("--auto", help="A perfect operator plays them, without hands; any number of them.")
]
Seed = Annotated[
    int, typer.Option(min=0, max=MOST_SEEDS, help="The order of the goods, and the clock, follow from it.")
]
JUnit = Annotated[
    Path | None, typer.Option(metavar="FILE", help="With --auto: write what came of each as JUnit's XML.")
]
Speed = Annotated[
    float | None,
    typer.Option(
        min=SLOWEST, max=FASTEST, help="With --auto: show what is scanned, so many times as fast as by hand."
    ),
]
Exam = Annotated[
    bool,
    typer.Option("--exam", help="Tell nothing before the end: neither which labels are good, nor a hint."),
]
AsJsonLines = Annotated[bool, typer.Option("--json", help="Print what came of each as a JSON Line.")]
Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="Who plays; left out: SERIALHHD_OPERATOR, or the user of this computer.",
    ),
]
Anonymous = Annotated[bool, typer.Option("--anonymous", help="Keep no name with what is kept.")]
Record = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Where the lesson is recorded; by hand, left out: in the user's data folder."
    ),
]
Pin = Annotated[
    str, typer.Option(envvar="SERIALHHD_PIN", help="The PIN of the class; without it, a new one is made.")
]
OrderSeed = Annotated[
    int, typer.Option(min=0, max=MOST_SEEDS, help="The order of the goods follows from it.")
]
Scores = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the scores in the end: JSON where it ends so, else CSV."),
]
Log = Annotated[Path | None, typer.Option(metavar="FILE", help="Write the server's log into a file.")]
