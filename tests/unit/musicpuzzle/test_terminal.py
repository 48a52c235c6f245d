from __future__ import annotations

import subprocess
import sys

import pytest

from musicpuzzle.terminal import in_one_line, tell

STRANGE = "a\nb\x1b[31m\u2028é 音　楽.flac"


def test_what_ends_a_line_or_steers_a_terminal_is_an_escape() -> None:
    assert in_one_line(STRANGE) == r"a\nb\x1b[31m\u2028é 音　楽.flac"


def test_a_sentence_is_one_line_of_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    tell(f"{STRANGE}: is empty")
    assert capsys.readouterr() == ("", r"a\nb\x1b[31m\u2028é 音　楽.flac: is empty" + "\n")


@pytest.mark.parametrize("encoding", ["utf-8:strict", "cp1252:strict", "ascii:strict"])
def test_every_character_comes_through(encoding: str) -> None:
    code = (
        "from musicpuzzle.terminal import accept_all_characters, tell;"
        r"accept_all_characters(); print('é\udce9楽'); tell('é\udce9楽')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONIOENCODING": encoding, "PYTHONPATH": ":".join(filter(None, sys.path))},
        capture_output=True,
        check=True,
    )
    shown = r"é\udce9楽".encode(encoding.split(":", maxsplit=1)[0], errors="backslashreplace")
    assert done.stdout.splitlines() == done.stderr.splitlines() == [shown]
