"""Dense weights in 8 bits: how far they may move."""

from __future__ import annotations

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from musicpuzzle.models.quantise import LARGEST, from_int8, to_int8

WEIGHTS = arrays(
    np.float32,
    array_shapes(min_dims=2, max_dims=2, max_side=12),
    elements=st.floats(-1e6, 1e6, width=32),
)
EXPONENTS = st.integers(-12, 4)


@given(weights=WEIGHTS, exponent=EXPONENTS)
def test_no_weight_moves_by_more_than_half_a_step(weights: np.ndarray, exponent: int) -> None:
    given_weights = torch.from_numpy(weights) * 10.0**exponent / 1e6
    steps, scale = to_int8(given_weights)
    assert steps.dtype == torch.int8
    assert scale.dtype == torch.float16
    back = from_int8(steps, scale)
    assert back.dtype == torch.float32
    step = scale.float()[:, None]
    assert ((back - given_weights).abs() <= 0.5001 * step).all()
    # A step is as fine as half precision allows.
    finest = given_weights.abs().amax(1) / LARGEST
    assert (scale.float() <= finest * (1 + 2.0**-9) + 2.0**-23).all()


@given(weights=WEIGHTS)
@settings(max_examples=30)
def test_what_was_rounded_once_stays(weights: np.ndarray) -> None:
    once = from_int8(*to_int8(torch.from_numpy(weights) / 1e4))
    twice = from_int8(*to_int8(once))
    torch.testing.assert_close(twice, once, rtol=2e-3, atol=1e-6)


def test_a_row_of_zeros_and_a_layer_without_inputs() -> None:
    steps, scale = to_int8(torch.zeros(3, 5))
    assert from_int8(steps, scale).tolist() == [[0.0] * 5] * 3
    steps, scale = to_int8(torch.zeros(3, 0))
    assert from_int8(steps, scale).shape == (3, 0)


def test_the_sign_is_kept_symmetrically() -> None:
    weights = torch.randn((4, 9), generator=torch.Generator().manual_seed(1))
    steps, scale = to_int8(weights)
    mirrored, same_scale = to_int8(-weights)
    assert torch.equal(mirrored, -steps)
    assert torch.equal(scale, same_scale)


def test_what_is_not_finite_shows_in_the_scale() -> None:
    for value in (float("nan"), float("inf"), 1e8):
        _, scale = to_int8(torch.tensor([[value, 1.0], [1.0, 2.0]]))
        assert scale.isfinite().tolist() == [False, True]
