"""What may be held against a page in Chromium: console, policy, axe, width, strangers."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"
WIDTHS = (360, 768, 1440)
# Kept by the page itself, so that a violation is counted even when nothing is printed.
LISTENER = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.policyViolations.push(`${event.violatedDirective} ${event.blockedURI}`);
});
"""
_RUN_AXE = """
axe.run({resultTypes: ["violations"]}).then(({violations}) => violations.map(
  ({id, help, nodes}) => `axe ${id} (${help}): ` + nodes.map((n) => n.target.join(" ")).join(", ")
))
"""
# What sticks out of the page, unless it stands in a box that scrolls by itself.
_TOO_WIDE = """
() => {
  const root = document.scrollingElement;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return null;
  const scrolls = (node) => {
    for (let at = node.parentElement; at && at !== document.body; at = at.parentElement) {
      if (getComputedStyle(at).overflowX !== "visible") return true;
    }
    return false;
  };
  const out = [...document.body.querySelectorAll("*")].filter((node) => {
    const box = node.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1) && !scrolls(node);
  });
  const name = (node) => node.tagName.toLowerCase()
    + [...node.classList].map((one) => "." + one).join("") + (node.id ? "#" + node.id : "");
  return `${wide} px too wide: ` + out.slice(-3).map(name).join(", ");
}
"""


@cache
def axe_source() -> str:
    return AXE.read_text(encoding="utf-8")


@dataclass
class Watcher:
    """Listens to a window from its first page on; `faults` empties what was heard."""

    page: Page
    _heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.add_init_script(LISTENER)
        self.page.on("console", self._note_message)
        self.page.on("pageerror", lambda error: self._heard.append(f"script error: {error}"))
        self.page.on("request", self._note_request)

    def _note_message(self, message) -> None:
        if message.type in {"error", "warning"}:
            self._heard.append(f"console {message.type}: {message.text}")

    def _note_request(self, request) -> None:
        parts = urlsplit(request.url)
        home = urlsplit(self.page.url)
        if parts.scheme not in {"data", "blob"} and home.netloc not in {"", parts.netloc}:
            self._heard.append(f"foreign request: {request.url}")

    def faults(self) -> list[str]:
        heard, self._heard = self._heard, []
        policy = self.page.evaluate("window.policyViolations ?? []")
        return heard + [f"policy: {violation}" for violation in policy]


def faults_of_frame(page: Page, *, language: str) -> list[str]:
    """Return what is wrong with the language, the direction and the title of the page."""
    lang, direction, n_titles, title = page.evaluate(
        "[document.documentElement.lang, document.documentElement.dir,"
        " document.querySelectorAll('h1').length, document.title.trim()]"
    )
    expected = (language, "rtl" if language == "ar" else "ltr")
    faults = [] if (lang, direction) == expected else [f"lang={lang} dir={direction}"]
    faults += [] if n_titles == 1 else [f"{n_titles} main titles"]
    return faults if title else [*faults, "no title in the window"]


def faults_of_axe(page: Page) -> list[str]:
    # Given by the test, not by the page: it passes beside the page's own policy.
    page.evaluate(axe_source())
    return page.evaluate(_RUN_AXE)


def faults_of_width(page: Page, widths=WIDTHS) -> list[str]:
    faults = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if wide := page.evaluate(_TOO_WIDE):
            faults.append(f"at {width}: {wide}")
    return faults


def report(faults):
    """Say the whole of it: a page a line, then what is wrong with it."""
    lines = [f"{page}\n    " + "\n    ".join(found) for page, found in faults.items()]
    return f"{len(faults)} pages with faults\n" + "\n".join(lines)
