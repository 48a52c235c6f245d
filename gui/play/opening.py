"""Songs by dialog and by drop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

SOUND_FILES = (
    "Sound files (*.wav *.flac *.ogg *.oga *.opus *.mp3 *.m4a *.m4b *.mp4 *.aac *.wma *.aif *.aiff"
    " *.au *.mka *.webm *.ape *.wv)"
)


def local_paths(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders on this machine that are dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class Opener(QObject):
    """Asks for a song or a folder; the window lives on meanwhile."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._folder = str(Path.home())

    def ask_song(self) -> None:
        """Ask for one song or several."""
        dialog = self._dialog("Open a song", QFileDialog.FileMode.ExistingFiles)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.setNameFilters([SOUND_FILES, "All files (*)"])
        dialog.open()

    def ask_folder(self) -> None:
        """Ask for a folder of songs."""
        dialog = self._dialog("Open a folder of songs", QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window.window(), title, self._folder)
        dialog.setFileMode(mode)
        dialog.filesSelected.connect(self._take)
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _take(self, names: list[str]) -> None:
        paths = tuple(Path(name) for name in names)
        if paths:
            self._folder = str(paths[0].parent)
            self.chosen.emit(paths)
