"""Keeps what C libraries print at start away from the person's terminal."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress

# void (const char *file, int line, const char *function, int err, const char *fmt, ...)
_ALSA_HANDLER = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)

log = logging.getLogger(__name__)


@contextmanager
def native_messages_in_log() -> Iterator[None]:
    """Send file descriptor 2 to the debug log meanwhile; ALSA complains of every absent card."""
    try:
        kept = os.dup(2)
    except OSError:  # a windowed program on Windows has no standard error
        yield
        return
    try:
        with tempfile.TemporaryFile() as messages:
            os.dup2(messages.fileno(), 2)
            try:
                yield
            finally:
                os.dup2(kept, 2)
                messages.seek(0)
                for line in messages.read().decode(errors="replace").splitlines():
                    log.debug("sound library: %s", line)
    finally:
        os.close(kept)


def silence_alsa() -> None:
    """Stop ALSA from printing, whenever it likes, that a block came late or a card went away."""
    if sys.platform.startswith("linux"):
        with suppress(OSError):
            ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_SAY_NOTHING)


# Kept here, because ALSA keeps no more than its address.
_SAY_NOTHING = _ALSA_HANDLER(lambda file, line, function, error, message: None)
