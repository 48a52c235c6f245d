"""A wheel has one top-level name, holds every part, and starts where there is no checkout."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile

# Building, installing and starting the program several times, on a machine that may be busy.
pytestmark = pytest.mark.timeout(300)

PARTS = {"musicpuzzle": "musicpuzzle", "gui": "musicpuzzle/gui", "trainer": "musicpuzzle/trainer"}
PLACES = {**PARTS, "assets": "musicpuzzle/assets"}


@pytest.fixture
def song(tmp_path: Path) -> Path:
    """Half a minute of notes at random, no two stretches alike."""
    rate_hz, note_s, notes = 16_000, 0.25, 120
    random = np.random.default_rng(1)
    time_s = np.arange(int(rate_hz * note_s)) / rate_hz
    pitches_hz = 220 * 2 ** (random.integers(0, 36, notes) / 12)
    tones = [np.sin(2 * np.pi * pitch * time_s) * np.exp(-3 * time_s) for pitch in pitches_hz]
    path = tmp_path / "notes.wav"
    soundfile.write(path, 0.5 * np.concatenate(tones), rate_hz)
    return path


def test_there_is_one_top_level_name(installed):
    names = {path.name for path in installed.site_packages.iterdir() if path.suffix != ".pth"}
    assert {name for name in names if not name.endswith(".dist-info")} == {"musicpuzzle"}
    assert len([name for name in names if name.endswith(".dist-info")]) == 1


def test_every_module_and_asset_is_in_the_wheel_and_nothing_else(installed, project_files):
    expected = {
        "/".join((PLACES[file.parts[0]], *file.parts[1:]))
        for file in project_files
        if file.parts[0] in PLACES
    }
    with zipfile.ZipFile(installed.wheel) as wheel:
        there = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert len(expected) > 20
    assert there == expected


def test_the_commands_explain_themselves(installed):
    for command, word in [
        (["musicpuzzle", "--help"], "solve"),
        (["musicpuzzle", "solve", "--help"], "--opponent"),
        (["python", "-m", "musicpuzzle", "--help"], "solve"),
        (["musicpuzzle-trainer", "--help"], "evaluate"),
        (["python", "-m", "musicpuzzle.trainer", "--help"], "evaluate"),
    ]:
        done = installed.run(*command)
        assert done.returncode == 0, done.stderr
        assert word in done.stdout
        assert done.stderr == ""


@pytest.mark.parametrize("opponent", ["continuity", "sen-plus"])
def test_it_solves_a_puzzle(installed, song, opponent):
    options = ["--pieces", "3", "--gap", "0.25", "--seed", "1", "--opponent", opponent, "--json"]
    done = installed.run("python", "-m", "musicpuzzle", "solve", str(song), *options)
    assert done.returncode == 0, done.stderr
    solution = json.loads(done.stdout)
    assert solution["truth"] == [1, 2, 3]
    assert sorted(solution["order"]) == sorted(solution["shuffled"]) == [1, 2, 3]


def test_it_finds_its_assets_and_children(installed):
    code = """
from musicpuzzle.paths import asset, in_checkout, module_name
print(in_checkout(), module_name("gui"), module_name("trainer"))
print(asset("songs", "songs.json").is_file(), asset("models", "sen-plus.safetensors").is_file())
"""
    done = installed.run("python", "-c", code)
    assert done.stdout.splitlines() == [
        "False musicpuzzle.gui musicpuzzle.trainer",
        "True True",
    ], done.stderr


def test_the_window_can_be_built(installed):
    done = installed.run("python", "-W", "error", "-c", "import musicpuzzle.gui.app")
    assert done.returncode == 0, done.stderr
