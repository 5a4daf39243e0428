"""Sending what waits in the outbox: each message once it is taken over by the mail server, or kept for later."""

import logging
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Protocol
from urllib.parse import unquote, urlsplit

from cchc.feedback.changes import ClaimLetters, MarkFailed, MarkSent
from cchc.feedback.clock import Clock
from cchc.feedback.letters import CacMauThu, SoDiaChi, compose
from cchc.feedback.records import Letter
from cchc.feedback.store import Store

log = logging.getLogger(__name__)

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long a message waits after each failure; after the last one it is dead and shown to the desk."""

_CLAIM = timedelta(minutes=10)
_WAIT = 10.0
_PERMANENT = range(500, 600)


class MailRefused(Exception):
    """The server will never take this message: its address does not exist, its content is refused."""


class MailUnavailable(Exception):
    """The server cannot be reached or cannot take anything now; the message may be tried again."""


class Transport(Protocol):
    """One connection to a mail server."""

    def send(self, message: EmailMessage) -> None:
        """Hand a message over; raise MailRefused or MailUnavailable."""


@dataclass(frozen=True)
class SmtpServer:
    """A mail server: ``smtps`` speaks TLS from the start, ``smtp`` begins it after the greeting."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    implicit_tls: bool = False
    require_tls: bool = True
    timeout: float = 20.0


def parse_server(address: str) -> SmtpServer:
    """Read ``smtps://user:password@host:465`` or ``smtp://host:25?tls=no``; raise ValueError.

    Without ``tls=no`` nothing is sent over an open line: letters hold answers to people.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("a mail server is written smtp://host:port or smtps://host:port")
    implicit = parts.scheme == "smtps"
    return SmtpServer(
        host=parts.hostname,
        port=parts.port or (465 if implicit else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        implicit_tls=implicit,
        require_tls="tls=no" not in parts.query,
    )


class _Smtp:
    """A connection that turns the library's many errors into the two that matter."""

    def __init__(self, client: smtplib.SMTP) -> None:
        self._client = client

    def send(self, message: EmailMessage) -> None:
        """Hand a message over."""
        try:
            self._client.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            codes = [code for code, _ in error.recipients.values()]
            raise _sort(max(codes, default=0), "recipients refused") from error
        except smtplib.SMTPResponseException as error:
            raise _sort(error.smtp_code, f"answer {error.smtp_code}") from error
        except (smtplib.SMTPException, OSError) as error:
            raise MailUnavailable(type(error).__name__) from error


@contextmanager
def connect(server: SmtpServer) -> Iterator[Transport]:
    """Open a connection for the block; raise MailUnavailable."""
    try:
        client = _open(server)
    except (smtplib.SMTPException, OSError) as error:
        raise MailUnavailable(type(error).__name__) from error
    try:
        yield _Smtp(client)
    finally:
        _close(client)


@dataclass(frozen=True)
class PostOffice:
    """Everything that sending needs."""

    store: Store
    open_transport: Callable[[], AbstractContextManager[Transport]]
    mau: CacMauThu
    so: SoDiaChi
    clock: Clock


def send_due(office: PostOffice) -> int:
    """Send what is due and return how many messages were taken over; raise StoreUnavailable.

    Messages are claimed first, so that several processes send each of them once. A message that was taken over but
    could not be marked is sent again with the same Message-ID: twice is better than never.
    """
    now = office.clock()
    claimed = office.store.apply(ClaimLetters(now, now + _CLAIM)).result(_WAIT)
    letters = office.store.list_letters(claimed.numbers)
    if not letters:
        return 0
    try:
        with office.open_transport() as transport:
            return sum(_send_one(office, transport, letter) for letter in letters)
    except MailUnavailable as error:
        for letter in letters:
            _put_off(office, letter, str(error))
        return 0


def _send_one(office: PostOffice, transport: Transport, letter: Letter) -> bool:
    item = office.store.find_desk(letter.reference)
    message = compose(letter, item, office.mau, office.so) if item else None
    try:
        if message:
            transport.send(message)
    except MailRefused as error:
        log.warning("Message %d of %s is dead: %s", letter.id, letter.reference, error)
        _apply(office, MarkFailed(letter.id, office.clock(), str(error), None))
        return False
    except MailUnavailable as error:
        _put_off(office, letter, str(error))
        return False
    # Nobody to write to is an end too: the sender gave a phone number only, or the item was erased meanwhile.
    _apply(office, MarkSent(letter.id, office.clock()))
    return message is not None


def _put_off(office: PostOffice, letter: Letter, error: str) -> None:
    now = office.clock()
    wait = WAITS[letter.attempts] if letter.attempts < len(WAITS) else None
    if wait is None:
        log.warning("Message %d of %s is dead after %d tries", letter.id, letter.reference, letter.attempts + 1)
    _apply(office, MarkFailed(letter.id, now, error, now + wait if wait else None))


def _apply(office: PostOffice, change: MarkFailed | MarkSent) -> None:
    office.store.apply(change).result(_WAIT)


def _sort(code: int, what: str) -> MailRefused | MailUnavailable:
    return MailRefused(what) if code in _PERMANENT else MailUnavailable(what)


def _open(server: SmtpServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.implicit_tls:
        client: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=context)
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    try:
        client.ehlo_or_helo_if_needed()
        if not server.implicit_tls and (server.require_tls or client.has_extn("starttls")):
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
    except BaseException:
        _close(client)
        raise
    return client


def _close(client: smtplib.SMTP) -> None:
    try:
        client.quit()
    except (smtplib.SMTPException, OSError):
        client.close()
