"""The fixtures of conftest.py catch what they are there for."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

TESTS = """
import logging, os, pathlib, socket, threading, time, warnings, pytest
from musicpuzzle import paths

def test_quiet(): logging.getLogger("a").info("fine")
def test_log(): logging.getLogger("a").warning("an odd line")
@pytest.mark.expects_log
def test_expected_log(): logging.getLogger("a").warning("an odd line")
def test_warning(): warnings.warn("an old way")
def test_thread(): threading.Thread(target=time.sleep, args=(4,), name="slow").start()
def test_network(): socket.create_connection(("192.0.2.1", 80), timeout=1)
def test_screen(): assert not {"DISPLAY", "WAYLAND_DISPLAY"} & set(os.environ)
def test_home(): assert not paths.user_config_dir().is_relative_to(os.environ["REAL_HOME"])
def test_user(): assert pathlib.Path.home() != pathlib.Path(os.environ["REAL_HOME"])
"""
FINE = {"quiet", "expected_log", "screen", "home", "user"}
CAUGHT = {
    "log": "an odd line",
    "warning": "an old way",
    "thread": "threads left running: ['slow']",
    "network": "reaches for the network",
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, root):
    """What became of each of the tests above, under the project's own conftest."""
    folder = tmp_path_factory.mktemp("guards")
    (folder / "conftest.py").write_text((root / "tests" / "conftest.py").read_text())
    (folder / "test_it.py").write_text(TESTS)
    home = folder / "person"
    home.mkdir()
    command = ["env", f"REAL_HOME={home}", f"HOME={home}", "DISPLAY=:77", "COLUMNS=400"]
    options = ["-m", "pytest", "-rA", "-p", "no:cacheprovider", "-c", str(root / "pyproject.toml")]
    done = subprocess.run(
        [*command, sys.executable, *options, "--rootdir", str(folder), str(folder)],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    found: dict[str, list[tuple[str, str]]] = {}
    summary = done.stdout.rpartition("short test summary")[2]
    for outcome, name, reason in re.findall(
        r"^(PASSED|FAILED|ERROR) \S*::test_(\w+)(.*)", summary, re.MULTILINE
    ):
        found.setdefault(name, []).append((outcome, reason))
    assert set(found) == FINE | set(CAUGHT), done.stdout + done.stderr
    return found


@pytest.mark.parametrize("name", sorted(FINE))
def test_what_a_test_may_do_passes(name, outcomes):
    assert [outcome for outcome, _ in outcomes[name]] == ["PASSED"]


@pytest.mark.parametrize("name", sorted(CAUGHT))
def test_what_a_test_may_not_do_fails(name, outcomes):
    complaints = [reason for outcome, reason in outcomes[name] if outcome != "PASSED"]
    assert any(CAUGHT[name] in reason for reason in complaints), outcomes[name]
