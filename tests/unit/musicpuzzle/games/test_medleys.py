from __future__ import annotations

import json
from pathlib import Path

import pytest

from musicpuzzle.errors import DataError
from musicpuzzle.games.medleys import medley_parts, read_medleys

PARTS = [{"start_s": 0, "end_s": 12.5, "key": "C"}, {"start_s": 12.5, "end_s": 30.0}]


def test_the_parts_are_found_by_the_name_of_the_file(tmp_path: Path) -> None:
    assert medley_parts(tmp_path / "one.flac") is None
    listed = [{"file": "one.flac", "title": "One", "parts": PARTS}, {"file": "b.ogg", "parts": []}]
    (tmp_path / "medleys.json").write_text(json.dumps(listed))
    assert medley_parts(tmp_path / "one.flac") == ((0.0, 12.5), (12.5, 30.0))
    assert medley_parts(tmp_path / "two.flac") is None
    assert list(read_medleys(tmp_path)) == ["one.flac", "b.ogg"]


@pytest.mark.parametrize(
    "content",
    [
        "[",
        "3",
        '{"file": "one.flac"}',
        '[{"file": "one.flac"}]',
        '[{"file": "one.flac", "parts": [{"start_s": 0}]}]',
        '[{"file": "one.flac", "parts": [{"start_s": 5, "end_s": 4}]}]',
        '[{"file": "one.flac", "parts": [{"start_s": -5, "end_s": 4}]}]',
        '[{"file": "one.flac", "parts": [{"start_s": 0, "end_s": NaN}]}]',
    ],
)
def test_a_damaged_list_gives_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "medleys.json").write_text(content)
    with pytest.raises(DataError, match=r"medleys\.json: it is no list of medleys"):
        medley_parts(tmp_path / "one.flac")


def test_a_folder_without_a_list_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"medleys\.json: it cannot be read"):
        read_medleys(tmp_path)
