"""What others do meanwhile, in the same store: a colleague, a supervisor, the office, and a program that locks it."""

from typing import ClassVar

from serialhhd.training.faults.fault import Group, Laid, Right
from serialhhd.training.faults.incident import Incident, Scene


class FaultOfOthers(Incident):
    """Something that others do."""

    group: ClassVar[Group] = Group.OTHERS


class LineTaken(FaultOfOthers):
    """A colleague was first."""

    name: ClassVar[str] = "line_taken"
    meaning: ClassVar[str] = (
        "A colleague has just taken the same line or task in work, and gives it back after a while."
    )
    rights: ClassVar[tuple[Right, ...]] = (Right.REFUSE_ONLY, Right.RESCAN, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("line_in_work", "tasks_in_work")
    lasts: ClassVar[float] = 20.0

    def happens(self, scene: Scene) -> bool:
        """Have the colleague take what comes next."""
        return scene.workplace.colleague_takes(*scene.upcoming)

    def passes(self, scene: Scene) -> None:
        """Have the colleague give it back."""
        scene.workplace.colleague_leaves()

    def lacks(self, laid: Laid) -> str:
        """Return that there is no line that could be taken."""
        return "" if laid.documents else "a document in start"


class RunReleased(FaultOfOthers):
    """A supervisor was told that nobody works on it."""

    name: ClassVar[str] = "run_released"
    meaning: ClassVar[str] = (
        "A supervisor releases the run: what was captured on the line and not confirmed is dropped."
    )
    rights: ClassVar[tuple[Right, ...]] = (Right.RESCAN, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("run_released",)

    def happens(self, scene: Scene) -> bool:
        """Release the run, where one is open."""
        return scene.workplace.supervisor_releases()


class DocumentCancelled(FaultOfOthers):
    """The office has changed its mind."""

    name: ClassVar[str] = "document_cancelled"
    meaning: ClassVar[str] = (
        "The office cancels the document that is being worked on: nothing more of it is taken."
    )
    rights: ClassVar[tuple[Right, ...]] = (Right.SET_ASIDE, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("document_gone",)
    changes_end: ClassVar[bool] = True

    def happens(self, scene: Scene) -> bool:
        """Cancel the document, where one is in work and can still be cancelled."""
        return scene.workplace.office_cancels()

    def lacks(self, laid: Laid) -> str:
        """Return that there is nothing to cancel."""
        return "" if laid.documents else "a document in start"


class StoreAway(FaultOfOthers):
    """Nothing can be kept."""

    name: ClassVar[str] = "store_away"
    meaning: ClassVar[str] = "The store cannot be used for a while: nothing that is scanned is taken."
    rights: ClassVar[tuple[Right, ...]] = (Right.RESCAN, Right.CALL)
    codes: ClassVar[tuple[str, ...]] = ("store_locked",)
    lasts: ClassVar[float] = 15.0

    def happens(self, scene: Scene) -> bool:
        """Lock the store, as another program does."""
        scene.workplace.lock()
        return True

    def passes(self, scene: Scene) -> None:
        """Let go of it."""
        scene.workplace.unlock()
