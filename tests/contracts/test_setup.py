"""The set-up behind make play and make test, on machines made up of stand-ins."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Debian")

SCRIPTS = ("system", "venv", "python", "display", "run")
# A pip and a Python in one, which only write down what they are asked for.
STAND_IN = """#!/bin/sh
echo "$@" >>"$(dirname "$0")/asked"
case $1 in
-V) echo "Python 3.11.2" ;;
-m) [ "$2" != venv ] || { mkdir -p .venv/bin; cp "$0" .venv/bin/python; }
    case "$*" in *--editable*) exit ${PIP_FAILS:-0} ;; esac ;;
esac
"""


class Machine:
    """A checkout with the real scripts, on a machine whose programs are stand-ins."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.checkout = folder / "checkout"
        self.programs = folder / "programs"
        self.programs.mkdir()
        shutil.copytree(root / ".ci", self.checkout / ".ci")
        for name in ("pyproject.toml", "setup.py"):
            shutil.copy(root / name, self.checkout)
        for name in ("python3.11", "python3"):
            self.has(name, STAND_IN)
        self.has("id", "#!/bin/sh\necho 1000\n")
        self.has("sudo", "#!/bin/sh\nexit 1\n")
        self.libraries("")

    def has(self, name: str, script: str) -> None:
        """Put a program on the machine."""
        program = self.programs / name
        program.write_text(script)
        program.chmod(0o755)

    def libraries(self, listing: str) -> None:
        """Let the loader's cache say `listing`."""
        self.has("ldconfig", f"#!/bin/sh\ncat <<'END'\n{listing}\nEND\n")

    def asked(self) -> str:
        """What the virtual environment's Python was asked for."""
        return (self.checkout / ".venv" / "bin" / "asked").read_text()

    def run(self, script: str, *arguments: str, **variables: str) -> tuple[int, str]:
        """Exit status and output of one of the scripts."""
        path = f"{self.programs}{os.pathsep}/usr/bin{os.pathsep}/bin"
        done = subprocess.run(
            [str(self.checkout / ".ci" / script), *arguments],
            cwd=self.checkout,
            env={"PATH": path, "HOME": str(self.checkout), **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture
def machine(tmp_path, root):
    return Machine(tmp_path, root)


@pytest.fixture
def everything(root):
    """A loader's cache with every library that the set-up asks for."""
    text = (root / ".ci" / "system").read_text()
    names = [word for word in text.split() if ".so." in word]
    return "\n".join(f"\t{name} (libc6,x86-64) => /lib/{name}" for name in names)


def test_scripts_can_be_run(root):
    assert all(os.access(root / ".ci" / name, os.X_OK) for name in SCRIPTS)


def test_missing_libraries_are_named_where_nothing_may_be_installed(machine):
    status, said = machine.run("system", "play")
    assert status == 1
    assert "please type: sudo apt-get install libegl1 " in said
    assert "libxcb-cursor0" in said
    assert "xvfb" not in said
    assert len(said.splitlines()) == 1


def test_a_machine_that_has_all_is_left_alone(machine, everything):
    machine.libraries(everything)
    assert machine.run("system", "play") == (0, "")


def test_without_portaudio_the_program_still_starts(machine, everything):
    machine.libraries(everything.replace("libportaudio", "libother"))
    status, said = machine.run("system", "play")
    assert status == 0
    assert "sudo apt-get install libportaudio2\n" in said
    assert "silent" in said


def test_root_installs_just_what_is_missing(machine, everything, tmp_path):
    listing, log = tmp_path / "listing", tmp_path / "log"
    listing.write_text(everything.replace("libxcb-cursor", "libother"))
    machine.has("ldconfig", f"#!/bin/sh\ncat '{listing}'\n")
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has(
        "apt-get",
        f"#!/bin/sh\necho \"$@\" >>'{log}'\necho 'libxcb-cursor.so.0 (libc6)' >>'{listing}'\n",
    )
    status, said = machine.run("system", "play")
    assert (status, said) == (0, "Installing system packages: libxcb-cursor0\n")
    update, install = log.read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("install --no-install-recommends libxcb-cursor0")


def test_a_failing_apt_ends_in_one_sentence_of_what_to_type(machine):
    machine.has("id", "#!/bin/sh\necho 0\n")
    machine.has("apt-get", "#!/bin/sh\necho 'E: no network'\nexit 100\n")
    status, said = machine.run("system", "play")
    assert status == 1
    assert "E: no network" in said
    assert "please type: sudo apt-get install" in said.splitlines()[-1]


def test_a_python_without_venv_is_completed(machine, everything):
    machine.libraries(everything)
    answers = "*ensurepip*) exit 1 ;; *print*) echo python3.11-venv ;;"
    for name in ("python3.11", "python3"):
        machine.has(name, f'#!/bin/sh\ncase "$2" in {answers} esac\n')
    status, said = machine.run("system", "play")
    assert status == 1
    assert said.strip().endswith("sudo apt-get install python3.11-venv")


def test_the_environment_is_made_once(machine):
    status, said = machine.run("venv", "play")
    assert status == 0
    assert "Making the virtual environment" in said
    assert "--editable ." in machine.asked()
    asked_once = machine.asked().count("--editable")
    assert machine.run("venv", "play") == (0, "")
    assert machine.asked().count("--editable") == asked_once == 1


def test_the_tests_need_more_than_playing_but_not_the_other_way_round(machine):
    machine.run("venv", "play")
    assert "Installing" in machine.run("venv", "test")[1]
    assert "--editable .[test]" in machine.asked()
    assert machine.run("venv", "play") == (0, "")


def test_a_changed_pyproject_installs_anew_in_the_same_environment(machine):
    machine.run("venv", "play")
    with (machine.checkout / "pyproject.toml").open("a") as file:
        file.write("# changed\n")
    status, said = machine.run("venv", "play")
    assert status == 0
    assert "Making" not in said
    assert machine.asked().count("--editable") == 2


def test_a_moved_checkout_gets_a_new_environment(machine):
    machine.run("venv", "play")
    moved = machine.checkout.with_name("moved")
    machine.checkout.rename(moved)
    machine.checkout = moved
    assert "Making the virtual environment" in machine.run("venv", "play")[1]


def test_a_failing_pip_is_told_and_tried_again(machine):
    status, said = machine.run("venv", "play", PIP_FAILS="1")
    assert status == 1
    assert said.splitlines()[-1].startswith("Music Puzzle: pip could not install")
    assert machine.run("venv", "play")[0] == 0


def test_no_display_is_one_sentence(machine):
    status, said = machine.run("display")
    assert status == 1
    assert len(said.splitlines()) == 1
    assert machine.run("display", DISPLAY=":0") == (0, "")


def test_nothing_that_qt_needs_for_a_window_is_missing():
    import PySide6

    plugin = Path(PySide6.__path__[0]) / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    done = subprocess.run(["ldd", str(plugin)], capture_output=True, text=True, check=True)
    assert "libxcb-cursor" in done.stdout
    assert [line for line in done.stdout.splitlines() if "not found" in line] == []
