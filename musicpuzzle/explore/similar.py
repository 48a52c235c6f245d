"""The command `similar`: which songs are most like one, and why."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from musicpuzzle.audio.decode import find_audio
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.errors import AudioError, DataError, LibraryError
from musicpuzzle.explore.search import DIMENSIONS, SearchError, Space, Weights
from musicpuzzle.library.analysis import Embedder, Vector, analyse
from musicpuzzle.library.embeddings import read_embeddings
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.songs import read_songs
from musicpuzzle.terminal import in_one_line, tell

_NAMES = (*DIMENSIONS, "whole")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the flags of the command."""
    parser.add_argument("songs", metavar="SONG", nargs="+", help="like these, taken together")
    parser.add_argument("--unlike", metavar="SONG", nargs="+", default=[], help="less like these")
    parser.add_argument(
        "--weights", type=weights_from, default=Weights(), metavar="genre=1,mood=0.5",
        help=f"what counts how much: {', '.join(_NAMES)}; what is left out counts nothing",
    )  # fmt: skip
    parser.add_argument(
        "--among", type=Path, metavar="DIR", help="a folder of songs (without it, your library)"
    )
    parser.add_argument("--library", type=Path, metavar="FILE", help="the library's file")
    parser.add_argument("--count", type=int, default=10, help="how many songs (10)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def weights_from(text: str) -> Weights:
    """Weights as a person types them: what is not named counts nothing.

    Raises:
        argparse.ArgumentTypeError: they make no sense; one sentence.
    """
    found = dict.fromkeys(_NAMES, 0.0)
    for part in text.split(","):
        name, _, value = part.partition("=")
        if name.strip() not in found:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(_NAMES)}")
        try:
            found[name.strip()] = float(value)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{part!r} has no number, as in genre=1") from None
    try:
        return Weights(**found)
    except SearchError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(arguments: argparse.Namespace) -> int:
    """Print the songs that are most like those asked for, and return the exit code.

    Raises:
        MusicPuzzleError: a song, the folder, the library or the model cannot be used.
    """
    from musicpuzzle.models.embedder import load_embedder

    if arguments.count < 1:
        raise SearchError("The number of songs is at least 1.")
    embedder = load_embedder()
    asked = {str(path): _vector(Path(path), embedder) for path in _asked(arguments)}
    paths, contents, vectors = _others(arguments, embedder)
    own = {recording_id(path) for path in asked}
    kept = [k for k, content in enumerate(contents) if content not in own]
    if not kept:
        raise DataError("There are no other songs to compare with.")
    table = np.concatenate([np.stack([*asked.values()]), vectors[kept]])
    places = {path: place for place, path in enumerate(asked)}
    likeness = Space.of(table).like(
        [places[path] for path in arguments.songs], [places[path] for path in arguments.unlike]
    )
    found = likeness.best(arguments.weights, arguments.count)
    results = [
        {
            "path": paths[kept[int(song) - len(asked)]],
            "score": round(float(score), 4),
            "parts": {
                name: round(float(part), 4) for name, part in zip(DIMENSIONS, parts, strict=True)
            },
        }
        for song, score, parts in zip(found.songs, found.scores, found.parts, strict=True)
    ]
    _show(arguments, results, embedder.name)
    return 0


def _asked(arguments: argparse.Namespace) -> Sequence[str]:
    both = set(arguments.songs) & set(arguments.unlike)
    if both:
        raise SearchError(f"{min(both)}: a search cannot be for more and for less of one song.")
    return list(dict.fromkeys([*arguments.songs, *arguments.unlike]))


def _vector(path: Path, embedder: Embedder) -> Vector:
    vector = analyse(path, embedder=embedder).vector
    if vector is None:
        raise AudioError(path, "is shorter than three seconds")
    return vector


def _others(
    arguments: argparse.Namespace, embedder: Embedder
) -> tuple[list[str], list[str], np.ndarray[Any, np.dtype[np.float32]]]:
    """Paths, contents and embeddings of the songs to choose from."""
    if arguments.among is not None:
        return _in_folder(arguments.among, embedder)
    with open_library(arguments.library) as library:
        for notice in library.notices:
            tell(notice)
        embeddings = read_embeddings(library, embedder.name)
        songs = read_songs(library)
    for notice in embeddings.notices:
        tell(notice)
    rows = songs.rows_of(embeddings.contents)
    known = np.flatnonzero(rows >= 0)
    if not known.size:
        raise LibraryError(
            "The library holds no song that this model has heard: scan a folder first,"
            " or name one with --among."
        )
    paths = [songs.paths[row] for row in rows[known].tolist()]
    contents = [embeddings.contents[k] for k in known.tolist()]
    return paths, contents, embeddings.vectors[known]


def _in_folder(
    folder: Path, embedder: Embedder
) -> tuple[list[str], list[str], np.ndarray[Any, np.dtype[np.float32]]]:
    paths, contents, vectors = [], [], []
    for path in find_audio(folder):
        try:
            content, vector = recording_id(path), _vector(path, embedder)
        except AudioError as error:
            tell(f"{str(error).rstrip('.')}; it is left out.")
            continue
        if content not in contents:
            paths.append(str(path))
            contents.append(content)
            vectors.append(vector)
    if not vectors:
        raise DataError(f"{folder}: there is no song in it.")
    return paths, contents, np.stack(vectors)


def _show(arguments: argparse.Namespace, results: Sequence[dict[str, Any]], model: str) -> None:
    if arguments.json:
        found = {"songs": arguments.songs, "unlike": arguments.unlike, "model": model}
        sys.stdout.write(json.dumps({**found, "similar": results}) + "\n")
        return
    for result in results:
        parts = "  ".join(f"{name} {value:+.2f}" for name, value in result["parts"].items())
        line = in_one_line(f"{result['score']:+.3f}  {result['path']}")
        sys.stdout.write(f"{line}\n        {parts}\n")
