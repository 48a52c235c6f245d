from __future__ import annotations

import os
from pathlib import Path

from gui.cache import MIB, cache_bytes, size_words, trim_cache
from musicpuzzle.paths import user_cache_dir


def never() -> bool:
    return False


def filled() -> list[Path]:
    """Four files of half a MiB, the first the oldest."""
    folder = user_cache_dir() / "mel"
    folder.mkdir(parents=True)
    paths = [folder / str(age) for age in range(4)]
    for age, path in enumerate(paths):
        path.write_bytes(bytes(MIB // 2))
        os.utime(path, (1000 + age, 1000 + age))
    return paths


def test_no_cache_holds_nothing() -> None:
    assert cache_bytes(never) == 0
    assert trim_cache(1, never) == 0


def test_the_oldest_files_go_first() -> None:
    paths = filled()
    assert cache_bytes(never) == 2 * MIB
    assert trim_cache(1, never) == MIB
    assert [path.exists() for path in paths] == [False, False, True, True]


def test_a_limit_that_is_kept_deletes_nothing() -> None:
    paths = filled()
    assert trim_cache(2, never) == 2 * MIB
    assert all(path.exists() for path in paths)


def test_zero_clears() -> None:
    paths = filled()
    assert trim_cache(0, never) == 0
    assert not any(path.exists() for path in paths)


def test_a_link_out_of_the_cache_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(bytes(MIB))
    user_cache_dir().mkdir(parents=True)
    (user_cache_dir() / "link").symlink_to(precious)
    trim_cache(0, never)
    assert precious.exists()


def test_cancelling_stops_deleting() -> None:
    paths = filled()
    trim_cache(0, lambda: True)
    assert all(path.exists() for path in paths)


def test_sizes_in_words() -> None:
    assert [size_words(n) for n in (0, 2048, MIB, 1536 * 1024, 2048 * MIB)] == [
        "0 KiB",
        "2 KiB",
        "1 MiB",
        "1.5 MiB",
        "2 GiB",
    ]
