"""`similar` from the command line: over a folder and over a library."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from musicpuzzle.cli import FAILED, main
from musicpuzzle.library.folders import remove_songs
from musicpuzzle.library.opening import open_library
from musicpuzzle.models import embedder as embedding
from musicpuzzle.models.embedder import SimilarityEmbedder
from musicpuzzle.models.registry import build
from musicpuzzle.models.similarity import SimilarityNetwork

from .library import damage, keep
from .material import made_up

RATE_HZ = 22_050


def _song(path: Path, seed: int, seconds: float = 4.0) -> str:
    rng = np.random.default_rng(seed)
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    tone = 0.2 * np.sin(2 * np.pi * (150 + 90 * seed) * time_s)
    soundfile.write(path, tone + 0.05 * rng.standard_normal(len(time_s)), RATE_HZ)
    return str(path)


@pytest.fixture(autouse=True)
def _quick_ear(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    network = build("similarity-4").eval()
    assert isinstance(network, SimilarityNetwork)
    ear = SimilarityEmbedder(network, "ear 1")
    monkeypatch.setattr(embedding, "load_embedder", lambda: ear)


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "songs"
    folder.mkdir()
    for seed in range(4):
        _song(folder / f"{seed}.wav", seed)
    (folder / "broken.wav").write_bytes(b"no sound")
    return folder


def test_the_parts_of_each_song_add_up_to_its_score(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = str(folder / "0.wav")
    words = ["similar", asked, "--among", str(folder), "--weights", "genre=1,mood=0.5", "--json"]
    assert main(words) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert "broken.wav" in err
    assert found["songs"] == [asked]
    assert len(found["similar"]) == 3
    assert asked not in {row["path"] for row in found["similar"]}
    scores = [row["score"] for row in found["similar"]]
    assert scores == sorted(scores, reverse=True)
    for row in found["similar"]:
        assert sum(row["parts"].values()) == pytest.approx(row["score"], abs=3e-4)
        assert row["parts"]["tempo"] == row["parts"]["instruments"] == 0


def test_a_library_is_searched_as_its_model_heard_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    library = tmp_path / "library.sqlite"
    words = ["similar", str(folder / "0.wav"), "--library", str(library), "--count", "3"]
    assert main(words) == FAILED
    assert "scan a folder first" in capsys.readouterr().err
    songs = made_up(9)
    keep(library, songs)
    assert main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 6
    assert lines[0].split(maxsplit=1)[1] in {str(path) for path in songs.paths}


def test_what_was_removed_or_has_gone_is_no_result(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "library.sqlite"
    songs = made_up(5)
    keep(database, songs)
    with open_library(database) as library:
        remove_songs(library, ["content 0"])
        with library.writing() as connection:
            # The second has gone, and so has one of two copies of the third, whichever comes first.
            for path, content in (("/music/1.ogg", 1), ("/music/0 copy.ogg", 2), ("/z.ogg", 2)):
                connection.execute(
                    "INSERT OR REPLACE INTO files (path, size, mtime_ns, content, status, reason,"
                    " analysis, added_s) VALUES (?, 1, 1, ?, 'missing', '', 1, 0)",
                    (path.encode(), f"content {content}"),
                )
    words = ["similar", str(folder / "0.wav"), "--library", str(database), "--json"]
    assert main(words) == 0
    found = {row["path"] for row in json.loads(capsys.readouterr().out)["similar"]}
    assert found == {"/music/2.ogg", "/music/3.ogg", "/music/4.ogg"}


def test_a_library_that_was_restored_is_told(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "library.sqlite"
    keep(database, made_up(3))
    damage(database)
    assert main(["similar", str(folder / "0.wav"), "--library", str(database)]) == 0
    assert "library.backup.sqlite was restored" in capsys.readouterr().err


def test_a_name_ends_no_line_and_steers_no_terminal(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _song(folder / "odd\n\x1b[31mname.wav", 5)
    assert main(["similar", str(folder / "0.wav"), "--among", str(folder)]) == 0
    out = capsys.readouterr().out
    assert r"odd\n\x1b[31mname.wav" in out
    assert "\x1b" not in out
    assert len(out.splitlines()) == 2 * 4


@pytest.mark.parametrize("weights", ["speed=1", "genre", "genre=-1", "genre=0"])
def test_weights_that_make_no_sense_are_refused(
    weights: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["similar", "song.wav", "--weights", weights])
    assert "--weights" in capsys.readouterr().err


def test_a_song_that_is_too_short_is_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = _song(tmp_path / "short.wav", 1, seconds=1.0)
    assert main(["similar", short, "--among", str(folder)]) == FAILED
    assert capsys.readouterr().err.count("\n") == 1
