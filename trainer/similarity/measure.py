"""Rows of the evaluation of likeness: triplets, and what each sub-space knows of what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from musicpuzzle.models.subspaces import DIMENSIONS

from ..evaluate.bootstrap import mean_interval
from .hearing import Heard, unit
from .probe import labels_of, probe
from .songs import LabelledSong, Origin
from .triplets import Right, Triplets, draw_tracks, right_songs, right_tracks

OVERALL, TRACK, WHOLE = "overall", "track", "whole"
FLOOR = "mfcc"
"""What the floor is called among models."""

Row = dict[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """Songs of one origin with triplets of them, the same for all models.

    Attributes:
        origin: of all songs.
        songs: at least two.
        triplets: by dimension.
        count: of track triplets.
        seed: of track triplets and of the probe's folds.
    """

    origin: Origin
    songs: Sequence[LabelledSong]
    triplets: Sequence[Triplets]
    count: int
    seed: int

    @property
    def clusters(self) -> list[str]:
        """Whom each song is resampled with: recordings by artist, generated songs alone."""
        return [
            (song.artist or song.name) if song.origin == "recorded" else song.name
            for song in self.songs
        ]


def triplet_rows(model: str, heard: Heard, test: Trial, floor: Heard | None = None) -> list[Row]:
    """Rows of one model: each dimension and all together in the own and in the whole space, tracks.

    A model without sub-spaces has rows of the whole space alone.

    Args:
        model: its name.
        heard: what it makes of the songs.
        test: the songs and their triplets.
        floor: what the floor makes of them; the rows then say how far the model is ahead of it, by
            differences on the same triplets.
    """
    rows: list[Row] = []
    for space in ("own", WHOLE) if heard.subspaces else (WHOLE,):
        every: list[_Answers] = []
        for triplets in test.triplets:
            own = heard.subspaces[triplets.dimension] if space == "own" else None
            answers = _Answers(
                right_songs(heard, triplets, own),
                None if floor is None else right_songs(floor, triplets, None),
                [test.clusters[a] for a in triplets.places[:, 0]],
            )
            every.append(answers)
            rows.append(_row(model, space, triplets.dimension, test, answers))
        if len(every) > 1:
            rows.append(_row(model, space, OVERALL, test, _together(every)))
    tracks = draw_tracks(heard, test.count, test.seed)
    if len(tracks):
        answers = _Answers(
            right_tracks(heard, tracks),
            None if floor is None else right_tracks(floor, tracks),
            [test.clusters[a] for a in tracks[:, 0]],
        )
        rows.append(_row(model, WHOLE, TRACK, test, answers))
    return rows


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """To the same triplets: a model's, the floor's if there is one, and whose the anchors are."""

    right: Right
    floor: Right | None
    clusters: Sequence[str]


def _together(every: Sequence[_Answers]) -> _Answers:
    """Every dimension counts alike: each has as many triplets."""
    floors = [answers.floor for answers in every if answers.floor is not None]
    return _Answers(
        np.concatenate([answers.right for answers in every]),
        np.concatenate(floors) if floors else None,
        [name for answers in every for name in answers.clusters],
    )


def _row(model: str, space: str, dimension: str, test: Trial, answers: _Answers) -> Row:
    found = mean_interval(answers.right, answers.clusters, bounds=(0.0, 1.0))
    row: Row = {
        "model": model, "space": space, "dimension": dimension, "origin": test.origin,
        "triplets": len(answers.right), "accuracy": round(found.value, 4),
        "low": round(found.low, 4), "high": round(found.high, 4),
        "label": label_of(dimension, test.origin),
    }  # fmt: skip
    if answers.floor is not None:
        ahead = mean_interval(answers.right - answers.floor, answers.clusters, bounds=(-1.0, 1.0))
        row |= {
            "ahead": round(ahead.value, 4), "ahead_low": round(ahead.low, 4),
            "ahead_high": round(ahead.high, 4),
        }  # fmt: skip
    return row


def label_of(dimension: str, origin: Origin) -> str:
    """Where a label comes from: exact, curator, or estimate."""
    if origin == "generated" or dimension == TRACK:
        return "exact"
    return {"tempo": "estimate", "genre": "curator"}.get(dimension, "mixed")


def leakage_rows(model: str, heard: Heard, test: Trial) -> list[Row]:
    """What every sub-space, and the whole, knows of every dimension; one row for each measure."""
    spaces: Mapping[str, slice] = {**heard.subspaces, WHOLE: slice(None)}
    rows: list[Row] = []
    for subspace, own in spaces.items():
        place: Row = {"model": model, "subspace": subspace}
        for triplets in test.triplets:
            right = right_songs(heard, triplets, own)
            rows.append({**place, **_leak(triplets.dimension, "triplet", test, right, 0.5)})
        for dimension in DIMENSIONS:
            labels = labels_of(test.songs, dimension)
            found = probe(unit(heard.songs[:, own]), labels, test.clusters, test.seed)
            if found is not None:
                rows.append({**place, **_leak(dimension, "probe", test, *found)})
    return rows


def _leak(dimension: str, measure: str, test: Trial, right: Right, chance: float) -> Row:
    return {
        "dimension": dimension, "measure": measure, "origin": test.origin, "n": len(right),
        "accuracy": round(float(right.mean()), 4), "chance": round(chance, 4),
    }  # fmt: skip
