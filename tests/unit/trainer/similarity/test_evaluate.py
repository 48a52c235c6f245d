"""`evaluate similarity` on a small model and few songs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile
import torch

from musicpuzzle.models.card import ModelCard, card_path, features_of
from musicpuzzle.models.registry import build
from musicpuzzle.models.store import save_model
from trainer.cli import main
from trainer.similarity.songs import LabelledSong
from trainer.similarity.stored import write_song

from .test_run import LEADS


@pytest.fixture(name="model")
def _model(tmp_path: Path) -> Path:
    torch.manual_seed(0)
    network = build("similarity-4")
    card = ModelCard("similarity-4", network.n_parameters(), "", 0, 0, 0, 0.0)
    path = tmp_path / "model.safetensors"
    save_model(path, network, replace(card, features=features_of(card.architecture)))
    return path


@pytest.fixture(name="generated")
def _generated(tmp_path: Path, toys: list[LabelledSong]) -> Path:
    for number, song in enumerate(toys[:24]):
        labels = {
            "seed": number, "style": song.genre, "mood": song.mood, "tempo_bpm": song.tempo_bpm,
            "lead": LEADS[song.lead], "instruments": {"lead lead": LEADS[song.lead]},
        }  # fmt: skip
        write_song(tmp_path / "songs", "test", song.bands, labels)
    return tmp_path / "songs"


@pytest.fixture(name="recorded")
def _recorded(tmp_path: Path) -> Path:
    folder = tmp_path / "recorded"
    folder.mkdir()
    rows = ["path,artist,source,style,split"]
    rng = np.random.default_rng(0)
    for number in range(6):
        soundfile.write(folder / f"{number}.wav", 0.1 * rng.standard_normal(7 * 22_050), 22_050)
        style = "piano" if number % 2 else "chiptune"
        rows.append(f"{number}.wav,artist {number},source {number},{style},test")
    (folder / "tracks.csv").write_text("\n".join(rows) + "\n")
    return folder


def test_rows_are_what_they_shall_be(
    model: Path, generated: Path, recorded: Path, tmp_path: Path
) -> None:
    out, tables = tmp_path / "out.json", tmp_path / "out.md"
    words = ["evaluate", "similarity", "--data", str(recorded), "--generated", str(generated)]
    words += ["--models", f"small={model}", f"wide={model}", "--whole", "wide", "--triplets", "50"]
    assert main([*words, "--json", str(out), "--markdown", str(tables)]) == 0
    found = json.loads(out.read_text())
    triplets, leakage = found["triplets"], found["leakage"]
    assert {row["model"] for row in triplets} == {"small", "wide", "mfcc"}
    for row in triplets:
        assert 0 <= row["low"] <= row["accuracy"] <= row["high"] <= 1
        assert row["triplets"] > 0
    own = {(row["model"], row["origin"]) for row in triplets if row["space"] == "own"}
    assert own == {("small", "generated"), ("small", "recorded")}
    recorded_rows = [row for row in triplets if row["origin"] == "recorded"]
    assert {row["dimension"] for row in recorded_rows} >= {"genre", "track"}
    assert "mood" not in {row["dimension"] for row in recorded_rows}
    labels = {(row["dimension"], row["origin"]): row["label"] for row in triplets}
    assert labels["genre", "recorded"] == "curator"
    assert labels["genre", "generated"] == labels["track", "recorded"] == "exact"
    assert {row["measure"] for row in leakage} == {"triplet", "probe"}
    assert {row["subspace"] for row in leakage if row["model"] == "small"} == {
        "genre", "mood", "instruments", "tempo", "whole",
    }  # fmt: skip
    assert all(0 < row["chance"] < 1 for row in leakage)
    text = tables.read_text()
    assert "| small | own |" in text
    (matched,) = [row for row in found["leakage"] if _is_matched(row, "small", "mood")]
    (line,) = [line for line in text.splitlines() if line.startswith("| mood, generated |")][:1]
    assert f"{matched['accuracy']:.3f}".removeprefix("0") in line.split("|")[2]
    assert "### Sub-spaces, small" in text
    assert "### Sub-spaces, mfcc" not in text
    tables.write_text("# What somebody wrote\n")
    assert main([*words, "--markdown", str(tables)]) == 2
    assert tables.read_text() == "# What somebody wrote\n"


def _is_matched(row: dict[str, object], model: str, dimension: str) -> bool:
    wanted = {
        "model": model, "dimension": dimension, "subspace": dimension, "measure": "triplet",
        "origin": "generated",
    }  # fmt: skip
    return all(row[name] == value for name, value in wanted.items())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--triplets", "0"], "at least 1"),
        (["--seed", "-1"], "at least 0"),
        (["--whole", "bundeld"], "no model is called bundeld"),
        (["--cards"], "--cards goes with the bundled songs alone"),
        (["--models", "sen"], "no similarity network"),
        (["--data", "nowhere"], "no such folder"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(
    words: list[str], said: str, model: Path, generated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = ["--models", f"small={model}"] if "--models" not in words else []
    assert main(["evaluate", "similarity", "--generated", str(generated), *own, *words]) == 2
    assert said in capsys.readouterr().err


def test_a_model_may_lie_in_a_folder_named_by_its_settings(
    model: Path, generated: Path, tmp_path: Path
) -> None:
    run = tmp_path / "lr=.1"
    run.mkdir()
    moved = [model.rename(run / model.name), card_path(model).rename(run / card_path(model).name)]
    out = tmp_path / "out.json"
    words = ["evaluate", "similarity", "--generated", str(generated), "--models", str(moved[0])]
    assert main([*words, "--json", str(out), "--triplets", "5"]) == 0
    rows = json.loads(out.read_text())["triplets"]
    assert {row["model"] for row in rows} == {"lr=.1", "mfcc"}
