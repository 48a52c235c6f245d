"""Songs that tell where they were cut, and players whose skill is known."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile

from musicpuzzle.audio.clip import Clip
from musicpuzzle.games.opponents import Opponent, SharedFeatures, Thought
from musicpuzzle.games.order import best_order
from trainer.evaluate.arguments import add_arguments

RATE_HZ = 44_100
REMEMBERED = 8


def write_song(path: Path, seconds: float = 5.0, *, seed: int = 0) -> Path:
    """A tone that rises all the time, from about 120 to 6,000 Hz, in a little noise."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE_HZ)) / (seconds * RATE_HZ)
    pitch_hz = rng.uniform(110, 130) * 50**time
    tone = np.sin(2 * np.pi * np.cumsum(pitch_hz) / RATE_HZ)
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, 0.3 * tone + 0.001 * rng.normal(size=tone.size), RATE_HZ)
    return path


def arguments(*words: object) -> argparse.Namespace:
    """What the command line makes of these words."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args([str(word) for word in words])


class Player:
    """Thinks by a function of the pieces and the seed, and remembers the first it was given."""

    def __init__(self, name: str, order: Callable[[Sequence[Clip], int], Sequence[int]]) -> None:
        self.name = name
        self.given: list[tuple[Clip, ...]] = []
        self._order = order

    def prepare(self) -> None:
        """There is nothing to load."""

    def think(
        self,
        pieces: Sequence[Clip],
        *,
        cancelled: Callable[[], bool] = bool,
        seed: int = 0,
        shared: SharedFeatures | None = None,
    ) -> Thought:
        """What the function says, in no time to speak of."""
        assert not cancelled()
        if len(self.given) < REMEMBERED:
            self.given.append(tuple(pieces))
        order = tuple(self._order(pieces, seed))
        log_odds = np.zeros((len(pieces), len(pieces)))
        return Thought(order, log_odds, 0.0, {"features": 0.25, "scores": 0.5, "order": 0.25})


@dataclass
class FakePlayers:
    """Players under the names of the game's opponents."""

    players: Mapping[str, Player]
    weights: dict[str, str] = field(default_factory=dict)

    def digests(self) -> Mapping[str, str]:
        """Empty, unless a test says otherwise."""
        return {name: self.weights.get(name, "") for name in self.players}

    def parameters(self) -> Mapping[str, int]:
        """As many as the name has letters."""
        return {name: len(name) for name in self.players}

    def player(self, name: str) -> Opponent:
        """The player of that name."""
        return self.players[name]


def by_pitch(pieces: Sequence[Clip], seed: int) -> list[int]:
    """The true order of a rising tone."""
    peaks = [int(np.abs(np.fft.rfft(piece.mono())).argmax()) for piece in pieces]
    return sorted(range(len(pieces)), key=peaks.__getitem__)


def always_the_same(pieces: Sequence[Clip], seed: int) -> list[int]:
    """The pieces as they were given."""
    return list(range(len(pieces)))


def by_equal_scores(pieces: Sequence[Clip], seed: int) -> Sequence[int]:
    """The best order of a scorer that finds every join equally good."""
    return best_order(np.ones((len(pieces), len(pieces))), seed=seed)[0]


def falling(pieces: Sequence[Clip], seed: int) -> list[int]:
    """The true order backwards."""
    return by_pitch(pieces, seed)[::-1]
