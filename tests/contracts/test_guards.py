"""The fixtures of conftest.py catch what they are there for."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAD = "import logging, socket, threading, time, warnings, os, pytest\n"


@pytest.fixture
def outcome(tmp_path, root):
    """Runs one test function under the project's own conftest and gives pytest's closing lines."""

    def run(body: str) -> str:
        (tmp_path / "conftest.py").write_text((root / "tests" / "conftest.py").read_text())
        (tmp_path / "test_it.py").write_text(HEAD + body)
        options = ["-q", "-p", "no:cacheprovider", "-c", str(root / "pyproject.toml")]
        command = [sys.executable, "-m", "pytest", *options, "--rootdir", str(tmp_path), "."]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        return done.stdout

    return run


def test_a_quiet_test_passes(outcome):
    assert "1 passed" in outcome("def test(): logging.getLogger('a').info('fine')\n")


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("def test(): logging.getLogger('a').warning('odd')\n", "odd"),
        ("def test(): warnings.warn('old')\n", "old"),
        (
            "def test(): threading.Thread(target=time.sleep, args=(4,), name='slow').start()\n",
            "threads left running: ['slow']",
        ),
        (
            "def test(): socket.create_connection(('192.0.2.1', 80), timeout=1)\n",
            "reaches for the network",
        ),
        ("def test(): assert 'DISPLAY' in os.environ\n", "assert 'DISPLAY' in"),
    ],
)
def test_what_a_test_may_not_do_fails(outcome, body, complaint):
    said = outcome(body)
    assert complaint in said
    assert "1 failed" in said or "1 error" in said


def test_an_expected_log_line_passes(outcome):
    body = "@pytest.mark.expects_log\ndef test(): logging.getLogger('a').warning('odd')\n"
    assert "1 passed" in outcome(body)
