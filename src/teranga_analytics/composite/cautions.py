"""Plain sentences said beside a statistic that rests on too few units."""

SMALL_SAMPLE = 15
UNITS_PER_INDICATOR = 5


def small_sample_cautions(what: str, n_units: int, n_items: int) -> tuple[str, ...]:
    """Say in words when a multivariate statistic rests on few units.

    Parameters
    ----------
    what
        Name of the statistic, put at the head of the sentence.
    n_units
        Number of units (countries) the statistic was computed on.
    n_items
        Number of indicators (columns) it describes.

    Returns
    -------
    tuple of str
        Zero, one or two sentences.

    Notes
    -----
    Below 15 units the sampling error of a correlation exceeds 0.25; the rule of at least five
    units per indicator for a principal component analysis is one of those listed in [1]_.

    References
    ----------
    .. [1] OECD & JRC (2008), Handbook on Constructing Composite Indicators, section 4.
    """
    cautions = []
    if n_units < SMALL_SAMPLE:
        cautions.append(
            f"{what}: {n_units} units only (fewer than {SMALL_SAMPLE}); "
            "read it as a description of these units, not as a test."
        )
    if n_units < UNITS_PER_INDICATOR * n_items:
        cautions.append(
            f"{what}: {n_units} units for {n_items} columns "
            f"(fewer than {UNITS_PER_INDICATOR} units per column); the result may be unstable."
        )
    return tuple(cautions)
