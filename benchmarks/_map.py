"""The public map with 20,000 organisations: a first view on a phone, filters on the server."""

import shutil
import statistics
import sys
import time
from collections.abc import Iterator

from playwright.sync_api import Browser, sync_playwright

from benchmarks._serving import HERE, call, get
from teranga.core.benchmarks import Measure

MAP = "/directory/map/"
# Each asks something else: no page is answered from memory.
FILTERS = [
    f"{MAP}?country={country}&{other}"
    for country in ("SEN", "MLI", "CIV", "GIN", "CMR", "MAR", "TUN")
    for other in ("theme=osc:retour", "public=femmes&level=local", "need=droit", "words=dakar")
]
# A mid-range phone (a Pixel 5) on the BenchmarkIndex of Lighthouse, to which the developer tools
# of Chrome slow a machine down; a fixed factor is another phone on every machine.
PHONE_INDEX = 1_000
N_VIEWS = 3
# Strings of 10,000 letters, and copies of 100,000 numbers, made in a tenth of a second: their mean.
INDEX = """
() => {
  const inATenth = (work) => {
    const start = performance.now();
    let [n, now] = [0, start];
    while (now - start < 250) {
      for (let turn = 0; turn < 10; turn++) work(turn);
      n += 10;
      now = performance.now();
    }
    return (n * 100) / (now - start);
  };
  const arrays = [0, 1].map(() => Array.from({ length: 100_000 }, (_, k) => k));
  const copies = (turn) => {
    const [from, to] = turn % 2 ? arrays : [arrays[1], arrays[0]];
    for (let k = 0; k < from.length; k++) to[k] = from[k];
  };
  const strings = () => {
    let text = "";
    for (let k = 0; k < 10_000; k++) text += "a";
    return text.length;
  };
  return (inATenth(strings) + inATenth(copies)) / 2;
}
"""
# The page's own clock: asking from outside would wait for the slowed page to answer, and count
# that too. From the click to the frame after the picture of groups on outlines, and to the one
# after the map that moves has taken its place.
NOTE_WHEN_DRAWN = """
const when = (isThere) => new Promise((say) => {
  new MutationObserver((_changes, watching) => {
    if (!isThere()) return;
    watching.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => say(performance.now())));
  }).observe(document, { attributes: true, childList: true, subtree: true });
});
const seen = (mark) => document.querySelector(mark)?.checkVisibility();
window.drawn = Promise.all([
  when(() => seen(".map-still-land") && seen(".map-still text")),
  when(() => seen("#organisation-map:not([inert]) .cluster")),
]);
"""


def fill(environment: dict[str, str]) -> None:
    content = [sys.executable, str(HERE / "_map_content.py")]
    call(content, environment)


def measures(port: int) -> Iterator[Measure]:
    (seconds, moving), rate = _first_view(port)
    against = (
        f"median of {N_VIEWS}, Chromium {rate:.1f}× slower (BenchmarkIndex {PHONE_INDEX}),"
        f" 360 px, 20,000 organisations; the map that moves after {moving:.2f} s"
    )
    yield Measure("map_first_view_s", seconds, "s", "<= 1", against)
    times = [_ask(port, address) for address in FILTERS]
    against = f"p95 of {len(FILTERS)} different filters, whole page, 20,000 organisations"
    worst = statistics.quantiles(times, n=20)[-1]
    yield Measure("map_filter_ms", worst, "ms", "<= 100", against)


def _ask(port: int, address: str) -> float:
    start = time.perf_counter()
    get(port, address)
    return (time.perf_counter() - start) * 1000


def _first_view(port: int) -> tuple[tuple[float, float], float]:
    """Return the seconds to groups drawn on outlines, those to a map that moves, and the rate."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            rate = _rate_of_a_phone(browser)
            still, moving = zip(*(_view(browser, port, rate) for _ in range(N_VIEWS)), strict=True)
            return (statistics.median(still), statistics.median(moving)), rate
        finally:
            browser.close()


def _rate_of_a_phone(browser: Browser) -> float:
    """Return how much slower than this machine a mid-range phone is."""
    context = browser.new_context()
    page = context.new_page()
    page.evaluate(INDEX)  # the first time compiles
    rate = max(1.0, page.evaluate(INDEX) / PHONE_INDEX)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    # Slowing down is not quite proportional: one step nearer.
    rate = max(1.0, rate * page.evaluate(INDEX) / PHONE_INDEX)
    context.close()
    return rate


def _view(browser: Browser, port: int, rate: float) -> tuple[float, float]:
    context = browser.new_context(
        viewport={"width": 360, "height": 760}, is_mobile=True, has_touch=True
    )
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
    page.add_init_script(NOTE_WHEN_DRAWN)
    page.goto(f"http://127.0.0.1:{port}{MAP}", wait_until="commit")
    still, moving = page.evaluate("window.drawn")
    context.close()
    return still / 1000, moving / 1000
