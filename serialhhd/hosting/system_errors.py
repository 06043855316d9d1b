"""What the system's errors say, as it can stand in a sentence."""

import os
import re
import socket

_ADDRESS = re.compile(r"address \('([^']*)', (\d+)")
"""In what Python says of an address that cannot be listened at."""


def said(problem: OSError) -> str:
    """Return where an error happened and what it is, without its number: `127.0.0.1:2222: Address already in use`."""
    if problem.errno is None:  # one of our own, which says all
        return str(problem)
    if isinstance(problem, socket.gaierror):  # numbered in another way
        return problem.strerror or str(problem)
    address = _ADDRESS.search(str(problem))
    where = f"{address[1]}:{address[2]}" if address else problem.filename
    what = os.strerror(problem.errno)
    return f"{where}: {what}" if where else what
