"""What the colours of the map say: a tag, a number, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Collection, Numbers, Words

from ..theme.colour import mix, oklch
from ..theme.tokens import Tokens
from .raster import Inks

MOST_KINDS = 10
"""So many words have a hue of their own; more could not be told apart."""
STEPS = 48
PLAIN = ""
FIRST_COLUMNS = ("genre", "mood", "tempo")
OTHERS, UNKNOWN = "Others", "Unknown"


@dataclass(frozen=True, slots=True)
class Kind:
    """An entry of the legend.

    Attributes:
        name: the word, or what stands for several.
        code: of its colour.
        count: how many songs have it.
        is_word: one word, not a rest.
    """

    name: str
    code: int
    count: int
    is_word: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Colouring:
    """How the songs are coloured; independent of light and dark.

    Attributes:
        column: the tag or number; empty for one colour for all.
        codes: intp (n,), the number of each song's colour.
        kinds: the legend: the words of a tag, the most frequent first, and what is not known.
        span: least and most of a number, where the colours end.
        unit: of the number.
    """

    column: str
    codes: NDArray[np.intp]
    kinds: tuple[Kind, ...] = ()
    span: tuple[float, float] | None = None
    unit: str = ""


def columns_of(collection: Collection) -> list[str]:
    """The tags and numbers that can be shown as colours: those that are known of some song."""
    words = [name for name, column in collection.words.items() if column.values]
    is_known = (
        name for name, column in collection.numbers.items() if np.isfinite(column.values).any()
    )
    return [*words, *is_known]


def column_for(wanted: str, columns: Sequence[str]) -> str:
    """What to colour by: what is wanted, `PLAIN` too, or else the first column that there is."""
    if wanted == PLAIN or wanted in columns:
        return wanted
    return next((each for each in (*FIRST_COLUMNS, *columns) if each in columns), PLAIN)


def colouring(collection: Collection, column: str) -> Colouring:
    """The songs coloured by a tag or number; `PLAIN` gives all one colour."""
    if column in collection.words:
        return _by_words(column, collection.words[column])
    if column in collection.numbers:
        return _by_numbers(column, collection.numbers[column])
    return Colouring(PLAIN, np.zeros(len(collection), np.intp))


def inks_of(how: Colouring, tokens: Tokens) -> Inks:
    """The colours of this theme."""
    if how.span is not None:
        colours = [*ramp(tokens.dark), faint(tokens)]
    elif how.kinds:
        hues = [hue(code, tokens) for code in range(sum(kind.is_word for kind in how.kinds))]
        colours = [*hues, mix(tokens.surface, tokens.muted, 0.75), faint(tokens)]
    else:
        colours = [tokens.accent]
    values = [0xFF000000 | int(colour[1:], 16) for colour in colours]
    return Inks(how.codes, np.array(values, np.uint32), 0xFF000000 | int(tokens.surface[1:], 16))


def hue(code: int, tokens: Tokens) -> str:
    """The colour of a word."""
    # Equal lightness, as the pieces have, but darker: dots are small.
    return oklch(0.76 if tokens.dark else 0.60, 0.15, (25.0 + 150.0 * code) % 360)


def ramp(dark: bool) -> list[str]:
    """STEPS colours from least to most, even in lightness, none as quiet as the window."""
    shares = [step / (STEPS - 1) for step in range(STEPS)]
    low, high = (0.42, 0.90) if dark else (0.80, 0.34)
    return [oklch(low + (high - low) * s, 0.14, 300 - 195 * (s if dark else 1 - s)) for s in shares]


def faint(tokens: Tokens) -> str:
    """The colour of what is not known."""
    return mix(tokens.surface, tokens.muted, 0.38)


def _by_words(name: str, column: Words) -> Colouring:
    n_words = len(column.values)
    # One rest alone needs no gathering.
    shown = n_words if n_words <= MOST_KINDS + 1 else MOST_KINDS
    codes = np.minimum(column.codes, shown).astype(np.intp)
    codes[column.codes < 0] = shown + 1
    counts = np.bincount(codes, minlength=shown + 2)
    kinds = [Kind(column.values[code], code, int(counts[code])) for code in range(shown)]
    for word, code in ((OTHERS, shown), (UNKNOWN, shown + 1)):
        if counts[code]:
            kinds.append(Kind(word, code, int(counts[code]), is_word=False))
    return Colouring(name, codes, tuple(kinds))


def _by_numbers(name: str, column: Numbers) -> Colouring:
    is_known = np.isfinite(column.values)
    codes = np.full(len(column.values), STEPS, np.intp)
    low, high = column.span
    known = column.values[is_known].astype(np.float64)
    share = np.clip((known - low) / max(high - low, 1e-9), 0, 1)
    codes[is_known] = np.rint(share * (STEPS - 1)).astype(np.intp)
    n_unknown = int((~is_known).sum())
    kinds = (Kind(UNKNOWN, STEPS, n_unknown, is_word=False),) if n_unknown else ()
    return Colouring(name, codes, kinds, span=(low, high), unit=column.unit)
