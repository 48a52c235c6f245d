"""The beat behind a score: on click tracks cut with a gap, and as a part of what is played by."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
import torch

from musicpuzzle.audio.clip import Clip
from musicpuzzle.features.logmel import HOP_S
from musicpuzzle.games.opponents import opponent
from musicpuzzle.models import store
from musicpuzzle.models.card import ModelCard
from musicpuzzle.models.sen_plus import SENPlus
from musicpuzzle.review.evidence import Explainer, MapEvidence
from musicpuzzle.review.parts import Parts, PulseEvidence

from .material import RATE_HZ, clicks, clip

PIECE_S, N = 3.0, 4
# No two hits of a bar are as far apart as two others, not even over the bar line, so that no other
# gap of a second at most sounds as well; nor does another order.
HITS = (0 / 13, 1 / 13, 3 / 13, 9 / 13)
TRACKS = [(1.22, 0.25), (1.5, 0.4)]


def cut_track(bar_s: float, gap_s: float) -> list[Clip]:
    """A click track in pieces of 3 s, in true order."""
    step_s = PIECE_S + gap_s
    track = sum(
        clicks(0.1 + share * bar_s, bar_s, N * step_s, seed=k) for k, share in enumerate(HITS)
    )
    assert isinstance(track, np.ndarray)
    starts = [round(k * step_s * RATE_HZ) for k in range(N)]
    return [clip(track[at : at + round(PIECE_S * RATE_HZ)]) for at in starts]


@pytest.fixture(scope="module")
def deaf_to_pairs(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Path of a SEN-plus that says 0 of any two pieces alone; its pulse is as it is initialised."""
    network = SENPlus().eval()
    with torch.no_grad():
        for parameter in (*network.head[-1].parameters(), network.cosine_weight):
            parameter.zero_()
        network.distance_weights.zero_()
    return saved(network, tmp_path_factory.mktemp("deaf"))


def saved(network: SENPlus, folder: Path) -> str:
    path = folder / "sen-plus.safetensors"
    card = ModelCard("sen-plus", network.n_parameters(), "none", 1, 0, 0, 0.0)
    store.save_model(path, network, card)
    return str(path)


def parts_by(name: str, pieces: list[Clip]) -> Parts:
    found = Explainer(name, pieces).parts()
    assert found is not None
    return found


@pytest.mark.parametrize(("bar_s", "gap_s"), TRACKS)
@pytest.mark.parametrize("learned", [True, False])
def test_the_gap_is_found_and_the_successor_agrees_best(
    learned: bool, bar_s: float, gap_s: float, deaf_to_pairs: str
) -> None:
    parts = parts_by(deaf_to_pairs if learned else "pulse", cut_track(bar_s, gap_s))
    assert parts.gap_s == pytest.approx(gap_s, abs=HOP_S)
    found = {pair: parts.of(pair) for pair in permutations(range(N), 2)}
    agreements = {}
    for pair, evidence in found.items():
        assert evidence.repetition is not None
        agreements[pair] = evidence.repetition.agreement
    for first in range(N - 1):
        best = max(agreements[first, second] for second in set(range(N)) - {first})
        assert agreements[first, first + 1] == best > 0.5
        assert found[first, first + 1].likeliest == first + 1
    # What is shown is what was scored, but for a factor and a constant.
    scored = [evidence.log_odds for evidence in found.values()]
    assert np.corrcoef(scored, list(agreements.values()))[0, 1] > 0.99999


def test_the_curves_are_on_the_songs_own_time(deaf_to_pairs: str) -> None:
    bar_s, gap_s = TRACKS[0]
    found = parts_by(deaf_to_pairs, cut_track(bar_s, gap_s)).of((1, 2)).repetition
    assert found is not None
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-5)
    assert found.lags_s[0] >= gap_s + 0.5
    assert found.lags_s[-1] <= PIECE_S - 0.5
    for curve in (found.within, found.between):
        # The clicks come again after a bar, in the next piece as in the same.
        assert found.lags_s[curve.argmax()] % bar_s == pytest.approx(0.0, abs=0.05) or (
            found.lags_s[curve.argmax()] % bar_s == pytest.approx(bar_s, abs=0.05)
        )


@pytest.mark.parametrize("lengths_s", [(2.0, 2.0, 2.0), (1.5, 1.8, 1.6)])
def test_both_parts_come_to_what_the_opponent_plays_by(
    lengths_s: tuple[float, ...], tmp_path: Path
) -> None:
    torch.manual_seed(3)
    model = saved(SENPlus().eval(), tmp_path)
    pieces = [clip(clicks(0.1 * k, 0.4, s, seed=k)) for k, s in enumerate(lengths_s)]
    thought = opponent(model).think(pieces)
    explainer = Explainer(model, pieces)
    parts = explainer.parts()
    assert parts is not None
    assert parts.alone is not None
    assert parts.pulse.any()
    for pair in permutations(range(3), 2):
        found = explainer.explain(pair)
        assert isinstance(found, MapEvidence)
        assert found.pulse is not None
        assert found.log_odds == pytest.approx(parts.alone[pair], abs=1e-3)
        assert found.pulse.log_odds == parts.pulse[pair]
        assert found.total == pytest.approx(thought.log_odds[pair], abs=1e-3)


def test_where_no_beat_goes_on_nothing_is_compared(tmp_path: Path) -> None:
    network = SENPlus().eval()
    with torch.no_grad():
        network.pulse.no_pulse.fill_(60.0)
    pieces = cut_track(*TRACKS[0])
    found = Explainer(saved(network, tmp_path), pieces).explain((0, 1))
    assert isinstance(found, MapEvidence)
    pulse = found.pulse
    assert pulse is not None
    assert (pulse.gap_s, pulse.repetition) == (None, None)
    assert pulse.log_odds == pytest.approx(20.0)
    assert (pulse.decides, pulse.decides_against) == (False, False)


def test_who_hears_nothing_but_the_beat_shows_that() -> None:
    pieces = cut_track(*TRACKS[1])
    found = Explainer("pulse", pieces).explain((2, 3))
    assert isinstance(found, PulseEvidence)
    assert found.log_odds == pytest.approx(opponent("pulse").think(pieces).log_odds[2, 3])
    assert (found.decides, found.decides_against) == (False, False)


@pytest.mark.parametrize("name", ["chance", "sen"])
def test_others_have_no_part_by_the_beat(name: str) -> None:
    assert Explainer(name, cut_track(*TRACKS[0])[:2]).parts() is None
