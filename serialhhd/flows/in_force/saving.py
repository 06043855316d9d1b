"""A flows.toml changed in its place: where a store goes by it, what it says then is a version, by whom and why."""

from collections.abc import Callable
from pathlib import Path

from serialhhd.flows.config import replacing
from serialhhd.flows.config.discovery import find_flows, is_packaged
from serialhhd.flows.in_force import applying
from serialhhd.flows.in_force.applying import Site
from serialhhd.flows.in_force.text import name_of, program
from serialhhd.flows.sentences import messages
from serialhhd.store.configuration import versions
from serialhhd.store.configuration.versions import New
from serialhhd.store.engine.store import Store
from serialhhd.value_class import value_class


@value_class
class Keeper:
    """A store that keeps versions, and who changes the file.

    Attributes:
        store: The store, opened.
        explicit: The argument of `--flows`.
        by: Who acts.
    """

    store: Store
    explicit: str | None
    by: str

    def keeps(self, path: Path) -> bool:
        """Return whether a file was ever in force in the store, or is the one that every program here finds.

        Another one, which only `--flows` names, may be a draft: it is in force once a handheld is opened with it.
        """
        name = name_of(path)
        with self.store.read() as conn:
            return name == name_of(find_flows()) or bool(versions.newest(conn, name))

    def site(self, path: Path) -> Site | None:
        """Return where the flows of a file are in force; None where they never were, or another file is now.

        What it says now is a version first, even where no handheld was ever opened with it: one can go back to it.
        """
        if not self.keeps(path):
            return None
        site = applying.site(self.store, self.explicit, self.by)
        return site if site.found.path == path else None


def save(path: Path, change: Callable[[bytes], bytes], keeper: Keeper | None, why: str) -> bool:
    """Put what `change` makes of a file's content in its place, all at once, and return whether that is something else.

    Args:
        path: The file.
        change: Returns what the file is to hold; what it raises leaves the file as it is.
        keeper: Who keeps versions; None: nobody does.
        why: What for; it is kept with the version.

    Raises:
        Refused: `flows_packaged`, for the file that came with the program; `no_reason`; as for `replacing.rewrite`.
    """
    if is_packaged(path):
        raise messages.flows_packaged()
    with replacing.held(path) as file:
        after = change(file.content)
        site = keeper.site(path) if keeper and after != file.content else None
        if site:
            applying.put(site, New(after, why, program()), lambda: file.replace(after))
        elif after != file.content:
            file.replace(after)
    return after != file.content
