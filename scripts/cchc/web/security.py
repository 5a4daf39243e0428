"""What every request passes: known host, same origin for POST, a capped body; what every answer carries."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from http import HTTPStatus
from types import MappingProxyType

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cchc.web.context import address_of
from cchc.web.probes import Probe, ProbeLog

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        # With "no-referrer" browsers would send "Origin: null" with our own forms.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
)

ErrorPage = Callable[[Request, HTTPException], Awaitable[Response]]

_BODY_SECONDS = 20
_REST_SECONDS = 5
_FORMS = ("application/x-www-form-urlencoded",)

log = logging.getLogger(__name__)
access = logging.getLogger("cchc.access")


def make_headers(report_to: str = "") -> Mapping[str, str]:
    """Return the headers of every answer; with an address of ours browsers report there what the policy stopped."""
    if not report_to:
        return HEADERS
    # Not report-to: some browsers do not know it, and those that do would then no longer look at report-uri.
    return {**HEADERS, "Content-Security-Policy": f"{POLICY}; report-uri {report_to}"}


def with_headers(app: ASGIApp, added: Mapping[str, str] = HEADERS) -> ASGIApp:
    """Add the security headers to every answer; one that a part of the site has set for itself stays."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in added.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


def with_access_log(app: ASGIApp) -> ASGIApp:
    """Log method, first two steps of the path, status and milliseconds: no query, reference, address or content."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        started = time.monotonic()
        status = 0

        async def note_status(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await app(scope, receive, note_status)
        finally:
            took = round((time.monotonic() - started) * 1000)
            # repr: a path may hold line breaks, and a log line must stay one line.
            access.info("%s %r %d %d ms", scope["method"], first_steps(scope["path"]), status, took)

    return wrapped


def first_steps(path: str) -> str:
    """Return what of a path may be logged: its first two steps, since a reference may stand in the third."""
    return "/" + "/".join([part for part in path.split("/") if part][:2])


def with_edge(app: ASGIApp, error_page: ErrorPage) -> ASGIApp:
    """Turn whatever went wrong into a page; the outermost place that catches everything."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        started = False

        async def note_start(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await app(scope, receive, note_start)
        except Exception as error:
            if not isinstance(error, HTTPException):
                log.exception("A request failed")
                error = HTTPException(HTTPStatus.INTERNAL_SERVER_ERROR)
            if started:
                raise
            response = await error_page(Request(scope, receive), error)
            await response(scope, receive, send)

    return wrapped


def with_origin_check(app: ASGIApp, allowed_hosts: tuple[str, ...], probes: ProbeLog) -> ASGIApp:
    """Refuse unknown hosts (421) and POST from other origins (403)."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if "*" not in allowed_hosts and _host_name(headers.get("host", "")) not in allowed_hosts:
                probes.note(Probe.HOST, address_of(Request(scope)))
                raise HTTPException(HTTPStatus.MISDIRECTED_REQUEST)
            if scope["method"] == "POST" and not _is_same_origin(headers):
                probes.note(Probe.ORIGIN, address_of(Request(scope)))
                raise HTTPException(HTTPStatus.FORBIDDEN)
        await app(scope, receive, send)

    return wrapped


async def read_form_body(request: Request, limit: int) -> bytes:
    """Return the raw body of a form before any parser sees it. Raise HTTPException as ``read_body``."""
    return await read_body(request, limit, media_types=_FORMS)


async def read_body(request: Request, limit: int, *, media_types: Collection[str]) -> bytes:
    """Return the raw body of a request before any parser sees it.

    Raise HTTPException: 413 over ``limit`` bytes, 415 for another media type, 408 if it does not arrive in 20 seconds.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in media_types:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > limit:
        raise await refuse_too_long(request, limit)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            return await _read_up_to(request, limit)
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None


async def _read_up_to(request: Request, limit: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise await refuse_too_long(request, limit)
    return bytes(body)


async def refuse_too_long(request: Request, limit: int) -> HTTPException:
    """Return the refusal of a body over ``limit`` bytes, after reading as much again, in five seconds at most.

    Closed on bytes that nobody has read, a line is reset, and the sender loses the page that says what to do; a web
    server in front of us loses it too. What is read is forgotten at once: a slow sender holds a line, no memory.
    """
    announced = request.headers.get("content-length", "0")
    # Of a longer body some would stay unread; who waits for our word (RFC 9110, 10.1.1) has sent nothing yet.
    if announced.isdecimal() and int(announced) <= 2 * limit and "expect" not in request.headers:
        with suppress(TimeoutError):
            async with asyncio.timeout(_REST_SECONDS):
                await _forget_rest(request, limit)
    return HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Connection": "close"})


async def _forget_rest(request: Request, most: int) -> None:
    # An announced body may come whole, one of unknown length had its first part before.
    left = 2 * most
    while left > 0:
        message = await request.receive()
        left -= len(message.get("body", b""))
        if not message.get("more_body"):
            return


def _host_name(host: str) -> str:
    # "[::1]:8000" keeps its brackets, "localhost:8000" loses the port.
    return host.lower() if host.endswith("]") else host.lower().rpartition(":")[0] or host.lower()


def _is_same_origin(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    # Old browsers and command lines send neither; the signed token still stands before the store.
    if origin is None:
        return True
    # Compared as text: what a stranger writes there need not be an address that can be parsed.
    place = origin.lower().partition("://")[2]
    return bool(place) and place == headers.get("host", "").lower()
