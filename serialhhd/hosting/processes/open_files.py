"""How many files the system lets this process have open: each connection is one, and a server without them refuses everybody."""

import resource

OTHER_FILES = 200
"""So many files the server needs besides its connections, at most."""


def allowed(wanted: int) -> int:
    """Return how many files may be open, at most so many as are wanted; the limit is raised as far as that is allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    return wanted if soft == resource.RLIM_INFINITY else min(wanted, soft)


def check_open_files(sessions: int, workers: int) -> None:
    """Make sure that as many handhelds can be open as the server promises.

    Args:
        sessions: The most handhelds of each process that serves some.
        workers: How many do. Of several each may have to pass on as many clients as it has, and needs two files for each.

    Raises:
        OSError: Too few files may be open.
    """
    needed = sessions * min(workers, 2) + OTHER_FILES
    given = allowed(needed)
    if given < needed:
        raise OSError(
            f"{needed} files must be open for {sessions} handhelds, and only {given} may be: allow more"
            f" (ulimit -n {needed}, or LimitNOFILE={needed} in the unit), or fewer handhelds (--sessions)"
        )
