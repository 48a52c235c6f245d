"""Which part of the map is seen: from places on the map to pixels and back."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

MARGIN = 0.08
FULLEST = 1.6
"""Songs that lie in a corner of the map are brought nearer, but no more than this."""
_POINT = 1e-6
CLOSEST, FARTHEST = 400.0, 0.5
"""How many times larger than when the whole map is seen, and how many times smaller."""


@dataclass(frozen=True, slots=True)
class Camera:
    """The map's point in the middle of a widget, and how large the map is.

    Attributes:
        x, y: the map's point in the middle.
        zoom: 1 where the map's square from -1 to 1 just fits.
        width, height: of the widget, in pixels.
    """

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0
    width: float = 1.0
    height: float = 1.0

    @property
    def scale(self) -> float:
        """Pixels for a step of 1 on the map."""
        return self.zoom * max(1.0, min(self.width, self.height)) / (2 + 2 * MARGIN)

    def to_pixels(self, positions: Floats) -> tuple[Floats, Floats]:
        """Where places (n, 2) on the map are seen: float32 (n,) across and down, in pixels."""
        scale = np.float32(self.scale)
        xs = positions[:, 0] * scale + np.float32(self.width / 2 - self.x * self.scale)
        ys = positions[:, 1] * scale + np.float32(self.height / 2 - self.y * self.scale)
        return xs, ys

    def to_map(self, x: float, y: float) -> tuple[float, float]:
        """The map's point under a pixel."""
        scale = self.scale
        return self.x + (x - self.width / 2) / scale, self.y + (y - self.height / 2) / scale

    def resized(self, width: float, height: float) -> Camera:
        """The same middle in a widget of another size."""
        return replace(self, width=max(1.0, width), height=max(1.0, height))

    def moved(self, dx: float, dy: float) -> Camera:
        """The map dragged by so many pixels; its square stays in reach."""
        scale = self.scale
        x, y = self.x - dx / scale, self.y - dy / scale
        return replace(self, x=min(1.5, max(-1.5, x)), y=min(1.5, max(-1.5, y)))

    def zoomed(self, factor: float, at_x: float, at_y: float) -> Camera:
        """Larger by a factor, about a pixel under which the map's point stays."""
        zoom = min(CLOSEST, max(FARTHEST, self.zoom * factor))
        x, y = self.to_map(at_x, at_y)
        scale = replace(self, zoom=zoom).scale
        middle_x = x - (at_x - self.width / 2) / scale
        middle_y = y - (at_y - self.height / 2) / scale
        return replace(self, x=middle_x, y=middle_y, zoom=zoom)

    def whole(self, positions: Floats, left: float = 0.0) -> Camera:
        """All of some places (n, 2), as large as fits.

        Args:
            left: so many pixels at the left are covered, and the places lie right of them.
        """
        left = min(left, 0.5 * self.width)
        # Column by column is ten times as fast as both at once.
        (left_x, right_x), (top_y, bottom_y) = ((c.min(), c.max()) for c in positions.T)
        wide = max(_POINT, float(right_x - left_x)) * (1 + MARGIN)
        tall = max(_POINT, float(bottom_y - top_y)) * (1 + MARGIN)
        fits = min((self.width - left) / wide, self.height / tall)
        camera = replace(self, zoom=1.0)
        camera = replace(self, zoom=min(FULLEST, fits / camera.scale))
        x, y = float(left_x + right_x) / 2, float(top_y + bottom_y) / 2
        return replace(camera, x=x - left / 2 / camera.scale, y=y)

    def sees(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Whether a point of the map is within the widget, by a margin in pixels."""
        scale = self.scale
        across, down = abs(x - self.x) * scale, abs(y - self.y) * scale
        return across <= self.width / 2 - margin and down <= self.height / 2 - margin
