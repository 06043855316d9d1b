"""How a server of handhelds is set up. Times are in seconds."""

from pathlib import Path

from serialhhd.store.words.vocabulary import Language
from serialhhd.value_class import value_class


@value_class
class HostSettings:
    """What can be set for `serialhhd serve`.

    Attributes:
        host: The address to listen on.
        port: The port to listen on; 0 takes a free one.
        host_keys: The folder with the keys by which clients know the server; made on the first start.
        sessions: The most handhelds in one process, attached or waiting for their operator to come back.
        starts: How many handhelds start at the same time; the others wait their turn.
        idle: After so long without a key an attached handheld is closed.
        grace: So long a handheld whose link dropped waits for its operator; then its run is resumed from the store.
        keepalive: How often a silent client is asked whether it is still there; three times without an answer drop it.
        login: So long a client may take to log in.
        logs_scans: Whether the log may hold what was scanned. A PIN or password is never logged.
        control: The socket by which `serialhhd serve status` asks; None makes none.
        language: In which handhelds speak; an operator's own goes before it.
        takes_over: Whether a login goes on with a handheld that is in use on another terminal; else it is refused.
        metrics_port: The port on loopback for Prometheus; 0 takes a free one, None serves no metrics.
    """

    host: str = "127.0.0.1"
    port: int = 2222
    host_keys: Path = Path("host_keys")
    sessions: int = 500
    starts: int = 4
    idle: float = 4 * 3600
    grace: float = 30 * 60
    keepalive: float = 15
    login: float = 120
    logs_scans: bool = False
    control: Path | None = None
    metrics_port: int | None = None
    language: Language = Language.ENGLISH
    takes_over: bool = True
