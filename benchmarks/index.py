"""Speed and memory of the index engine against COINr, on the same tasks.

The tasks are those measured for COINr 1.1.14 (R 4.2.2, one thread of a 2-core machine): points
Winsorised 1 to 5, min-max or z-score, weights ±25 %, arithmetic or geometric means. Data are
COINr's example when its reference files are beside the repository, else a synthetic table of the
same shape. Every measure is the least disturbed of several runs from scratch: nothing is kept
from one run to the next, checks are included. COINr runs its whole pipeline again at each
replication; the engine keeps what does not change, unless the name of the claim says recomputed.

The limit is the time of the bare matrix products: prepared scores times weights, one product per
distinct setting of the pipeline, and nothing else.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np

from teranga_analytics.composite.aggregation.outranking import copeland
from teranga_analytics.composite.dataset import Dataset
from teranga_analytics.composite.framework import Framework, Node
from teranga_analytics.composite.pipeline.definition import Pipeline, Step
from teranga_analytics.composite.reading.coinr import IndexInput, read_coinr
from teranga_analytics.composite.sensitivity import Plan, assess_sensitivity
from teranga_analytics.composite.uncertainty.declaration import OpenChoice, Study, WeightNoise
from teranga_analytics.composite.uncertainty.running import assess_uncertainty

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT.parent / "shared" / "data" / "asem"
PEER = "COINr 1.1.14"
PEER_SECONDS = {
    "ua_asem_s": 105.2,
    "ua_asem_recomputed_s": 105.2,
    "ua_200x100_s": 246.2,
    "copeland_200x100_s": 45.8,
    "sobol_asem_6000_s": 1378.0,
}
PEER_NOTES = {"sobol_asem_6000_s": "machine shared; 62.0 s for 600 runs"}
GOALS = {
    "ua_asem_s": 0.035,
    "ua_200x100_s": 0.080,
    "copeland_200x100_s": 0.015,
    "sobol_asem_6000_s": 0.300,
}
GOAL_MEGABYTES = 300
N_SETTINGS = 20

Claim = dict[str, str | float]


def claims() -> Iterator[Claim]:
    """Measure every claim, one after the other."""
    small, large = asem(), synthetic(200, 100, 11)
    yield speed("ua_asem_s", 7, lambda: uncertainty(small), products(small, 1000), small)
    yield speed(
        "ua_asem_recomputed_s",
        1,
        lambda: uncertainty(small, memoise=False),
        products(small, 1000),
        small,
    )
    yield speed("ua_200x100_s", 5, lambda: uncertainty(large), products(large, 1000), large)
    table = np.random.default_rng(0).random((200, 100))
    weights = np.full(100, 0.01)
    yield speed(
        "copeland_200x100_s",
        9,
        lambda: copeland(table, weights),
        comparisons(table, weights),
        large,
    )
    yield speed("sobol_asem_6000_s", 5, lambda: sobol(small), products(small, 6000), small)
    yield memory()


def run() -> Iterator[object]:
    """Yield the claims as the measures that `teranga bench` prints."""
    from teranga.core.benchmarks import Measure  # noqa: PLC0415  # the platform is optional here

    for claim in claims():
        yield Measure(**claim)


# --- the tasks -------------------------------------------------------------------------------


def uncertainty(source: IndexInput, *, n: int = 1000, memoise: bool = True) -> object:
    study = replace(study_of(source.framework), replications=n)
    pipeline = pipeline_of(source)
    return assess_uncertainty(study, pipeline, source.dataset, source.framework, memoise=memoise)


def sobol(source: IndexInput) -> object:
    study, pipeline = study_of(source.framework), pipeline_of(source)
    plan = Plan(n_base=1000, n_bootstrap=100)
    return assess_sensitivity(study, pipeline, source.dataset, source.framework, plan)


def study_of(framework: Framework) -> Study:
    levels = range(2, max(framework.levels.values()))
    return Study(
        (
            OpenChoice("treat.parameters.max_points", (1, 2, 3, 4, 5), name="Winsorisation"),
            OpenChoice(
                alternatives=(
                    {},
                    {
                        "normalise.method": "z_score",
                        "normalise.parameters": {"mean": 10, "standard_deviation": 2},
                    },
                ),
                name="Normalisation",
            ),
            WeightNoise(0.25, tuple(levels), name="Weights"),
            OpenChoice("aggregate.method", ("arithmetic", "geometric"), name="Aggregation"),
        )
    )


def pipeline_of(source: IndexInput) -> Pipeline:
    """Return the steps of the peer's example; a synthetic table needs the last three only."""
    last = (
        Step("treat", "two_stages", {"max_points": 5}),
        Step("normalise", "min_max", {"lower": 1, "upper": 100}),
        Step("aggregate", "arithmetic"),
    )
    if "EurAsia_group" not in source.dataset.groups:
        return Pipeline((Step("impute", "mean"), Step("screen"), *last))
    first = (
        Step("denominate"),
        Step("impute", "group_mean", {"grouping": "EurAsia_group"}),
        Step("screen", options={"available_share": 0.9}),
    )
    return Pipeline(first + last)


@cache
def asem() -> IndexInput:
    if not (REFERENCE / "iData.csv").exists():
        return synthetic(51, 49, 8)
    return read_coinr(REFERENCE / "iData.csv", REFERENCE / "iMeta.csv")


@cache
def synthetic(n_units: int, n_indicators: int, n_domains: int) -> IndexInput:
    """Return a table of skewed and ordinary indicators, some cells missing, under domains."""
    generator = np.random.default_rng(n_units)
    values = generator.normal(50, 10, (n_units, n_indicators))
    values[:, ::3] = np.exp(generator.normal(0, 1.2, values[:, ::3].shape))
    values[generator.random(values.shape) < 0.02] = np.nan
    units = [f"U{number:03}" for number in range(n_units)]
    codes = [f"I{number:03}" for number in range(n_indicators)]
    domains = [f"D{number:02}" for number in range(n_domains)]
    nodes = [
        *(
            Node(code, domains[place * n_domains // n_indicators])
            for place, code in enumerate(codes)
        ),
        *(Node(code, "Index") for code in domains),
        Node("Index"),
    ]
    return IndexInput(Dataset.of(units, codes, values), Framework(tuple(nodes)))


# --- the limit -------------------------------------------------------------------------------


def products(source: IndexInput, n: int) -> Callable[[], object]:
    """Bare products of prepared scores with the weights of all replications."""
    generator = np.random.default_rng(1)
    n_units, n_indicators = source.dataset.values.shape
    scores = [generator.random((n_units, n_indicators)) for _ in range(N_SETTINGS)]
    weights = [generator.random((n_indicators, n // N_SETTINGS)) for _ in range(N_SETTINGS)]
    return lambda: [table @ sets for table, sets in zip(scores, weights, strict=True)]


def comparisons(table: np.ndarray, weights: np.ndarray) -> Callable[[], object]:  # type: ignore[type-arg]
    """Bare product of the weights with comparisons already made."""
    ahead = (table.T[:, :, None] > table.T[:, None, :]).astype(np.float32)
    flat, light = ahead.reshape(len(weights), -1), weights.astype(np.float32)
    return lambda: light @ flat


# --- measuring -------------------------------------------------------------------------------


def speed(
    claim: str,
    n_runs: int,
    task: Callable[[], object],
    limit: Callable[[], object],
    source: IndexInput,
) -> Claim:
    seconds, least = least_seconds(task, n_runs), least_seconds(limit, 25)
    peer = PEER_SECONDS[claim]
    noted = f" ({PEER_NOTES[claim]})" if claim in PEER_NOTES else ""
    synthetic_data = "" if "EurAsia_group" in source.dataset.groups else "; synthetic table"
    return {
        "claim": claim,
        "value": seconds,
        "unit": "s",
        "goal": f"< {GOALS[claim]:g}" if claim in GOALS else "none",
        "against": (
            f"{PEER}: {peer:g} s{noted}, {peer / seconds:,.0f} times; "
            f"limit: {least:.2g} s, {seconds / least:,.0f} times{synthetic_data}"
        ),
    }


def least_seconds(task: Callable[[], object], n_runs: int) -> float:
    if n_runs > 1:
        task()
    seconds = []
    for _ in range(n_runs):
        start = time.perf_counter()
        task()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def memory() -> Claim:
    """Measure the peak memory of 100,000 replications in a process of their own."""
    command = [sys.executable, str(Path(__file__).resolve()), "--streamed"]
    said = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return {
        "claim": "ua_200x100_100000_mb",
        "value": said["megabytes"],
        "unit": "MB",
        "goal": f"< {GOAL_MEGABYTES}",
        "against": (
            f"{said['before']:.0f} MB before the first replication; {said['seconds']:.1f} s; "
            f"{PEER} needs 168-179 MB for 1,000; synthetic table"
        ),
    }


def streamed() -> dict[str, float]:
    source = synthetic(200, 100, 11)
    before, start = peak_megabytes(), time.perf_counter()
    uncertainty(source, n=100_000)
    seconds = time.perf_counter() - start
    return {"before": before, "megabytes": peak_megabytes(), "seconds": seconds}


def peak_megabytes() -> float:
    """Return the peak resident memory; the system's own count would include the parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the index engine.")
    parser.add_argument("--json", action="store_true", help="one JSON object per line")
    parser.add_argument("--streamed", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.streamed:
        print(json.dumps(streamed()))
        return
    for claim in claims():
        line = "{claim:24} {value:10.4g} {unit:3} {goal:8} {against}".format(**claim)
        print(json.dumps(claim, ensure_ascii=False) if options.json else line, flush=True)


if __name__ == "__main__":
    main()
