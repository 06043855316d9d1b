"""Where a lesson is played when nothing of it is to stay: on a throw-away store that has the scenario's start."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from serialhhd.flows.config.model import Flows
from serialhhd.flows.conversation.session import Session
from serialhhd.flows.in_force.source import AsTheyAre
from serialhhd.flows.in_force.text import numbered
from serialhhd.flows.sentences.language import speaking
from serialhhd.store.engine import throw_away
from serialhhd.store.engine.store import Store
from serialhhd.store.words.vocabulary import Language, StorePurpose
from serialhhd.training.faults.workplace import PATIENCE
from serialhhd.training.lessons.clock import Clock
from serialhhd.training.lessons.lesson import OPERATOR, Lesson
from serialhhd.training.scenarios.loader import CheckedScenario
from serialhhd.training.scenarios.model import Scenario
from serialhhd.training.scenarios.start import fill


@contextmanager
def opened(
    one: CheckedScenario,
    flows: Flows,
    clock: Clock,
    seed: int = 0,
    *,
    language: Language | None = None,
    usual_language: Language = Language.ENGLISH,
) -> Iterator[Lesson]:
    """Open a lesson of a scenario; its store is gone in the end.

    Args:
        one: The scenario.
        flows: The flows in force, which ask what the scenario needs.
        clock: The clock of the lesson.
        seed: The order of the goods follows from it.
        language: In which it is spoken; None: as flows.toml says.
        usual_language: In which it is spoken where nothing else says that.

    Raises:
        StoreUnavailable: No store can be made.
    """
    source = AsTheyAre(numbered(flows, None))
    purpose = StorePurpose.TRAINING
    with throw_away.store("training", clock=clock, busy_seconds=PATIENCE, purpose=purpose) as store:
        fill(store, one.scenario, one.path.parent)

        def signed_on() -> Session:
            return Session(
                store, source, OPERATOR, one.scenario.flow, language=language, usual_language=usual_language
            )

        lesson = begun(store, one.scenario, signed_on, clock, seed)
        with lesson.around.workplace:
            yield lesson


def begun(
    store: Store, scenario: Scenario, open_session: Callable[[], Session], clock: Clock, seed: int = 0
) -> Lesson:
    """Begin a lesson in the language of its handheld, in which what lies there is named, too; arguments as of `Lesson`.

    Raises:
        StoreUnavailable: The store cannot be used.
    """
    with speaking(open_session().view().language):
        return Lesson(store, scenario, open_session, clock, seed)
