"""The portal as visitors meet it: a real server on this machine, the demo ten times over.

Everything runs in a folder of its own that is removed at the end. Each measure is bounded:
the whole takes about two minutes on two quiet cores.
"""

import gzip
import http.client
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks._serving import (
    HERE,
    TERANGA,
    call,
    environment_of,
    free_port,
    get,
    platform,
    started,
)
from teranga.core.benchmarks import Measure

PAGES = [
    "/",
    "/countries/",
    "/countries/SEN/",
    "/map/",
    "/programmes/",
    "/directory/organisations/",
    "/facility/actions/",
    "/facility/policies/",
    "/search/?q=migration",
    "/about/",
]
N_REQUESTS = 60  # of each page, over four connections
N_CONNECTIONS = 4
SECONDS = 3  # of each throughput


def run() -> Iterator[Measure]:
    folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))
    try:
        environment = environment_of(folder)
        call([*TERANGA, "demo", "--no-serve"], environment)
        call([sys.executable, str(HERE / "_portal_content.py"), "copy"], environment)
        yield from _served(environment)
        yield _search(environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(environment: dict[str, str]) -> Iterator[Measure]:
    with platform(environment, workers=2) as server:
        server.wait("/")  # the very first start also gathers the static files and compiles the code
    start = time.perf_counter()
    with platform(environment, workers=2) as server:
        server.wait("/")
        port = server.port
        against = "from the command to the first page"
        yield Measure("cold_start_s", time.perf_counter() - start, "s", "<= 3", against)
        times = _times(port)
        yield Measure("portal_p95_ms", _p95(times), "ms", "<= 60", f"{len(PAGES)} public pages")
        yield Measure("home_kb", _weight(port) / 1000, "kB", "<= 60", "without map and fonts")
        bare_port = free_port()
        with started(_bare_command(bare_port), _bare(environment), bare_port) as bare:
            bare.wait("/")
            yield _share(port, bare_port)


def _share(port: int, bare_port: int) -> Measure:
    """Measure in turns, so that a neighbour's load falls on both."""
    ours, bare = [], []
    for page in PAGES:
        bare.append(_rate(bare_port, "/"))
        ours.append(_rate(port, page))
    share = statistics.harmonic_mean(ours) / statistics.harmonic_mean(bare)
    against = f"startproject with one query: {statistics.harmonic_mean(bare):.0f} requests/s"
    return Measure("share_of_bare_django", share, "ratio", ">= 0.6", against)


def _search(environment: dict[str, str]) -> Measure:
    output = call([sys.executable, str(HERE / "_portal_content.py"), "search"], environment)
    times = [float(word) for word in output.split()]
    return Measure("search_ms", _p95(times), "ms", "<= 50", "p95 over 100,000 documents")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _times(port: int) -> list[float]:
    for page in PAGES:
        get(port, page)
    jobs = [page for _ in range(N_REQUESTS) for page in PAGES]
    with ThreadPoolExecutor(N_CONNECTIONS) as threads:
        parts = [jobs[n::N_CONNECTIONS] for n in range(N_CONNECTIONS)]
        return [t for times in threads.map(lambda part: _ask_all(port, part), parts) for t in times]


def _ask_all(port: int, pages: list[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    times = []
    for page in pages:
        start = time.perf_counter()
        connection.request("GET", page)
        response = connection.getresponse()
        response.read()
        times.append((time.perf_counter() - start) * 1000)
        if response.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{page} answered {response.status}.")
    connection.close()
    return times


def _rate(port: int, page: str) -> float:
    """Return requests per second: with wrk where it is installed, else with our own client."""
    if shutil.which("wrk"):
        address = f"http://127.0.0.1:{port}{page}"
        output = call(["wrk", "-t1", f"-c{N_CONNECTIONS * 2}", f"-d{SECONDS}s", address])
        found = re.search(r"Requests/sec:\s+([\d.]+)", output)
        if found is None or "Non-2xx" in output:
            raise RuntimeError(f"{page}: {output}")
        return float(found[1])
    end = time.perf_counter() + SECONDS
    with ThreadPoolExecutor(N_CONNECTIONS) as threads:
        counts = threads.map(lambda _: _count_until(port, page, end), range(N_CONNECTIONS))
        return sum(counts) / SECONDS


def _count_until(port: int, page: str, end: float) -> int:
    n_asked = 0
    while time.perf_counter() < end:
        n_asked += len(_ask_all(port, [page] * 5))
    return n_asked


def _weight(port: int) -> int:
    """Return the compressed bytes of the home page, its style sheets and its scripts."""
    html = get(port, "/")
    links = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html.decode())
    return sum(len(gzip.compress(body)) for body in [html, *(get(port, link) for link in links)])


def _bare_command(port: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1",
        "--port", str(port), "--workers", "2", "--blocking-threads", "4",
        "--log-level", "warning", "--working-dir", str(HERE), "_bare:application",
    ]  # fmt: skip


def _bare(environment: dict[str, str]) -> dict[str, str]:
    rest = {k: v for k, v in environment.items() if k != "DJANGO_SETTINGS_MODULE"}
    database = str(Path(environment["TERANGA_DATA_DIR"]) / "teranga.sqlite3")
    return {**rest, "BARE_DATABASE": database, "PYTHONPATH": str(HERE)}
