"""What is really loaded, where import-linter sees only what is written."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

OWN = {"musicpuzzle", "gui", "trainer"}
QT = {"PySide6", "shiboken6"}
HEAVY = {"torch", "librosa", "sounddevice", "sklearn", "umap", "numba", "lightning_fabric"}

LOADED = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.fixture
def loaded(fresh):
    """The top-level names that stand in a new interpreter after importing some modules."""

    def after(*modules: str) -> set[str]:
        done = fresh(LOADED, *modules)
        assert done.returncode == 0, done.stderr
        return set(done.stdout.split())

    return after


@pytest.fixture(scope="session")
def modules(project_files):
    """Names of all the modules of the three packages."""
    return [
        ".".join(file.with_suffix("").parts).removesuffix(".__init__")
        for file in project_files
        if file.parts[0] in OWN and file.suffix == ".py" and file.name != "__main__.py"
    ]


def test_the_window_loads_without_the_heavy_libraries(loaded):
    names = loaded("gui.app")
    assert "PySide6" in names
    assert not names & HEAVY


def test_the_rules_of_the_games_load_no_heavy_library(loaded, modules):
    rules = [
        name for name in modules if name.startswith(("musicpuzzle.games.", "musicpuzzle.play."))
    ]
    rules = [name for name in rules if not name.startswith("musicpuzzle.games.opponents.")]
    assert "musicpuzzle.games.round" in rules
    names = loaded(*rules)
    assert "numpy" in names
    assert not names & (HEAVY | QT)


def test_the_core_loads_no_qt_and_neither_of_the_others(loaded, modules):
    core = [name for name in modules if name.startswith("musicpuzzle")]
    assert len(core) > 20
    assert not loaded(*core) & (QT | {"gui", "trainer"})


def test_the_trainer_loads_no_qt(loaded, modules):
    own = [name for name in modules if name.startswith("trainer")]
    assert len(own) > 10
    assert not loaded(*own) & (QT | {"gui"})


def test_the_window_loads_no_trainer(loaded, modules):
    own = [name for name in modules if name.startswith("gui")]
    assert len(own) > 10
    assert "trainer" not in loaded(*own)


def test_gui_and_trainer_name_their_own_modules_relatively(root, project_files):
    absolute = [
        f"{file}: {name}"
        for file in project_files
        if file.suffix == ".py" and file.parts[0] in {"gui", "trainer"}
        for name in _imported(root / file)
        if name in {"gui", "trainer"}
    ]
    assert absolute == []


def test_dependencies_are_those_that_are_imported(root, project_files):
    imported = {
        name
        for file in project_files
        if file.suffix == ".py" and file.parts[0] in OWN
        for name in _imported(root / file)
        if name not in OWN and name not in sys.stdlib_module_names
    }
    distributions = packages_distributions()
    used = {_plain(distributions[name][0]) for name in imported}
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    declared = {_plain(re.split(r"[<>=!~ ;\[]", line)[0]) for line in project["dependencies"]}
    assert used - {"shiboken6"} == declared


def _plain(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _imported(path: Path) -> set[str]:
    """Top-level names of everything a file imports absolutely, inside functions too."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.partition(".")[0])
    return names
