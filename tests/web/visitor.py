"""A citizen's browser without JavaScript, and the machine room behind the service."""

from dataclasses import dataclass

import httpx
from bs4 import BeautifulSoup

from feedback.fakes import MemoryStore, TurnedClock
from web.serving import CAU_HOI


@dataclass
class Visitor:
    """A citizen's browser without JavaScript, and the machine room behind the service."""

    http: httpx.Client
    store: MemoryStore
    clock: TurnedClock

    def open(self, address: str = "/gop-y/hoi-dap") -> str:
        """Open a form and return its token, after the time that a person takes to fill it in."""
        page = self.http.get(address)
        self.clock.turn(seconds=30)
        return page_of(page).select_one("input[name=ma_bieu_mau]")["value"]

    def send(self, token: str | None = None, *, to: str = "/gop-y/hoi-dap", **changes: str) -> httpx.Response:
        """Send a sound question, or one with changes."""
        token = self.open(to) if token is None else token
        fields = CAU_HOI if to == "/gop-y/hoi-dap" else {}
        return self.http.post(to, data={**fields, "ma_bieu_mau": token, **changes})


def page_of(response: httpx.Response) -> BeautifulSoup:
    """Return the parsed page of an answer."""
    return BeautifulSoup(response.text, "html.parser")
