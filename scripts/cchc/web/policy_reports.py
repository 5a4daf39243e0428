"""Reports of browsers on what the content security policy has stopped: off unless the operator wants them.

They stay on this host. Logged are the rule, the host or word of what was stopped, and the first steps of our own path:
no query, no address, nothing of the page. Whoever sends made-up reports can fill a few lines a minute.
"""

import json
import logging
import re
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cchc.feedback.clock import Clock
from cchc.feedback.guard import Rate, RateLimiter
from cchc.web.context import address_of
from cchc.web.security import first_steps, read_body

PATH = "/gop-y/vi-pham-csp"
_MEDIA_TYPES = ("application/csp-report",)
_MOST_BYTES = 16 * 1024
_LINES = Rate(20, timedelta(minutes=1))
_RULE = re.compile(r"[a-z-]{3,30}")
_HOST = re.compile(r"[a-z0-9.-]{1,80}")

log = logging.getLogger("cchc.csp")


def make_route(rate: Rate, clock: Clock) -> Route:
    """Return the way in: one network sends no more often than forms, all together log 20 lines a minute."""
    senders, lines = RateLimiter(rate, clock), RateLimiter(_LINES, clock, group_of=lambda _: "all")
    return Route(PATH, partial(_take, senders=senders, lines=lines), methods=["POST"])


async def _take(request: Request, senders: RateLimiter, lines: RateLimiter) -> Response:
    if senders.take(address_of(request)):
        return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS)
    body = await read_body(request, _MOST_BYTES, media_types=_MEDIA_TYPES)
    try:
        told = _read(json.loads(body))
    except (ValueError, RecursionError):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    if told and not lines.take(""):
        # repr: whatever stands in a path, a log line stays one line.
        log.warning("Policy %s stopped %s at %r", *told)
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _read(found: Any) -> tuple[str, str, str] | None:
    """Return rule, what was stopped, and our path; None for what is no report."""
    report = found.get("csp-report") if isinstance(found, Mapping) else None
    if not isinstance(report, Mapping):
        return None
    rule = str(report.get("effective-directive") or report.get("violated-directive") or "").partition(" ")[0]
    place = urlsplit(str(report.get("blocked-uri") or "inline"))
    # Browsers send an address, or a word such as "inline" and "eval".
    stopped = place.hostname or place.scheme or place.path
    page = urlsplit(str(report.get("document-uri") or "")).path
    return (
        rule if _RULE.fullmatch(rule) else "?",
        stopped if _HOST.fullmatch(stopped) else "?",
        first_steps(page)[:100],
    )
