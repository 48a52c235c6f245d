"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
    with telling(path, "it cannot be written"):
        write_atomically(path, content)


@contextmanager
def telling(path: Path, what: str) -> Iterator[None]:
    """Say in one sentence what the system refuses.

    Args:
        path: of the file or folder that it is about.
        what: fails, such as "it cannot be written".

    Raises:
        DataError: in the place of an OSError; it names the path, says `what`, and why.
    """
    try:
        yield
    except OSError as error:
        raise DataError(f"{path}: {what}, {error.strerror or error}.") from error
