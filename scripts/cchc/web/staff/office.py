"""What the screens of the desk share beside the service: doorkeeper, rules of the desk, templates, their pages."""

from dataclasses import dataclass
from typing import cast

from starlette.requests import Request

from cchc.feedback.accounts import Doorkeeper
from cchc.feedback.desk import Desk
from cchc.feedback.guard import RateLimiter
from cchc.feedback.keys import Keys
from cchc.feedback.passwords import PasswordPolicy
from cchc.feedback.templates import MauTraLoi, read_templates
from cchc.web.context import Service
from cchc.web.staff.pages import StaffPages


@dataclass(frozen=True)
class Office:
    """Everything a screen of the desk needs, put together once by ``make_office``."""

    service: Service
    desk: Desk
    keeper: Doorkeeper
    mau_tra_loi: tuple[MauTraLoi, ...]
    pages: StaffPages
    logins: RateLimiter

    @property
    def base(self) -> str:
        """Return the path under which the screens lie."""
        return f"{self.service.settings.base_path}/gop-y/xu-ly"

    @property
    def secret(self) -> str:
        """Return the key that signs."""
        return self.keys[0]

    @property
    def keys(self) -> Keys:
        """Return the keys that are good now, the one that signs first."""
        return self.service.keys


def make_office(service: Service) -> Office:
    """Return the office of a service; raise ValueError if the answer templates or the frame are malformed."""
    settings = service.settings
    templates = settings.rules_file.with_name("mau-tra-loi.yml") if settings.rules_file else None
    return Office(
        service=service,
        desk=Desk(service.store, service.rules, service.calendar, service.clock),
        keeper=Doorkeeper(
            service.store, service.clock, passwords=PasswordPolicy((service.rules.co_quan,), settings.password_list)
        ),
        mau_tra_loi=read_templates(templates),
        pages=StaffPages(settings.site_dir, settings.base_path, service.rules),
        logins=RateLimiter(settings.rate, service.clock),
    )


def office_of(request: Request) -> Office:
    """Return the office that answers this request."""
    return cast(Office, request.app.state.office)  # Starlette's state is untyped
