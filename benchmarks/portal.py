"""The portal as visitors meet it: a real server on this machine, the demo ten times over.

Everything runs in a folder of its own that is removed at the end. Each measure is bounded:
the whole takes about two minutes on two quiet cores.
"""

import gzip
import http.client
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from teranga.core.benchmarks import Measure

HERE = Path(__file__).resolve().parent
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
TERANGA = [sys.executable, "-c", "import sys; from teranga.command import main; sys.exit(main())"]


def run() -> Iterator[Measure]:
    folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))
    try:
        environment = _environment(folder)
        _call([*TERANGA, "demo", "--no-serve"], environment)
        _call([sys.executable, str(HERE / "_portal_content.py"), "copy"], environment)
        yield from _served(environment)
        yield _search(environment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _served(environment: dict[str, str]) -> Iterator[Measure]:
    port = _free_port()
    command = [*TERANGA, "serve", "--port", str(port), "--workers", "2"]
    with _server(command, environment, port, "/"):
        pass  # the very first start also gathers the static files and compiles the code
    start = time.perf_counter()
    with _server(command, environment, port, "/"):
        against = "from the command to the first page"
        yield Measure("cold_start_s", time.perf_counter() - start, "s", "<= 3", against)
        times = _times(port)
        yield Measure("portal_p95_ms", _p95(times), "ms", "<= 60", f"{len(PAGES)} public pages")
        yield Measure("home_kb", _weight(port) / 1000, "kB", "<= 60", "without map and fonts")
        bare_port = _free_port()
        with _server(_bare_command(bare_port), _bare(environment), bare_port, "/"):
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
    output = _call([sys.executable, str(HERE / "_portal_content.py"), "search"], environment)
    times = [float(word) for word in output.split()]
    return Measure("search_ms", _p95(times), "ms", "<= 50", "p95 over 100,000 documents")


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _times(port: int) -> list[float]:
    for page in PAGES:
        _get(port, page)
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
        output = _call(["wrk", "-t1", f"-c{N_CONNECTIONS * 2}", f"-d{SECONDS}s", address])
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
    html = _get(port, "/")
    links = re.findall(r'<(?:link rel="stylesheet" href|script src)="([^"]+)"', html.decode())
    return sum(len(gzip.compress(body)) for body in [html, *(_get(port, link) for link in links)])


def _get(port: int, page: str) -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", page)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{page} answered {response.status}.")
    return body


@contextmanager
def _server(
    command: list[str], environment: dict[str, str], port: int, page: str
) -> Iterator[None]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, page, process)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, page: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            _get(port, page)
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("The server did not start.")


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


def _environment(folder: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("TERANGA_")}
    return {
        **kept,
        "TERANGA_MODE": "demo",
        "TERANGA_DATA_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "teranga.settings.base",
        # Byte code is cached as in any installation, wherever this one keeps it.
        "PYTHONDONTWRITEBYTECODE": "",
        "PYTHONPYCACHEPREFIX": str(folder / "pycache"),
    }


def _call(command: list[str], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=600
    )
    if done.returncode:
        raise RuntimeError(f"{command[:3]} failed: {done.stderr[-2000:]}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
