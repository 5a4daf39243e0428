"""What the handlers of one service process share."""

from dataclasses import dataclass
from typing import cast

from itsdangerous import URLSafeSerializer
from starlette.requests import Request

from cchc.feedback.clock import Clock
from cchc.feedback.guard import RateLimiter, TokenPolicy
from cchc.feedback.rules import QuyTac
from cchc.feedback.store import Store
from cchc.text.working_days import LichLamViec
from cchc.web.pages import Pages
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
    tokens: TokenPolicy
    sendings: RateLimiter
    lookups: RateLimiter
    contacts: RateLimiter
    calendar: LichLamViec

    @property
    def receipts(self) -> URLSafeSerializer:
        """Return the signer of the receipt cookie."""
        return URLSafeSerializer(self.settings.secret.get_secret_value(), salt="cchc.gop-y.receipt")


def service_of(request: Request) -> Service:
    """Return the service that answers this request."""
    return cast(Service, request.app.state.service)  # Starlette's state is untyped


def address_of(request: Request) -> str:
    """Return the sender's network address as the server knows it; it is only ever hashed."""
    return request.client.host if request.client else ""
