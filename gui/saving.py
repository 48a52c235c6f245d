"""Files that a page writes: asked for by a dialog, written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from .context import Context
from .lanes import Job

Write = Callable[[], None]
Prepare = Callable[[Path], Write]


class Saver(QObject):
    """Asks where to, and writes in the lane of files.

    Signals:
        saved: one sentence that says what was written.
        failed: one sentence that says why nothing was.
    """

    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._folder = Path.home()

    def ask(
        self, title: str, name: str, kinds: Sequence[tuple[str, str]], prepare: Prepare
    ) -> None:
        """Open the dialog; the window lives on meanwhile.

        Args:
            title: of the dialog.
            name: of the file, without its suffix.
            kinds: words and suffix of each kind of file, the first one is offered.
            prepare: is told the file that was chosen, and gives what writes it in the lane of
                files; what that writes must not change meanwhile.
        """
        dialog = QFileDialog(self._window.window(), title, str(self._folder / name))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{words} (*.{suffix})" for words, suffix in kinds])
        dialog.setDefaultSuffix(kinds[0][1])
        suffixes = {f"{words} (*.{suffix})": suffix for words, suffix in kinds}
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(suffixes[kind]))
        dialog.fileSelected.connect(lambda chosen: self.write(Path(chosen), prepare))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, path: Path, prepare: Prepare) -> None:
        """Write into a file, beside the window."""
        self._folder = path.parent
        write = prepare(path)

        def work(_: Job) -> Path:
            write()
            return path

        job = self._context.lanes.io(work, f"Writing {path.name}", must_end=True)
        job.success(self._tell).failure(self._fail)

    def _tell(self, path: Path) -> None:
        self.saved.emit(f"Saved as {path.name}.")

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
