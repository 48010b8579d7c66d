"""Straight scales with round ticks."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers laid out along a line.

    Parameters
    ----------
    low, high
        Numbers at the ends.
    start, end
        Places of the ends.
    """

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of a number."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self, wanted: int = 5) -> list[float]:
        """Round numbers along the scale, about as many as wanted."""
        step = round_step(self.high - self.low, wanted)
        first = math.ceil(self.low / step - 1e-9)
        last = math.floor(self.high / step + 1e-9)
        return [number * step for number in range(first, last + 1)]

    def decimals(self, wanted: int = 5) -> int:
        """Digits that the ticks need after the decimal sign."""
        step = round_step(self.high - self.low, wanted)
        return max(0, -math.floor(math.log10(step) + 1e-9))


def round_step(span: float, wanted: int) -> float:
    """Return the step of 1, 2 or 5 times a power of ten nearest to a share of a span."""
    rough = span / max(1, wanted)
    power: float = 10.0 ** math.floor(math.log10(rough))
    return min((1 * power, 2 * power, 5 * power, 10 * power), key=lambda step: abs(step - rough))


def scale_over(values: list[float], start: float, end: float, *, from_zero: bool = False) -> Scale:
    """Lay out a scale over some numbers, ending on round ones.

    Parameters
    ----------
    values
        Numbers to be shown; NaN is passed over.
    start, end
        Places of the ends.
    from_zero
        Whether the scale must contain zero (bars).

    Returns
    -------
    Scale
    """
    known = [value for value in values if not math.isnan(value)] or [0.0, 1.0]
    low, high = min(known), max(known)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - 0.5, high + 0.5
    step = round_step(high - low, 5)
    return Scale(
        math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, start, end
    )
