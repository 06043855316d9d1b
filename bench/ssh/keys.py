"""Keys, as ssh-keygen makes them."""

import subprocess
from pathlib import Path


def new_key(path: Path) -> Path:
    """Make a key pair without a passphrase and return the private one; the public one is beside it as `.pub`."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", path.name, "-f", str(path)]
    subprocess.run(command, check=True)
    return path
