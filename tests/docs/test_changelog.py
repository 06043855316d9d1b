"""The newest release of the CHANGELOG is the version that the project has."""

import re
import tomllib
from datetime import date

from tests.docs.pages import BY_NAME, ROOT

RELEASES = re.findall(
    r"^## \[(.+?)\](?: - (.+))?$", BY_NAME["CHANGELOG.md"].read_text(encoding="utf-8"), re.MULTILINE
)


def test_the_newest_release_is_the_version_of_the_project() -> None:
    (unreleased, _), (newest, day), *_ = RELEASES
    assert unreleased == "Unreleased"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert newest == project["version"]
    assert str(date.fromisoformat(day)) == day
