"""The same study past one machine: a million replications on a Dask cluster, the same numbers.

The cluster is two worker processes of this machine, joined over TCP like two machines would
be; what is claimed is that nothing changes, and what the journey costs.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from distributed import LocalCluster  # type: ignore[import-untyped]

from benchmarks.index import pipeline_of, study_of, synthetic
from teranga.core.benchmarks import Measure
from teranga_analytics.composite.uncertainty.execution import Workers
from teranga_analytics.composite.uncertainty.running import assess_uncertainty

REPLICATIONS = 1_000_000


def run() -> Iterator[Measure]:
    """Yield the time on the cluster against this process, and how many numbers differ."""
    source = synthetic(57, 102, 11)
    local, here = timed(source, Workers(n_threads=2))
    with LocalCluster(  # type: ignore[no-untyped-call]  # Dask declares no types
        n_workers=2, threads_per_worker=1, host="127.0.0.1", protocol="tcp", dashboard_address=None
    ) as cluster:
        distant, there = timed(source, Workers(scheduler=cluster.scheduler_address))
    against = f"{REPLICATIONS:,} replications of 57 × 102; two threads here: {local:.1f} s"
    yield Measure("replications_cluster_s", distant, "s", "", against)
    yield Measure(
        "replications_cluster_share", distant / local, "ratio", "", "time here, same study"
    )
    yield Measure("replications_different", differing(here, there), "figures", "= 0", against)


def timed(source: Any, workers: Workers) -> tuple[float, Any]:
    study = replace(study_of(source.framework), replications=REPLICATIONS)
    start = time.perf_counter()
    result = assess_uncertainty(
        study, pipeline_of(source), source.dataset, source.framework, workers=workers
    )
    return time.perf_counter() - start, result


def differing(here: Any, there: Any) -> float:
    """Count the figures that are not the same to the last bit."""
    pairs = [
        (getattr(getattr(here, what), name), getattr(getattr(there, what), name))
        for what in ("scores", "ranks")
        for name in ("nominal", "mean", "median", "low", "high")
    ]
    pairs += [(here.rank_counts, there.rank_counts), (here.ahead, there.ahead)]
    return float(sum((~np.isclose(a, b, rtol=0, atol=0, equal_nan=True)).sum() for a, b in pairs))
