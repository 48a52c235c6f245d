from __future__ import annotations

import numpy as np
import pytest

from trainer.compose.mix import TARGET_LUFS, loudness_lufs, mix
from trainer.compose.score import Part
from trainer.compose.space import impulse_response, in_room

RATE_HZ = 22_050
N = 8 * RATE_HZ


def part(name: str, role: str, **more) -> Part:
    return Part(name, role, "x", (), **more)


@pytest.fixture(scope="module")
def sounds() -> list[np.ndarray]:
    """A drum-like, a low, and a high sound, (2, N) each; the first with hard peaks."""
    rng = np.random.default_rng(3)
    time_s = np.arange(N) / RATE_HZ
    hits = rng.standard_normal((2, N)) * np.exp(-((time_s % 0.5) / 0.02))
    low = np.tile(0.2 * np.sin(2 * np.pi * 80 * time_s), (2, 1))
    high = np.tile(0.05 * np.sin(2 * np.pi * 660 * time_s), (2, 1))
    return [sound.astype(np.float32) for sound in (hits, low, high)]


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    return [
        part("drums", "drums", level_db=2.0),
        part("bass", "bass", level_db=-6.0),
        part("lead", "lead"),
    ]


def test_the_mix_has_its_loudness_and_headroom(parts, sounds):
    made = mix(parts, sounds, RATE_HZ, room_s=0.5)
    assert loudness_lufs(made.samples, RATE_HZ) == pytest.approx(TARGET_LUFS, abs=0.2)
    assert np.abs(made.samples).max() < 10 ** (-2.5 / 20)
    assert made.samples.dtype == np.float32
    assert not made.stems
    # It ends: the last samples are faded out.
    assert np.abs(made.samples[:, -20:]).max() < 1e-3


def test_the_stems_sum_to_the_mix(parts, sounds):
    plain = mix(parts, sounds, RATE_HZ, room_s=0.5, tilt_db=1.0)
    split = mix(parts, sounds, RATE_HZ, room_s=0.5, tilt_db=1.0, stems=True)
    assert set(split.stems) == {"drums", "bass", "lead"}
    assert np.allclose(sum(split.stems.values()), split.samples, atol=1e-5)
    assert np.allclose(split.samples, plain.samples, atol=1e-3)


def test_balance_is_by_measured_loudness(parts, sounds):
    quieter = [sounds[0], 0.1 * sounds[1], sounds[2]]
    first = mix(parts, sounds, RATE_HZ, room_s=0.5, stems=True)
    second = mix(parts, quieter, RATE_HZ, room_s=0.5, stems=True)
    assert np.allclose(first.samples, second.samples, atol=1e-3)
    gap = loudness_lufs(first.stems["lead"], RATE_HZ) - loudness_lufs(first.stems["bass"], RATE_HZ)
    assert gap == pytest.approx(6.0, abs=1.5)


def test_a_silent_part_is_no_trouble(parts, sounds):
    made = mix(parts, [sounds[0], np.zeros_like(sounds[1]), sounds[2]], RATE_HZ, room_s=0.5)
    assert np.isfinite(made.samples).all()


def test_tilt_moves_the_treble(parts, sounds):
    def treble(tilt_db: float) -> float:
        samples = mix(parts, sounds, RATE_HZ, room_s=0.5, tilt_db=tilt_db).samples
        power = np.abs(np.fft.rfft(samples[0])) ** 2
        return float(power[len(power) // 2 :].sum() / power[: len(power) // 8].sum())

    assert treble(6.0) > 2 * treble(-6.0)


def test_a_room_dies_away_and_is_the_same_every_time():
    response = impulse_response(1.0, RATE_HZ)
    early = np.abs(response[:, : RATE_HZ // 4]).max()
    late = np.abs(response[:, RATE_HZ:]).max()
    assert late < 0.02 * early
    click = np.zeros((2, RATE_HZ), dtype=np.float32)
    click[:, 0] = 1.0
    wet = in_room(click, 1.0, RATE_HZ)
    assert np.allclose(wet, response[:, :RATE_HZ], atol=1e-5)
    # It widens: left and right differ.
    assert abs(np.corrcoef(wet)[0, 1]) < 0.5
