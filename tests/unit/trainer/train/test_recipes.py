"""The recipe of each network, with what a job says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import TrainingJob
from trainer.train.recipes import recipe_for
from trainer.train.triplets import TripletRecipe

JOB = TrainingJob("sen", (), "run")


def test_the_papers_figures_are_the_default() -> None:
    recipe = recipe_for(JOB)
    assert isinstance(recipe, TripletRecipe)
    assert recipe.learning_rate == 1e-3
    assert recipe.piece_s == 3.0


def test_a_job_may_say_otherwise() -> None:
    recipe = recipe_for(replace(JOB, model="sn", piece_s=8.0, batch=5, learning_rate=0.01))
    assert isinstance(recipe, TripletRecipe)
    assert (recipe.piece_s, recipe.batch, recipe.learning_rate) == (8.0, 5, 0.01)


def test_an_unknown_network_gives_a_sentence() -> None:
    with pytest.raises(ModelError, match="no training for a network called 'zen'"):
        recipe_for(replace(JOB, model="zen"))
