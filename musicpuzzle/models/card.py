"""The card of a model: what it is, what it learned from, how it was made and how good it is."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from musicpuzzle.errors import ModelError
from musicpuzzle.features import logmel, short_mel
from musicpuzzle.models.registry import is_similarity

FEATURES: dict[str, Any] = {
    "kind": "log-mel",
    "sample_rate_hz": logmel.SAMPLE_RATE_HZ,
    "window_samples": logmel.WINDOW_SAMPLES,
    "hop_samples": logmel.HOP_SAMPLES,
    "mels": logmel.MELS,
    "power_scale": logmel.POWER_SCALE,
    "centred": False,
}
"""What the features of this program are; a model made with others cannot play."""

SHORT_FEATURES: dict[str, Any] = {
    "kind": "log-mel",
    "sample_rate_hz": short_mel.SAMPLE_RATE_HZ,
    "window_samples": short_mel.WINDOW_SAMPLES,
    "hop_samples": short_mel.HOP_SAMPLES,
    "mels": short_mel.MELS,
    "power_scale": short_mel.POWER_SCALE,
    "frames": short_mel.FRAMES,
    "centred": False,
}
"""Those of the similarity network."""


def features_of(architecture: str) -> dict[str, Any]:
    """What a network of that name sees of a sound."""
    return SHORT_FEATURES if is_similarity(architecture) else FEATURES


@dataclass(frozen=True, slots=True)
class Credit:
    """Whose songs a model learned from: `songs` of one artist and source under one licence."""

    artist: str
    licence: str
    source: str
    songs: int


@dataclass(frozen=True, slots=True)
class ModelCard:
    """Stands beside the weights as JSON.

    Attributes:
        architecture: name of the network.
        parameters: how many numbers were learned.
        command: the command line that trained it.
        seed: of the training run.
        steps: taken when these weights were written.
        songs: how many songs it learned from.
        hours: how long they last.
        credits: their artists, licences and sources.
        metrics: what was measured, by name.
        licence: under which the weights may be used.
        features: what it sees of a piece.
        weights: hash of the weights' file (blake2b, hex), so that a card is never taken for the
            card of other weights.
        dense_bits: how the weights of large dense layers are stored, 16 or 8; all others are
            stored in half precision.
        pairs: ordered pairs of pieces that it was shown until then; 0 where nobody counted.
        note: a sentence that belongs to the name, such as that the network is a reconstruction.
    """

    architecture: str
    parameters: int
    command: str
    seed: int
    steps: int
    songs: int
    hours: float
    credits: tuple[Credit, ...] = ()
    metrics: dict[str, float] = field(default_factory=dict)
    licence: str = "MIT"
    features: dict[str, Any] = field(default_factory=lambda: dict(FEATURES))
    weights: str = ""
    dense_bits: int = 16
    pairs: int = 0
    note: str = ""

    def to_json(self) -> str:
        """The card as indented JSON."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @staticmethod
    def from_json(text: str, name: str) -> ModelCard:
        """Read what `to_json` wrote; `name` is what an error calls the card.

        Raises:
            ModelError: it is no card, or the card of a model with other features.
        """
        try:
            values = json.loads(text)
            credit_rows = tuple(Credit(**row) for row in values.pop("credits"))
            card = ModelCard(**values, credits=credit_rows)
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ModelError(f"{name}: is no card of a model ({error}).") from error
        if card.features != features_of(card.architecture):
            raise ModelError(f"{name}: the model sees other features than this program computes.")
        return card


def card_path(weights: Path) -> Path:
    """Where the card of the weights in a file lies."""
    return weights.with_suffix(".json")


def read_card(weights: Path) -> ModelCard:
    """The card of the weights in a file.

    Raises:
        ModelError: it is missing or cannot be read, or is no card.
    """
    path = card_path(weights)
    return ModelCard.from_json(read_part(path).decode("utf-8", "replace"), str(path))


def read_part(path: Path) -> bytes:
    """The content of one of a model's files.

    Raises:
        ModelError: it is missing or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise ModelError(f"{path}: there is no such file.") from error
    except OSError as error:
        raise ModelError(f"{path}: cannot be read ({error.strerror}).") from error
