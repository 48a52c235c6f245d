"""A few songs prepared once, and a small job on them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.files import write_atomically
from musicpuzzle.jobs import TrainingJob
from trainer.data.folder import Track
from trainer.data.shards import Shards
from trainer.data.songs import Song


@pytest.fixture(scope="session", autouse=True)
def one_thread() -> None:
    """Small tensors gain nothing from more, and lose much where other work has the processor."""
    torch.set_num_threads(1)


@pytest.fixture(scope="session")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of shards: three songs to train on, one to validate with, of 10 s each."""
    import soundfile

    root = tmp_path_factory.mktemp("shards")
    tracks = []
    for seed in range(4):
        rng = np.random.default_rng(seed)
        path = root / f"{seed}.wav"
        time_s = np.arange(10 * 22_050) / 22_050
        sweep = np.sin(2 * np.pi * (200 + 100 * seed + 40 * time_s) * time_s)
        samples = 0.2 * sweep + 0.01 * rng.standard_normal(len(time_s))
        soundfile.write(path, samples.astype(np.float32), 22_050)
        split = "validation" if seed == 3 else "train"
        tracks.append(Track(path, f"song {seed}", f"artist {seed}", "CC0-1.0", "here", "", split))
    Shards(root / "shards").prepare(tracks, [1.0], report=print)
    return root / "shards"


@pytest.fixture(scope="session")
def songs(shards: Path) -> list[Song]:
    """The songs of those shards."""
    return Shards(shards).songs([1.0], report=print)


@pytest.fixture
def job(tmp_path: Path, shards: Path) -> TrainingJob:
    """Four small steps of SN."""
    return TrainingJob(
        "sn",
        (),
        str(tmp_path / "run"),
        shards=str(shards),
        steps=4,
        batch=2,
        threads=1,
        piece_s=1.0,
        precision="32-true",
        accelerator="cpu",
        validate_steps=1000,
        validation_puzzles=2,
        validation_piece_s=1.5,
    )


@pytest.fixture
def cut_short(tmp_path: Path) -> Path:
    """A file whose last line was cut short by a kill."""
    path = tmp_path / "run" / "events.jsonl"
    write_atomically(path, '{"event": "saved", "step": 1}\n{"event": "sav')
    return path
