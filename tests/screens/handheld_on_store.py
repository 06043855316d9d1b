"""A program for the tests with a real terminal: a handheld on the store that is named, as `anna` in a flow."""

import os
import sys
from pathlib import Path

from serialhhd.flows.config.discovery import PACKAGED, FlowsFile
from serialhhd.flows.conversation.session import Session
from serialhhd.hosting.console import run_handheld
from serialhhd.screens.hhd.settings import DeviceSettings, parse_size
from serialhhd.store.engine.store import Store
from serialhhd.training.scanner import Scanner


def main(path: str, flow: str, size: str = "") -> int:
    """Run the handheld until it is left."""
    flows = Path(os.environ.get("SERIALHHD_FLOWS", PACKAGED))
    settings = DeviceSettings(size=parse_size(size) if size else None)
    with Store.open(path) as store:
        return run_handheld(Session(store, FlowsFile(flows), "anna", flow), settings, Scanner())


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
