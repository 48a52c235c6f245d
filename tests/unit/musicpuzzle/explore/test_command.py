"""`map` from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from musicpuzzle.cli import FAILED, main
from musicpuzzle.explore.kept_layouts import kept

from .library import keep
from .material import made_up


def test_a_library_is_drawn_and_its_layout_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library, out = tmp_path / "library.sqlite", tmp_path / "map.png"
    keep(library, made_up(9))
    flags = ["--library", str(library), "--out", str(out), "--view", "mood", "--width", "300"]
    assert main(["map", *flags, "--quick"]) == 0
    assert kept("mood") is None
    assert main(["map", *flags]) == 0
    assert kept("mood") is not None
    assert capsys.readouterr().out == f"{out}: 9 songs.\n" * 2
    with Image.open(out) as image:
        assert image.size == (300, 1200)


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
