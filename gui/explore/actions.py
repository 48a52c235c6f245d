"""From songs that are selected to puzzles and files."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QObject, Signal

from musicpuzzle.explore.choose import close_together, far_apart, thinned
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.lists import playlist, table, training_set
from musicpuzzle.explore.views import vectors_of
from musicpuzzle.files import write_or_tell

from ..saving import Prepare, Saver, Write
from .atlas import Atlas
from .map_widget import MapWidget
from .selection_bar import SelectionBar

MEDLEY_SONGS = 6
Make = Callable[[Collection, Sequence[int]], str]


class Actions(QObject):
    """Does with the selected songs of a map what its bar asks for.

    Signals:
        jigsaw_wanted: the file of the song that a jigsaw is to be made of.
        medley_wanted: a list of the files that a medley is to be made of.
        like_wanted: a list of songs, by number, whose like are to be found.

    Attributes:
        atlas: what the map shows.
        pinned: songs that go before others.
    """

    jigsaw_wanted = Signal(object)
    medley_wanted = Signal(object)
    like_wanted = Signal(object)

    def __init__(self, map_: MapWidget, bar: SelectionBar, saver: Saver) -> None:
        super().__init__(map_)
        self._map = map_
        self._bar = bar
        self._saver = saver
        self.atlas: Atlas | None = None
        self.pinned: tuple[int, ...] = ()
        map_.selected.connect(self.count)
        bar.jigsaw_wanted.connect(self.jigsaw)
        bar.medley_wanted.connect(self.medley)
        bar.like_wanted.connect(self._find_like)
        bar.playlist_wanted.connect(self.save_playlist)
        bar.table_wanted.connect(self.save_table)
        bar.training_set_wanted.connect(self.save_training_set)
        bar.clear_wanted.connect(map_.clear_selection)

    def chosen(self) -> list[int]:
        """The selected songs, by number."""
        found: list[int] = np.flatnonzero(self._map.selection).tolist()
        return found

    def count(self) -> None:
        """Show how many songs are selected."""
        self._bar.show_count(int(np.count_nonzero(self._map.selection)))

    def jigsaw(self) -> None:
        """Ask for a puzzle of the pinned song if it is selected, else of any that is."""
        songs = self.chosen()
        among = [song for song in self.pinned if song in songs] or songs
        if self.atlas is not None and among:
            self.jigsaw_wanted.emit(self.atlas.collection.paths[random.choice(among)])

    def medley(self, hard: bool) -> None:
        """Ask for a puzzle of some selected songs: close neighbours, or songs far apart."""
        if self.atlas is None:
            return
        choose = close_together if hard else far_apart
        among = thinned(self.chosen())
        rows = choose(vectors_of(self.atlas.space.units(among), "all"), MEDLEY_SONGS)
        self.medley_wanted.emit([self.atlas.collection.paths[song] for song in among[rows]])

    def save_playlist(self) -> None:
        """Ask where to, and write a playlist of the selected songs."""
        self._save("Save playlist", "playlist", ("Playlist", "m3u8"), playlist)

    def save_table(self) -> None:
        """Ask where to, and write a table of the selected songs."""
        self._save("Save table", "songs", ("Table", "csv"), table)

    def save_training_set(self) -> None:
        """Ask where to, and write a list of the selected songs that the trainer takes."""
        self._save("Save training set", "training-set", ("Training set", "csv"), training_set)

    def _find_like(self) -> None:
        self.like_wanted.emit(self.chosen())

    def _save(self, title: str, name: str, kind: tuple[str, str], make: Make) -> None:
        if self.atlas is not None:
            write = _writer(make, self.atlas.collection, self.chosen())
            self._saver.ask(title, name, (kind,), write)


def _writer(make: Make, collection: Collection, songs: Sequence[int]) -> Prepare:
    def prepare(path: Path) -> Write:
        return lambda: write_or_tell(path, make(collection, songs))

    return prepare
