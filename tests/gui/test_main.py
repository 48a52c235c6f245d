from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gui.__main__ import display_problem, make_parser

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "librosa", "sounddevice", "sklearn", "numba", "scipy", "soundfile")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_importing_the_application_loads_nothing_heavy() -> None:
    code = f"import gui.app, sys; print([name for name in {HEAVY} if name in sys.modules])"
    result = run("-c", code)
    assert result.stdout.strip() == "[]", result.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there displays are named")
def test_without_a_display_there_is_one_sentence() -> None:
    result = run("-m", "gui")
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "no display" in result.stderr
    assert result.stdout == ""


def test_a_display_or_a_platform_is_no_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert display_problem() == ""
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert display_problem() == ""


def test_songs_and_seed_on_the_command_line() -> None:
    options = make_parser().parse_args(["a.ogg", "folder", "--seed", "7"])
    assert (options.songs, options.seed) == ([Path("a.ogg"), Path("folder")], 7)
    assert make_parser().parse_args([]).songs == []
