"""The plan of a medley: which songs, at which tempi, in which keys, and who leads.

All that says who follows whom is decided here. It is there wherever a part is listened to, not
only where two parts meet:

- tempi go one way, by 4.5 to 7.5 % from song to song;
- keys fall by fifths, as harmony does (the old tonic is the dominant of the new), or the tonic
  stays and the mode changes;
- who sings the second voice in a song leads the next one;
- a medley grows: every song is played with a little more energy than the one before.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from musicpuzzle.errors import MusicPuzzleError

from ..chance import stream
from ..moods import MOODS
from ..spec import TEMPO_RANGE_BPM, Spec
from ..style import Style
from ..styles import STYLES
from ..titles import title_for

PARTS = (3, 4, 6, 8)
SHORTEST_S, LONGEST_S = 12.0, 20.0
STEPS = (1.045, 1.075)
ENERGIES = (0.62, 1.0)
_BARS = (4, 6, 8, 12, 16)
_LAST_BARS = 1.4  # the last chord's bar, and what is held back before it
_TRIES = 24


@dataclass(frozen=True, slots=True)
class PartPlan:
    """One song of a medley.

    Attributes:
        spec: its factors.
        kind: verse or chorus, for patterns and progressions.
        bars: its length; the last part has the final chord's bar besides.
        energy: 0 to 1.
        second: who sings the second voice; leads the next part, if there is one.
    """

    spec: Spec
    kind: str
    bars: int
    energy: float
    second: str


@dataclass(frozen=True, slots=True)
class MedleyPlan:
    """A medley before a note is written."""

    seed: int
    title: str
    parts: tuple[PartPlan, ...]

    @property
    def leads(self) -> frozenset[str]:
        """Every instrument that sings: the leads, and the last second voice."""
        return frozenset({p.spec.lead for p in self.parts} | {p.second for p in self.parts})


def draw_medley(seed: int, parts: int, styles: Sequence[str]) -> MedleyPlan:
    """The plan that the seed decides.

    Args:
        seed: of everything.
        parts: how many songs, one of PARTS.
        styles: which styles it may have; each is heard once.

    Raises:
        MusicPuzzleError: there are fewer styles than songs.
    """
    if len(set(styles)) < parts:
        raise MusicPuzzleError(
            f"A medley of {parts} songs needs {parts} styles, there are {len(set(styles))}."
        )
    tempi, chosen = _tempi_and_styles(sorted(set(styles)), parts, stream(seed, "tempi"))
    tonics = _tonics(parts, stream(seed, "keys"))
    moods = stream(seed, "moods").sample(sorted(MOODS), parts)
    leads = _leads([STYLES[name] for name in chosen], stream(seed, "leads"))
    songs = []
    for k, (style, mood) in enumerate(zip(chosen, moods, strict=True)):
        own = stream(seed, "song", k)
        song_seed = own.getrandbits(32)
        title = title_for(mood, song_seed)
        spec = Spec(song_seed, style, mood, tempi[k], tonics[k], leads[k], title=title)
        energy = ENERGIES[0] + (ENERGIES[1] - ENERGIES[0]) * k / (parts - 1)
        kind = own.choice(("verse", "chorus"))
        bars = _bars(STYLES[style], tempi[k], _LAST_BARS if k == parts - 1 else 0.0)
        songs.append(PartPlan(spec, kind, bars, round(energy, 3), leads[k + 1]))
    title = f"From {songs[0].spec.title} to {songs[-1].spec.title}"
    return MedleyPlan(seed, title, tuple(songs))


def _tempi_and_styles(
    styles: Sequence[str], parts: int, rng: random.Random
) -> tuple[list[float], list[str]]:
    """Tempi that go one way, and for each a style that feels at home there, as far as can be."""
    steps = [rng.uniform(*STEPS) for _ in range(parts - 1)]
    slowest, fastest = TEMPO_RANGE_BPM
    whole = math.prod(steps)
    rises = rng.random() < 0.5
    best: tuple[float, list[float], list[str]] | None = None
    for _ in range(_TRIES):
        first = math.exp(rng.uniform(math.log(slowest), math.log(fastest / whole)))
        path = [round(first * math.prod(steps[:k]), 1) for k in range(parts)]
        tempi = path if rises else path[::-1]
        # The whims make two medleys of one tempo differ.
        costs = np.array(
            [[_strain(STYLES[s], bpm) + rng.uniform(0.0, 0.12) for s in styles] for bpm in tempi]
        )
        rows, columns = linear_sum_assignment(costs)
        cost = float(costs[rows, columns].sum())
        if best is None or cost < best[0]:
            best = (cost, tempi, [styles[column] for column in columns])
    assert best is not None
    return best[1], best[2]


def _strain(style: Style, tempo_bpm: float) -> float:
    """How far a tempo lies outside of what is natural to a style, as a logarithm of the ratio."""
    low, high = style.tempo
    return 4.0 * max(math.log(low / tempo_bpm), math.log(tempo_bpm / high), 0.0)


def _tonics(parts: int, rng: random.Random) -> list[int]:
    tonics = [rng.randrange(12)]
    for _ in range(parts - 1):
        falls = rng.random() < 0.8 or tonics[-2:-1] == tonics[-1:]
        tonics.append((tonics[-1] + 5 * falls) % 12)
    return tonics


def _leads(styles: Sequence[Style], rng: random.Random) -> list[str]:
    """An instrument for the lead of each style and for the last second voice, each once.

    What is the only instrument for the chords of some style accompanies there: as a lead it would
    say nothing about who comes next.
    """
    busy = {
        layer.instruments[0]
        for style in styles
        for layer in style.layers
        if len(layer.instruments) == 1
    }
    pools = [[*style.leads] for style in styles] + [[*styles[-1].counters]]
    pools = [[name for name in pool if name not in busy] or pool for pool in pools]
    jitter = {name: rng.random() for name in sorted({n for pool in pools for n in pool})}
    names = sorted(jitter)
    # Where styles share their leads, somebody takes an instrument of another style.
    costs = np.array(
        [
            [jitter[name] if name in pool else 10.0 + jitter[name] for name in names]
            for pool in pools
        ]
    )
    _, columns = linear_sum_assignment(costs)
    return [names[column] for column in columns]


def _bars(style: Style, tempo_bpm: float, more: float) -> int:
    """The number of bars that lasts, with `more`, nearest to the middle of what a part may last."""
    bar_s = 60.0 / tempo_bpm / style.metre.beat_q * style.metre.bar_q
    middle = math.sqrt(SHORTEST_S * LONGEST_S)

    def strain(bars: int) -> float:
        seconds = (bars + more) * bar_s
        too_long = max(seconds / LONGEST_S, SHORTEST_S / seconds, 1.0) - 1.0
        # Phrases of four bars are what an ear expects.
        return abs(math.log(seconds / middle)) + 0.1 * (bars % 4 != 0) + 20.0 * too_long

    return min(_BARS, key=strain)
