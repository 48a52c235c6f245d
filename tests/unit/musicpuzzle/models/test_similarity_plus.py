"""What the branches beside the similarity network hear, and that they can be left out."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from musicpuzzle.errors import ModelError
from musicpuzzle.features.short_mel import FRAMES, HOP_SAMPLES, MELS, SAMPLE_RATE_HZ
from musicpuzzle.features.short_mel import short_log_mel_array as bands_of
from musicpuzzle.models.harmony import CLASSES, HarmonyBranch
from musicpuzzle.models.registry import build, parts_of
from musicpuzzle.models.rhythm import GROUPS, LAGS, repetition
from musicpuzzle.models.similarity_plus import SimilarityPlus

SECONDS = 3.1


def _strokes(apart_frames: int, seed: int = 0) -> torch.Tensor:
    rng = np.random.default_rng(seed)
    bands = np.zeros((1, MELS, FRAMES), np.float32)
    for start in range(3, FRAMES, apart_frames):
        bands[:, :, start : start + 3] += rng.uniform(0.8, 1.2, (MELS, 1))
    return torch.from_numpy(bands)


def test_repetition_is_the_autocorrelation_of_rises() -> None:
    rng = np.random.default_rng(0)
    bands = rng.uniform(0, 2, (1, MELS, FRAMES)).astype(np.float32)
    found = repetition(torch.from_numpy(bands))[0].numpy()
    rises = np.maximum(0.0, np.diff(bands[0].astype(np.float64), axis=1))
    groups = rises.reshape(GROUPS, MELS // GROUPS, -1).mean(axis=1)
    for row, onsets in zip(found, [*groups, groups.sum(axis=0)], strict=True):
        own = onsets - onsets.mean()
        whole = np.correlate(own, own, "full")[len(own) - 1 :]
        lags = np.arange(1, LAGS + 1)
        expected = whole[lags] * len(own) / (len(own) - lags) / whole[0]
        np.testing.assert_allclose(row, expected, atol=1e-4)


@pytest.mark.parametrize("apart_frames", [17, 23, 40])
def test_strokes_repeat_at_their_distance(apart_frames: int) -> None:
    found = repetition(_strokes(apart_frames))[0, -1]
    assert int(found[: apart_frames + 5].argmax()) + 1 == apart_frames
    assert found[apart_frames - 1] > 0.6


def test_silence_repeats_nothing() -> None:
    assert repetition(torch.zeros(2, MELS, FRAMES)).abs().max() == 0.0


def _chord(frequencies_hz: list[float]) -> torch.Tensor:
    time_s = np.arange(round(SECONDS * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
    # A few overtones, as an organ has them.
    waves = [np.sin(2 * np.pi * f * k * time_s) / k for f in frequencies_hz for k in (1, 2, 4)]
    samples = (0.1 * np.sum(waves, axis=0)).astype(np.float32)
    assert len(samples) > FRAMES * HOP_SAMPLES
    return torch.from_numpy(bands_of(samples)[None, :, :FRAMES])


def test_a_tone_lies_in_its_pitch_class() -> None:
    chroma = HarmonyBranch().chroma(_chord([1046.5]))[0].sum(dim=0).mean(dim=1)  # C6
    lowest_hz = 350.0
    expected = round(CLASSES * np.log2(1046.5 / lowest_hz)) % CLASSES
    assert abs(int(chroma.argmax()) - expected) in (0, 1, CLASSES - 1)


def test_a_transposed_window_has_the_same_harmony(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    branch = HarmonyBranch().eval()
    bands = _chord([523.25, 659.26, 783.99])
    plain = branch(bands)
    chroma = branch.chroma(bands)
    # By two semitones: the filters that skip every other class see the same ones.
    monkeypatch.setattr(branch, "chroma", lambda _: chroma.roll(4, dims=2))
    torch.testing.assert_close(branch(bands), plain, atol=1e-5, rtol=1e-4)
    monkeypatch.setattr(branch, "chroma", lambda _: chroma.flip(2))
    assert (branch(bands) - plain).abs().max() > 1e-3


def test_each_branch_adds_its_share_and_can_be_left_out() -> None:
    bands = torch.from_numpy(np.random.default_rng(0).uniform(0, 2, (2, MELS, FRAMES)))
    whole = build("similarity-plus-4").eval()
    assert isinstance(whole, SimilarityPlus)
    assert parts_of("similarity-plus") == ("masks", "track", "rhythm", "harmony")
    for name in ("rhythm", "harmony"):
        part = build(f"similarity-plus-4-without-{name}").eval()
        assert isinstance(part, SimilarityPlus)
        part.load_state_dict(
            {k: v for k, v in whole.state_dict().items() if f"branches.{name}." not in k}
        )
        with torch.inference_mode():
            share = whole.branches[name](bands.float())
            torch.testing.assert_close(
                part.embed(bands.float()) + share, whole.embed(bands.float()), atol=1e-4, rtol=1e-4
            )


def test_other_parts_are_none() -> None:
    for name in ("similarity-plus-4-without-masks", "similarity-4-without-rhythm"):
        with pytest.raises(ModelError, match="rhythm and harmony"):
            build(name)
