from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from musicpuzzle.errors import LibraryError
from musicpuzzle.features.sections import Section
from musicpuzzle.library import opening
from musicpuzzle.library.corrections import correct
from musicpuzzle.library.folders import add_folders, folders_of, remove_folder
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.places import backup_of, before_version, default_database, journal_of
from musicpuzzle.library.scan import scan
from musicpuzzle.library.schema import APPLICATION_ID, VERSION, migrate
from musicpuzzle.library.songs import read_sections, read_songs


def overwrite_head(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xa5" * 100)


def overwrite_middle(path: Path) -> None:
    with path.open("r+b") as file:
        for start in range(4096, path.stat().st_size, 8192):
            file.seek(start)
            file.write(os.urandom(3000))


def cut_off(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def filled(database: Path, music: Path) -> None:
    """A library that was scanned, and in which a title was corrected after the backup."""
    with open_library(database) as library:
        add_folders(library, [music])
        scan(library)
        content = read_songs(library).contents[0]
        assert content is not None
        correct(library, [content], "title", "Before")
        library.back_up()
        correct(library, [content], "title", "Since")
        correct(library, [content], "year", "1999")


@pytest.mark.parametrize("damage", [overwrite_head, overwrite_middle, cut_off, empty, Path.unlink])
def test_a_damaged_library_is_restored_with_all_that_was_corrected(
    damage: Callable[[Path], None], database: Path, music: Path
) -> None:
    filled(database, music)
    damage(database)
    with open_library(database) as library:
        assert len(library.notices) == 1
        assert "library.backup.sqlite was restored" in library.notices[0]
        songs = read_songs(library)
        assert (songs.title[0], songs.year[0]) == ("Since", 1999)
        assert folders_of(library) == (str(music),)
        assert scan(library).indexed == 3
    with open_library(database) as library:
        assert library.notices == ()


def test_a_folder_taken_out_since_the_backup_takes_its_songs_along(
    database: Path, music: Path
) -> None:
    with open_library(database) as library:
        add_folders(library, [music, music / "inner"])
        scan(library)
        remove_folder(library, str(music))
    overwrite_head(database)
    with open_library(database) as library:
        assert "library.backup.sqlite was restored" in library.notices[0]
        assert folders_of(library) == (str(music / "inner"),)
        assert {Path(path).name for path in read_songs(library).paths} == {"c.wav", "text.ogg"}


@pytest.mark.parametrize(
    "deed",
    [
        Deed("correct", "x", "bpm", "1x0"),
        Deed("correct", "x", "colour", "red"),
        Deed("add folder", "/a\ud800"),
    ],
)
def test_a_deed_that_makes_no_sense_is_told_and_left_out(
    deed: Deed, database: Path, music: Path
) -> None:
    from musicpuzzle.library import journal

    filled(database, music)
    with open_library(database) as library:
        content = read_songs(library).contents[0] or ""
    journal.append(
        journal_of(database), [replace(deed, subject=deed.subject.replace("x", content))]
    )
    with open_library(database) as library:
        assert library.notices == (f"{journal_of(database)}: 1 line was damaged and left out.",)
        assert read_songs(library).title[0] == "Since"


def test_the_damaged_file_is_kept(database: Path, music: Path) -> None:
    filled(database, music)
    overwrite_head(database)
    damaged = database.read_bytes()
    open_library(database).close()
    [aside] = database.parent.glob("library.damaged-*.sqlite")
    assert aside.read_bytes() == damaged


def test_without_a_sound_backup_the_journal_alone_is_enough(database: Path, music: Path) -> None:
    filled(database, music)
    overwrite_head(database)
    cut_off(backup_of(database))
    with open_library(database) as library:
        assert "a new one was begun" in library.notices[0]
        assert folders_of(library) == (str(music),)
        scan(library)
        assert read_songs(library).title[0] == "Since"


def test_a_kill_between_journal_and_database_loses_nothing(database: Path, music: Path) -> None:
    from musicpuzzle.library import journal

    filled(database, music)
    with open_library(database) as library:
        content = read_songs(library).contents[0]
    assert content is not None
    journal.append(journal_of(database), [Deed("correct", content, "title", "Written alone")])
    with journal_of(database).open("ab") as file:
        file.write(b'{"did": "correct", "subj')
    with open_library(database) as library:
        assert read_songs(library).title[0] == "Written alone"
        correct(library, [content], "artist", "After it")
    with open_library(database) as library:
        assert read_songs(library).artist[0] == "After it"
        assert library.notices == ()


def version_1(database: Path) -> None:
    """A library of the first version with one song, which was corrected."""
    database.parent.mkdir()
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        migrate(connection, 1)
        connection.execute(
            "INSERT INTO songs VALUES ('c0', 'Old', 'Us', NULL, NULL, NULL, 120, 1980, 60, 119.5,"
            " 0.5, 3, -12, '[[0.5, 9.25, 0]]', 1)"
        )
        connection.execute(
            "INSERT INTO files VALUES (7, ?, 10, 10, 'c0', NULL, 'indexed', '', 1, 0)",
            (b"/music/old.mp3",),
        )
        connection.execute("INSERT INTO corrections VALUES ('c0', 'title', 'Right')")


def test_a_library_of_the_first_version_becomes_one_of_this(database: Path) -> None:
    version_1(database)
    with open_library(database) as library:
        songs = read_songs(library)
        assert read_sections(library, "c0") == (Section(0.5, 9.25, 0),)
        assert read_sections(library, "nobody") == ()
        with library.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    assert (songs.ids[0], songs.title[0], songs.tempo_bpm[0]) == (7, "Right", 120)
    with closing(sqlite3.connect(before_version(database, VERSION))) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT title FROM songs").fetchone() == ("Old",)


def test_a_migration_that_fails_changes_nothing(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from musicpuzzle.library import schema

    version_1(database)
    steps = (*schema.MIGRATIONS[:1], (*schema.MIGRATIONS[1], "CREATE TABLE songs (no TEXT)"))
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with pytest.raises(LibraryError, match="table songs already exists"):
        open_library(database)
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM songs").fetchone() == (1,)


def test_a_newer_library_is_left_alone(database: Path) -> None:
    open_library(database).close()
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    with pytest.raises(LibraryError, match="newer Music Puzzle"):
        open_library(database)


@pytest.mark.parametrize("content", [b"RIFF of a song", None])
def test_a_file_of_another_program_is_left_alone(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "file"
    if content is None:
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE theirs (x)")
        content = path.read_bytes()
    else:
        path.write_bytes(content)
    with pytest.raises(LibraryError, match=r"not a library of Music Puzzle|another program"):
        open_library(path)
    assert path.read_bytes() == content


def test_where_nothing_can_be_written_one_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="the library cannot be used"):
        open_library(tmp_path / "file" / "library.sqlite")


def test_the_own_library_lies_with_the_persons_data(own_home: Path) -> None:
    open_library().close()
    assert default_database().is_relative_to(own_home / "data")
    with closing(sqlite3.connect(default_database())) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_programs_may_open_it_at_once(database: Path, music: Path) -> None:
    filled(database, music)
    with open_library(database) as one, open_library(database) as other:
        content = read_songs(one).contents[0]
        assert content is not None
        correct(one, [content], "title", "One")
        correct(other, [content], "artist", "Other")
        songs = read_songs(one)
        assert (songs.title[0], songs.artist[0]) == ("One", "Other")


def test_opening_waits_for_another_that_opens(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from filelock import FileLock

    from musicpuzzle.library.places import lock_of

    monkeypatch.setattr(opening, "PATIENCE_S", 0.1)
    open_library(database).close()
    refused: list[str] = []

    def try_it() -> None:
        with pytest.raises(LibraryError) as caught:
            open_library(database)
        refused.append(str(caught.value))

    with FileLock(lock_of(database)):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join(20)
    assert refused == [f"{database}: another Music Puzzle is opening the library."]
