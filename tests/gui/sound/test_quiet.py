"""What C libraries print goes to the debug log instead of the terminal."""

from __future__ import annotations

import logging
import os

import pytest

from gui.sound.quiet import native_messages_in_log


def test_file_descriptor_2_is_kept_quiet_and_given_back(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="gui.sound.quiet"):
        with native_messages_in_log():
            os.write(2, b"ALSA lib: no such card\nnor this one")
        os.write(2, b"after")
    assert capfd.readouterr().err == "after"
    assert [record.getMessage() for record in caplog.records] == [
        "sound library: ALSA lib: no such card",
        "sound library: nor this one",
    ]


def test_an_error_inside_gives_it_back_too(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(OSError, match="broken"), native_messages_in_log():
        raise OSError("broken")
    os.write(2, b"after")
    assert capfd.readouterr().err == "after"
