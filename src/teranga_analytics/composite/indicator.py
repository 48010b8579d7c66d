"""What is known about an indicator beside its values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One coded answer of an indicator and the score it stands for.

    Parameters
    ----------
    code
        Number written by the coder.
    score
        Score of that answer, on the indicator's own scale (often 0 to 1 or 0 to 100).
    name_fr, name_en
        Wording of the answer.
    """

    code: float
    score: float
    name_fr: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorMeta:
    """Description of one indicator.

    Parameters
    ----------
    code
        Identifier, unique in a dataset.
    name_fr, name_en
        Names shown to people.
    direction
        1 when more is better, -1 when less is better.
    unit
        Unit of the values.
    levels
        Coded answers of a coded item, from the lowest code; empty for a measured quantity.
    scale
        Lowest and highest score of the fixed scale of a coded item; by default those of its
        levels.
    denominator
        Code of the denominator by which the indicator is divided.
    target
        Value to be reached, in the unit of the values.
    goalposts
        Lower and upper goalpost, in the unit of the values.
    """

    code: str
    name_fr: str = ""
    name_en: str = ""
    direction: int = 1
    unit: str = ""
    levels: tuple[Level, ...] = ()
    scale: tuple[float, float] | None = None
    denominator: str | None = None
    target: float | None = None
    goalposts: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        if self.direction not in {-1, 1}:
            raise ValueError(f"direction of {self.code}: wanted 1 or -1, saw {self.direction!r}")
        codes = [level.code for level in self.levels]
        if codes != sorted(set(codes)):
            raise ValueError(f"levels of {self.code}: wanted growing codes, saw {codes}")

    @property
    def is_coded(self) -> bool:
        """Whether the indicator is a coded item on a fixed scale, not a measured quantity."""
        return bool(self.levels) or self.scale is not None

    @property
    def fixed_scale(self) -> tuple[float, float] | None:
        """Lowest and highest score of the fixed scale; None for a measured quantity."""
        if self.scale is not None or not self.levels:
            return self.scale
        scores = [level.score for level in self.levels]
        return min(scores), max(scores)
