from __future__ import annotations

from musicpuzzle.library.deeds import REMOVED_REASON
from musicpuzzle.library.journal import Deed
from musicpuzzle.library.library import Library
from musicpuzzle.library.schema import INDEXED, MISSING, SKIPPED


def keep_files(library: Library) -> None:
    """Four files of three songs, and one that cannot be read."""
    files = [("1", "a", ""), ("2", "b", ""), ("3", "c", ""), ("4", "a", ""), ("5", None, "is torn")]
    with library.writing() as connection:
        connection.executemany(
            "INSERT INTO files (path, size, mtime_ns, content, status, reason, analysis, added_s)"
            " VALUES (?, 1, 1, ?, ?, ?, 1, 0)",
            [(p.encode(), c, SKIPPED if why else INDEXED, why) for p, c, why in files],
        )


def reasons(library: Library) -> dict[str, str]:
    """Why each file is not in the library; empty for those that are."""
    with library.reading() as connection:
        rows = connection.execute("SELECT path, status, reason FROM files").fetchall()
    assert all((status == INDEXED) == (reason == "") for _, status, reason in rows)
    return {path.decode(): reason for path, _, reason in rows}


def test_each_deed_finds_what_the_ones_before_have_left(library: Library) -> None:
    keep_files(library)
    library.do([Deed("remove song", song) for song in "abx"])
    expected = {"1": REMOVED_REASON, "2": REMOVED_REASON, "3": "", "4": REMOVED_REASON}
    assert reasons(library) == {**expected, "5": "is torn"}
    library.do(
        [
            Deed("put song back", "a"),
            Deed("remove song", "c"),
            Deed("put song back", "c"),
            Deed("remove song", "c"),
            Deed("put song back", "b"),
        ]
    )
    assert reasons(library) == {"1": "", "2": "", "3": REMOVED_REASON, "4": "", "5": "is torn"}


def test_a_song_put_back_stays_gone_where_its_file_is(library: Library) -> None:
    keep_files(library)
    library.do([Deed("remove song", "a")])
    with library.writing() as connection:
        connection.execute("UPDATE files SET status = ? WHERE path = ?", (MISSING, b"4"))
    library.do([Deed("put song back", "a")])
    with library.reading() as connection:
        rows = connection.execute("SELECT path, status, reason FROM files WHERE content = 'a'")
        assert rows.fetchall() == [(b"1", INDEXED, ""), (b"4", MISSING, "")]


def test_of_several_corrections_the_last_one_counts(library: Library) -> None:
    library.do(
        [
            Deed("correct", "a", "title", "One"),
            Deed("correct", "b", "title", "Other"),
            Deed("correct", "a", "title", None),
            Deed("correct", "b", "mood", None),
            Deed("correct", "a", "title", "Two"),
            Deed("correct", "a", "title", "Three"),
            Deed("correct", "b", "title", None),
        ]
    )
    with library.reading() as connection:
        assert connection.execute("SELECT * FROM corrections").fetchall() == [
            ("a", "title", "Three")
        ]
