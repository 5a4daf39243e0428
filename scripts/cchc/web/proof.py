"""Proof of work by the ALTCHA protocol (version 1, SHA-256): a browser may show that it has worked a little.

It is a score and never a door: whoever has no JavaScript sends as before. It counts only for texts that look
automatic, so that a plain question costs no second write. Each proof counts once.
"""

import asyncio
import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from altcha import v1
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from cchc.feedback.changes import Spend
from cchc.feedback.keys import derive
from cchc.feedback.store import StoreUnavailable
from cchc.web.context import Service, service_of

PROOF = "altcha"
"""Name of the box with the solution."""

_COST = 5_000
"""Most hashes of one proof: under a second on a cheap phone."""
_LIFE = timedelta(hours=24)
_LONGEST = 2_000
_WAIT = 5.0
_LONG_AGO = datetime.fromtimestamp(0, UTC)


async def show_challenge(request: Request) -> Response:
    """Answer with a new signed challenge; nothing is stored for it."""
    service = service_of(request)
    made = v1.create_challenge(
        v1.ChallengeOptions(max_number=_COST, hmac_key=_key(service.keys[0]), expires=service.clock() + _LIFE)
    )
    names = {"algorithm": made.algorithm, "challenge": made.challenge, "salt": made.salt}
    content = names | {"maxnumber": _COST, "signature": made.signature}
    return JSONResponse(content, HTTPStatus.OK, {"Cache-Control": "no-store"})


async def has_proof(service: Service, text: str) -> bool:
    """Tell whether this is a sound solution that was not used before; it is used up by asking."""
    challenge, expires_at = _read(text)
    if expires_at < service.clock():
        return False
    # The library looks at the clock of the machine; ours is an argument, and was asked above.
    if not any(v1.verify_solution(text, _key(key), check_expires=False)[0] for key in service.keys):
        return False
    spend = Spend(hashlib.sha256(challenge.encode()).hexdigest(), expires_at)
    try:
        return (await asyncio.wait_for(asyncio.wrap_future(service.store.apply(spend)), _WAIT)).done
    except (StoreUnavailable, TimeoutError):
        return False


def _read(text: str) -> tuple[str, datetime]:
    """Return challenge and end of a solution; one that cannot be read has ended long ago."""
    try:
        payload = json.loads(base64.b64decode(text[:_LONGEST], validate=True))
        if type(payload["number"]) is not int:
            return "", _LONG_AGO
        ends = datetime.fromtimestamp(int(v1.extract_params(payload)["expires"][0]), UTC)
        return str(payload["challenge"]), ends
    except (ValueError, TypeError, KeyError, IndexError, OverflowError, OSError, AttributeError, RecursionError):
        return "", _LONG_AGO


def _key(key: str) -> str:
    # A key of its own: a challenge must not be good for anything else that is signed.
    return derive(key, "cchc.gop-y.altcha").hex()
