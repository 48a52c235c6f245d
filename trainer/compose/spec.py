"""The factors of a song, drawn from its seed: as a style likes them, or each on its own."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from .chance import stream
from .instruments import LEADS
from .moods import MOODS
from .styles import STYLES

TEMPO_RANGE_BPM = (62, 172)


@dataclass(frozen=True, slots=True)
class Spec:
    """What decides a song; two equal ones are the same song.

    Attributes:
        seed: of every decision that is not a factor below.
        style: a name of styles.STYLES.
        mood: a name of moods.MOODS; it also brings the mode.
        tempo_bpm: beats of the style's metre a minute.
        tonic: pitch class of the key.
        lead: General MIDI name of the melody's instrument.
        free_instruments: True when the accompaniment is drawn from all instruments that can play
            the part, False when from those of the style.
        title: its title; empty for one made from the seed.
        target_s: wished length in seconds.
        lively: True when players vary what they repeat and sections differ more in loudness; the
            starter songs were made before they could.
    """

    seed: int
    style: str
    mood: str
    tempo_bpm: float
    tonic: int
    lead: str
    free_instruments: bool = False
    title: str = ""
    target_s: float = 64.0
    lively: bool = True

    def factors(self) -> dict[str, object]:
        """All of them by name, as they go into JSON."""
        return asdict(self)


def draw_spec(
    seed: int,
    *,
    independent: bool = False,
    styles: tuple[str, ...] = (),
    fixed: Mapping[str, object] | None = None,
) -> Spec:
    """Draw the factors of one song.

    Args:
        seed: of the song.
        independent: draw every factor alone, so that none gives another away; otherwise tempo,
            lead and accompaniment are such as the style has them.
        styles: the styles to choose from; all when empty.
        fixed: factors that are given, by the names of Spec's attributes.
    """
    given = dict(fixed or {})
    name = str(given.get("style") or stream(seed, "style").choice(sorted(styles or STYLES)))
    style = STYLES[name]
    tempo = stream(seed, "tempo")
    low, high = TEMPO_RANGE_BPM if independent else style.tempo
    # Evenly on a scale of ratios: 70 and 77 differ as much as 140 and 154.
    tempo_bpm = round(math.exp(tempo.uniform(math.log(low), math.log(high))))
    leads = LEADS if independent else style.leads
    drawn: dict[str, object] = {
        "style": name,
        "mood": stream(seed, "mood").choice(sorted(MOODS)),
        "tempo_bpm": float(tempo_bpm),
        "tonic": stream(seed, "tonic").randrange(12),
        "lead": stream(seed, "lead").choice(leads),
        "free_instruments": independent,
        "target_s": round(stream(seed, "target").uniform(56.0, 78.0), 1),
    }
    return Spec(seed=seed, **{**drawn, **given})  # type: ignore[arg-type]
