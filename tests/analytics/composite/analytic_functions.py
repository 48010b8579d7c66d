"""Functions whose sensitivity indices are known exactly."""

import numpy as np


class Ishigami:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, for x uniform in [-pi, pi]."""

    variance = 0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2 + 49 / 8 + 0.01 * np.pi**8 * (1 / 18 - 1 / 50)
    alone = np.array([0.5 * (1 + 0.1 * np.pi**4 / 5) ** 2, 49 / 8, 0.0])
    together = 0.01 * np.pi**8 * (1 / 18 - 1 / 50)  # of factors 1 and 3
    first_order = alone / variance
    total_order = (alone + np.array([together, 0, together])) / variance
    shapley = (alone + np.array([together, 0, together]) / 2) / variance

    @staticmethod
    def run(points):
        x = (2 * points - 1) * np.pi
        return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


class SobolG:
    """Product of (|4 u - 2| + a) / (1 + a), for u uniform in [0, 1]."""

    a = np.array([0.0, 1.0, 4.5, 9.0])
    parts = 1 / (3 * (1 + a) ** 2)
    variance = np.prod(1 + parts) - 1
    first_order = parts / variance
    total_order = parts * np.prod(1 + parts) / (1 + parts) / variance

    @classmethod
    def explained(cls):
        """Variance explained by each subset of factors, by bit mask."""
        subsets = np.arange(2 ** len(cls.a))
        inside = subsets[:, None] >> np.arange(len(cls.a)) & 1
        return np.prod(1 + cls.parts * inside, axis=1) - 1

    @classmethod
    def run(cls, points):
        return np.prod((np.abs(4 * points - 2) + cls.a) / (1 + cls.a), axis=1)
