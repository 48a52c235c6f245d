"""bfloat16 where it is worth it, and the same answer each time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
import torch

from musicpuzzle.models.sn import SN
from musicpuzzle.paths import user_cache_dir
from trainer.data.songs import Song
from trainer.train import precision as module
from trainer.train.precision import autocast_options, choose_precision
from trainer.train.triplets import TripletRecipe

CPU = torch.device("cpu")
RECIPE = TripletRecipe(piece_s=1.0, batch=2)


def choose(songs: Sequence[Song], network: SN | None = None) -> str:
    batch = RECIPE.sample_batch(np.random.default_rng(0), songs)
    return choose_precision("sn", network or SN(), RECIPE, batch, CPU)


@pytest.mark.parametrize(("mixed_s", "chosen"), [(0.5, "bf16-mixed"), (0.9, "32-true")])
def test_it_has_to_be_worth_it(
    monkeypatch: pytest.MonkeyPatch, songs: Sequence[Song], mixed_s: float, chosen: str
) -> None:
    times = {"32-true": 1.0, "bf16-mixed": mixed_s}
    monkeypatch.setattr(module, "_step_s", lambda precision, *rest: times[precision])
    assert choose(songs) == chosen
    times["bf16-mixed"] = 1.4 - mixed_s
    assert choose(songs) == chosen


def test_damaged_memory_is_forgotten(
    monkeypatch: pytest.MonkeyPatch, songs: Sequence[Song]
) -> None:
    path = user_cache_dir() / "precision.json"
    path.parent.mkdir(parents=True)
    path.write_text("[")
    monkeypatch.setattr(module, "_step_s", lambda *rest: 1.0)
    assert choose(songs) == "32-true"


def test_measuring_leaves_the_network_as_it_was(songs: Sequence[Song]) -> None:
    network = SN()
    before = {name: tensor.clone() for name, tensor in network.state_dict().items()}
    assert choose(songs, network) in ("32-true", "bf16-mixed")
    assert all(torch.equal(before[name], t) for name, t in network.state_dict().items())


def test_autocast_is_on_for_mixed_precision_alone() -> None:
    weights = torch.ones((2, 2))
    for name, dtype in (("32-true", torch.float32), ("bf16-mixed", torch.bfloat16)):
        with torch.autocast(**autocast_options(CPU, name)):
            assert (weights @ weights).dtype == dtype
