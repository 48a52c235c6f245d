"""What the journeys share."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from .null_sink import NullSink, running_null_sink


@pytest.fixture(scope="session")
def null_sink_server() -> Iterator[NullSink]:
    """The server behind `null_sink`; starting one takes two seconds."""
    if not sys.platform.startswith("linux"):
        pytest.skip("PulseAudio with ALSA is Linux only")
    with running_null_sink() as sink:
        yield sink


@pytest.fixture
def null_sink(null_sink_server: NullSink, monkeypatch: pytest.MonkeyPatch) -> NullSink:
    """A sound card whose output can be recorded; ALSA's default leads to it, here and in `env`."""
    null_sink_server.check()
    for name, value in null_sink_server.env.items():
        monkeypatch.setenv(name, value)
    return null_sink_server
