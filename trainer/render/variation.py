"""How one rendering differs from the next: tempo, pitch, room, loudness, instruments."""

from __future__ import annotations

import math
from dataclasses import dataclass

from ..compose.chance import stream

TEMPO = 0.1
ROOMS_S = (0.4, 2.4)
WETNESS = (0.05, 0.5)
PEAKS_DBFS = (-10.0, -2.0)


@dataclass(frozen=True, slots=True)
class Variation:
    """All that decides a rendering besides the file.

    Attributes:
        seed: of the instruments that are drawn.
        tempo: factor on the file's tempo.
        semitones: transposition of all but the drums.
        room_s: decay of the room.
        wet: share of the sound that goes into the room.
        peak_dbfs: of the loudest sample.
        seconds: the longest that is rendered.
        draws_instruments: True when a file that plays everything on one instrument gets others.
    """

    seed: int
    tempo: float
    semitones: int
    room_s: float
    wet: float
    peak_dbfs: float
    seconds: float
    draws_instruments: bool

    def __str__(self) -> str:
        """For the list: two renderings of one file with equal words are equal."""
        players = "drawn" if self.draws_instruments else "own"
        return (
            f"seed {self.seed}, tempo x{self.tempo:g}, {self.semitones:+d} semitones, "
            f"room {self.room_s:g} s at {self.wet:g}, peak {self.peak_dbfs:g} dBFS, "
            f"up to {self.seconds:g} s, {players} instruments"
        )


def draw_variation(
    name: str, seed: int, *, seconds: float, transpose: int = 0, draws_instruments: bool = True
) -> Variation:
    """The variation of a file, by its name in its folder.

    Args:
        name: of the file, e.g. "pop909/001.mid".
        seed: another seed, another variation.
        seconds: the longest that is rendered.
        transpose: how many semitones up or down at most.
        draws_instruments: as in Variation.
    """
    rng = stream(seed, "render", name)
    # Evenly on a scale of ratios.
    tempo = math.exp(rng.uniform(math.log(1 - TEMPO), math.log(1 + TEMPO)))
    room_s, wet, peak_dbfs = (rng.uniform(*span) for span in (ROOMS_S, WETNESS, PEAKS_DBFS))
    own_seed = rng.getrandbits(32)
    return Variation(
        own_seed,
        round(tempo, 4),
        rng.randint(-transpose, transpose),
        round(room_s, 2),
        round(wet, 3),
        round(peak_dbfs, 2),
        seconds,
        draws_instruments,
    )
