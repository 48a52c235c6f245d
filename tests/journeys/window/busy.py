"""Which events of a script keep the GUI thread from answering, each time it is run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ATTEMPTS, FREEZE = 3, 4

AS_FRAMES = pytest.mark.parametrize("frames", [FREEZE, pytest.param(1, marks=pytest.mark.speed)])
"""Nothing may freeze, in any run of the tests; that nothing takes longer than a frame is speed."""


def always_slow(frames: int, script: str, *arguments: str) -> set[tuple[str, str, str]]:
    """Phase, receiver and kind of the events that took so many frames in every run of a script."""
    always = _slow(frames, script, *arguments)
    for _ in range(ATTEMPTS - 1):
        # What is slow is slow each time; what happens once is the machine's.
        always = always and always & _slow(frames, script, *arguments)
    return always


def _slow(frames: int, script: str, *arguments: str) -> set[tuple[str, str, str]]:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name(script)), str(frames), *arguments],
        capture_output=True,
        text=True,
        timeout=140,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # Until the window stands there is nothing to answer to.
    events = [event for event in json.loads(done.stdout) if event[0] != "start"]
    return {(phase, receiver, kind) for phase, _, receiver, kind in events}
