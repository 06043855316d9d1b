"""Whoever has the wheel alone has all of it: it is built, put into an empty environment, and plays the demo."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_demo import RECEIPT

ROOT = Path(__file__).parents[1]
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "serialhhd")


@pytest.mark.slow
def test_the_wheel_plays_the_demo_in_an_empty_environment(tmp_path: Path) -> None:
    source, place = tmp_path / "source", tmp_path / "environment"
    source.mkdir()
    for name in BUILT_FROM:  # elsewhere, as building leaves folders behind
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*command: str | Path, given: str = "") -> str:
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, input=given, cwd=tmp_path, env=ours
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(*pip, "wheel", "--no-deps", "--wheel-dir", tmp_path, source)
    (wheel,) = tmp_path.glob("*.whl")
    run(sys.executable, "-m", "venv", place)
    constraints = ("--constraint", ROOT / "constraints.txt")
    run(*pip, "--python", place / "bin" / "python", "install", *constraints, wheel)
    said = run(place / "bin" / "serialhhd", "demo", "--plain", given="\n".join((*RECEIPT, "")))
    assert "OK PR-1007 is complete. 3 CAM-200 received at A-01-01." in said
