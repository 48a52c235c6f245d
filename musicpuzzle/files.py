"""Files are written whole or not at all; journals only grow."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from .errors import DataError


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write `content` (text as UTF-8) to a neighbour of `path`, then put it in its place.

    Raises:
        OSError: the folder cannot be made or written; `path` is then as it was before.
    """
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes files that only the owner may read; a plain new file follows the umask.
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_or_tell(path: Path, content: bytes | str) -> None:
    """`write_atomically`, for a file that a person asked for.

    Raises:
        DataError: it cannot be written; the sentence names it and says why.
    """
    try:
        write_atomically(path, content)
    except OSError as error:
        raise DataError(f"{path}: it cannot be written, {error.strerror or error}.") from error


def append_durably(path: Path, data: bytes) -> None:
    """Add bytes to a file and wait until they, and its name, are on the disk.

    Raises:
        OSError: the file cannot be written; a part of the bytes may stand at its end.
    """
    is_new = not path.exists()
    with path.open("ab", buffering=0) as file:
        written = 0
        while written < len(data):
            written += file.write(data[written:])
        os.fsync(file.fileno())
    if is_new and os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
