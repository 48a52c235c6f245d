"""What a person has chosen: every setting declared once as data, kept in one JSON file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from .errors import SettingsError
from .files import write_atomically
from .paths import user_config_dir

T = TypeVar("T", bool, int, float, str)
FILE_NAME = "settings.json"


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting.

    Attributes:
        name: its key in the file.
        default: its value where nothing, or nothing usable, is kept; its type is the setting's.
        low, high: the smallest and largest value of a number, both allowed.
        choices: the only values allowed, or empty for any.
    """

    name: str
    default: T
    low: float | None = None
    high: float | None = None
    choices: tuple[T, ...] = ()

    def check(self, value: object) -> T:
        """The value, in the setting's type.

        Raises:
            SettingsError: the type, range or choice is wrong.
        """
        kind = type(self.default)
        if kind is float and type(value) is int:
            value = float(value)
        if not isinstance(value, kind) or type(value) is not kind:
            raise SettingsError(f"The setting {self.name} cannot be {value!r}.")
        if self.choices and value not in self.choices:
            raise SettingsError(f"The setting {self.name} has no choice {value!r}.")
        if not self._in_range(value):
            raise SettingsError(
                f"The setting {self.name} must lie in {self.low} to {self.high}, not {value!r}."
            )
        return value

    def _in_range(self, value: object) -> bool:
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            return True
        # Written so that NaN, which compares false with everything, is outside.
        above = self.low is None or value >= self.low
        below = self.high is None or value <= self.high
        return above and below


THEME = Setting("theme", "system", choices=("system", "light", "dark"))
MOTION = Setting("motion", True)
OUTPUT_DEVICE = Setting("output_device", "")
VOLUME = Setting("volume", 0.8, low=0.0, high=1.0)
CACHE_LIMIT_MIB = Setting("cache_limit_mib", 1024, low=64, high=65536)
GAME = Setting("game", "jigsaw", choices=("jigsaw", "sequencing", "medley"))
RATED = Setting("rated", False)
PIECES = Setting("pieces", 6, low=3, high=12)
GAP_S = Setting("gap_s", 0.25, choices=(0.0, 0.25, 0.5, 1.0))
ON_BEATS = Setting("on_beats", False)
OPPONENT = Setting("opponent", "sen-plus")
SONG_SOURCE = Setting("song_source", "")
WINDOW_WIDTH = Setting("window_width", 1280, low=400, high=16384)
WINDOW_HEIGHT = Setting("window_height", 800, low=300, high=16384)
WINDOW_MAXIMISED = Setting("window_maximised", False)

ALL: tuple[Setting[Any], ...] = (
    THEME,
    MOTION,
    OUTPUT_DEVICE,
    VOLUME,
    CACHE_LIMIT_MIB,
    GAME,
    RATED,
    PIECES,
    GAP_S,
    ON_BEATS,
    OPPONENT,
    SONG_SOURCE,
    WINDOW_WIDTH,
    WINDOW_HEIGHT,
    WINDOW_MAXIMISED,
)


class Settings:
    """The values of all settings.

    Attributes:
        path: the file they are kept in.
        problems: sentences about what could not be read; the defaults stand there.
    """

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or user_config_dir() / FILE_NAME
        self.problems: list[str] = []
        self._values: dict[str, Any] = {setting.name: setting.default for setting in ALL}
        self._listeners: list[Callable[[str], None]] = []
        self._load()

    def get(self, setting: Setting[T]) -> T:
        """The value of a setting."""
        value: T = self._values[setting.name]
        return value

    def put(self, setting: Setting[T], value: T) -> None:
        """Change a setting in memory and tell the listeners; `save` keeps it.

        Raises:
            SettingsError: the setting cannot have this value.
        """
        checked = setting.check(value)
        if self._values[setting.name] == checked:
            return
        self._values[setting.name] = checked
        for listener in tuple(self._listeners):
            listener(setting.name)

    def listen(self, listener: Callable[[str], None]) -> None:
        """Call `listener` with the name of each setting that changes."""
        self._listeners.append(listener)

    def save(self) -> None:
        """Write the file whole or not at all.

        Raises:
            SettingsError: the file cannot be written.
        """
        try:
            write_atomically(self.path, json.dumps(self._values, indent=2, sort_keys=True) + "\n")
        except OSError as error:
            reason = error.strerror or str(error)
            raise SettingsError(f"{self.path}: the settings cannot be kept, {reason}.") from error

    def _load(self) -> None:
        try:
            kept = json.loads(self.path.read_text(encoding="utf-8"))
            if not isinstance(kept, dict):
                raise TypeError
        except FileNotFoundError:
            return
        except (OSError, ValueError, TypeError, RecursionError):
            self.problems.append(
                f"{self.path}: the settings cannot be read, so the defaults stand."
            )
            return
        for setting in ALL:
            if setting.name in kept:
                self._take(setting, kept[setting.name])

    def _take(self, setting: Setting[Any], value: object) -> None:
        try:
            self._values[setting.name] = setting.check(value)
        except SettingsError as error:
            self.problems.append(f"{error} The default {setting.default!r} stands.")
