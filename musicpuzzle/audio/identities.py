"""The identities of a whole library: told with progress, and kept, since all of it has to be read.

They are kept in the cache by path, size and time of the last change.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from musicpuzzle.audio.identity import recording_id
from musicpuzzle.audio.progress import Check, Report, unchecked, unreported
from musicpuzzle.errors import AudioError
from musicpuzzle.files import write_atomically
from musicpuzzle.paths import user_cache_dir

FILE = "identities.json"
SCHEMA = 1
MOST_KEPT = 100_000
# A file that was changed this moment may change once more without a later time.
_SETTLED_S = 2.0

_Kept = tuple[int, int, str]


def identify(
    paths: Iterable[Path], *, report: Report = unreported, check: Check = unchecked
) -> dict[Path, str]:
    """The identity of each file (see `recording_id`), those left out that cannot be read.

    What was read is kept also when it is given up in the middle.

    Args:
        paths: sound files.
        report: is told the share that is done, by bytes.
        check: called between blocks; what it raises gives up.

    Returns:
        32 hexadecimal digits for each path.
    """
    wanted = [(path, stat) for path in dict.fromkeys(paths) if (stat := _stat(path)) is not None]
    kept, found = _load(), dict[Path, str]()
    unread = []
    for path, stat in wanted:
        size, changed_ns, identity = kept.get(_key(path), (-1, -1, ""))
        if (size, changed_ns) == (stat.st_size, stat.st_mtime_ns):
            found[path] = identity
        else:
            unread.append((path, stat))
    if not unread:
        return found
    total, done = max(1, sum(stat.st_size for _, stat in unread)), 0
    try:
        for path, stat in unread:
            report(done / total)
            done += stat.st_size
            with suppress(AudioError):
                found[path] = recording_id(path, check=check)
                # Clocks differ: a time that lies ahead is no sign that the file is being written.
                if abs(time.time() - stat.st_mtime) > _SETTLED_S:
                    kept[_key(path)] = (stat.st_size, stat.st_mtime_ns, found[path])
    finally:
        _save(kept)
    return found


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _key(path: Path) -> str:
    return str(path.absolute())


def _load() -> dict[str, _Kept]:
    """What is kept; nothing where it cannot be read, since all of it can be computed again."""
    try:
        values = json.loads((user_cache_dir() / FILE).read_text(encoding="utf-8"))
        if values["schema"] != SCHEMA:
            return {}
        return {
            str(path): (int(size), int(changed_ns), str(identity))
            for path, (size, changed_ns, identity) in values["files"].items()
        }
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _save(kept: dict[str, _Kept]) -> None:
    newest = dict(list(kept.items())[-MOST_KEPT:])
    # Without it the next time only takes longer.
    with suppress(OSError):
        content = json.dumps({"schema": SCHEMA, "files": newest})
        write_atomically(user_cache_dir() / FILE, content)
