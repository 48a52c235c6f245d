"""A library whose songs lie where a test says, without any sound."""

from __future__ import annotations

from pathlib import Path

from musicpuzzle.explore.collection import Collection
from musicpuzzle.library.embeddings import add_embedding
from musicpuzzle.library.opening import open_library

EAR = "ear 1"


def keep(path: Path, songs: Collection, model: str = EAR) -> None:
    """Write songs into a library as a scan would have left them."""
    with open_library(path) as library, library.writing() as connection:
        for song, embedding in enumerate(songs.embeddings):
            content = f"content {song}"
            connection.execute(
                "INSERT INTO songs (content, title, artist, genre, mood, bpm, duration_s,"
                " key, loudness_lufs, sections, analysis, embedded_by, typical_s)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, -14, '[]', 1, ?, 30)",
                (
                    content,
                    songs.titles[song],
                    songs.artists[song],
                    songs.words["genre"].word(song),
                    songs.words["mood"].word(song),
                    float(songs.numbers["tempo"].values[song]),
                    float(songs.seconds[song]),
                    15 if song % 2 else None,
                    model,
                ),
            )
            connection.execute(
                "INSERT INTO files (path, size, mtime_ns, content, status, reason, analysis,"
                " added_s) VALUES (?, 1, 1, ?, 'indexed', '', 1, 0)",
                (str(songs.paths[song]).encode(), content),
            )
            add_embedding(connection, library.path, content, embedding)


def damage(path: Path) -> None:
    """Back a library up, and make its file one that no program can read."""
    with open_library(path) as library:
        assert library.back_up()
    path.write_bytes(b"no library" * 1000)
