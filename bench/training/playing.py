"""What it costs to play a scenario without hands, against the same scans through the runner."""

import statistics
from collections.abc import Sequence
from pathlib import Path

from bench.figure import Figure, in_turns, seconds
from serialhhd.flows.config.discovery import PACKAGED
from serialhhd.flows.config.loader import load
from serialhhd.flows.config.model import Flow, Flows
from serialhhd.flows.conversation.runner import Runner
from serialhhd.flows.seam.view import Scan
from serialhhd.store.engine import throw_away
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.moments import Scanned
from serialhhd.training.lessons.opening import opened
from serialhhd.training.playing.player import play
from serialhhd.training.scenarios.loader import CheckedScenario, checked
from serialhhd.training.scenarios.start import fill

PRODUCTS = 10
HEAD = """version = 1
title = "A large delivery"
goal = "Receive all of it."
flow = "goods_in"
needs = ["scan_pre_receipt", "scan_product", "enter_serials"]
par = 1
"""


def one_lesson(folder: Path, times: int, units: int) -> Figure:
    """Measure a delivery of ten products as the perfect operator plays it, without delay, against its scans alone.

    Args:
        folder: Where the scenario is written.
        times: How often.
        units: So many of each product, each with its serial.
    """
    one, flows = _scenario(folder, units), load(PACKAGED)
    played = play("bench", one, flows)
    if played.differences:
        raise AssertionError(played.differences)
    texts = [moment.text for moment in played.moments if isinstance(moment, Scanned)]
    whole, opening = in_turns(times, lambda _: play("bench", one, flows), lambda _: _open(one, flows))
    ours = whole - opening
    base = statistics.median(_scanning(one, flows.flows["goods_in"], texts) for _ in range(times))
    name = f"`train run --auto` of {len(texts)} scans / the same scans through the runner"
    return Figure(name, f"{ours * 1e3:.0f} ms", f"{base * 1e3:.0f} ms", ours / base, 3)


def _open(one: CheckedScenario, flows: Flows) -> None:
    """Make all that a lesson needs before its first scan."""
    with opened(one, flows, Clock()):
        pass


def _scanning(one: CheckedScenario, flow: Flow, texts: Sequence[str]) -> float:
    """Return how long the scans take on a store that has the start of the scenario."""
    unnumbered = flow.model_copy(update={"version_id": None})  # no version is kept there
    with throw_away.store("bench") as store:
        fill(store, one.scenario, one.path.parent)
        runner = Runner(store, lambda: unnumbered, "anna")
        return seconds(lambda: _scan_all(runner, texts))


def _scan_all(runner: Runner, texts: Sequence[str]) -> None:
    for text in texts:
        runner.submit(Scan(text))


def _scenario(folder: Path, units: int) -> CheckedScenario:
    skus = [f"CAM-{number}" for number in range(PRODUCTS)]
    serials = {sku: f"{sku}-SN{1:04}..{sku}-SN{units:04}" for sku in skus}
    products = ", ".join(f'{{ sku = "{sku}", name = "Camera", tracking = "full-tracking" }}' for sku in skus)
    lines = ", ".join(f'{{ sku = "{sku}", quantity = {units} }}' for sku in skus)
    goods = "".join(f'[[goods]]\nsku = "{sku}"\nserials = "{of_sku}"\n' for sku, of_sku in serials.items())
    stock = ", ".join(
        f'{{ sku = "{sku}", location = "GOODS-IN", quantity = {units}, serials = "{of_sku}" }}'
        for sku, of_sku in serials.items()
    )
    file = folder / "large.toml"
    start = f'[start]\nproducts = [{products}]\npre_receipts = [{{ ref = "PR-1", lines = [{lines}] }}]\n'
    file.write_text(f"{HEAD}{start}{goods}[end]\nstock = [{stock}]\n", encoding="utf-8")
    return checked(file)
