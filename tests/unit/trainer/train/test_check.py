"""Figures that make no sense give a sentence."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from musicpuzzle.errors import SettingsError
from musicpuzzle.jobs import TrainingJob
from trainer.train.check import check

JOB = TrainingJob("sn", (), "run")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"piece_s": 0.9}, "--piece-s has to be at least 1 s"),
        ({"validation_piece_s": 0.0}, "--val-piece-s"),
        ({"steps": 0}, "--steps has to be at least 1"),
        ({"minutes": 0.0}, "--minutes has to be more than 0"),
        ({"minutes": float("nan")}, "--minutes has to be more than 0"),
        ({"batch": -1}, "--batch cannot be negative"),
        ({"batch": 1}, "--batch has to be at least 2"),
        ({"seed": -1}, "--seed cannot be negative"),
        ({"speeds": ()}, "--speeds"),
        ({"speeds": (1.0, 3.0)}, "--speeds have to lie between 0.5 and 2"),
        ({"validation": 1.0}, "--val has to be"),
        ({"decay": 1.5}, "--decay has to be from 0 to 1"),
        ({"learning_rate": -1.0}, "--lr cannot be negative"),
        ({"devices": 0}, "--devices has to be at least 1"),
        ({"without": "map"}, "--without leaves a part of sen-plus out"),
        ({"model": "sen-plus", "without": "ears"}, "out: pulse, map, edges, attention"),
    ],
)
def test_a_sentence_names_the_flag(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        check(replace(JOB, **change))


def test_defaults_make_sense() -> None:
    check(JOB)
