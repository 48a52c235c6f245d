"""What can be done with the songs that are selected."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from musicpuzzle.words import many

from ..widgets import button, label, set_kind

FEWEST_FOR_MEDLEY = 3
_HINT = "Draw around songs to select them, or hold Ctrl and click."


class SelectionBar(QFrame):
    """Stands at the foot of the page, and while nothing is selected says how songs are.

    Signals:
        jigsaw_wanted: a puzzle of one of them.
        medley_wanted: a puzzle of several; True for close neighbours, which is hard.
        like_wanted: songs like them are to be found.
        playlist_wanted, table_wanted, training_set_wanted: they are to be written to a file.
        clear_wanted: nothing is to be selected.
    """

    jigsaw_wanted = Signal()
    medley_wanted = Signal(bool)
    like_wanted = Signal()
    playlist_wanted = Signal()
    table_wanted = Signal()
    training_set_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 6, 6)
        line.setSpacing(6)
        self.words = label("", "strong")
        line.addWidget(self.words)
        line.addStretch(1)
        self.jigsaw = button("Jigsaw", tip="Play a jigsaw of one of these songs")
        self.jigsaw.clicked.connect(self.jigsaw_wanted)
        self.medley = button("Medley", tip="Play a medley of several of these songs", kind="menu")
        menu = QMenu(self.medley)
        menu.addAction("Easy: songs far apart", self._easy)
        menu.addAction("Hard: close neighbours", self._hard)
        self.medley.setMenu(menu)
        self.like = button("More like these", tip="Search for songs like all of these")
        self.like.clicked.connect(self.like_wanted)
        tip = "Save these songs as a playlist, a table or a training set"
        self.save = button("Save", tip=tip, kind="menu")
        kinds = QMenu(self.save)
        self.playlist = kinds.addAction("Playlist (M3U8)…", self.playlist_wanted.emit)
        self.table = kinds.addAction("Table (CSV)…", self.table_wanted.emit)
        self.training_set = kinds.addAction("Training set (CSV)…", self.training_set_wanted.emit)
        kinds.setToolTipsVisible(True)
        self.training_set.setToolTip("What python -m trainer … --data takes")
        self.save.setMenu(kinds)
        self.clear = button("Clear", tip="Select nothing (Backspace)", kind="quiet")
        self.clear.clicked.connect(self.clear_wanted)
        self._actions = (self.jigsaw, self.medley, self.like, self.save, self.clear)
        for each in self._actions:
            line.addWidget(each)
        # The map above would fit itself anew if the bar had another height without its buttons.
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)
        self.show_count(0)

    def show_count(self, n_songs: int) -> None:
        """So many songs are selected; with none there is nothing to be done with them."""
        self.words.setText(f"{many(n_songs, 'song')} selected" if n_songs else _HINT)
        set_kind(self.words, "strong" if n_songs else "muted")
        self.medley.setEnabled(n_songs >= FEWEST_FOR_MEDLEY)
        for each in self._actions:
            each.setVisible(n_songs > 0)

    def _easy(self) -> None:
        self.medley_wanted.emit(False)

    def _hard(self) -> None:
        self.medley_wanted.emit(True)
