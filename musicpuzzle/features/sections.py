"""Where the sections of a song begin, found from the music itself, and which of them are repeats.

Boundaries are change points of a kernel (Harchaoui and Cappé, "Retrospective Multiple Change-Point
Estimation with Kernels", 2007): the song is cut so that the columns between two cuts are as like
each other as possible, and every cut has its price. Columns are alike in timbre, in harmony, and in
where the song repeats them. The best cuts of all are found by dynamic programming.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.features.affinity import Matrix, distances, likeness, repetition
from musicpuzzle.features.beatwise import Beatwise, beatwise
from musicpuzzle.features.outline import Outline

SHORTEST_S = 4.0
"""A section lasts at least so long."""
COMPARED_S = 8.0
"""Repeats are told by so much of their beginnings."""
REPEAT_SCORE = 0.25
"""Sections with a higher one are repeats of each other, see `_repeat_score`."""

_TIMBRE, _HARMONY, _REPETITION = 0.5, 0.2, 0.3
_SMOOTH_TIMBRE_S, _SMOOTH_HARMONY_S = 3.0, 8.0
_STRETCH_S = 4.0
_BLUR_S, _BLUR_LAG_S = 2.0, 0.5
_CUT_PRICE_S = 2.0
# What lies nearer is the same to the ear, in nepers of timbre; of chroma and repeats it is as much.
_LEAST = 0.05
_NEAR_S, _AROUND_S = 1.25, 2.0
_SHIFT_S = 2.0
_SHORTEST_COMPARED_S = 3.0


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a song.

    Attributes:
        start_s, end_s: from where to where in the song, in seconds.
        label: sections with the same one are repeats; numbered as they first come.
    """

    start_s: float
    end_s: float
    label: int


def find_sections(song: Outline, *, check: Check = unchecked) -> tuple[Section, ...]:
    """The sections of a song in order, without holes, from its first sound to its last.

    None where the song is silent or lasts less than eight beats.

    Args:
        song: see `musicpuzzle.features.outline`.
        check: called between the steps; it may raise to give up.
    """
    view = beatwise(song, check=check)
    if view is None:
        return ()
    check()
    likenesses = _likeness_of(view)
    check()
    edges = _placed(view, _best_cuts(_costs(likenesses) * view.step_s, view))
    check()
    labels = _labels(view, edges)
    times_s = [*view.starts_s[edges[:-1]].tolist(), view.end_s]
    return tuple(
        Section(start_s, end_s, label)
        for (start_s, end_s), label in zip(pairwise(times_s), labels, strict=True)
    )


def _likeness_of(view: Beatwise) -> Matrix:
    """How alike all pairs of columns are for the sake of sections, (n, n)."""
    timbre = _smoothed(view.timbre, view.columns_in(_SMOOTH_TIMBRE_S))
    harmony = _smoothed(view.harmony, view.columns_in(_SMOOTH_HARMONY_S))
    own = 0.5 * likeness(view.timbre, least=_LEAST) + 0.5 * likeness(view.harmony, least=_LEAST)
    repeats = repetition(
        own,
        length=max(2, view.columns_in(_STRETCH_S)),
        blur=(_BLUR_S / view.step_s, _BLUR_LAG_S / view.step_s + 0.5),
    )
    together: Matrix = (
        _TIMBRE * likeness(timbre, least=_LEAST)
        + _HARMONY * likeness(harmony, least=_LEAST)
        + _REPETITION * likeness(repeats, least=_LEAST)
    )
    return together


def _smoothed(columns: Matrix, width: int) -> Matrix:
    # The window knows sections long before it looks for some.
    from scipy.ndimage import uniform_filter1d

    smooth: Matrix = uniform_filter1d(columns, width, axis=1, mode="nearest")
    return smooth


def _costs(alike: Matrix) -> Matrix:
    """[i, j]: how far the columns i..j-1 lie from their mean in the kernel's space, (n+1, n+1)."""
    n = len(alike)
    own = np.concatenate([[0.0], np.cumsum(np.diag(alike))])
    sums = np.zeros((n + 1, n + 1))
    sums[1:, 1:] = alike.cumsum(axis=0).cumsum(axis=1)
    corner = np.diag(sums)
    inside = corner + corner[:, None] - sums - sums.T
    spots = np.arange(n + 1)
    lengths = np.maximum(1, spots - spots[:, None])
    costs: Matrix = own - own[:, None] - inside / lengths
    return costs


def _best_cuts(costs: Matrix, view: Beatwise) -> list[int]:
    """The edges 0, ..., n of the cheapest sections of a length that is allowed."""
    n = view.columns
    shortest = min(n, view.columns_in(SHORTEST_S))
    best = np.full(n + 1, np.inf)
    best[0] = 0.0
    before = np.zeros(n + 1, dtype=np.intp)
    for end in range(shortest, n + 1):
        totals = best[: end - shortest + 1] + costs[: end - shortest + 1, end]
        before[end] = totals.argmin()
        best[end] = totals[before[end]] + _CUT_PRICE_S
    edges = [n]
    while edges[-1] > 0:
        edges.append(int(before[edges[-1]]))
    return edges[::-1]


def _placed(view: Beatwise, edges: list[int]) -> list[int]:
    """The edges moved by a second or two to where the sound itself, not its average, changes most.

    Novelty after Foote, "Automatic Audio Segmentation Using a Measure of Audio Novelty" (ICME
    2000).
    """
    near = view.columns_in(_NEAR_S)
    novelty = _novelty(
        (_TIMBRE + _REPETITION) * likeness(view.timbre, least=_LEAST)
        + _HARMONY * likeness(view.harmony, least=_LEAST),
        max(4, view.columns_in(_AROUND_S)),
    )
    placed = [0]
    for edge in edges[1:-1]:
        low, high = max(placed[-1] + 2, edge - 2 * near), min(view.columns - 2, edge + 2 * near)
        spots = np.arange(low, high + 1)
        weights = np.exp(-0.5 * ((spots - edge) / near) ** 2)
        placed.append(int(spots[(novelty[spots] * weights).argmax()]) if low <= high else edge)
    return [*placed, edges[-1]]


def _novelty(alike: Matrix, reach: int) -> NDArray[np.float64]:
    """How much what lies before each column differs from what begins there, (n,)."""
    offsets = np.arange(-reach, reach) + 0.5
    taper = np.exp(-0.5 * (offsets / (0.5 * reach)) ** 2) * np.sign(offsets)
    checkerboard = np.outer(taper, taper)
    padded = np.pad(alike, reach, mode="edge")
    squares = (padded[at : at + 2 * reach, at : at + 2 * reach] for at in range(len(alike)))
    return np.array([float((square * checkerboard).sum()) for square in squares])


def _labels(view: Beatwise, edges: list[int]) -> list[int]:
    """One number for each section; repeats, and what repeats them, have the same."""
    harmony = view.harmony - view.harmony.mean(axis=1, keepdims=True)
    harmony = harmony / (np.linalg.norm(harmony, axis=0) + 1e-6)
    chords = harmony.T @ harmony
    apart = distances(view.timbre)
    apart = apart / max(1e-6, float(np.median(apart)))
    sections = list(pairwise(edges))
    labels = list(range(len(sections)))
    for later, section in enumerate(sections):
        for earlier in range(later):
            score = _repeat_score(chords - apart, sections[earlier], section, view)
            if score > REPEAT_SCORE:
                joined, kept = labels[later], labels[earlier]
                labels = [kept if label == joined else label for label in labels]
    numbers = {label: number for number, label in enumerate(dict.fromkeys(labels))}
    return [numbers[label] for label in labels]


def _repeat_score(
    scores: Matrix, one: tuple[int, int], other: tuple[int, int], view: Beatwise
) -> float:
    """How surely two sections begin alike, column by column, moved by up to 2 s if better.

    Each pair of columns counts the correlation of its chroma, less its distance in timbre as a
    share of the usual one in this song: 1 for the same sound, less than 0 for any two.
    """
    best = -np.inf
    furthest = view.columns_in(_SHIFT_S)
    for shift in range(-furthest, furthest + 1):
        first, second = one[0] + max(0, -shift), other[0] + max(0, shift)
        length = min(view.columns_in(COMPARED_S), one[1] - first, other[1] - second)
        if length >= view.columns_in(_SHORTEST_COMPARED_S):
            steps = np.arange(length)
            best = max(best, float(scores[first + steps, second + steps].mean()))
    return best
