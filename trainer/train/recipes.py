"""The recipe of each network."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from musicpuzzle.errors import ModelError
from musicpuzzle.jobs import TrainingJob

from .recipe import Recipe

_TRIPLET = ("piece_s", "batch", "learning_rate")
# Module, class, and which fields of the job it takes: a recipe's module is imported when needed.
_RECIPES = {
    "sen": (".triplets", "TripletRecipe", _TRIPLET),
    "sn": (".triplets", "TripletRecipe", _TRIPLET),
    "cin": (".triplets", "TripletRecipe", _TRIPLET),
    "ccsn": (".triplets", "TripletRecipe", _TRIPLET),
    "tsn": (".order_classes", "OrderClassRecipe", _TRIPLET),
    "opn": (".order_classes", "OrderClassRecipe", _TRIPLET),
    "sen-gap": (".triplets", "HarderTripletRecipe", _TRIPLET),
    "segue": (".medley_orders", "MedleyRecipe", ("batch", "learning_rate")),
    "sen-plus": (".orders", "OrderRecipe", ("batch", "learning_rate")),
}


def recipe_for(job: TrainingJob) -> Recipe[Any]:
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
