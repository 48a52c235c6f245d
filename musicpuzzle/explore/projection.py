"""Songs on a plane: at once by their principal axes, better by t-SNE, and later ones beside them.

All layouts are float32 (n, 2), centred on their median and scaled so that all but the outermost
songs lie within 1 of it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Progress

Floats = NDArray[np.float32]

SEED = 0
PERPLEXITY = 30.0
ITERATIONS = (250, 500)
FEWEST = 12
"""Fewer songs have no neighbourhoods to keep; their principal axes are the best there is."""
MOST_EXACT = 10_000
"""So many songs' neighbours are found exactly; beyond, by trees that miss a few in a hundred."""
PLACED_BY = 15
_REPORT_EVERY = 10
_CORE_SHARE = 0.99
_BLOCK = 1024
_SHIFTS = 10


def principal_layout(vectors: Floats) -> Floats:
    """The songs along the two directions in which they differ most.

    Signs are such that the largest part of each direction is positive, so that the same songs
    always give the same map.

    Args:
        vectors: float32 (n, width), n at least 1.
    """
    centred = vectors - vectors.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T.astype(np.float64) @ centred)
    axes = directions[:, [-1, -2]]
    largest = np.abs(axes).argmax(axis=0)
    axes = axes * np.where(axes[largest, [0, 1]] < 0, -1.0, 1.0)
    return scaled((centred @ axes).astype(np.float32))


def neighbour_layout(
    vectors: Floats,
    first: Floats,
    progress: Progress | None = None,
    *,
    iterations: tuple[int, int] = ITERATIONS,
) -> Floats:
    """The map that keeps each song's neighbours best: t-SNE, begun from another layout.

    van der Maaten and Hinton, "Visualizing Data using t-SNE" (2008), with the interpolation of
    Linderman et al. (2019) for many songs, as openTSNE has them. On one thread and with one seed,
    so the same songs give the same map.

    Args:
        vectors: float32 (n, width).
        first: where the songs begin, float32 (n, 2).
        progress: is told how far it is; what its check raises is raised here.
        iterations: with exaggerated attraction, and without.
    """
    n = len(vectors)
    if n < FEWEST:
        return first
    progress = progress or Progress()
    progress.at(0.0)
    # Its import takes most of a second.
    import openTSNE

    done, total = 0, sum(iterations)

    def step(_iteration: int, _error: float, _embedding: Any) -> None:
        nonlocal done
        done += _REPORT_EVERY
        progress.at(min(1.0, done / total))

    spread = float(first[:, 0].std()) or 1.0
    found = openTSNE.TSNE(
        perplexity=min(PERPLEXITY, (n - 1) / 3),
        initialization=first.astype(np.float64) * (1e-4 / spread),
        early_exaggeration_iter=iterations[0],
        n_iter=iterations[1],
        neighbors="exact" if n <= MOST_EXACT else "annoy",
        random_state=SEED,
        n_jobs=1,
        callbacks=step,
        callbacks_every_iters=_REPORT_EVERY,
    ).fit(vectors)
    return scaled(np.asarray(found, dtype=np.float32))


def placed(new: Floats, old: Floats, positions: Floats) -> Floats:
    """Where songs go that came later: among the most similar old ones, none of which moves.

    Each goes to where its `PLACED_BY` most similar songs lie closest together, by mean shift with
    the kernel of t-SNE: other than to their mean, it does not fall between two groups. More of its
    neighbours are near it then than if t-SNE itself placed it.

    Args:
        new, old: float32 (m, width) and (n, width), as `vectors_of` gives them; n at least 1.
        positions: of the old, float32 (n, 2).

    Returns:
        float32 (m, 2).
    """
    count = min(PLACED_BY, len(old))
    # How far apart so many songs lie, if they fill a circle of radius 1.
    width = np.float32(np.pi / len(old))
    result = np.empty((len(new), 2), np.float32)
    for start in range(0, len(new), _BLOCK):
        likeness = new[start : start + _BLOCK] @ old.T
        nearest = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
        close = np.take_along_axis(likeness, nearest, axis=1)
        best = close.max(axis=1, keepdims=True)
        fall = best - np.median(close, axis=1, keepdims=True)
        weights = np.exp((close - best) / np.maximum(fall, 1e-6))
        result[start : start + _BLOCK] = _densest(positions[nearest], weights, width)
    return result


def scaled(positions: Floats) -> Floats:
    """Centred on the median, with all but the outermost hundredth within 1 of it."""
    centred = positions - np.median(positions, axis=0)
    radius = float(np.quantile(np.hypot(centred[:, 0], centred[:, 1]), _CORE_SHARE))
    result: Floats = (centred / (radius or 1.0)).astype(np.float32)
    return result


def aligned(positions: Floats, reference: Floats) -> Floats:
    """Positions turned, and mirrored if need be, to lie as close as can be to the reference.

    The orthogonal Procrustes problem, Schönemann (1966). Shapes and sizes stay as they are.
    """
    middle = reference.mean(axis=0)
    own = positions - positions.mean(axis=0)
    left, _, right = np.linalg.svd(own.T.astype(np.float64) @ (reference - middle))
    result: Floats = (own @ (left @ right) + middle).astype(np.float32)
    return result


def _densest(points: Floats, weights: Floats, width: np.float32) -> Floats:
    """Where each row's points (rows, count, 2) with weights (rows, count) are densest."""
    apart = np.square(points[:, :, None] - points[:, None]).sum(axis=3)
    density = (weights[:, None] / (1 + apart / width)).sum(axis=2)
    at: Floats = points[np.arange(len(points)), density.argmax(axis=1)]
    for _ in range(_SHIFTS):
        away = np.square(points - at[:, None]).sum(axis=2)
        pull = weights / (1 + away / width)
        at = (points * pull[:, :, None]).sum(axis=1) / pull.sum(axis=1, keepdims=True)
    return at
