"""What tests ask of an open page."""

from typing import Any, Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_OPTIONS: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
}
READY: Final = "window.graphtoolPage !== undefined"


def violations(page: Page) -> list[Any]:
    """What axe-core (MPL-2.0, from axe-playwright-python) finds; its script is put in past the page's own policy."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate("(options) => axe.run(options).then((result) => result.violations)", _OPTIONS)
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]
