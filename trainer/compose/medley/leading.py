"""Leading over: the chords that turn to the key that follows, and the bar that turns the tempo."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from ..harmony import Bars, cadence_of, degree_name, dominant_of
from ..humanise import Played
from ..style import Style
from ..theory import Chord, Key, chord_of

# What leads to a dominant, the best first; the dominant's own root is left to itself.
_PIVOTS = {
    False: ("ii", "IV", "vi", "bVII", "II", "iii", "I", "iv"),
    True: ("iv", "bVI", "ii", "IV", "bIII", "bVII", "bvii", "bII", "i"),
}


def tonic_chord(key: Key) -> Chord:
    """The plain triad on the tonic."""
    return Chord(key.tonic, "m" if key.is_minor else "")


def turning_bars(bars: int) -> int:
    """How many bars at a part's end lead over; in a short part pivot and dominant share one."""
    return 2 if bars > 4 else 1


def led_over(bars: Bars, key: Key, following: Key, style: Style) -> Bars:
    """The bars, begun on the tonic and ended on a pivot and the dominant of the key that follows.

    Args:
        bars: chord names of a part.
        key: its key.
        following: the key of the next part.
        style: whether dominants have their seventh.
    """
    pivot, dominant = pivot_of(following, key), dominant_of(following, key, style)
    ending = (pivot, dominant) if turning_bars(len(bars)) == 2 else (f"{pivot},{dominant}",)
    return (*_from_tonic(bars, key, style)[: -len(ending)], *ending)


def led_home(bars: Bars, key: Key, style: Style) -> Bars:
    """The bars, begun on the tonic and ended with the key's cadence; the tonic's bar is added."""
    return (*_from_tonic(bars, key, style)[:-1], *cadence_of(key, style))


def _from_tonic(bars: Bars, key: Key, style: Style) -> Bars:
    """The dominant before a part wants its tonic: the first chord, if it has another root."""
    first = bars[0].split(",")[0]
    if chord_of(first, key).root == key.tonic:
        return bars
    return (cadence_of(key, style)[1], *bars[1:])


def pivot_of(key: Key, home: Key) -> str:
    """A chord that belongs to both keys, else one that leads to the dominant of `key`.

    It is spelt from the tonic of `home`.
    """
    names = [f"{name}/{degree_name(key, home)}" for name in _PIVOTS[key.is_minor]]
    both = home.scale() & key.scale()
    return next((n for n in names if set(chord_of(n, home).classes()) <= both), names[0])


def bridge_s(bar_s: float, ratio: float) -> float:
    """Seconds of a bar in which the tempo goes evenly to `ratio` times itself."""
    return bar_s if ratio == 1.0 else bar_s * math.log(ratio) / (ratio - 1.0)


def turned(at_s: float, from_s: float, bar_s: float, ratio: float) -> float:
    """Where a moment falls when the tempo turns in the bar from `from_s` on, to stay after it.

    Args:
        at_s: the moment at a steady tempo.
        from_s: where the bar begins.
        bar_s: its length at a steady tempo.
        ratio: the tempo after it, against the one before.
    """
    share = (at_s - from_s) / bar_s
    if share <= 0.0 or ratio == 1.0:
        return at_s
    if share >= 1.0:
        return from_s + bridge_s(bar_s, ratio) + (share - 1.0) * bar_s / ratio
    return from_s + bar_s * math.log1p((ratio - 1.0) * share) / (ratio - 1.0)


def all_turned(
    played: Sequence[Played], from_s: float, bar_s: float, ratio: float
) -> tuple[Played, ...]:
    """The notes where they fall when the tempo turns."""
    return tuple(
        replace(
            note,
            start_s=turned(note.start_s, from_s, bar_s, ratio),
            end_s=turned(note.end_s, from_s, bar_s, ratio),
        )
        for note in played
    )
