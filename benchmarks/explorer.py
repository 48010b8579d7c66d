"""The explorer as visitors meet it: 57 countries × 102 indicators from two worker processes.

Addresses are asked once each: nothing is answered from a kept page. The edition is drawn at
random with the shipped codebook, published by the same service as a real one, in a folder of
its own that is removed at the end.
"""

import gzip
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks._serving import HERE, call, environment_of, get, platform
from benchmarks.portal import _ask_all, _p95
from teranga.core.benchmarks import Measure

N_CONNECTIONS = 2
N_QUESTIONS = 48
DOMAINS = ("CIT", "ELE", "CMP", "CON", "OBL", "ECO", "SOC", "CUL", "SYM", "EXI", "ADM")
SIZE = "57 countries × 102 indicators"


def run() -> Iterator[Measure]:
    folder = Path(tempfile.mkdtemp(prefix="teranga-bench-"))
    try:
        environment = environment_of(folder)
        made = call([sys.executable, str(HERE / "_explorer_content.py")], environment)
        told = made.splitlines()[-1].split()
        identity, countries = told[0], told[1].split(",")
        start = f"/indices/editions/{identity}/"
        with platform(environment, workers=2) as server:
            server.wait("/indices/")
            port = server.port
            # Each process opens the edition once; both are asked before the clock runs.
            _times(port, [f"{start}?warm={n}" for n in range(12)])
            yield _pages(port, start, countries)
            yield _questions(port, start, countries)
            yield _weight(port, f"{start}countries/{countries[0]}/")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pages(port: int, start: str, countries: list[str]) -> Measure:
    sheets = [f"{start}countries/{country}/" for country in countries]
    cells = [f"{start}countries/{country}/ELE04/" for country in countries[::4]]
    pairs = zip(countries[::2], countries[1::2], strict=False)
    comparisons = [f"{start}comparison/?countries={a}&countries={b}" for a, b in pairs]
    others = [f"{start}{page}" for page in ("", "?ranks=1", "map/", "axes/", "crossing/", "files/")]
    pages = [*sheets, *cells, *comparisons, *others]
    against = f"{len(pages)} pages of {SIZE}, each asked once"
    return Measure("edition_p95_ms", _p95(_times(port, pages)), "ms", "<= 100", against)


def _questions(port: int, start: str, countries: list[str]) -> Measure:
    draws = random.Random(2026)  # a benchmark, not a secret
    pages = []
    for number in range(N_QUESTIONS):
        aggregation = ("arithmetic", "geometric", "harmonic", "median")[number % 4]
        missing = ("published", "left_out", "lowest", "siblings")[number // 4 % 4]
        weights = "&".join(f"w.{code}={draws.randint(1, 9)}" for code in DOMAINS)
        pages.append(f"{start}method/?aggregation={aggregation}&missing={missing}&{weights}")
        country = countries[number % len(countries)]
        pages.append(f"{start}what-if/?country={country}&set.ELE04=3&set.CIT01=3")
    times = _times(port, pages)
    against = f"{len(pages)} questions on {SIZE}, scores and rank bands drawn anew"
    return Measure("whatif_p95_ms", _p95(times), "ms", "<= 100", against)


def _weight(port: int, page: str) -> Measure:
    """Weigh the page of a country, its style sheets and its scripts, compressed."""
    html = get(port, page)
    links = _links(html.decode())
    total = sum(len(gzip.compress(body)) for body in [html, *(get(port, link) for link in links)])
    against = "page, style sheets and scripts; without fonts"
    return Measure("country_sheet_kb", total / 1000, "kB", "<= 150", against)


def _links(html: str) -> list[str]:
    marks = ('<link rel="stylesheet" href="', '<script src="')
    return [part.split('"')[0] for mark in marks for part in html.split(mark)[1:]]


def _times(port: int, pages: list[str]) -> list[float]:
    """Ask pages over a few connections at once, as visitors do."""
    parts = [pages[n::N_CONNECTIONS] for n in range(N_CONNECTIONS)]
    with ThreadPoolExecutor(N_CONNECTIONS) as threads:
        return [t for times in threads.map(lambda part: _ask_all(port, part), parts) for t in times]
