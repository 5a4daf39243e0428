"""What the front servers speak under this project's configurations, asked by real handshakes."""

import ssl
from collections.abc import Iterator
from contextlib import closing
from socket import create_connection
from urllib.parse import urlsplit

import pytest

from deploy.fronts import run_front

pytestmark = pytest.mark.slow

_WEAK = (
    "AES128-GCM-SHA256",  # no ephemeral key
    "AES256-SHA256",
    "ECDHE-RSA-AES128-SHA256",  # CBC
    "ECDHE-ECDSA-AES256-SHA384",
    "ECDHE-RSA-AES256-SHA",  # SHA-1
    "ECDHE-ECDSA-AES128-GCM-SHA256",  # not wrong, but not the strongest
    "DHE-RSA-AES256-GCM-SHA384",  # of finite fields
)
_STRONG = (
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def front(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a server; the service behind it is not needed."""
    with run_front(request.param, tmp_path_factory.mktemp(request.param), "http://127.0.0.1:9") as address:
        yield address


def _context(version: ssl.TLSVersion, ciphers: str = "") -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    # Without this the client itself would refuse what is old, and prove nothing about the server.
    context.set_ciphers(f"{ciphers or 'ALL'}:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    return context


def _shake(address: str, context: ssl.SSLContext) -> tuple[str, str]:
    """Return protocol and suite that both sides agree on; raise ssl.SSLError or ConnectionError if they do not."""
    url = urlsplit(address)
    with (
        closing(create_connection((url.hostname, url.port), 10)) as line,
        context.wrap_socket(line, server_hostname="localhost") as spoken,
    ):
        suite = spoken.cipher()
        assert suite is not None
        return spoken.version() or "", suite[0]


def test_new_tls_is_spoken_with_the_strongest_suites(front: str) -> None:
    """TLS 1.3; of TLS 1.2 the server takes 256-bit keys, whatever else the client offers."""
    assert _shake(front, _context(ssl.TLSVersion.TLSv1_3))[0] == "TLSv1.3"
    protocol, suite = _shake(front, _context(ssl.TLSVersion.TLSv1_2))
    assert protocol == "TLSv1.2"
    assert suite in _STRONG


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize("version", ["TLSv1", "TLSv1_1"])
def test_old_tls_is_refused(front: str, version: str) -> None:
    """By the server: the client would speak it."""
    with pytest.raises((ssl.SSLError, ConnectionError)):
        _shake(front, _context(ssl.TLSVersion[version]))


@pytest.mark.parametrize("suite", _WEAK)
def test_a_weak_suite_is_refused(front: str, suite: str) -> None:
    """Without an ephemeral key, in CBC mode or with SHA-1: a client that knows nothing else is not served."""
    context = _context(ssl.TLSVersion.TLSv1_2, suite)
    assert suite in {found["name"] for found in context.get_ciphers()}
    with pytest.raises((ssl.SSLError, ConnectionError)):
        _shake(front, context)


def test_one_strong_suite_alone_is_enough(front: str) -> None:
    """So that the refusals above are of the suites and not of the client."""
    assert _shake(front, _context(ssl.TLSVersion.TLSv1_2, ":".join(_STRONG)))[1] in _STRONG
