"""What every page is given."""

from __future__ import annotations

from dataclasses import dataclass

from musicpuzzle.settings import Settings

from .lanes import Lanes
from .sound import Player
from .theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of the program that outlive a page."""

    settings: Settings
    theme: Theme
    lanes: Lanes
    player: Player
