"""Chord progressions by family, mode and kind of section.

One token a bar; chords that share a bar are joined by a comma. `A ; B` is a pair: the phrase that
opens, and the phrase that answers it. A progression without an answer repeats itself.
"""

from __future__ import annotations

import random

_TEXTS: dict[tuple[str, str, str], str] = {
    ("loop", "major", "verse"): """
        I V vi IV ; I V vi IV,V
        I vi IV V ; I vi ii V
        I iii IV V ; I iii IV,V I
        I IV vi V ; I IV ii V
        I V/vi vi IV ; I V IV V
        I ii7 vi IV ; I ii7 IV V""",
    ("loop", "major", "chorus"): """
        IV V iii vi ; IV V I I
        vi IV I V ; vi IV I,V I
        IV I V vi ; IV I V I
        I V ii IV ; I V IV I
        IV V vi I ; IV V I I""",
    ("loop", "mixolydian", "verse"): """
        I bVII IV I ; I bVII IV V
        I v IV I ; I v bVII IV
        I I bVII IV ; I ii bVII IV
        I IV bVII IV ; I IV bVII bVII""",
    ("loop", "mixolydian", "chorus"): """
        IV bVII I I ; IV bVII IV I
        bVII IV I v ; bVII IV I I
        ii IV bVII I ; ii IV bVII I
        v IV I bVII ; v IV bVII I""",
    ("loop", "lydian", "verse"): """
        I II I II ; I II vi V
        I V II vi ; I V II II
        I iii II I ; I iii II V
        Imaj7 II iii V ; Imaj7 II V V""",
    ("loop", "lydian", "chorus"): """
        vi II I V ; vi II I I
        II iii I V ; II V I I
        V II I iii ; V II I I
        iii II I II ; iii II I I""",
    ("loop", "minor", "verse"): """
        i bVI bIII bVII ; i bVI bIII v
        i bVII bVI v ; i bVII bVI bVII
        i iv bVI bVII ; i iv bVI v
        i bIII bVII iv ; i bIII bVII v
        i v bVI iv ; i v iv v""",
    ("loop", "minor", "chorus"): """
        bVI bVII i v ; bVI bVII i i
        bVI bIII bVII i ; bVI bVII i i
        iv bVII bIII bVI ; iv v i i
        bIII bVII iv bVI ; bIII bVII i i""",
    ("loop", "dorian", "verse"): """
        i IV i IV ; i IV bIII v
        i bIII IV i ; i bIII IV bVII
        i ii bIII IV ; i ii bIII v
        i v IV i ; i v bVII IV""",
    ("loop", "dorian", "chorus"): """
        bIII IV i bVII ; bIII IV i i
        bVII IV i v ; bVII IV i i
        IV bVII i bIII ; IV v i i
        bIII bVII IV i ; bIII bVII i i""",
    ("loop", "harmonic minor", "verse"): """
        i bVI iv V ; i bVI iv V7
        i iv bVI V ; i iv iio7 V
        i bII i V ; i bVI bII V
        i V i bVI ; i iv i V""",
    ("loop", "harmonic minor", "chorus"): """
        bVI iv i V ; bVI iv V7 i
        iv i V i ; iv bVI V7 i
        bVI bIII iv V ; bVI iio7 V7 i""",
    ("folk", "major", "verse"): """
        I V IV I ; I V IV,V I
        I IV I V ; I IV V I
        I vi IV V ; I vi IV,V I
        I I IV V ; I IV I,V I""",
    ("folk", "major", "chorus"): """
        IV I V vi ; IV I V I
        vi IV I V ; vi IV V I
        I IV V I ; ii V I I""",
    ("folk", "mixolydian", "verse"): """
        I I bVII bVII ; I bVII IV,bVII I
        I bVII I IV ; I bVII IV,bVII I
        I IV bVII I ; I v bVII I""",
    ("folk", "mixolydian", "chorus"): """
        IV I bVII I ; IV bVII I I
        bVII IV I bVII ; bVII IV,bVII I I
        v bVII IV I ; v bVII I I""",
    ("folk", "dorian", "verse"): """
        i i bVII bVII ; i bVII v,bVII i
        i bVII i IV ; i bVII bIII,bVII i
        i IV bVII i ; i v bVII i""",
    ("folk", "dorian", "chorus"): """
        bIII bVII i v ; bIII bVII v,bVII i
        bVII i IV bVII ; bIII bVII i i
        IV i bVII i ; bIII bVII i i""",
    ("folk", "minor", "verse"): """
        i bVII bVI bVII ; i bVII v i
        i i bVII v ; i bVI bVII i
        i iv bVII bIII ; i iv v i""",
    ("folk", "minor", "chorus"): """
        bIII bVII i v ; bIII bVII v i
        bVI bIII bVII i ; bVI bVII i i
        iv i bVII bIII ; iv v i i""",
    ("classical", "major", "verse"): """
        I V vi iii ; IV I ii7,V7 I
        I IV V7 I ; vi ii7 V7 I
        I V7 I V ; I IV V7 I
        I vi ii7 V ; I vi ii7,V7 I
        I V7/V V V7 ; I IV,ii7 V7 I""",
    ("classical", "major", "chorus"): """
        IV V7 iii vi ; ii7 V7 I I
        vi V7/V V V7 ; I IV V7 I
        V7/vi vi V7/V V ; I,V7/IV IV V7 I
        IV I V7/ii ii ; V7 I ii7,V7 I""",
    ("classical", "minor", "verse"): """
        i iv bVII bIII ; bVI iih7 V7 i
        i V7 i V ; i iv V7 i
        i bVI iv V ; i iv,iih7 V7 i
        i V7/iv iv V7 ; i iih7 V7 i""",
    ("classical", "minor", "chorus"): """
        bIII bVII bVI V ; iv i V7 i
        iv bVII bIII bVI ; iih7 V7 i i
        V7/iv iv V7 i ; bVI iih7 V7 i
        bVI bIII iv V7 ; i iih7 V7 i""",
    ("jazz", "major", "verse"): """
        Imaj7 vi7 ii7 V7 ; Imaj7 V7/ii ii7,V7 I6
        ii7 V7 Imaj7 V7/ii ; ii7 V7 I6 I6
        Imaj7 IVmaj7 iii7 V7/ii ; ii7 V7 I6 V7
        Imaj7 V7/V ii7 V7 ; iii7,V7/ii ii7,V7 I6 I6""",
    ("jazz", "major", "chorus"): """
        IVmaj7 iv6 iii7 V7/ii ; ii7 V7 Imaj7 I6
        iii7 V7/ii ii7 V7 ; IVmaj7 iv6 I6 I6
        ii7 V7 iii7 V7/ii ; ii7 iv6,V7 I6 I6""",
    ("jazz", "mixolydian", "verse"): """
        I7 v7 I7 IVmaj7 ; I7 bVIImaj7 IVmaj7 I7
        I7 IV7 I7 v7 ; IVmaj7 bVIImaj7 I7 I7""",
    ("jazz", "mixolydian", "chorus"): """
        IVmaj7 v7 bVIImaj7 I7 ; IVmaj7 bVIImaj7 I7 I7
        v7 I7 IVmaj7 bVIImaj7 ; ii7 v7 I7 I7""",
    ("jazz", "lydian", "verse"): """
        Imaj7 II7 Imaj7 II7 ; Imaj7 II7 iii7 Imaj7
        Imaj7 iii7 II7 V ; vi7 II7 Imaj7 Imaj7""",
    ("jazz", "lydian", "chorus"): """
        II7 iii7 vi7 II7 ; vi7 II7 Imaj7 Imaj7
        iii7 vi7 II7 V ; II7 V Imaj7 Imaj7""",
    ("jazz", "minor", "verse"): """
        i7 iv7 iih7 V7 ; i7 bVImaj7 iih7,V7 i7
        iv7 bVII7 bIIImaj7 bVImaj7 ; iih7 V7 i7 i7
        i7 bVImaj7 iih7 V7 ; i7 iv7 iih7,V7 i7""",
    ("jazz", "minor", "chorus"): """
        iih7 V7 i7 i7 ; iv7 bVII7 bIIImaj7 V7
        iv7 bVII7 bIIImaj7 V7/iv ; iv7,V7 i7 i7 i7
        bVImaj7 V7 i7 V7/iv ; iih7 V7 i7 i7""",
    ("jazz", "dorian", "verse"): """
        i7 IV7 i7 IV7 ; i7 ii7 bIIImaj7 IV7
        i7 ii7 i7 IV7 ; bIIImaj7 ii7 i7 i7""",
    ("jazz", "dorian", "chorus"): """
        bIIImaj7 bVIImaj7 ii7 i7 ; bIIImaj7 IV7 i7 i7
        v7 IV7 bIIImaj7 bVIImaj7 ; ii7 v7 i7 i7""",
    ("blues", "major", "verse"): "I7 IV7 I7 I7 IV7 IV7 I7 I7 V7 IV7 I7 V7",
    ("blues", "major", "chorus"): "I7 IV7 I7 I7 IV7 IV7 I7 V7/ii ii7 V7 I7 I7,V7",
    ("blues", "minor", "verse"): "i7 i7 i7 i7 iv7 iv7 i7 i7 bVI7 V7 i7 V7",
    ("blues", "minor", "chorus"): "i7 iv7 i7 i7 iv7 iv7 i7 i7 iih7 V7 i7 i7,V7",
    ("blues", "dorian", "verse"): "i7 IV7 i7 i7 IV7 IV7 i7 i7 v7 IV7 i7 v7",
    ("blues", "dorian", "chorus"): "i7 IV7 i7 bIII IV7 IV7 i7 i7 bVI7 V7 i7 i7",
    # Eight bars, for tempi at which twelve last too long.
    ("blues8", "major", "verse"): "I7 V7 IV7 IV7 ; I7 V7 I7 V7",
    ("blues8", "major", "chorus"): "IV7 IV7 I7 V7/ii ; ii7 V7 I7 I7",
    ("blues8", "minor", "verse"): "i7 V7 iv7 iv7 ; i7 V7 i7 V7",
    ("blues8", "minor", "chorus"): "iv7 iv7 i7 i7 ; bVI7 V7 i7 i7",
    ("blues8", "dorian", "verse"): "i7 IV7 i7 i7 ; IV7 v7 i7 IV7",
    ("blues8", "dorian", "chorus"): "IV7 IV7 i7 i7 ; bIII IV7 i7 i7",
}

# What a family has no words for in a mode it says in a neighbouring one.
_NEIGHBOURS = {
    "lydian": ("major",),
    "mixolydian": ("major",),
    "dorian": ("minor",),
    "phrygian": ("harmonic minor", "minor"),
    "harmonic minor": ("minor",),
    "minor": ("harmonic minor",),
}


def mode_of(family: str, mode: str) -> str:
    """The mode whose progressions a family uses for `mode`.

    Raises:
        KeyError: the family has none at all.
    """
    for candidate in (mode, *_NEIGHBOURS.get(mode, ())):
        if (family, candidate, "verse") in _TEXTS:
            return candidate
    raise KeyError(f"no progressions for {family} in {mode}")


def draw_progression(
    family: str, mode: str, kind: str, rng: random.Random
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(opening phrase, answering phrase), each a tuple of bars such as "I" or "ii7,V7"."""
    lines = _TEXTS[family, mode_of(family, mode), kind].strip().splitlines()
    opening, _, answer = rng.choice(lines).strip().partition(";")
    first = tuple(opening.split())
    return first, tuple(answer.split()) or first
