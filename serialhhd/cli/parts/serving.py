"""What is set of a server of handhelds, whoever starts it: for work, or for a class."""

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from serialhhd.cli.parts.arguments import LanguageName, default_host_keys
from serialhhd.flows.sentences import messages

if TYPE_CHECKING:
    from serialhhd.hosting.settings import HostSettings

Host = Annotated[str, typer.Option(envvar="SERIALHHD_HOST", help="The address to listen on.")]
Port = Annotated[
    int, typer.Option(envvar="SERIALHHD_PORT", min=0, max=65535, help="The port; 0: a free one.")
]
Sessions = Annotated[int, typer.Option(min=1, help="The most handhelds at once.")]
LogScans = Annotated[bool, typer.Option("--log-scans", help="Let the log hold what was scanned.")]
Control = Annotated[
    Path | None,
    typer.Option(metavar="PATH", envvar="SERIALHHD_CONTROL", help="The socket where the server is asked."),
]
MetricsPort = Annotated[
    int | None,
    typer.Option(min=0, max=65535, metavar="PORT", help="Serve metrics for Prometheus on 127.0.0.1."),
]


def host_settings(
    host: str,
    port: int,
    *,
    sessions: int,
    log_scans: bool,
    control: Path | None,
    metrics_port: int | None,
    language: LanguageName,
    host_keys: Path | None,
) -> "HostSettings":
    """Return how a server is set up, the rest as usual.

    Raises:
        Refused: `metrics_need_extra`.
    """
    from serialhhd.hosting.settings import HostSettings
    from serialhhd.store.words.vocabulary import Language

    if metrics_port is not None and find_spec("prometheus_client") is None:
        raise messages.metrics_need_extra()
    return HostSettings(
        host=host,
        port=port,
        host_keys=host_keys or default_host_keys(),
        sessions=sessions,
        logs_scans=log_scans,
        control=control,
        metrics_port=metrics_port,
        language=Language(language.value),
    )
