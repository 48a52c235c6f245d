"""A recording is known by its content, never by its name."""

from __future__ import annotations

import hashlib
from os import PathLike
from pathlib import Path

from musicpuzzle.audio.names import check_file
from musicpuzzle.audio.progress import Check, unchecked
from musicpuzzle.errors import AudioError

_DIGEST_BYTES = 16
_BLOCK_BYTES = 1 << 20


def recording_id(path: str | PathLike[str], *, check: Check = unchecked) -> str:
    """BLAKE2b of the file's bytes, 32 hexadecimal digits.

    It is read in small blocks; `check` is called before each and may raise to give up.

    Raises:
        AudioError: the file is missing, empty or may not be read.
    """
    check_file(path)
    digest = hashlib.blake2b(digest_size=_DIGEST_BYTES)
    try:
        with Path(path).open("rb") as file:
            check()
            while block := file.read(_BLOCK_BYTES):
                digest.update(block)
                check()
    except OSError as error:
        raise AudioError(path, f"cannot be read: {error.strerror}") from error
    return digest.hexdigest()
