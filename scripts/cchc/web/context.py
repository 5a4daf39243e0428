"""What the handlers of one service process share."""

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from cchc.feedback.clock import Clock
from cchc.feedback.guard import RateLimiter, TokenPolicy
from cchc.feedback.keys import Keys
from cchc.feedback.rules import QuyTac
from cchc.feedback.store import Store
from cchc.text.working_days import LichLamViec
from cchc.web.key_file import list_good
from cchc.web.pages import Pages
from cchc.web.probes import ProbeLog
from cchc.web.settings import Settings
from cchc.web.site_data import SiteData


@dataclass(frozen=True)
class Service:
    """Everything a handler needs, put together once by ``create_app``."""

    settings: Settings
    rules: QuyTac
    pages: Pages
    site_data: SiteData
    store: Store
    clock: Clock
    sendings: RateLimiter
    lookups: RateLimiter
    contacts: RateLimiter
    calendar: LichLamViec
    probes: ProbeLog

    @property
    def keys(self) -> Keys:
        """Return the keys that are good now, the one that signs first."""
        settings = self.settings
        return (settings.secret.get_secret_value(), *list_good(settings.older_keys, self.clock()))

    @property
    def tokens(self) -> TokenPolicy:
        """Return what form tokens are signed with and how old they may be."""
        return TokenPolicy(self.keys, self.settings.min_fill, self.settings.max_fill)


def service_of(request: Request) -> Service:
    """Return the service that answers this request."""
    return cast(Service, request.app.state.service)  # Starlette's state is untyped


def address_of(request: Request) -> str:
    """Return the sender's network address as the server knows it; it is only ever hashed."""
    return request.client.host if request.client else ""
