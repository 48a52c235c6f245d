from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from musicpuzzle.audio import identities
from musicpuzzle.audio.identities import FILE, identify
from musicpuzzle.audio.identity import recording_id
from musicpuzzle.paths import user_cache_dir

LONG_AGO_S = 1_600_000_000


@pytest.fixture
def library(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.wav" for number in range(4)]
    for number, path in enumerate(paths):
        path.write_bytes(bytes([number]) * 1000 * (number + 1))
        os.utime(path, (LONG_AGO_S, LONG_AGO_S))
    return paths


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that were read, in turn."""
    read: list[Path] = []

    def counted(path: Path, **how: object) -> str:
        read.append(path)
        return recording_id(path, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(identities, "recording_id", counted)
    return read


def test_all_are_read_once_and_then_known(library: list[Path], read: list[Path]) -> None:
    shares: list[float] = []
    first = identify([*library, library[0], library[0].with_name("gone.wav")], report=shares.append)
    assert first == {path: recording_id(path) for path in library}
    assert shares == [0.0, 0.1, 0.3, 0.6]
    assert identify(library) == first
    assert read == library


def test_a_file_of_a_time_to_come_is_read_once(library: list[Path], read: list[Path]) -> None:
    to_come_s = time.time() + 1e7
    os.utime(library[0], (to_come_s, to_come_s))
    assert identify(library[:1]) == identify(library[:1])
    assert read == library[:1]


def test_what_was_changed_is_read_again(library: list[Path], read: list[Path]) -> None:
    before = identify(library)
    library[1].write_bytes(b"other" * 400)
    os.utime(library[1], (LONG_AGO_S, LONG_AGO_S))
    for moment in (LONG_AGO_S + 1, LONG_AGO_S + 2):
        library[2].write_bytes(b"%d" % moment * 300)
        os.utime(library[2], (moment, moment))
        identify(library)
    after = identify(library)
    assert read == [*library, library[2], library[2]]
    assert after[library[2]] != before[library[2]]
    library[1].write_bytes(b"longer" * 400)
    os.utime(library[1], (LONG_AGO_S, LONG_AGO_S))
    assert identify(library)[library[1]] == recording_id(library[1])


def test_what_changed_this_moment_is_not_kept(library: list[Path], read: list[Path]) -> None:
    os.utime(library[0])
    identify(library)
    identify(library)
    assert read == [*library, library[0]]


def test_what_was_read_before_it_was_given_up_is_kept(
    library: list[Path], read: list[Path]
) -> None:
    def check() -> None:
        if len(read) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        identify(library, check=check)
    identify(library)
    assert read == [*library[:3], *library[2:]]


@pytest.mark.parametrize("content", ["", "[]", '{"schema": 2}', '{"schema": 1, "files": {"a": 1}}'])
def test_a_damaged_file_is_written_anew(
    library: list[Path], read: list[Path], content: str
) -> None:
    kept = user_cache_dir() / FILE
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(content)
    identify(library)
    identify(library)
    assert read == library
