"""Go through a page with the keyboard alone, and see where the focus is."""

from playwright.sync_api import Page

_FOCUSED = """
() => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  return {
    tag: node.tagName.toLowerCase(), name: node.getAttribute("name") ?? "", id: node.id,
    classes: [...node.classList], href: node.getAttribute("href") ?? "",
    place: ["header", "main", "footer"].find((place) => node.closest(place)) ?? "",
  };
}
"""
# What the eye may notice: an outline, a frame, a shadow, a ground, the stroke of a shape.
_LOOKS = """
() => {
  const node = document.activeElement;
  const read = () => [node, ...node.children].map((part) => {
    const style = getComputedStyle(part);
    return [style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow,
            style.borderColor, style.backgroundColor, style.stroke, style.strokeWidth].join();
  }).join("|");
  const focused = read();
  node.blur();
  const blurred = read();
  node.focus({preventScroll: true});
  return focused !== blurred;
}
"""


def focused(page: Page) -> dict | None:
    return page.evaluate(_FOCUSED)


def focus_is_visible(page: Page) -> bool:
    return page.evaluate(_LOOKS)


def tab_until(page: Page, wanted, *, limit: int = 120) -> dict:
    """Press Tab until the focused element is the wanted one."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        here = focused(page)
        if here and wanted(here):
            return here
    message = f"not reached with {limit} steps of the Tab key on {page.url}"
    raise AssertionError(message)


def tab_to_field(page: Page, name: str) -> None:
    tab_until(page, lambda here: here["name"] == name and here["place"] == "main")


def steps(page: Page, *, limit: int):
    """Yield what each press of Tab reaches, from the top of the page."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        here = focused(page)
        if here is None:
            return
        yield here
