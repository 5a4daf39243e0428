"""Composition root of the service: settings in, a Starlette application out."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from cchc.feedback.clock import Clock, utc_now
from cchc.feedback.deadlines import read_calendar
from cchc.feedback.guard import RateLimiter
from cchc.feedback.rules import QuyTac, read_rules
from cchc.feedback.sql_store import open_store
from cchc.feedback.store import Store
from cchc.web import policy_reports
from cchc.web.context import Service, address_of
from cchc.web.forms import FORMS
from cchc.web.frame import FrameSource
from cchc.web.own_data import send_deed, show_done
from cchc.web.pages import TEMPLATES, Pages
from cchc.web.plain import read_plain_frame, read_plain_style
from cchc.web.probes import OF_STATUS, ProbeLog
from cchc.web.proof import show_challenge
from cchc.web.public import send_form, show_form
from cchc.web.receipts import receipt_page, receipt_text
from cchc.web.redirecting import show_complaints
from cchc.web.security import make_headers, with_access_log, with_edge, with_headers, with_origin_check
from cchc.web.settings import Settings
from cchc.web.site_data import SiteData
from cchc.web.site_files import SiteFiles
from cchc.web.staff import make_office, staff_routes
from cchc.web.status import health, look_up, show_lookup
from cchc.web.surveys import send_survey, show_survey, thank


def create_app(settings: Settings, *, store: Store | None = None, clock: Clock = utc_now) -> Starlette:
    """Return the application: the service below ``/gop-y``, the finished site everywhere else.

    The store, without which that of the settings is opened at the start, is closed when the application ends. Raise
    ValueError if the frame of the site or the rules file is malformed.
    """
    rules = read_rules(settings.rules_file)
    frame = FrameSource(settings.site_dir, read_plain_frame(settings.base_path))
    pages = Pages(frame, rules, settings.base_path)

    probes = ProbeLog()

    async def error_page(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException):
            raise error
        if probe := OF_STATUS.get(error.status_code):
            probes.note(probe, address_of(request))
        return pages.render_error(error.status_code, error.headers)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        opened = store or open_store(settings.database_url.get_secret_value(), settings.spool_dir)
        app.state.service = _make_service(settings, rules, pages, opened, clock, probes)
        app.state.office = make_office(app.state.service)
        try:
            yield
        finally:
            probes.close()
            opened.close()

    return Starlette(
        routes=_routes(settings, clock),
        lifespan=lifespan,
        exception_handlers={HTTPException: error_page},
        middleware=[
            Middleware(with_access_log),
            Middleware(with_headers, make_headers(_report_address(settings))),
            Middleware(with_edge, error_page),
            Middleware(with_origin_check, settings.allowed_hosts, probes),
        ],
    )


def _report_address(settings: Settings) -> str:
    return f"{settings.base_path}{policy_reports.PATH}" if settings.policy_reports else ""


def _make_service(
    settings: Settings, rules: QuyTac, pages: Pages, store: Store, clock: Clock, probes: ProbeLog
) -> Service:
    return Service(
        settings=settings,
        rules=rules,
        pages=pages,
        site_data=SiteData(settings.site_dir),
        store=store,
        clock=clock,
        sendings=RateLimiter(settings.rate, clock),
        lookups=RateLimiter(settings.rate, clock),
        contacts=RateLimiter(settings.rate, clock, group_of=str),
        calendar=read_calendar(settings.calendar_file),
        probes=probes,
    )


def _routes(settings: Settings, clock: Clock) -> list[BaseRoute]:
    routes: list[BaseRoute] = [Route("/suc-khoe", health)]
    for spec in FORMS.values():
        routes += _page(f"/gop-y/{spec.path}", partial(show_form, spec=spec), partial(send_form, spec=spec))
    routes += _page("/gop-y/tra-cuu", show_lookup, look_up)
    routes += _page("/gop-y/cua-toi", show_lookup, send_deed)
    routes += [Route("/gop-y/cua-toi/xong/{viec}", show_done)]
    routes += [Route("/gop-y/khieu-nai-to-cao", show_complaints), Route("/gop-y/thach-thuc.json", show_challenge)]
    routes += _page("/gop-y/khao-sat/{ma}", show_survey, send_survey)
    routes += [Route("/gop-y/khao-sat/{ma}/cam-on", thank)]
    routes += [
        Route("/gop-y/bien-nhan/{reference}", receipt_page),
        Route("/gop-y/bien-nhan/{reference}/tep", receipt_text),
    ]
    routes += [Route("/gop-y/khung.css", _fallback_style), *staff_routes(oidc=settings.oidc is not None)]
    routes.append(Mount("/gop-y/tai-nguyen", StaticFiles(directory=TEMPLATES.with_name("static"))))
    if settings.policy_reports:
        routes.append(policy_reports.make_route(settings.rate, clock))
    if settings.site_dir.is_dir():
        routes.append(Mount("/", SiteFiles(settings.site_dir)))
    return [Mount(settings.base_path, routes=routes)] if settings.base_path else routes


def _page(path: str, show: Callable[..., object], send: Callable[..., object]) -> list[BaseRoute]:
    return [
        Route(path, show, methods=["GET"]),
        Route(path, send, methods=["POST"]),
        Route(f"{path}/", _without_slash, methods=["GET"]),
    ]


async def _without_slash(request: Request) -> Response:
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{request.url.path.rstrip('/')}{query}", 301)


async def _fallback_style(request: Request) -> Response:
    return Response(read_plain_style(), media_type="text/css")
