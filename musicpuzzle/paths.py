"""Where things lie: bundled assets, the person's folders, the names of child modules."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import platformdirs

APPLICATION = "musicpuzzle"
HOME_VARIABLE = "MUSICPUZZLE_HOME"
_PACKAGE = Path(__file__).resolve().parent


def _home(kind: str, default: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    return Path(home) / kind if home else Path(default)


def user_config_dir() -> Path:
    """Folder of the settings. MUSICPUZZLE_HOME moves it, and the two below, elsewhere."""
    return _home("config", platformdirs.user_config_dir(APPLICATION, appauthor=False))


def user_cache_dir() -> Path:
    """Folder of what can be computed again."""
    return _home("cache", platformdirs.user_cache_dir(APPLICATION, appauthor=False))


def user_data_dir() -> Path:
    """Folder of what cannot be computed again."""
    return _home("data", platformdirs.user_data_dir(APPLICATION, appauthor=False))


def in_checkout() -> bool:
    """True when the package runs from a checkout, where gui, trainer and assets stand beside it."""
    return (_PACKAGE.parent / "assets").is_dir() and not (_PACKAGE / "assets").is_dir()


def asset(*parts: str) -> Path:
    """Path of a bundled asset, in a checkout and in an installed wheel alike."""
    root = _PACKAGE.parent / "assets" if in_checkout() else _PACKAGE / "assets"
    return root.joinpath(*parts)


def module_name(name: str) -> str:
    """The name under which a child process can run `gui` or `trainer`.

    A wheel and an editable install have them under musicpuzzle, from whatever folder the child is
    started in; a bare checkout has them beside it.
    """
    installed = f"{APPLICATION}.{name}"
    return name if importlib.util.find_spec(installed) is None else installed
