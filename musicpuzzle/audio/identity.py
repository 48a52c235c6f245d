"""A recording is known by its content, never by its name."""

from __future__ import annotations

import hashlib
from os import PathLike
from pathlib import Path

from musicpuzzle.audio.names import check_file
from musicpuzzle.errors import AudioError

_DIGEST_BYTES = 16


def recording_id(path: str | PathLike[str]) -> str:
    """BLAKE2b of the file's bytes, 32 hexadecimal digits; reads it in small blocks.

    Raises:
        AudioError: the file is missing, empty or may not be read.
    """
    check_file(path)
    try:
        with Path(path).open("rb") as file:
            digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_DIGEST_BYTES))
    except OSError as error:
        raise AudioError(path, f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()
