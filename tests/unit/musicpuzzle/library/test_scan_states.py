"""Whatever happens to the files between scans, what is found is indexed or listed."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from musicpuzzle.audio.names import AUDIO_SUFFIXES
from musicpuzzle.library.control import ScanControl
from musicpuzzle.library.corrections import correct
from musicpuzzle.library.opening import open_library
from musicpuzzle.library.scan import scan
from musicpuzzle.library.songs import read_songs

from .conftest import write_song

SONGS = 5
names = st.sampled_from(
    ["a.wav", "b.WAV", "in/a.wav", "in/deep/é.wav", ".hidden.wav", ".git/x.wav", "notes.txt"]
)
seeds = st.integers(0, SONGS - 1)


class Folder(RuleBasedStateMachine):
    """A folder that a person works in, with scans now and then, some of them given up."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp(prefix="mp-"))
        self.folder = self.home / "music"
        self.folder.mkdir()
        self.songs = [write_song(self.home / f"{k}.wav", k).read_bytes() for k in range(SONGS)]
        self.library = open_library(self.home / "library.sqlite")
        self.called: dict[str, str] = {}

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.library.close()
        shutil.rmtree(self.home)

    @property
    def files(self) -> list[Path]:
        """Counted without any help of the program."""
        return sorted(path for path in self.folder.rglob("*") if path.is_file())

    def put(self, name: str, content: bytes) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    @rule(name=names, seed=seeds)
    def add_or_change(self, name: str, seed: int) -> None:
        """Another song under a name, or the first one."""
        self.put(name, self.songs[seed])

    @rule(name=names, content=st.sampled_from([b"", b"no sound", b"RIFF", b"OggS" * 50]))
    def break_or_add_broken(self, name: str, content: bytes) -> None:
        """A file that is none."""
        self.put(name, content)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), name=names)
    def move(self, data: st.DataObject, name: str) -> None:
        """Also onto another one."""
        path = data.draw(st.sampled_from(self.files))
        target = self.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        """One file."""
        data.draw(st.sampled_from(self.files)).unlink()

    @precondition(lambda self: self.library and len(read_songs(self.library)))
    @rule(data=st.data(), title=st.sampled_from(["one", "two", "three"]))
    def name_a_song(self, data: st.DataObject, title: str) -> None:
        """A person corrects what they see."""
        songs = read_songs(self.library)
        known = sorted({content for content in songs.contents if content is not None})
        if known:
            content = data.draw(st.sampled_from(known))
            correct(self.library, [content], "title", title)
            self.called[content] = title

    @rule(steps=st.integers(0, 4))
    def look_and_give_up(self, steps: int) -> None:
        """What was done is kept."""
        control = ScanControl()
        left = [steps]

        def count(_: object) -> None:
            left[0] -= 1
            if left[0] < 0:
                control.cancel()

        scan(self.library, [str(self.folder)], control=control, report=count)

    @rule(reopen=st.booleans())
    def look(self, reopen: bool) -> None:
        """A scan, now and then by a program that was started anew."""
        if reopen:
            self.library.close()
            self.library = open_library(self.library.path)
        found = scan(self.library, [str(self.folder)])
        sounding = [path for path in self.files if path.suffix.lower() in AUDIO_SUFFIXES]
        good = {
            str(path)
            for path in sounding
            if path.read_bytes() in self.songs and "/." not in str(path.relative_to(self.home))
        }
        assert found.found == len(sounding)
        assert found.indexed == len(good)
        assert {path for path, _ in found.skipped} == {str(path) for path in sounding} - good
        assert all(reason for _, reason in found.skipped)
        assert scan(self.library, [str(self.folder)]).analysed <= len(sounding) - len(good)

    @invariant()
    def what_was_corrected_stays(self) -> None:
        """Wherever the song lies."""
        songs = read_songs(self.library)
        for title, content in zip(songs.title, songs.contents, strict=True):
            assert title == self.called.get(content or "", title)


def test_files_added_moved_changed_removed_and_broken() -> None:
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(Folder, settings=settings(max_examples=8, stateful_step_count=15))
