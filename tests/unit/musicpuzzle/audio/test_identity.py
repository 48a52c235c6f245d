"""A recording keeps its identity under every name."""

from __future__ import annotations

import hashlib

import pytest

from musicpuzzle.audio.identity import recording_id
from musicpuzzle.errors import AudioError


def test_it_is_the_hash_of_the_content(tmp_path):
    content = bytes(range(256)) * 5000
    (tmp_path / "01.mp3").write_bytes(content)
    assert recording_id(tmp_path / "01.mp3") == hashlib.blake2b(content, digest_size=16).hexdigest()


def test_name_and_folder_do_not_matter_and_one_bit_does(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "01.mp3").write_bytes(b"one song")
    (tmp_path / "a" / "other.wav").write_bytes(b"one song")
    (tmp_path / "a" / "01.mp3").write_bytes(b"one sonf")
    first = recording_id(tmp_path / "01.mp3")
    assert recording_id(str(tmp_path / "a" / "other.wav")) == first
    assert recording_id(tmp_path / "a" / "01.mp3") != first


def test_what_cannot_be_read_has_none(tmp_path):
    with pytest.raises(AudioError, match=r"gone\.mp3: there is no such file"):
        recording_id(tmp_path / "gone.mp3")
    (tmp_path / "empty.mp3").touch()
    with pytest.raises(AudioError, match=r"empty\.mp3: is empty"):
        recording_id(tmp_path / "empty.mp3")


def test_it_is_given_up_between_blocks(tmp_path):
    (tmp_path / "long.mp3").write_bytes(bytes(5 << 20))
    left = iter(range(3))
    with pytest.raises(StopIteration):
        recording_id(tmp_path / "long.mp3", check=lambda: next(left))
