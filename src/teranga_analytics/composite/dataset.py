"""A table of units by indicators, with all that a step of the pipeline may need to know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

import numpy as np

from teranga_analytics.composite.arrays import BoolArray, FloatArray, IntArray
from teranga_analytics.composite.indicator import IndicatorMeta


@dataclass(frozen=True, eq=False)
class Dataset:
    """Units by indicators; one row per unit, or per unit and wave in a panel.

    Build one with `Dataset.of`, which fills in the optional parts.

    Parameters
    ----------
    units
        Code of the unit of each row.
    indicators
        Description of each column.
    values
        Shape ``(n_rows, n_indicators)``; NaN where missing.
    imputed
        Shape ``(n_rows, n_indicators)``; True where a value was filled in, not observed.
    applicable
        Shape ``(n_rows, n_indicators)``; False where the question has no object for the unit:
        such a cell is neither present nor missing.
    times
        Shape ``(n_rows,)``. Year or number of the wave of each row; None without panel.
    names
        Name of the unit of each row.
    groups
        For each grouping, the group of each row ("" when unknown).
    denominators
        For each denominator, shape ``(n_rows,)``.
    """

    units: tuple[str, ...]
    indicators: tuple[IndicatorMeta, ...]
    values: FloatArray
    imputed: BoolArray
    applicable: BoolArray
    times: FloatArray | None = None
    names: tuple[str, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    denominators: Mapping[str, FloatArray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = (len(self.units), len(self.indicators))
        for name in ("values", "imputed", "applicable"):
            seen = getattr(self, name).shape
            if seen != wanted:
                raise ValueError(f"{name}: wanted shape {wanted}, saw {seen}")
        if np.isinf(self.values).any():
            raise ValueError("values: wanted finite numbers or NaN, saw an infinity")
        if len(set(self.codes)) != len(self.codes):
            raise ValueError(f"indicators: wanted codes used once, saw {self.codes}")
        keys = list(zip(self.units, self.row_times.tolist(), strict=True))
        if len(set(keys)) != len(keys):
            raise ValueError("units: wanted one row per unit and time, saw a pair twice")

    @classmethod
    def of(
        cls,
        units: Sequence[str],
        indicators: Sequence[IndicatorMeta | str],
        values: FloatArray,
        *,
        times: Sequence[float] | FloatArray | None = None,
        applicable: BoolArray | None = None,
        names: Sequence[str] = (),
        groups: Mapping[str, Sequence[str]] | None = None,
        denominators: Mapping[str, FloatArray] | None = None,
    ) -> "Dataset":
        """Build a dataset; indicators may be given by code alone.

        Raises
        ------
        ValueError
            If shapes disagree, a code is used twice, a unit appears twice in one wave, or a
            value is infinite.
        """
        # One layout in memory: sums go in the same order whatever the values came from.
        table = np.array(values, dtype=np.float64, order="C")
        everywhere = np.ones(table.shape, dtype=np.bool_)
        return cls(
            units=tuple(units),
            indicators=tuple(
                meta if isinstance(meta, IndicatorMeta) else IndicatorMeta(meta)
                for meta in indicators
            ),
            values=table,
            imputed=np.zeros(table.shape, dtype=np.bool_),
            applicable=everywhere if applicable is None else np.array(applicable, np.bool_),
            times=None if times is None else np.asarray(times, dtype=np.float64),
            names=tuple(names) or tuple(units),
            groups={code: tuple(labels) for code, labels in (groups or {}).items()},
            denominators=dict(denominators or {}),
        )

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the indicators, in column order."""
        return tuple(meta.code for meta in self.indicators)

    @cached_property
    def column(self) -> Mapping[str, int]:
        """Column of each indicator code."""
        return {code: index for index, code in enumerate(self.codes)}

    @cached_property
    def row(self) -> Mapping[tuple[str, float | None], int]:
        """Row of each unit at each time; the time is None without panel."""
        times = self.times.tolist() if self.times is not None else [None] * len(self.units)
        return {key: index for index, key in enumerate(zip(self.units, times, strict=True))}

    @cached_property
    def directions(self) -> FloatArray:
        """Shape ``(n_indicators,)``: 1 or -1."""
        return np.array([meta.direction for meta in self.indicators], dtype=np.float64)

    @property
    def is_panel(self) -> bool:
        """Whether rows carry a time."""
        return self.times is not None

    @property
    def row_times(self) -> FloatArray:
        """Shape ``(n_rows,)``: time of each row, zero throughout without panel."""
        return np.zeros(len(self.units)) if self.times is None else self.times

    @property
    def waves(self) -> tuple[IntArray, ...]:
        """Rows of each time, earliest first; all rows when there is no time."""
        if self.times is None:
            return (np.arange(len(self.units)),)
        return tuple(np.flatnonzero(self.row_times == time) for time in np.unique(self.row_times))

    def with_values(self, values: FloatArray, imputed: BoolArray | None = None) -> "Dataset":
        """Return the dataset with other values and, if given, another mask of imputed cells."""
        return replace(self, values=values, imputed=self.imputed if imputed is None else imputed)

    def with_denominators(self, denominators: Mapping[str, FloatArray]) -> "Dataset":
        """Return the dataset with more denominators, each of shape ``(n_rows,)``.

        Raises
        ------
        ValueError
            If a denominator has another number of rows.
        """
        for code, values in denominators.items():
            if values.shape != (len(self.units),):
                wanted = (len(self.units),)
                raise ValueError(f"denominators: wanted shape {wanted}, saw {values.shape}: {code}")
        return replace(self, denominators={**self.denominators, **denominators})

    def all_upwards(self) -> "Dataset":
        """Return the dataset with every direction 1, for values turned so that more is better."""
        if all(meta.direction == 1 for meta in self.indicators):
            return self
        return replace(self, indicators=_upwards(self.indicators))

    def rows(self, rows: IntArray | BoolArray) -> "Dataset":
        """Return some rows, by position or by a mask."""
        index = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        if np.array_equal(index, np.arange(len(self.units))):
            return self
        return replace(
            self,
            units=tuple(self.units[row] for row in index),
            values=self.values[index],
            imputed=self.imputed[index],
            applicable=self.applicable[index],
            times=None if self.times is None else self.times[index],
            names=tuple(self.names[row] for row in index),
            groups={code: tuple(of[row] for row in index) for code, of in self.groups.items()},
            denominators={code: of[index] for code, of in self.denominators.items()},
        )

    def columns(self, codes: Sequence[str]) -> "Dataset":
        """Return some indicators, in the order given.

        Raises
        ------
        ValueError
            If a code is not an indicator of the dataset.
        """
        if tuple(codes) == self.codes:
            return self
        unknown = [code for code in codes if code not in self.column]
        if unknown:
            raise ValueError(f"codes: wanted indicators of the dataset, saw {unknown}")
        index = [self.column[code] for code in codes]
        return replace(
            self,
            indicators=tuple(self.indicators[column] for column in index),
            values=self.values[:, index],
            imputed=self.imputed[:, index],
            applicable=self.applicable[:, index],
        )

    def at(self, time: float) -> "Dataset":
        """Return the rows of one wave.

        Raises
        ------
        ValueError
            If no row has that time.
        """
        chosen = self.row_times == time
        if not chosen.any():
            raise ValueError(f"time: wanted one of {np.unique(self.row_times)}, saw {time}")
        return self.rows(chosen)


@lru_cache(maxsize=16)
def _upwards(indicators: tuple[IndicatorMeta, ...]) -> tuple[IndicatorMeta, ...]:
    # The same few tuples come back in every replication of an uncertainty analysis.
    return tuple(replace(meta, direction=1) for meta in indicators)
