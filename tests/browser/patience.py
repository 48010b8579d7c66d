"""A click is over when the page it leads to is there.

The driver gives the hand back at the first bytes of the next page: on a busy machine the rest
comes later, and a test that counts or reads at once would find half a page.
"""

from functools import wraps

from playwright.sync_api import Page


def until_loaded(click):
    """Wait, after the click of a page or of a place in it, until the page is loaded."""

    @wraps(click)
    def press(where, *args, **kwargs):
        click(where, *args, **kwargs)
        page = where if isinstance(where, Page) else where.page
        page.wait_for_load_state()

    return press
