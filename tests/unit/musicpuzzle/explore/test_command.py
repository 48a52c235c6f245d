"""`map` from the command line."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from musicpuzzle.cli import FAILED, main
from musicpuzzle.explore.kept_layouts import Layout, kept, path_of
from musicpuzzle.explore.kept_layouts import keep as keep_layout
from musicpuzzle.library.places import default_database

from .library import keep
from .material import made_up


def test_a_library_is_drawn_and_its_layout_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "map.png"
    keep(default_database(), made_up(9))
    flags = ["--out", str(out), "--view", "mood", "--width", "300"]
    assert main(["map", *flags, "--quick"]) == 0
    assert kept("mood") is None
    assert main(["map", *flags]) == 0
    assert kept("mood") is not None
    assert capsys.readouterr().out == f"{out}: 9 songs.\n" * 2
    with Image.open(out) as image:
        assert image.size == (300, 1200)


def test_what_cannot_be_drawn_is_said_before_songs_are_laid_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(default_database(), made_up(9))
    flags = ["map", "--out", str(tmp_path / "map.png"), "--colour", "taste"]
    assert main(flags) == FAILED
    assert "taste: the songs have no such tag or number" in capsys.readouterr().err
    assert kept("all") is None


def test_another_library_keeps_its_layout_beside_itself(tmp_path: Path) -> None:
    keep(default_database(), made_up(30))
    flags = ["map", "--out", str(tmp_path / "map.png"), "--width", "300"]
    # However it is named, the own library is the own library.
    assert main([*flags, "--library", str(default_database())]) == 0
    own = path_of("all").read_bytes()
    other = tmp_path / "other.sqlite"
    keep(other, made_up(9, seed=1))
    assert main([*flags, "--library", str(other)]) == 0
    assert path_of("all").read_bytes() == own
    found = kept("all", tmp_path / "other.maps")
    assert found is not None
    assert len(found[0]) == 9


def test_songs_are_laid_out_anew_when_asked_to(tmp_path: Path) -> None:
    songs = made_up(9)
    keep(default_database(), songs)
    flags = ["map", "--out", str(tmp_path / "map.png"), "--width", "300"]
    assert main(flags) == 0
    first = kept("all")
    assert first is not None
    keep_layout("all", first[0], Layout(2 * first[1], is_final=True))
    for more, size in (([], 2), (["--quick"], 2), (["--anew"], 1)):
        assert main([*flags, *more]) == 0
        found = kept("all")
        assert found is not None
        np.testing.assert_array_equal(found[1], size * first[1])


def test_an_empty_library_and_a_folder_that_is_none_are_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "library.sqlite"
    flags = ["map", "--library", str(library), "--out"]
    assert main([*flags, str(tmp_path / "map.png")]) == FAILED
    assert "scan a folder first" in capsys.readouterr().err
    keep(library, made_up(9))
    (tmp_path / "file").touch()
    assert main([*flags, str(tmp_path / "file" / "map.png"), "--quick"]) == FAILED
    assert "cannot be written" in capsys.readouterr().err
