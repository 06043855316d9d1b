"""`serialhhd serve` and the clients that people have: OpenSSH's and PuTTY's, in real terminals. (asyncssh's is in the others.)"""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import asyncssh
import pytest
from sqlalchemy import Connection, text

from serialhhd.hosting.door.handshake import KEY_EXCHANGES
from serialhhd.store.engine.store import Store
from serialhhd.store.inbound import pre_receipts
from serialhhd.store.people import credentials, operators
from serialhhd.store.words.vocabulary import Role
from tests.hosting.openssh_options import openssh_options
from tests.hosting.served import Served, prepared
from tests.hosting.server_processes import PASSWORD
from tests.hosting.ssh_site import HOST
from tests.pseudo_terminal import PseudoTerminal

TERMINALS = {"vt100": (20, 8), "vt220": (20, 16), "xterm": (80, 24), "linux": (40, 12), "ansi": (26, 16)}
NUMBERS = count(1)
pytestmark = pytest.mark.needs("ssh", "scp", "sftp", "plink", "puttygen")


@dataclass(frozen=True)
class House:
    """A server, its store, and the key of everybody who works here.

    Attributes:
        key: As OpenSSH's client wants it.
        ppk: The same, as PuTTY's wants it.
    """

    served: Served
    store: Store
    folder: Path
    key: Path
    ppk: Path

    @property
    def known_hosts(self) -> Path:
        """What OpenSSH's client knows of the server."""
        return self.folder / "known_hosts"

    def openssh(self, name: str, *options: str) -> list[str]:
        """Return the command line of OpenSSH's client; what it is to run comes after `--`."""
        before, _, after = "\0".join(options).partition("--\0")
        known = openssh_options(self.served.port, self.known_hosts, self.key)
        there = f"{name}@{HOST}"
        return ["ssh", *known, "-e", "none", *filter(None, before.split("\0")), there, *filter(None, [after])]

    def plink(self, name: str, *options: str) -> list[str]:
        """Return the command line of PuTTY's client."""
        server = self.known_hosts.read_text(encoding="utf-8").split(" ")[2].strip()
        known = ["-ssh", "-batch", "-hostkey", server, "-P", str(self.served.port), "-i", str(self.ppk)]
        return ["plink", *known, *options, f"{name}@{HOST}"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server for all tests of this file: each has its own operator and its own pre-receipt."""
    folder = tmp_path_factory.mktemp("clients")
    key, ppk = folder / "id_ed25519", folder / "id.ppk"
    made = asyncssh.generate_private_key("ssh-ed25519")
    made.write_private_key(key)
    key.chmod(0o600)
    puttygen = shutil.which("puttygen")
    assert puttygen, "apt-get install putty-tools"
    subprocess.run([puttygen, str(key), "-O", "private", "-o", str(ppk)], check=True)
    path = prepared(folder / "site.db", made)
    with Served(path, folder) as served, Store.open(path) as store:
        found = House(served, store, folder, key, ppk)
        found.known_hosts.write_text(served.known_hosts, encoding="utf-8")
        yield found


@pytest.fixture
def worker(house: House) -> str:
    """The name of an operator, whose pre-receipt is called `PR-` and their name, of five door locks."""
    name = f"op{next(NUMBERS)}"
    known = credentials.read_key(asyncssh.read_private_key(house.key).export_public_key().decode())
    password = credentials.hash_secret(PASSWORD)

    def write(conn: Connection) -> None:
        operators.add(conn, name, Role.OPERATOR, house.store.now(), by="office")
        credentials.add_key(conn, name, known, house.store.now(), by="office")
        credentials.set_password(conn, name, password, by="office")
        pre_receipts.add(conn, f"PR-{name}", [("LCK-7", 5)], at=house.store.now(), by="office")

    house.store.write(write)
    return name


Open = Callable[..., PseudoTerminal]


@pytest.fixture(params=["openssh", "plink"])
def opens(request: pytest.FixtureRequest, house: House) -> Iterator[Open]:
    """Open a terminal with each client in turn."""
    opened: list[PseudoTerminal] = []

    def client(
        name: str, *options: str, term: str = "vt220", size: tuple[int, int] = (40, 12)
    ) -> PseudoTerminal:
        command = getattr(house, request.param)(name, *options)
        # PuTTY keeps what it knows in HOME
        opened.append(PseudoTerminal(command, term, *size, HOME=str(house.folder)))
        return opened[-1]

    yield client
    for terminal in opened:
        terminal.is_cut_off()


@pytest.fixture
def at_serials(opens: Open, worker: str) -> PseudoTerminal:
    """A terminal of the worker that asks for serials."""
    terminal = opens(worker)
    goes_to_serials(terminal, worker)
    return terminal


def goes_to_serials(terminal: PseudoTerminal, worker: str) -> None:
    terminal.sees("FLOW?")
    for keys, until in (("1\r", "PRE-RECEIPT?"), (f"PR-{worker}\r", "PRODUCT?"), ("LCK-7\r", "SERIAL?")):
        terminal.sends(keys, until)


def kept(house: House, prefix: str) -> list[str]:
    """Return the serials in the store that begin so, in the order of their capture."""
    with house.store.read() as conn:
        wanted = text("SELECT serial FROM serial WHERE serial LIKE :like ORDER BY id")
        return list(conn.scalars(wanted, {"like": f"{prefix}%"}))


# --- work -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", TERMINALS)
def test_a_receipt_is_scanned_and_the_handheld_left(
    opens: Open, worker: str, house: House, term: str
) -> None:
    terminal = opens(worker, term=term, size=TERMINALS[term])
    goes_to_serials(terminal, worker)
    for keys, until in (
        (f"{worker}-1\r", "1/5"),
        (f"{worker}-2\r", "2/5"),
        (":done\r", "QUANTITY?"),
        ("\r", "CLOSE LINE?"),
        ("1\r", "LOCATION?"),
        ("DOCK-1\r", "PRE-RECEIPT?"),
    ):
        terminal.sends(keys, until)
    assert terminal.ends(":quit\r") == 0
    assert kept(house, f"{worker}-") == [f"{worker}-1", f"{worker}-2"]


def test_a_burst_keeps_its_order(at_serials: PseudoTerminal, worker: str, house: House) -> None:
    burst = [f"{worker}-{number:03}" for number in range(200)]
    at_serials.sends("".join(f"{serial}\r" for serial in burst), "200/5")
    assert kept(house, f"{worker}-") == burst


def test_a_separator_of_gs1_arrives(at_serials: PseudoTerminal, worker: str, house: House) -> None:
    at_serials.sends(f"]d2010952123454323721{worker}-A\x1d10LOT-7\r", "1/5")
    assert kept(house, f"{worker}-") == [f"{worker}-A"]


def test_function_keys_arrive_whole_and_in_pieces(at_serials: PseudoTerminal, worker: str) -> None:
    at_serials.sends(f"{worker}-1\r", "1/5")
    for piece in ("\x1b", "O", "R"):  # F3: undo
        at_serials.types(piece)
    at_serials.sees("0/5")
    at_serials.sends(f"{worker}-2\r\x1bOR{worker}-3\r", f"OK {worker}-3")
    at_serials.sees("1/5")


def test_serials_that_a_client_might_take_for_a_command_are_taken(
    at_serials: PseudoTerminal, worker: str, house: House
) -> None:
    at_serials.sends(f"~.{worker}\r", f"OK ~.{worker}")
    at_serials.sends(f"~~{worker}\r~?{worker}\r", f"OK ~?{worker}")
    assert len(kept(house, "~")) >= 3


def test_a_terminal_takes_another_size(at_serials: PseudoTerminal, worker: str) -> None:
    for number, size in enumerate([(20, 8), (80, 24), (24, 20)], 1):
        at_serials.resizes(*size)
        at_serials.sends(f"{worker}-{number}\r", f"{number}/5")
        at_serials.sees("SERIAL?")


def test_a_latin_1_client_is_answered_in_latin_1(at_serials: PseudoTerminal, worker: str) -> None:
    at_serials.types(f"{worker}-Ü\r".encode("latin-1"))
    at_serials.sees("wrong keyboard layout")
    assert "Ü".encode("latin-1") in at_serials.came
    assert "Ü".encode() not in at_serials.came


def test_a_client_that_is_killed_finds_everything_again(opens: Open, worker: str) -> None:
    terminal = opens(worker)
    goes_to_serials(terminal, worker)
    terminal.sends(f"{worker}-1\rHALF", ">HALF")
    terminal.is_cut_off()
    again = opens(worker, term="vt100", size=(20, 16))
    again.sees(">HALF")
    again.sends("\x7f" * 4 + f"{worker}-2\r", "2/5")


# --- who --------------------------------------------------------------------------------------------------------------


def test_openssh_asks_for_the_password_and_again_after_a_wrong_one(house: House, worker: str) -> None:
    command = house.openssh(worker, "-o", "PubkeyAuthentication=no")
    command[command.index("BatchMode=yes")] = "BatchMode=no"
    terminal = PseudoTerminal(command, columns=80)
    terminal.sees("Password:")
    asked = f"({worker}@{HOST}) Password:"
    terminal.sends("wrong-word\r", f"{asked:80}\n{asked}")
    terminal.sends(f"{PASSWORD}\r", "FLOW?")
    terminal.is_cut_off()


def test_plink_takes_the_password(house: House, worker: str) -> None:
    command = house.plink(worker, "-pw", PASSWORD)
    at = command.index("-i")
    terminal = PseudoTerminal([*command[:at], *command[at + 2 :]], HOME=str(house.folder))
    terminal.sees("FLOW?")
    terminal.is_cut_off()


def test_whoever_guesses_is_told_to_wait(house: House, worker: str) -> None:
    command = house.plink(worker, "-pw", "wrong-word")
    at = command.index("-i")
    by_password = [*command[:at], *command[at + 2 :]]
    for _ in range(5):
        assert asks(by_password, house).returncode != 0
    told = asks(by_password, house)
    assert "Too many tries. Wait 30 seconds." in told.stdout + told.stderr
    assert asks(house.openssh(worker), house).stderr.endswith(
        "shell request failed on channel 0\n"
    )  # it is in


OPENSSH_KEY_EXCHANGES = [
    name
    for name in KEY_EXCHANGES
    if not name.startswith("mlkem")  # which OpenSSH has since 9.9
]


@pytest.mark.parametrize("exchange", OPENSSH_KEY_EXCHANGES)
def test_openssh_gets_in_with_every_key_exchange(house: House, worker: str, exchange: str) -> None:
    terminal = PseudoTerminal(house.openssh(worker, "-o", f"KexAlgorithms={exchange}"), columns=80)
    terminal.sees("FLOW?")
    terminal.is_cut_off()


def test_a_client_of_old_algorithms_gets_in(house: House, worker: str) -> None:
    old = ("KexAlgorithms=diffie-hellman-group14-sha256", "Ciphers=aes128-ctr", "MACs=hmac-sha1")
    options = [part for one in old for part in ("-o", one)]
    terminal = PseudoTerminal(house.openssh(worker, *options), columns=80)
    terminal.sees("FLOW?")
    terminal.is_cut_off()


@pytest.mark.parametrize("exchange", ["ecdh", "dh-group14-sha1", "WARN,dh-group14-sha1", "rsa"])
def test_plink_gets_in_whatever_it_asks_for_first(house: House, worker: str, exchange: str) -> None:
    sessions = house.folder / ".putty" / "sessions"
    sessions.mkdir(parents=True, exist_ok=True)
    (sessions / "first").write_text(f"KEX={exchange}\nProtocol=ssh\n", encoding="ascii")
    command = house.plink(worker)
    terminal = PseudoTerminal([command[0], "-load", "first", *command[1:]], HOME=str(house.folder))
    terminal.sees("FLOW?")
    terminal.is_cut_off()


@pytest.mark.parametrize(
    "exchange",
    ["diffie-hellman-group14-sha1", "diffie-hellman-group-exchange-sha256", "diffie-hellman-group18-sha512"],
)
def test_openssh_is_refused_a_weak_or_dear_key_exchange(house: House, worker: str, exchange: str) -> None:
    answer = asks(house.openssh(worker, "-o", f"KexAlgorithms={exchange}"), house)
    assert "no matching key exchange method" in answer.stderr


# --- nothing else -----------------------------------------------------------------------------------------------------


def asks(command: list[str], house: House) -> subprocess.CompletedProcess[str]:
    """Run a client without a terminal."""
    return subprocess.run(
        command,
        input="id\n",
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(house.folder)},
    )


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        (["--", "id"], "exec request failed"),
        (["-tt", "--", "id"], "exec request failed"),
        (["-T"], "shell request failed"),
        (["-s", "--", "sftp"], "subsystem request failed"),
        (["-W", "localhost:22"], "open failed"),
        (["-N", "-R", "0:localhost:22"], "remote port forwarding failed"),
        (["-N", "-R", "./serialhhd-forwarded:localhost:22"], "remote port forwarding failed"),
        (["-N", "-w", "any"], "Tunnel"),
    ],
)
def test_openssh_is_refused_everything_but_a_terminal(
    house: House, worker: str, asked: list[str], refused: str
) -> None:
    answer = asks(house.openssh(worker, "-o", "ExitOnForwardFailure=yes", *asked), house)
    assert answer.returncode != 0
    assert answer.stdout == ""
    assert refused.casefold() in answer.stderr.casefold()


@pytest.mark.parametrize(
    "asked", [["id"], ["-s", "sftp"], ["-T"], ["-nc", "localhost:22"]], ids=lambda asked: asked[0]
)
def test_plink_is_refused_everything_but_a_terminal(house: House, worker: str, asked: list[str]) -> None:
    *options, there = house.plink(worker)
    before, after = ([], asked) if asked == ["id"] else (asked[:-1], asked[-1:])
    command = [*options, *asked, there] if asked[0] in {"-T", "-nc"} else [*options, *before, there, *after]
    answer = asks(command, house)
    assert answer.returncode != 0
    assert answer.stdout == ""


def test_no_file_comes_or_goes(house: House, worker: str, tmp_path: Path) -> None:
    mine, made = tmp_path / "mine", tmp_path / "made"
    mine.write_text("x", encoding="utf-8")
    known = openssh_options(house.served.port, house.known_hosts, house.key)
    there = f"{worker}@{HOST}"
    for command in (
        ["scp", *known, str(mine), f"{there}:{made}"],
        ["scp", "-O", *known, str(mine), f"{there}:{made}"],
        ["sftp", *known, "-b", "-", there],
    ):
        assert asks(command, house).returncode != 0
    assert not made.exists()


def test_agent_and_x11_are_not_there_but_the_handheld_is(house: House, worker: str) -> None:
    command = house.openssh(worker, "-A", "-X", "-o", "SendEnv=LC_*")
    terminal = PseudoTerminal(command, columns=80, rows=24, DISPLAY="localhost:0", LC_ALL="C.UTF-8")
    terminal.sees("FLOW?")
    terminal.is_cut_off()
