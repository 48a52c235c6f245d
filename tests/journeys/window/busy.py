"""Which events of a script keep the GUI thread from answering, each time it is run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

FRAME_MS = 16.0
ATTEMPTS = 3


def always_slow(script: str) -> set[tuple[str, str, str]]:
    """Phase, receiver and kind of the events that took longer in every run of a script here."""
    always = _slow(script)
    for _ in range(ATTEMPTS - 1):
        # What is slow is slow each time; what happens once is the machine's.
        always = always and always & _slow(script)
    return always


def _slow(script: str) -> set[tuple[str, str, str]]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script)), str(FRAME_MS)],
        capture_output=True,
        text=True,
        timeout=140,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # Until the window stands there is nothing to answer to.
    events = [event for event in json.loads(done.stdout) if event[0] != "start"]
    return {(phase, receiver, kind) for phase, _, receiver, kind in events}
