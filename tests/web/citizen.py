"""A citizen's real browser at the service, and what goes wrong in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from cchc.web.app import create_app
from feedback.fakes import MemoryStore, TurnedClock
from web.kinds import write_site
from web.serving import make_settings, run_server


class Citizen:
    """A browser at the service, and what went wrong in it."""

    def __init__(self, context: BrowserContext, address: str, clock: TurnedClock, *, javascript: bool) -> None:
        self.page, self.address, self.clock = context.new_page(), address, clock
        self.javascript = javascript
        self.troubles: list[str] = []
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith((self.address, "data:")):
            self.troubles.append(f"asked {url}")

    def open(self, path: str) -> Page:
        """Open a page of the service."""
        self.page.goto(f"{self.address}/gop-y/{path}")
        self.look()
        return self.page

    def press(self, button: str, shown: str) -> None:
        """Press a button, wait for what the next screen shows, and look at it."""
        self.clock.turn(seconds=30)
        self.page.click(button)
        self.page.wait_for_selector(shown)
        self.look()

    def look(self) -> None:
        """Find nothing wrong with the screen: rules of accessibility, width, and what the policy forbids."""
        # axe is itself a script with promises, which never settle where scripts are off.
        if self.javascript:
            assert Axe().run(self.page).response["violations"] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
        # The browser tells of the status of a form with mistakes.
        assert [trouble for trouble in self.troubles if "422" not in trouble] == []


@contextmanager
def visit_service(
    chromium: Browser, root: Path, *, width: int = 1280, scheme: str = "light", javascript: bool = True
) -> Iterator[Citizen]:
    """Open a browser at a service with a store in memory and the data of a made-up site."""
    write_site(root)
    clock = TurnedClock()
    with run_server(create_app(make_settings(root), store=MemoryStore(), clock=clock)) as address:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=javascript
        )
        yield Citizen(context, address, clock, javascript=javascript)
        context.close()
