"""A small but real OpenID Connect provider: it checks client, PKCE and codes, and signs with its own key."""

import base64
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlencode

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

CLIENT, SECRET = "cchc", "a client's secret for tests"  # opens nothing


@dataclass
class Provider:
    """Vouches for ``subject``; ``claims`` are written over those of the token, ``signer`` signs in its place."""

    clock: Callable[[], datetime]
    subject: str = "dinh-danh-an"
    claims: dict[str, Any] = field(default_factory=dict)
    address: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "own"}))
    signer: RSAKey | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)
    """What the last visitor was sent with."""

    def app(self) -> Starlette:
        """Return the provider as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._describe),
                Route("/authorize", self._authorize),
                Route("/token", self._give_token, methods=["POST"]),
                Route("/jwks", self._keys),
            ]
        )

    async def _describe(self, _: Request) -> Response:
        ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return JSONResponse({"issuer": self.address} | {n: f"{self.address}/{path}" for n, path in ends.items()})

    async def _authorize(self, request: Request) -> Response:
        asked = self.asked = dict(request.query_params)
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")

    async def _give_token(self, request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
        own = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        sound = asked is not None and challenge == asked["code_challenge"]
        if not sound or asked is None or request.headers.get("authorization") != f"Basic {own}":
            return JSONResponse({"error": "invalid_grant"}, 400)
        at = int(self.clock().timestamp())
        claims = {"iss": self.address, "aud": CLIENT, "sub": self.subject, "exp": at + 300, "iat": at}
        header = {"alg": "RS256", "kid": "own"}
        signed = jwt.encode(header, claims | {"nonce": asked["nonce"]} | self.claims, self.signer or self.key)
        return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})

    async def _keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})
