"""The command `map`: the songs of a library as a picture."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from musicpuzzle.audio.progress import Progress
from musicpuzzle.errors import DataError
from musicpuzzle.explore.collection import Collection
from musicpuzzle.explore.gather import gathered_from
from musicpuzzle.explore.kept_layouts import FOLDER, Layout, arranged, marks_of
from musicpuzzle.explore.laying import lay_out
from musicpuzzle.explore.picture import PictureSettings, check_column, draw_map
from musicpuzzle.explore.views import VIEWS, unit_spaces
from musicpuzzle.files import write_or_tell
from musicpuzzle.library.places import default_database
from musicpuzzle.terminal import tell
from musicpuzzle.words import many

NO_SONGS = "There is no song to lay out yet: scan a folder first, with a model that listens."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    usual = PictureSettings("")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE.png", help="the picture to write"
    )
    parser.add_argument("--view", choices=VIEWS, default=VIEWS[0], help="(%(default)s)")
    parser.add_argument(
        "--colour", default="genre", metavar="TAG", help="a tag or number, such as tempo (genre)"
    )
    parser.add_argument(
        "--width", type=int, default=usual.width, metavar="N", help="pixels (%(default)s)"
    )
    parser.add_argument(
        "--height", type=int, default=usual.height, metavar="N", help="pixels (%(default)s)"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--quick", action="store_true", help="by principal axes where no map was laid out yet"
    )
    how.add_argument("--anew", action="store_true", help="lay all songs of the view out; all move")
    parser.add_argument(
        "--library", type=Path, metavar="FILE", help="the library's file (your own library)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Draw the map, in the places that the window shows, and return the exit code.

    Raises:
        DataError: there are no songs, or the layout or the picture cannot be written.
        LibraryError: the library cannot be read.
    """
    view = arguments.view
    title = "Songs by likeness" if view == "all" else f"Songs by likeness in {view}"
    settings = PictureSettings(title, arguments.colour, arguments.width, arguments.height)
    collection = gathered_from(arguments.library or default_database())
    for notice in collection.notices:
        tell(notice)
    if not len(collection):
        raise DataError(NO_SONGS)
    check_column(collection, settings.column)
    layout = _layout(arguments, collection)
    content = draw_map(collection, layout.positions, settings)
    write_or_tell(arguments.out, content)
    sys.stdout.write(f"{arguments.out}: {many(len(collection), 'song')}.\n")
    return 0


def layouts_of(library: Path | None) -> Path | None:
    """The folder of a library's layouts; None, as in `kept_layouts`, for the person's own library.

    Those of another lie beside it: in the person's own, its songs would take the places of theirs.
    """
    if library is None or library.resolve() == default_database().resolve():
        return None
    return library.with_name(f"{library.stem}.{FOLDER}")


def _layout(arguments: argparse.Namespace, collection: Collection) -> Layout:
    """Where the songs lie, as the flags say."""
    view, folder = arguments.view, layouts_of(arguments.library)
    marks, units = marks_of(collection.embeddings), unit_spaces(collection.embeddings)
    if not arguments.anew:
        layout = arranged(view, units, marks, folder)
        if layout.is_final or arguments.quick:
            return layout
    layout = lay_out(view, units, marks, folder, Progress(_show))
    _clear()
    return layout


def _show(share: float) -> None:
    """One line on the terminal, over the last one."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[KLaying out the songs ... {share:4.0%}")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
