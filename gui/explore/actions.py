"""From songs that are selected to puzzles and files."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from musicpuzzle.explore.choose import close_together, far_apart, thinned
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.lists import playlist, table
from musicpuzzle.explore.views import vectors_of
from musicpuzzle.files import write_or_tell

from ..saving import Prepare, Saver, Write
from .atlas import Atlas

MEDLEY_SONGS = 6


class Actions(QObject):
    """Does what the selection bar asks for.

    Signals:
        jigsaw_wanted: the file of the song that a jigsaw is to be made of.
        medley_wanted: a list of the files that a medley is to be made of.
    """

    jigsaw_wanted = Signal(object)
    medley_wanted = Signal(object)

    def __init__(self, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self._saver = saver

    def jigsaw(self, atlas: Atlas, songs: Sequence[int], pinned: Sequence[int]) -> None:
        """Ask for a puzzle of the pinned song if it is one of these, else of any of them."""
        among = [song for song in pinned if song in songs] or list(songs)
        if among:
            self.jigsaw_wanted.emit(atlas.collection.paths[random.choice(among)])

    def medley(self, atlas: Atlas, songs: Sequence[int], *, hard: bool) -> None:
        """Ask for a puzzle of some of these: close neighbours, or songs far apart."""
        choose = close_together if hard else far_apart
        among = thinned(songs)
        rows = choose(vectors_of(atlas.space.units(among), "all"), MEDLEY_SONGS)
        self.medley_wanted.emit([atlas.collection.paths[song] for song in among[rows]])

    def save_playlist(self, atlas: Atlas, songs: Sequence[int]) -> None:
        """Ask where to, and write a playlist of these songs."""
        kinds = (("Playlist", "m3u8"),)
        self._saver.ask("Save playlist", "playlist", kinds, _writer(playlist, atlas, songs))

    def save_table(self, atlas: Atlas, songs: Sequence[int]) -> None:
        """Ask where to, and write a table of these songs."""
        kinds = (("Table", "csv"),)
        self._saver.ask("Save table", "songs", kinds, _writer(table, atlas, songs))


def _writer(
    make: Callable[[Collection, Sequence[int]], str], atlas: Atlas, songs: Sequence[int]
) -> Prepare:
    chosen = tuple(songs)

    def prepare(path: Path) -> Write:
        return lambda: write_or_tell(path, make(atlas.collection, chosen))

    return prepare
