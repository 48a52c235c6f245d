"""Keeps what C libraries print at start away from the person's terminal."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

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
