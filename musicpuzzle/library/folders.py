"""The folders that a person's songs lie in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from musicpuzzle.library.below import folders_in
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.library import Library
from musicpuzzle.library.walk import check_folder, is_below


def folders_of(library: Library) -> tuple[str, ...]:
    """The folders of a library as absolute paths, in their order.

    Raises:
        LibraryError: the database cannot be read.
    """
    with library.reading() as connection:
        return folders_in(connection)


def add_folders(library: Library, folders: Iterable[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Let folders belong to a library; their songs come with the next scan.

    Returns:
        Their absolute paths.

    Raises:
        LibraryError: one of them cannot be looked into, and none is added; or they cannot be kept.
    """
    absolute = tuple(os.path.normpath(Path(folder).absolute()) for folder in folders)
    for folder in absolute:
        check_folder(folder)
    have = folders_of(library)
    library.do(
        Deed("add folder", folder)
        for folder in absolute
        if not any(is_below(folder, other) for other in have)
    )
    return absolute


def remove_folder(library: Library, folder: str) -> None:
    """Let a folder belong to a library no more. Its files stay where they are.

    What was corrected in its songs is there again when the folder is added again.

    Raises:
        LibraryError: it cannot be kept.
    """
    library.do([Deed("remove folder", folder)])


def remove_songs(library: Library, contents: Iterable[str]) -> None:
    """List songs as removed, in this scan and in all later ones. Their files stay where they are.

    Raises:
        LibraryError: it cannot be kept.
    """
    library.do(Deed("remove song", content) for content in contents)


def put_songs_back(library: Library, contents: Iterable[str]) -> None:
    """Let songs be in the library again that the person had removed.

    Raises:
        LibraryError: it cannot be kept.
    """
    library.do(Deed("put song back", content) for content in contents)
