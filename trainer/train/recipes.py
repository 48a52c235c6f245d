"""The recipe of each network."""

from __future__ import annotations

from importlib import import_module

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import TrainingJob

from .recipe import Recipe

# Module, class, and which fields of the job it takes: a recipe's module is imported when needed.
_RECIPES = {
    "sen": (".triplets", "TripletRecipe", ("piece_s", "batch", "learning_rate")),
    "sn": (".triplets", "TripletRecipe", ("piece_s", "batch", "learning_rate")),
    "sen-plus": (".orders", "OrderRecipe", ("batch", "learning_rate")),
}


def recipe_for(job: TrainingJob) -> Recipe:
    """The recipe of the job's network with what the job says of it.

    Raises:
        ModelError: there is no network of that name.
    """
    if job.model not in _RECIPES:
        raise ModelError(f"There is no training for a network called {job.model!r}.")
    module, class_name, wanted = _RECIPES[job.model]
    options = {name: getattr(job, name) for name in wanted if getattr(job, name)}
    recipe = getattr(import_module(module, __package__), class_name)(**options)
    assert isinstance(recipe, Recipe)
    return recipe
