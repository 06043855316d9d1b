"""What a client of OpenSSH is told on its command line."""

from pathlib import Path


def openssh_options(port: int, known_hosts: Path, key: Path) -> list[str]:
    """Return what a client of OpenSSH needs to know of a server, and nothing of this computer's settings."""
    told = (
        f"UserKnownHostsFile={known_hosts}",
        "GlobalKnownHostsFile=/dev/null",
        "StrictHostKeyChecking=yes",
        "IdentitiesOnly=yes",
        "BatchMode=yes",
        f"IdentityFile={key}",
        f"Port={port}",
    )
    return ["-F", "none", *(word for one in told for word in ("-o", one))]
