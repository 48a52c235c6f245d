from __future__ import annotations

from pathlib import Path

import mutagen
import pytest

from musicpuzzle.errors import LibraryError
from musicpuzzle.library.corrections import correct
from musicpuzzle.library.library import Library
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import Songs, read_songs, read_tags_of

from .conftest import write_song


@pytest.fixture
def tagged(library: Library, tmp_path: Path) -> Path:
    """A scanned song that says what it is."""
    path = write_song(tmp_path / "music" / "song.flac", 1, seconds=1.0)
    retag(path, title="Wrong", artist="Right", bpm="90", date="1980")
    scan(library, [str(path.parent)])
    return path


def retag(path: Path, **tags: str) -> None:
    file = mutagen.File(path)
    file.update(tags)
    file.save()


def scanned(library: Library, path: Path) -> Songs:
    scan(library, [str(path.parent)])
    return read_songs(library)


def the_content(library: Library) -> str:
    content = read_songs(library).contents[0]
    assert content is not None
    return content


def test_what_a_person_says_wins_until_it_is_taken_back(library: Library, tagged: Path) -> None:
    content = the_content(library)
    correct(library, [content], "title", "  Better \n one ")
    correct(library, [content], "bpm", "101,5")
    correct(library, [content], "year", "")
    songs = read_songs(library)
    assert (songs.title[0], songs.artist[0], songs.tempo_bpm[0]) == ("Better one", "Right", 101.5)
    assert songs.year[0] != songs.year[0]
    said, corrected = read_tags_of(library, content)
    assert (said.title, said.bpm, said.year) == ("Wrong", 90.0, 1980)
    assert corrected == {"title": "Better one", "bpm": "101.5", "year": ""}
    correct(library, [content], "title", None)
    assert read_songs(library).title[0] == "Wrong"


def test_it_wins_after_another_program_has_written_tags(library: Library, tagged: Path) -> None:
    correct(library, [the_content(library)], "title", "Better")
    retag(tagged, title="Theirs", genre="Polka")
    songs = scanned(library, tagged)
    assert (songs.title[0], songs.genre[0]) == ("Better", "Polka")


def test_it_wins_after_the_file_was_broken_for_a_while(library: Library, tagged: Path) -> None:
    correct(library, [the_content(library)], "title", "Better")
    whole = tagged.read_bytes()
    for broken in (b"", b"half written"):
        tagged.write_bytes(broken)
        assert scan(library, [str(tagged.parent)]).indexed == 0
    tagged.write_bytes(whole)
    retag(tagged, title="Theirs")
    assert scanned(library, tagged).title[0] == "Better"


def test_another_song_under_the_name_does_not_get_it(library: Library, tagged: Path) -> None:
    correct(library, [the_content(library)], "title", "Better")
    correct(library, [the_content(library)], "artist", "Righter")
    correct(library, [the_content(library)], "mood", "calm")
    write_song(tagged, 2, seconds=2.0)
    retag(tagged, title="Something else", artist="Right")
    songs = scanned(library, tagged)
    assert songs.title[0] == "Something else"
    assert songs.artist[0] == "Righter"  # the file says again what was corrected
    assert songs.mood[0] == ""  # that neither of them says one is no sign


def test_songs_that_say_nothing_and_swap_their_names_keep_what_is_theirs(
    library: Library, tmp_path: Path
) -> None:
    one = write_song(tmp_path / "music" / "a.wav", 1, seconds=1.0)
    other = write_song(tmp_path / "music" / "b.wav", 2, seconds=3.0)
    scan(library, [str(one.parent)])
    correct(library, [the_content(library)], "title", "Song A")
    one.rename(tmp_path / "kept")
    other.rename(one)
    (tmp_path / "kept").rename(other)
    assert list(scanned(library, one).title) == ["a", "Song A"]


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("bpm", "fast", "20 to 400 beats a minute, not 'fast'"),
        ("year", "87", "four digits, which '87' has not"),
        ("year", "in 1987", "four digits"),
        ("colour", "red", "no tag 'colour'"),
    ],
)
def test_what_is_no_value_is_refused(
    field: str, value: str, reason: str, library: Library, tagged: Path
) -> None:
    with pytest.raises(LibraryError, match=reason):
        correct(library, [the_content(library)], field, value)
    assert read_tags_of(library, the_content(library))[1] == {}
