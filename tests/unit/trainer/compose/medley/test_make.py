"""A medley as sound, and what is written about it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from trainer.compose.medley.make import MedleyOrder, make_medley, write_catalogue
from trainer.compose.medley.plan import draw_medley
from trainer.compose.mix import loudness_lufs
from trainer.compose.splits import draw_seed, styles_of
from trainer.compose.synth import find_sound_font
from trainer.data.folder import list_tracks


@pytest.mark.timeout(400)
def test_a_medley_from_its_plan_to_its_folder(tmp_path) -> None:
    seed = draw_seed(2, "test", "medley", 0)
    plan = draw_medley(seed, 3, styles_of("test"))
    # Four bars a part are enough to hear.
    short = replace(plan, parts=tuple(replace(part, bars=4) for part in plan.parts))
    order = MedleyOrder(short, "from-a-to-b", "test", tmp_path, "opus", find_sound_font())
    entry = make_medley(order)
    write_catalogue(tmp_path, [order], [entry])

    [listed] = json.loads((tmp_path / "medleys.json").read_text(encoding="utf-8"))
    assert listed == entry
    samples, rate_hz = soundfile.read(tmp_path / listed["file"], always_2d=True, dtype="float32")
    assert len(samples) / rate_hz == pytest.approx(listed["seconds"], abs=1e-3)
    assert loudness_lufs(samples.T, rate_hz) == pytest.approx(-16, abs=0.5)
    assert 20 * np.log10(np.abs(samples).max()) < -1
    parts = listed["parts"]
    assert (parts[0]["start_s"], len(parts)) == (0.0, 3)
    assert [p["end_s"] for p in parts[:-1]] == [p["start_s"] for p in parts[1:]]
    assert parts[-1]["end_s"] < listed["seconds"] < parts[-1]["end_s"] + 3
    levels = []
    for part in parts:
        piece = samples[int(part["start_s"] * rate_hz) : int(part["end_s"] * rate_hz)]
        levels.append(loudness_lufs(piece.T, rate_hz))
        assert part["lead"] in part["instruments"].values()
        assert {"title", "style", "mood", "tempo_bpm", "key"} <= set(part)
    # It grows, and never leaves a hole at a seam.
    assert levels == sorted(levels)
    for part in parts[:-1]:
        at = int(part["end_s"] * rate_hz)
        seam = samples[at - rate_hz // 2 : at + rate_hz // 2]
        assert np.sqrt((seam**2).mean()) > 10 ** (-36 / 20)

    [track] = list_tracks(tmp_path, "test")
    assert (track.title, track.licence, track.split) == (listed["title"], "CC0-1.0", "test")
    assert listed["seed"] == seed
