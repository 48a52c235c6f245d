"""The cache's size, its limit, and clearing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from musicpuzzle.paths import user_cache_dir

MIB = 1024 * 1024


def _files(cancelled: Callable[[], bool]) -> list[tuple[float, int, Path]]:
    """(time of last change, bytes, path) of every cached file, oldest first."""
    found = []
    for path in user_cache_dir().rglob("*"):
        if cancelled():
            break
        try:
            if path.is_file() and not path.is_symlink():
                stat = path.stat()
                found.append((stat.st_mtime, stat.st_size, path))
        except OSError:
            continue  # gone since it was listed
    return sorted(found)


def cache_bytes(cancelled: Callable[[], bool]) -> int:
    """How much the cache holds."""
    return sum(size for _, size, _ in _files(cancelled))


def trim_cache(limit_mib: int, cancelled: Callable[[], bool]) -> int:
    """Delete the oldest files until the cache holds no more than `limit_mib` MiB (0 clears it).

    Returns:
        How many bytes the cache holds then. Files that cannot be deleted stay.
    """
    files = _files(cancelled)
    total = sum(size for _, size, _ in files)
    for _, size, path in files:
        if total <= limit_mib * MIB or cancelled():
            break
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue
        total -= size
    return total


def size_words(n_bytes: int) -> str:
    """Words such as "12.3 MiB"."""
    if n_bytes < MIB:
        return f"{n_bytes / 1024:.0f} KiB"
    if n_bytes < 1024 * MIB:
        return f"{n_bytes / MIB:.4g} MiB"
    return f"{n_bytes / MIB / 1024:.4g} GiB"
