"""Both routes are measured by the same code; here with as few sessions as there can be. What it measures is not judged."""

from pathlib import Path

import pytest

from bench.ssh.handheld import Target
from bench.ssh.load import Work, given, told
from bench.ssh.measure import SIZES, Extent, costs
from bench.ssh.route import ROUTES
from bench.ssh.site import new_serial, new_site
from bench.ssh.table import MEGABYTE, rows

SMALLEST = Extent(few=1, many=2, logins=1, scans=1, sizes=SIZES[:1])


@pytest.mark.slow
@pytest.mark.needs("sshd", "ssh-keygen")
async def test_the_openssh_route_yields_a_row_for_each_figure(tmp_path: Path) -> None:
    site = new_site(tmp_path, SMALLEST.operators)
    with ROUTES["OpenSSH"](tmp_path / "route", site) as route:
        found = await costs(route, iter(site.operators), SMALLEST)
    assert found.memory > MEGABYTE
    assert min(found.cpu, found.login, found.reattach, *found.bytes_a_scan.values()) > 0
    written = [str(row) for row in rows(None, found)]
    assert len(written) == 4 + len(SIZES)
    assert all(row.count("|") == 7 for row in written)


def test_work_is_told_to_another_process_and_understood(tmp_path: Path) -> None:
    work = Work(1, Target(2222, tmp_path / "key", None), ["op0000", "op0001"], 30, stay=5)
    assert given(told(work)) == work


@pytest.mark.parametrize("operator", ["op0000", "op0599"])
def test_a_serial_has_twenty_characters_and_comes_once(operator: str) -> None:
    serials = [new_serial(operator) for _ in range(3)]
    assert len(set(serials)) == 3
    assert {len(one) for one in serials} == {20}
    assert all(" " not in one for one in serials)
