"""A training job and what it tells while it runs, as JSON lines between two processes.

The window starts the trainer as a child process, hands it a job on its standard input and reads
events from its standard output. The command line makes the same job and can print the same events.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from types import UnionType
from typing import Any, ClassVar, Literal, TypeVar, get_args, get_origin, get_type_hints

from musicpuzzle.errors import SettingsError

T = TypeVar("T")

STOP = "stop"
"""A line on the trainer's standard input: save and end. The end of the input means the same."""

CANCEL = "cancel"
"""A line on the trainer's standard input: end, and delete what the run wrote."""


WITHOUT = "-without-"
"""In the name of a network, between its own and the part that is left out of it."""


@dataclass(frozen=True, slots=True)
class TrainingJob:
    """All that decides what a training run does.

    Attributes:
        model: name of the network.
        data: folders of audio; may be empty when `shards` names prepared features.
        out: folder of the run: checkpoints, events, the best model.
        shards: folder of prepared features; the program's cache when None.
        steps: how many steps in all, or None.
        minutes: how long in all, sums over resumed runs; or None.
        pairs: how many ordered pairs of pieces in all, over all devices; or None. What comes first
            of steps, minutes and pairs ends the run.
        batch: fragments or windows a step on each device, as the recipe counts them; 0: its own.
        seed: decides initial weights and every batch.
        threads: threads of the processor for one process; 0: torch's own choice.
        piece_s: length of a piece in seconds.
        speeds: playing speeds of each song, pitch and tempo together.
        validation: share of songs held out where no list says which.
        init: weights to start from, a model's file or name.
        learning_rate: of the optimiser; 0: the recipe's own.
        decay: last share of the run over which the learning rate falls to zero.
        accelerator: auto, cpu, cuda or mps.
        devices: how many on this host; under torchrun its own count holds.
        precision: auto, 32-true or bf16-mixed.
        checkpoint_steps: save every so many steps; 0: every half minute.
        validate_steps: validate every so many steps; 0: a tenth of the time.
        validation_puzzles: puzzles a gap; 0: as many as are solved in a hundredth of `minutes`.
        validation_piece_s: length of their pieces in seconds; 6 s is the game with four pieces.
        without: a part of the network that is left out, to see what it is worth; or None.
        generated: folders of generated songs for the similarity network.
        judgements: file of a person's triplets for the similarity network, or None.
        filters: of the similarity network's first layer; 0: 64, as in the paper.
        only: the one dimension that a specialised similarity network learns, or None.
        goal: of the similarity network: "windows", by triplets and proxies, or last "songs".
    """

    model: str
    data: tuple[str, ...]
    out: str
    shards: str | None = None
    steps: int | None = None
    minutes: float | None = None
    pairs: int | None = None
    batch: int = 0
    seed: int = 0
    threads: int = 0
    piece_s: float = 3.0
    speeds: tuple[float, ...] = (1.0,)
    validation: float = 0.1
    init: str | None = None
    learning_rate: float = 0.0
    decay: float = 0.0
    accelerator: str = "auto"
    devices: int = 1
    precision: str = "auto"
    checkpoint_steps: int = 0
    validate_steps: int = 0
    validation_puzzles: int = 0
    validation_piece_s: float = 6.0
    without: str | None = None
    generated: tuple[str, ...] = ()
    judgements: str | None = None
    filters: int = 0
    only: str | None = None
    goal: str = "windows"

    @property
    def network(self) -> str:
        """Name of the network, which says what is left out."""
        return self.model if self.without is None else f"{self.model}{WITHOUT}{self.without}"

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(line: str) -> TrainingJob:
        """Read what `to_json` wrote; fields that are left out keep their defaults.

        Raises:
            SettingsError: it is no such object, a field is unknown, missing or of another type.
        """
        return _build(TrainingJob, _object(line, "training job"), "training job")


@dataclass(frozen=True, slots=True)
class Preparing:
    """Features of songs are being computed: `done` of `total`."""

    kind: ClassVar[str] = "preparing"
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the person; the run goes on."""

    kind: ClassVar[str] = "notice"
    message: str


@dataclass(frozen=True, slots=True)
class Started:
    """The first step is about to be taken, after `step` earlier ones."""

    kind: ClassVar[str] = "started"
    model: str
    parameters: int
    step: int
    songs: int
    validation_songs: int
    device: str
    processes: int
    precision: str


@dataclass(frozen=True, slots=True)
class Stepped:
    """One step was taken: `loss` is its mean over the batch, `elapsed_s` all time so far."""

    kind: ClassVar[str] = "step"
    step: int
    loss: float
    elapsed_s: float
    left_s: float | None = None
    pairs_per_s: float = 0.0
    metrics: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Validated:
    """Held-out puzzles were solved; `best`: better than ever before, so the model was written."""

    kind: ClassVar[str] = "validated"
    step: int
    metrics: dict[str, float]
    best: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """A checkpoint was written."""

    kind: ClassVar[str] = "saved"
    step: int


@dataclass(frozen=True, slots=True)
class Finished:
    """The run ended by itself or was stopped; `model` is the path of the best model, if any."""

    kind: ClassVar[str] = "finished"
    step: int
    reason: Literal["done", "stopped", "cancelled"]
    model: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The run cannot go on; one sentence says why."""

    kind: ClassVar[str] = "failed"
    message: str


Event = Preparing | Notice | Started | Stepped | Validated | Saved | Finished | Failed
_EVENTS: dict[str, type[Event]] = {event.kind: event for event in get_args(Event)}


def event_to_json(event: Event) -> str:
    """One line of JSON with the event's kind."""
    return json.dumps({"event": event.kind, **asdict(event)})


def event_from_json(line: str) -> Event:
    """Read what `event_to_json` wrote.

    Raises:
        SettingsError: the line is no event.
    """
    values = _object(line, "event")
    kind = values.pop("event", None)
    if not isinstance(kind, str) or kind not in _EVENTS:
        raise SettingsError(f"The line is no event of a training run: {line.strip()[:80]}")
    return _build(_EVENTS[kind], values, f"event {kind!r}")


def _object(line: str, what: str) -> dict[str, Any]:
    try:
        values = json.loads(line)
    except ValueError as error:
        raise SettingsError(f"The {what} is no JSON: {error}.") from error
    if not isinstance(values, dict):
        raise SettingsError(f"The {what} is no JSON object.")
    return values


def _build(cls: type[T], values: dict[str, Any], what: str) -> T:
    hints = {name: hint for name, hint in get_type_hints(cls).items() if _is_field(hint)}
    for name in values:
        if name not in hints:
            raise SettingsError(f"The {what} has an unknown field {name!r}.")
    checked = {name: _checked(value, hints[name], name, what) for name, value in values.items()}
    try:
        return cls(**checked)
    except TypeError as error:
        raise SettingsError(f"The {what} lacks a field: {error}.") from error


def _is_field(hint: Any) -> bool:
    return get_origin(hint) is not ClassVar


def _checked(value: Any, hint: Any, name: str, what: str) -> Any:
    """`value` as a field of type `hint` holds it: a list as tuple, a whole number as float."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        inner = next(argument for argument in arguments if argument is not type(None))
        return None if value is None else _checked(value, inner, name, what)
    if origin is tuple and isinstance(value, list):
        return tuple(_checked(item, arguments[0], name, what) for item in value)
    if origin is dict and isinstance(value, dict):
        return {key: _checked(item, arguments[1], name, what) for key, item in value.items()}
    if hint is float and type(value) is int:
        return float(value)
    if value in arguments if origin is Literal else type(value) is hint:
        return value
    raise SettingsError(f"The {what} has no good value for {name!r}: {json.dumps(value)}.")
