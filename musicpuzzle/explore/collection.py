"""The songs of a map as columns: what they are, what is said of them, and their embeddings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Codes = NDArray[np.int32]

_LOW, _HIGH = 0.02, 0.98
NAMING = ("genre", "mood")
UNKNOWN = -1
"""The code of a song that has no value."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A column of words, such as the genre.

    Attributes:
        values: the different values, the most frequent first, equal ones by the alphabet.
        codes: int32 (n,), the number of each song's value, or UNKNOWN.
        counts: int64 (values,), how many songs have each.
    """

    values: tuple[str, ...]
    codes: Codes
    counts: NDArray[np.int64]

    @classmethod
    def of(cls, words: Sequence[str]) -> Words:
        """The column of these words, one a song; an empty one is unknown."""
        counted = Counter(word for word in words if word)
        values = tuple(sorted(counted, key=lambda word: (-counted[word], word)))
        code_of = {word: code for code, word in enumerate(values)} | {"": UNKNOWN}
        codes = np.fromiter((code_of[word] for word in words), np.int32, len(words))
        counts = np.array([counted[word] for word in values], np.int64)
        return cls(values, codes, counts)

    def word(self, song: int) -> str:
        """A song's value; empty where it is unknown."""
        code = int(self.codes[song])
        return self.values[code] if code >= 0 else ""


@dataclass(frozen=True, slots=True, eq=False)
class Numbers:
    """A column of numbers, such as the tempo.

    Attributes:
        values: float32 (n,), NaN where unknown.
        unit: what stands behind a number, such as "BPM"; may be empty.
    """

    values: Floats
    unit: str = ""

    @property
    def span(self) -> tuple[float, float]:
        """Where a scale of them begins and ends; a single odd value does not press all others.

        (0, 1) where none is known.
        """
        known = self.values[np.isfinite(self.values)].astype(np.float64)
        if not len(known):
            return 0.0, 1.0
        low = float(np.quantile(known, _LOW, method="higher"))
        high = float(np.quantile(known, _HIGH, method="lower"))
        return (low, high) if low < high else (float(known.min()), float(known.max()))


@dataclass(frozen=True, slots=True, eq=False)
class Collection:
    """Songs that can be laid out.

    Attributes:
        paths: their files.
        titles, artists: what a person reads; an artist may be empty.
        embeddings: float32 (n, 256): genre, mood, instruments and tempo, 64 dimensions each.
        typical_s: float32 (n,), where each song's most typical seconds begin, from its start.
        seconds: float32 (n,), how long each song is, NaN where unknown.
        words, numbers: columns by name, in the order in which they are offered.
        model: whose embeddings they are; empty where nobody knows.
        notices: sentences about what was put right while the songs were read.
        contents: identities of what is in the files, no two the same; none where nobody asked.
    """

    paths: tuple[Path, ...]
    titles: tuple[str, ...]
    artists: tuple[str, ...]
    embeddings: Floats
    typical_s: Floats
    seconds: Floats
    words: Mapping[str, Words] = field(default_factory=dict)
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    model: str = ""
    notices: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        lengths = {
            len(self.paths),
            len(self.titles),
            len(self.artists),
            len(self.embeddings),
            len(self.typical_s),
            len(self.seconds),
            *(len(column.codes) for column in self.words.values()),
            *(len(column.values) for column in self.numbers.values()),
            len(self.contents) or len(self.paths),
        }
        if len(lengths) != 1:
            raise ValueError(f"the columns of a collection differ in length: {sorted(lengths)}")

    def __len__(self) -> int:
        return len(self.paths)

    @property
    def naming(self) -> dict[str, Words]:
        """The columns that regions of a map are named by."""
        return {name: column for name, column in self.words.items() if name in NAMING}

    def name(self, song: int) -> str:
        """Title and artist of a song, as one line."""
        artist = self.artists[song]
        return f"{self.titles[song]} – {artist}" if artist else self.titles[song]
