"""A person at the keyboard in a real Chromium: no mouse, every screen looked at on the way."""

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

_MOST_TABS = 200
_ON = "selector => document.activeElement !== null && document.activeElement.matches(selector)"
_SEEN = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return box.width > 0 && box.height > 0;
}"""


@dataclass
class Keyboard:
    """One browser context that is only ever typed at; ``javascript`` tells whether axe can run in it."""

    context: BrowserContext
    javascript: bool
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.troubles.append(message.text))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def open(self, address: str) -> None:
        """Type an address and look at what it shows."""
        self.page.goto(address)
        self.look()

    def go_to(self, selector: str) -> None:
        """Press Tab until the focus is on the element, and see that it is visible there."""
        for _ in range(_MOST_TABS):
            if self.page.evaluate(_ON, selector):
                assert self.page.evaluate(_SEEN), f"the focus is on something invisible: {selector}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def write(self, selector: str, text: str) -> None:
        """Replace what stands in a box."""
        self.go_to(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.press("Delete")
        self.page.keyboard.insert_text(text)

    def tick(self, selector: str) -> None:
        """Press the space bar on a box to tick."""
        self.go_to(selector)
        self.page.keyboard.press("Space")

    def press(self, selector: str, shown: str = "main") -> None:
        """Press Enter on a link or button, wait for the next screen, and look at it."""
        self.go_to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_selector(shown)
        self.look()

    def look(self) -> None:
        """Find nothing wrong: rules of accessibility, width, script errors, what the policy forbids."""
        if self.javascript:
            # axe is itself a script with promises, which never settle where scripts are off.
            found = Axe().run(self.page).response["violations"]
            assert [(entry["id"], [node["html"] for node in entry["nodes"]]) for entry in found] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), self.page.url
        assert [trouble for trouble in self.troubles if "status of 4" not in trouble] == []
