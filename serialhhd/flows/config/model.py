"""A flow as the engine uses it: frozen, complete, and able to outlive the file it was read from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    ValidationError,
    ValidationInfo,
    computed_field,
)
from pydantic_core import PydanticCustomError

from serialhhd.flows.config.devices.names import is_named
from serialhhd.flows.config.devices.profile import DeviceProfile, NamedProfile
from serialhhd.flows.config.flow_options import FlowOptions
from serialhhd.flows.config.shown_to import is_shown
from serialhhd.flows.operations import operations
from serialhhd.flows.operations.operation import Options
from serialhhd.flows.steps import step_types
from serialhhd.flows.steps.step import Step
from serialhhd.store.words.vocabulary import Role
from serialhhd.value_class import value_class

S = TypeVar("S", bound=Step)
M = TypeVar("M", bound=BaseModel)
SNAPSHOT_FORMAT: Final = 1
"""The number of the form in which a run keeps its flow. Whoever changes the form raises it, and runs in the older forms still go on."""


def _named_options(step: Step) -> dict[str, dict[str, Any]]:
    return {step.name: step.model_dump(mode="json")}


def _step(value: Any) -> Step:
    if isinstance(value, Step):
        return value
    if not isinstance(value, Mapping) or len(value) != 1 or not value.keys() <= step_types().keys():
        raise PydanticCustomError("no_step", "a step and its options")
    ((name, options),) = value.items()
    return _as_far_as_known(step_types()[name], options)


def _options(value: Any, info: ValidationInfo) -> Options:
    if isinstance(value, Options):
        return value
    operation = operations().get(info.data.get("operation", ""))
    if operation is None or not isinstance(value, Mapping):
        raise PydanticCustomError("no_options", "the options of the operation")
    return _as_far_as_known(operation.options, value)


def _as_far_as_known(model: type[M], saved: Any) -> M:
    """Return the options of a snapshot; a run goes on without those that mean nothing here any more, or cannot be so."""
    if not isinstance(saved, Mapping):
        return model.model_validate(saved)
    known = {key: value for key, value in saved.items() if key in model.model_fields}
    try:
        return model.model_validate(known)
    except ValidationError as invalid:
        wrong = {error["loc"][0] for error in invalid.errors(include_url=False)}
        return model.model_validate({key: value for key, value in known.items() if key not in wrong})


def _those_known(value: Any) -> Any:
    """Return the steps of a snapshot without those that this program does not know: a run goes on without them."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return value
    return tuple(one for one in value if not isinstance(one, Mapping) or one.keys() & step_types().keys())


AnyStep = Annotated[Step, PlainValidator(_step), PlainSerializer(_named_options)]
Steps = Annotated[tuple[AnyStep, ...], BeforeValidator(_those_known)]
AnyOptions = Annotated[
    Options, PlainValidator(_options), PlainSerializer(lambda options: options.model_dump(mode="json"))
]


class Flow(FlowOptions):
    """A configured conversation for one operation, with every option filled in.

    A run keeps `model_dump_json()` of the flow it began with; `from_json` gives the equal flow back whatever has become of the
    file since. Of a snapshot of another version of the program it drops the options and steps that mean nothing here.

    Attributes:
        name: Its key in flows.toml (`goods_in`).
        operation: The name of its operation.
        steps: Its questions, in order.
        options: The rules of its operation. They count whether or not the step is asked in whose table they are written.
        left_out: The other step types that it could have with their options, sorted by name: an excluded step keeps what was
            written for it.
        version_id: The version of flows.toml that says it (R66), where a store knows it. A run keeps it beside the snapshot.
    """

    model_config = ConfigDict(extra="ignore")

    name: str
    operation: str
    steps: Steps
    options: AnyOptions
    left_out: Steps = ()
    version_id: int | None = Field(default=None, exclude=True)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def snapshot(self) -> int:
        """The form of the snapshot: `SNAPSHOT_FORMAT`."""
        return SNAPSHOT_FORMAT

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The word that each of its steps asks for, by the step's name."""
        operation = operations()[self.operation]
        return MappingProxyType({step.name: operation.word(step.asks) for step in self.steps})

    @classmethod
    def from_json(cls, text: str) -> "Flow":
        """Return the flow that `model_dump_json` wrote.

        Raises:
            ValueError: The text is no snapshot of a flow, this program does not know its operation, or nothing of it asks for
                what the operation needs.
        """
        flow = cls.model_validate_json(text)
        lacking = set(operations()[flow.operation].required).difference(flow.words.values())
        if lacking:
            raise ValueError(lacking)
        return flow

    def step(self, name: str) -> Step | None:
        """Return the step of that name; None if the flow does not ask it."""
        return next((step for step in self.steps if step.name == name), None)

    def has(self, name: str) -> bool:
        """Return whether the flow asks the step of that name."""
        return self.step(name) is not None

    def options_of(self, step_type: type[S]) -> S:
        """Return the options of a step type in this flow, whether or not the flow asks the step.

        Raises:
            LookupError: The step type does not belong to the operation.
        """
        for step in (*self.steps, *self.left_out):
            if isinstance(step, step_type):
                return step
        raise LookupError(step_type.name)

    def value(self, step: str | None, key: str) -> Any:
        """Return what holds for a key of the flow, or of a step's table in it, whether it is written or not.

        Raises:
            LookupError: There is no such key.
        """
        operation = operations()[self.operation]
        if key in operation.options_in(step):
            return getattr(self.options, key)
        held: BaseModel | None = self
        if step is not None:
            held = next((one for one in (*self.steps, *self.left_out) if one.name == step), None)
        if held is None or key not in type(held).model_fields:
            raise LookupError(f"{step}.{key}" if step else key)
        return getattr(held, key)

    def as_table(self) -> dict[str, Any]:
        """Return the flow as its table in flows.toml, every option written out."""
        operation, options = operations()[self.operation], self.options.model_dump(mode="json")
        tables = {
            step.name: {
                **{key: options[key] for key in operation.options_in(step.name)},
                **step.model_dump(mode="json"),
            }
            for step in (*self.steps, *self.left_out)
        }
        return {
            "operation": self.operation,
            "steps": [step.name for step in self.steps],
            **{key: getattr(self, key) for key in FlowOptions.model_fields},
            **{key: options[key] for key in operation.options_in(None)},
            **{name: table for name, table in tables.items() if table},
        }


@value_class
class Flows:
    """What one flows.toml says.

    Attributes:
        path: The file.
        version: Version of the file's format.
        flows: The flows by name, in the order of the file.
        device: How handhelds are set up.
        devices: How devices of some names are set up, by the name of the profile, in the order of the file.
    """

    path: Path
    version: int
    flows: Mapping[str, Flow]
    device: DeviceProfile = field(default_factory=DeviceProfile)
    devices: Mapping[str, NamedProfile] = field(default_factory=lambda: MappingProxyType({}))

    def __iter__(self) -> Iterator[Flow]:
        """Iterate over the flows in the order of the file."""
        return iter(self.flows.values())

    def __len__(self) -> int:
        """Return the number of flows."""
        return len(self.flows)

    def flow(self, name: str) -> Flow | None:
        """Return the flow of that name, if there is one."""
        return self.flows.get(name)

    def shown_to(self, role: Role | None, device: str | None) -> "Flows":
        """Return what somebody sees of it; `role` and `device` as for `is_shown`."""
        if not any(flow.shown_to for flow in self):
            return self
        seen = {name: flow for name, flow in self.flows.items() if is_shown(flow.shown_to, role, device)}
        return replace(self, flows=MappingProxyType(seen))

    def profile(self, *names: str | None) -> DeviceProfile:
        """Return how a device is set up: as the first profile says that is for one of its names, or else as all are.

        Args:
            names: Its own name, where it has one, and the type of its terminal.
        """
        found = (profile for profile in self.devices.values() if is_named(names, profile.match))
        return next(found, self.device)
