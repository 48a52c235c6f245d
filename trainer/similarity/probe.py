"""A linear probe: how well a label can be read off a sub-space."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .songs import LabelledSong, numbered

FOLDS = 5
_RIDGE = 10.0
_TEMPI = 4
_FEWEST = 5


def labels_of(songs: Sequence[LabelledSong], dimension: str) -> list[str]:
    """What the probe shall tell; empty where nothing is known or too few songs have it.

    Tempo is one of four classes with equally many songs.
    """
    if dimension == "tempo":
        bpm = np.array([song.tempo_bpm for song in songs])
        known = bpm > 0
        if known.sum() < _TEMPI * _FEWEST:
            return [""] * len(songs)
        edges = np.quantile(bpm[known], np.linspace(0, 1, _TEMPI + 1)[1:-1])
        classes = np.searchsorted(edges, bpm, side="right")
        return [str(c) if k else "" for c, k in zip(classes, known, strict=True)]
    attribute = {"genre": "genre", "mood": "mood", "instruments": "lead"}[dimension]
    words = [str(getattr(song, attribute)) for song in songs]
    return [word if words.count(word) >= _FEWEST else "" for word in words]


def probe(
    vectors: NDArray[np.float32], labels: Sequence[str], groups: Sequence[str], seed: int
) -> tuple[NDArray[np.float64], float] | None:
    """Cross-validated ridge classification, no group in both halves.

    Args:
        vectors: float32 (songs, numbers).
        labels: of the songs. Empty ones are left out, and those that all songs of one group alone
            have: no other song could teach them.
        groups: what must not be torn apart, such as artists.
        seed: of the folds.

    Returns:
        Right or not of each labelled song, and the share of the most frequent label, which is what
        guessing reaches; None where there is nothing to tell apart.
    """
    number = numbered(_taught(labels, groups))
    used = np.flatnonzero(number >= 0)
    if len(used) < 2 * FOLDS or len(set(number[used])) < 2:
        return None
    x, y = vectors[used].astype(np.float64), number[used]
    owner = numbered([groups[int(k)] for k in used])
    order = np.random.default_rng(seed).permutation(owner.max() + 1)
    fold = order[owner] % FOLDS
    right = np.zeros(len(used))
    for k in range(FOLDS):
        test = fold == k
        if test.any() and not test.all():
            right[test] = _predicted(x[~test], y[~test], x[test]) == y[test]
    return right, float(np.bincount(y).max() / len(y))


def _taught(labels: Sequence[str], groups: Sequence[str]) -> list[str]:
    """The labels without those that only one group has."""
    owners: dict[str, set[str]] = {}
    for label, group in zip(labels, groups, strict=True):
        owners.setdefault(label, set()).add(group)
    return [label if len(owners[label]) > 1 else "" for label in labels]


def _predicted(
    x: NDArray[np.float64], y: NDArray[np.int64], new: NDArray[np.float64]
) -> NDArray[np.int64]:
    mean, deviation = x.mean(axis=0), np.maximum(x.std(axis=0), 1e-9)
    inputs = (x - mean) / deviation
    targets = np.eye(y.max() + 1)[y]
    level = targets.mean(axis=0)
    gram = inputs.T @ inputs + _RIDGE * np.eye(inputs.shape[1])
    weights = np.linalg.solve(gram, inputs.T @ (targets - level))
    found: NDArray[np.int64] = (((new - mean) / deviation) @ weights + level).argmax(axis=1)
    return found
