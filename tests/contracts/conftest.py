"""The project as a whole: its files, and a wheel of it installed in an environment of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {"build", "dist", "runs", "__pycache__", "node_modules"}
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@dataclass(frozen=True)
class Installed:
    """A wheel of the project in a virtual environment that sees the libraries of the tests.

    Attributes:
        folder: the environment.
        wheel: the wheel file it was installed from.
        run: runs a program of the environment by name, from a folder outside the checkout.
    """

    folder: Path
    wheel: Path
    run: Run

    @property
    def site_packages(self) -> Path:
        """Where the wheel was unpacked."""
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        return self.folder / "lib" / name / "site-packages"


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file that belongs to the project, relative to its root.

    What git tracks or would track; without git, what does not look like something made.
    """
    listed = _listed_by_git()
    files = _walked() if listed is None else listed
    assert Path("pyproject.toml") in files
    return sorted(file for file in files if (ROOT / file).is_file())


@pytest.fixture
def fresh(tmp_path: Path) -> Run:
    """Runs a piece of Python in a new interpreter that stands in the checkout."""

    def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run([sys.executable, "-c", code, *arguments], cwd=ROOT)

    return run


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory, project_files: list[Path]) -> Installed:
    """The project as a person gets it by `pip install`."""
    folder = tmp_path_factory.mktemp("installed")
    wheel = _build(project_files, folder)
    environment = folder / "venv"
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    # pip runs before the environment sees other packages: it would take an editable install
    # among them for the one that is asked for.
    _pip("--python", str(python), "install", "--no-deps", "--no-index", str(wheel))
    outside = folder / "elsewhere"
    outside.mkdir()

    def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _run([str(environment / "bin" / program), *arguments], cwd=outside)

    result = Installed(environment, wheel, run)
    paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (result.site_packages / "zz_of_the_tests.pth").write_text("\n".join(sorted(paths)))
    return result


def _build(files: list[Path], folder: Path) -> Path:
    source = folder / "source"
    for file in files:
        target = source / file
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / file, target)
    wheels = folder / "wheels"
    _pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(wheels), str(source))
    [wheel] = wheels.iterdir()
    return wheel


def _pip(*arguments: str) -> None:
    done = _run([sys.executable, "-m", "pip", "--quiet", *arguments], cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def _run(command: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    return subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=110, check=False
    )


def _listed_by_git() -> list[Path] | None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return None
    # The checkout may belong to another user than the one who runs the tests.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "-co", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [Path(name) for name in done.stdout.split("\0") if name]


def _walked() -> list[Path]:
    found = []
    for folder, folders, files in os.walk(ROOT):
        here = Path(folder).relative_to(ROOT)
        folders[:] = [
            name
            for name in folders
            if name == ".ci"
            or not (name.startswith(".") or name in NOT_OURS or name.endswith(".egg-info"))
        ]
        found += [here / name for name in files]
    return found
