"""Blocks of sound lie where their clocks say, as far as these can be trusted."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest

from musicpuzzle.audio.pyav_source import UnsurePlaceError, _counted, _snapped, _to_float


@dataclass
class Frame:
    """As much of a frame as places need."""

    pts: int | None
    samples: int = 1024
    sample_rate: int = 48_000
    time_base: Fraction = Fraction(1, 48_000)
    channels: int = 1
    format: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(is_planar=True))

    @property
    def layout(self) -> SimpleNamespace:
        return SimpleNamespace(channels=["x"] * self.channels)

    def to_ndarray(self) -> np.ndarray:
        return np.ones((self.channels, self.samples), np.float32)


def in_ms(pts: int | None, samples: int = 1024) -> Frame:
    return Frame(pts, samples, time_base=Fraction(1, 1000))


def positions(frames: list[Frame], position: int | None, origin: int | None) -> list[int]:
    return [block.position for block in _counted(frames, position, origin)]


def test_blocks_follow_each_other_without_a_clock():
    assert positions([Frame(None), Frame(None, 100), Frame(None)], 0, None) == [0, 1024, 1124]


def test_the_clock_places_blocks_and_shows_gaps():
    frames = [Frame(5000), Frame(6024), Frame(9000)]
    assert positions(frames, None, 1000) == [4000, 5024, 8000]


def test_a_leap_of_the_clock_is_no_gap():
    frames = [Frame(0), Frame(1024), Frame(10**9), Frame(10**9 + 1024)]
    assert positions(frames, 0, 0) == [0, 1024, 2048, 3072]


def test_blocks_end_where_the_kind_of_sound_changes():
    for other in (Frame(2048, sample_rate=44_100), Frame(2048, channels=2)):
        assert positions([Frame(0), Frame(1024), other, Frame(3072)], 0, 0) == [0, 1024]


def test_without_clock_and_start_no_place_is_sure():
    with pytest.raises(UnsurePlaceError):
        positions([Frame(None)], None, 0)


def test_a_coarse_clock_means_the_nearest_frame():
    head = [in_ms(0, 648), *(in_ms(None) for _ in range(7))]
    for number in (0, 1, 17, 5000):
        true = 648 + 1024 * number
        for error_ms in (-1, 0, 1):
            landed = [in_ms(round(true / 48) + error_ms), in_ms(None)]
            assert _snapped(head, landed) == true


@pytest.mark.parametrize(
    ("first_of_head", "rest", "landed"),
    [
        (1024, 1024, [in_ms(1000 + 8)]),  # 8 ms is beside every place
        (1024, 1024, [in_ms(None)]),
        (1024, 1024, []),
        (1024, 1024, [in_ms(1024), in_ms(None, 576)]),  # not all as long
        (512, 120, [in_ms(1000, 120)]),  # too short for such a clock
    ],
)
def test_a_coarse_clock_that_means_no_frame_is_not_believed(first_of_head, rest, landed):
    head = [in_ms(0, first_of_head), *(in_ms(None, rest) for _ in range(7))]
    with pytest.raises(UnsurePlaceError):
        _snapped(head, landed)


@pytest.mark.parametrize(
    ("dtype", "values", "wanted"),
    [
        (np.uint8, [0, 128, 255], [-1, 0, 127 / 128]),
        (np.int16, [-32768, 0, 16384], [-1, 0, 0.5]),
        (np.int32, [-(2**31), 0, 2**30], [-1, 0, 0.5]),
        (np.int64, [-(2**63), 0, 2**62], [-1, 0, 0.5]),
        (np.float64, [-1.5, 0, 0.5], [-1.5, 0, 0.5]),
    ],
)
@pytest.mark.parametrize("planar", [True, False])
def test_samples_of_every_format(dtype, values, wanted, planar):
    stereo = np.array([values, values[::-1]], dtype)
    frame = SimpleNamespace(
        to_ndarray=lambda: stereo if planar else stereo.T.reshape(1, -1),
        format=SimpleNamespace(is_planar=planar),
        layout=SimpleNamespace(channels=["left", "right"]),
    )
    samples = _to_float(frame)
    assert samples.dtype == np.float32
    assert samples == pytest.approx(np.array([wanted, wanted[::-1]]))
