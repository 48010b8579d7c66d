"""Web Mercator, as every zooming map draws: the world is a square of side 1, north on top."""

import numpy as np
import numpy.typing as npt

# Width in pixels of the world at zoom 0; each zoom doubles it.
WORLD = 256
# Latitudes beyond which the projection goes to infinity.
_EDGE = 85.05

Points = npt.NDArray[np.float64]


def project(points: Points) -> Points:
    """Return x and y of rows of latitude and longitude in degrees."""
    latitude = np.radians(np.clip(points[:, 0], -_EDGE, _EDGE))
    x = (points[:, 1] + 180) / 360
    y = (1 - np.arcsinh(np.tan(latitude)) / np.pi) / 2
    return np.stack([x, y], axis=1)


def unproject(points: Points) -> Points:
    """Return latitude and longitude in degrees of rows of x and y."""
    latitude = np.degrees(np.arctan(np.sinh(np.pi * (1 - 2 * points[:, 1]))))
    return np.stack([latitude, points[:, 0] * 360 - 180], axis=1)
