"""Training as a process of its own: killed, stopped, orphaned, without audio, on two devices."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from musicpuzzle.jobs import Finished, Saved, Started, Stepped
from musicpuzzle.models.store import load_model
from trainer.data.folder import Track
from trainer.data.shards import Shards
from trainer.train.log import read_events

STEPS = 15
PATIENCE_S = 120.0

pytestmark = pytest.mark.timeout(400)
AUDIO_LIBRARIES = ("soundfile", "av", "librosa", "soxr", "sounddevice", "pyloudnorm")


@pytest.fixture(scope="module")
def shards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Prepared features of three songs of noise."""
    import soundfile

    root = tmp_path_factory.mktemp("music")
    tracks = []
    for seed, split in enumerate(("train", "train", "validation")):
        path = root / f"{seed}.wav"
        noise = np.random.default_rng(seed).standard_normal(10 * 22_050) * 0.1
        soundfile.write(path, noise.astype(np.float32), 22_050)
        tracks.append(Track(path, path.stem, split=split))
    Shards(root / "shards").prepare(tracks, [1.0], report=print)
    return root / "shards"


def command(shards: Path, run: Path, *more: str, steps: int = STEPS) -> list[str]:
    words = ["sn", "--shards", str(shards), "--out", str(run), "--steps", str(steps)]
    words += ["--batch", "2", "--piece-s", "1", "--threads", "1", "--precision", "32-true"]
    words += ["--val-piece-s", "1", "--val-puzzles", "2", "--checkpoint-steps", "3"]
    return [*words, "--validate-steps", "1000", "--accelerator", "cpu", *more]


def start(
    words: Sequence[str], launcher: Sequence[str] = ("-m", "trainer")
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *launcher, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, standard output and standard error; its input stays open meanwhile."""
    with process:
        try:
            code = process.wait(PATIENCE_S)
        finally:
            process.kill()
        assert process.stdout is not None
        assert process.stderr is not None
        return code, process.stdout.read(), process.stderr.read()


def wait_for(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.005)


def saved(run: Path) -> bool:
    return any(isinstance(event, Saved) for event in read_events(run))


def losses(run: Path) -> list[float]:
    steps = [event for event in read_events(run) if isinstance(event, Stepped)]
    assert [step.step for step in steps] == list(range(1, len(steps) + 1))
    return [step.loss for step in steps]


def test_a_killed_run_goes_on_as_if_nothing_had_been(shards: Path, tmp_path: Path) -> None:
    killed, whole = tmp_path / "killed", tmp_path / "whole"
    process = start(command(shards, killed))
    wait_for(lambda: saved(killed), process)
    process.kill()
    assert end(process)[0] == -signal.SIGKILL
    assert not any(isinstance(event, Finished) for event in read_events(killed))
    code, _, error = end(start(command(shards, killed)))
    assert code == 0, error
    assert "going on after step" in error
    assert end(start(command(shards, whole)))[0] == 0
    assert len(losses(killed)) == STEPS
    assert losses(killed) == pytest.approx(losses(whole), abs=1e-4)
    assert load_model(killed / "model.safetensors")[1].steps == STEPS


def test_a_run_asked_to_end_keeps_what_it_learned(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    process = start(command(shards, run, steps=100_000))
    wait_for(lambda: saved(run), process)
    process.send_signal(signal.SIGTERM)
    code, _, error = end(process)
    assert code == 0, error
    assert "Stopped after step" in error
    last = read_events(run)[-1]
    assert isinstance(last, Finished)
    assert last.step == len(losses(run))
    assert load_model(run / "model.safetensors")[1].steps == last.step


def test_a_run_whose_parent_dies_saves_and_stops(shards: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    process = start(command(shards, run, "--json-events", steps=100_000))
    wait_for(lambda: saved(run), process)
    assert process.stdin is not None
    process.stdin.close()
    code, output, error = end(process)
    assert code == 0, error
    assert '"reason": "stopped"' in output.splitlines()[-1]
    assert error == ""


def test_shards_alone_need_no_library_that_reads_audio(shards: Path, tmp_path: Path) -> None:
    code = (
        f"import sys\nfor name in {AUDIO_LIBRARIES!r}: sys.modules[name] = None\n"
        "from trainer.cli import main\nsys.exit(main(sys.argv[1:]))\n"
    )
    run = tmp_path / "run"
    exit_code, _, error = end(start(command(shards, run, steps=3), ("-c", code)))
    assert exit_code == 0, error
    assert len(losses(run)) == 3


def test_torchrun_trains_on_two_processes(shards: Path, tmp_path: Path) -> None:
    run, alone = tmp_path / "run", tmp_path / "alone"
    launcher = ("-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2")
    code, _, error = end(start(command(shards, run, steps=4), (*launcher, "-m", "trainer")))
    assert code == 0, error
    started = next(event for event in read_events(run) if isinstance(event, Started))
    assert started.processes == 2
    assert end(start(command(shards, alone, steps=4)))[0] == 0
    # The first batch of the first process is the same; then gradients of other batches mix in.
    assert losses(run)[0] == pytest.approx(losses(alone)[0], abs=1e-4)
    assert losses(run)[1:] != pytest.approx(losses(alone)[1:], abs=1e-4)
    assert load_model(run / "model.safetensors")[1].steps == 4
