"""Songs found by what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.explore.collection import Collection
from musicpuzzle.library.folding import folded

_BETWEEN = "\n\0"


@dataclass(frozen=True, slots=True, eq=False)
class Texts:
    """What a search looks through, one long text that is gone through at the speed of memory.

    Attributes:
        text: of all songs, folded: title, artist, file name and tags, with a mark before each song.
        starts: int64 (n,), where each song begins.
    """

    text: str
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, collection: Collection) -> Texts:
        """The texts of these songs."""
        columns = list(collection.words.values())
        rows = zip(collection.titles, collection.artists, collection.paths, strict=True)
        texts = [
            folded("\n".join([title, artist, path.name, *(each.word(song) for each in columns)]))
            for song, (title, artist, path) in enumerate(rows)
        ]
        lengths = [len(_BETWEEN) + len(text) for text in texts]
        starts = np.cumsum([len(_BETWEEN), *lengths])[:-1]
        return cls("".join(_BETWEEN + text for text in texts), starts)

    def find(self, wanted: str, most: int) -> list[int]:
        """The first `most` songs that have every word, those whose title begins so ahead.

        Args:
            wanted: words with spaces between, whatever their case and accents.
        """
        words = folded(wanted).split()
        if not words:
            return []
        # The rarest word leaves the fewest songs to look at.
        rarest = min(words, key=self.text.count)
        others = [word for word in words if word != rarest]
        ahead = self._songs(_BETWEEN + words[0], words[1:], most)
        if len(ahead) == most:
            return ahead
        found = self._songs(rarest, others, most + len(ahead))
        return [*ahead, *(song for song in found if song not in ahead)][:most]

    def _songs(self, word: str, others: Sequence[str], most: int) -> list[int]:
        """The first songs that have a word, and the others."""
        found: list[int] = []
        at = self.text.find(word)
        while at >= 0 and len(found) < most:
            song = int(np.searchsorted(self.starts, at + len(_BETWEEN), side="right")) - 1
            last = song + 1 == len(self.starts)
            end = len(self.text) if last else int(self.starts[song + 1])
            text = self.text[int(self.starts[song]) : end]
            if all(other in text for other in others):
                found.append(song)
            # A word may begin with the mark before the next song; behind the last one is none.
            at = self.text.find(word, end if last else end - len(_BETWEEN))
        return found
