"""The commands and their words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from trainer.cli import COMMANDS, main


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.words))
def test_every_command_explains_itself(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    words = command.words  # type: ignore[attr-defined]
    with pytest.raises(SystemExit) as end:
        main([*words, "--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert f"python -m trainer {' '.join(words)}" in shown
    assert words == ("job",) or "--seed" in shown


def test_help_names_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert all(command.words[0] in shown for command in COMMANDS)


@pytest.mark.parametrize("words", [[], ["dance"], ["evaluate"], ["evaluate", "dances"]])
def test_unknown_words_are_refused(words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from trainer.cli import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "heavy = {'torch', 'librosa', 'soundfile', 'scipy'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
