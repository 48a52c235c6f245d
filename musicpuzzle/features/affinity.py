"""How alike all pairs of columns are: in themselves, and in where else the song repeats them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_REPEATS = 0.05
_CLEARLY = 0.05


def distances(columns: Matrix) -> Matrix:
    """Euclidean distances of all pairs of columns: (values, n) to (n, n)."""
    squares = (columns**2).sum(axis=0)
    apart = squares[:, None] + squares - 2.0 * columns.T @ columns
    found: Matrix = np.sqrt(np.maximum(0.0, apart))
    return found


def likeness(columns: Matrix, *, least: float) -> Matrix:
    """A Gaussian kernel as wide as the pairs of this song usually are apart.

    Args:
        columns: (values, n).
        least: the kernel is at least so wide, so that a song in which nothing changes is all alike.

    Returns:
        (n, n) in 0 to 1.
    """
    apart = distances(columns)
    usual = float(np.median(apart[~np.eye(len(apart), dtype=bool)])) if len(apart) > 1 else 0.0
    near: Matrix = np.exp(-((apart / max(usual, least)) ** 2))
    return near


def repetition(alike: Matrix, *, length: int, blur: tuple[float, float]) -> Matrix:
    """For each column, at which lags the song repeats what begins there.

    Structure features after Serrà, Müller, Grosche and Arcos, "Unsupervised Music Structure
    Annotation by Time Series Structure Features and Segment Similarity" (IEEE Transactions on
    Multimedia 16, 2014): mutual nearest neighbours among stretches, by lag, made soft.

    Args:
        alike: likeness of all pairs of columns (n, n).
        length: columns in a stretch.
        blur: deviations of the softening, in columns of time and of lag.

    Returns:
        (2 n - 1, n): one value for each lag and column.
    """
    # The window knows sections long before it looks for some.
    from scipy.ndimage import gaussian_filter

    n = len(alike)
    padded = np.pad(alike, ((0, length), (0, length)), mode="edge")
    stretches = sum(padded[k : k + n, k : k + n] for k in range(length)) / length
    spots = np.arange(n)
    beside = np.abs(spots[:, None] - spots) < length
    stretches = np.where(beside, -1.0, stretches)
    nearest = min(n, max(2, int(np.ceil(_REPEATS * n))))
    floor = np.partition(stretches, n - nearest, axis=1)[:, n - nearest]
    usual = np.median(stretches[~beside]) if not beside.all() else 1.0
    mutual = (stretches >= floor[:, None]) & (stretches >= floor) & (stretches > usual + _CLEARLY)
    by_lag = np.zeros((n, 2 * n - 1))
    for column in spots:
        by_lag[column, n - 1 - column : 2 * n - 1 - column] = mutual[column]
    soft = gaussian_filter(by_lag, blur, mode="constant")
    # A stretch that begins at a column stands for its own middle.
    found: Matrix = np.roll(soft, length // 2, axis=0).T
    return found
