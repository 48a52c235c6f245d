"""The recipe of each network."""

from __future__ import annotations

from importlib import import_module

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import TrainingJob

from .recipe import Recipe

# Module and class: a recipe's module is imported when it is first needed.
_RECIPES = {
    "sen": (".triplets", "TripletRecipe"),
    "sn": (".triplets", "TripletRecipe"),
    "sen-plus": (".sen_plus_recipe", "SENPlusRecipe"),
}


def recipe_for(job: TrainingJob) -> Recipe:
    """The recipe of the job's network with what the job says of it.

    Raises:
        ModelError: there is no network of that name.
    """
    if job.model not in _RECIPES:
        raise ModelError(f"There is no training for a network called {job.model!r}.")
    module, class_name = _RECIPES[job.model]
    options: dict[str, float] = {"piece_s": job.piece_s}
    if job.batch:
        options["batch"] = job.batch
    if job.learning_rate:
        options["learning_rate"] = job.learning_rate
    recipe = getattr(import_module(module, __package__), class_name)(**options)
    assert isinstance(recipe, Recipe)
    return recipe
