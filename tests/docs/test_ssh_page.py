"""docs/ssh.md says the same as the pages and files beside it."""

import re

from tests.docs.pages import BY_NAME

PAGE = BY_NAME["docs/ssh.md"].read_text(encoding="utf-8")
SERVE = BY_NAME["docs/serve.md"].read_text(encoding="utf-8")
BENCHMARKS = BY_NAME["docs/benchmarks.md"].read_text(encoding="utf-8")


def test_the_memory_of_a_handheld_is_what_was_measured() -> None:
    (said,) = re.findall(r"some (\d+) MB a handheld", PAGE)
    (measured,) = re.findall(
        r"^\| memory a session \(PSS\) \| [\d.]+ MB \| ([\d.]+) MB", BENCHMARKS, re.MULTILINE
    )
    assert int(said) == round(float(measured))


def test_the_backup_runs_as_who_can_read_the_store_on_each_route() -> None:
    assert re.findall(r"^User=(\w+)$", PAGE, re.MULTILINE) == ["root"]
    assert "`User=serialhhd`" in PAGE
    assert "`User=serialhhd`" in SERVE
    assert "install -d -m 700 -o serialhhd -g serialhhd /var/backups/serialhhd\n" in SERVE
    assert "install -d -m 700 /var/backups/serialhhd\n" in PAGE


def test_whoever_reads_either_page_installs_with_the_computers_own_python() -> None:
    for page in (PAGE, SERVE):
        assert "    /usr/bin/python3 -m venv /opt/serialhhd\n" in page
