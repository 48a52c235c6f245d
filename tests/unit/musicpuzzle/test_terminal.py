from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from musicpuzzle.terminal import in_one_line, tell

STRANGE = "a\nb\x1b[31m\u2028é 音　楽.flac"


def test_what_ends_a_line_or_steers_a_terminal_is_an_escape() -> None:
    assert in_one_line(STRANGE) == r"a\nb\x1b[31m\u2028é 音　楽.flac"


def test_a_sentence_is_one_line_of_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    tell(f"{STRANGE}: is empty")
    assert capsys.readouterr() == ("", r"a\nb\x1b[31m\u2028é 音　楽.flac: is empty" + "\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device")
@pytest.mark.parametrize(("gone", "told"), [(True, ""), (False, "No space left on device")])
def test_an_output_that_takes_no_more_ends_a_command_without_a_traceback(
    gone: bool, told: str
) -> None:
    code = "import sys; from musicpuzzle.cli import main; sys.exit(main(['rate']))"
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb"), Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code],
            check=False,
            env={**os.environ, "PYTHONPATH": ":".join(filter(None, sys.path))},
            stdout=writer if gone else full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stderr.count("\n") == bool(told)


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
