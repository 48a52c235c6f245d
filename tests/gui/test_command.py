"""The command `musicpuzzle` opens the window or works without one."""

from __future__ import annotations

import importlib

import pytest

from gui import command
from musicpuzzle import cli


@pytest.fixture
def window(monkeypatch):
    """Notes what the window is opened with, in place of opening it."""
    opened = []

    def note(words):
        opened.append(words)
        return 0

    monkeypatch.setattr(importlib.import_module("gui.__main__"), "main", note)
    return opened


@pytest.mark.parametrize("words", [[], ["song.ogg"], ["--seed", "3", "folder"]])
def test_songs_or_nothing_open_the_window(words, window):
    assert command.main(words) == 0
    assert window == [words]


def test_the_command_line_is_what_counts_by_default(window, monkeypatch):
    monkeypatch.setattr("sys.argv", ["musicpuzzle", "song.ogg"])
    command.main()
    assert window == [["song.ogg"]]


def test_commands_need_no_window(window, tmp_path, capsys):
    missing = tmp_path / "missing.wav"
    assert command.main(["solve", str(missing)]) == cli.FAILED
    assert str(missing) in capsys.readouterr().err
    assert command.main(["rate", "--json"]) == 0
    assert capsys.readouterr().out.startswith("{")
    assert window == []


def test_every_headless_command_is_known(capsys):
    cli.main([])
    listed = capsys.readouterr().out.partition("COMMAND\n")[2].split("options:")[0]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("    ")]
    assert tuple(names) == command.HEADLESS
