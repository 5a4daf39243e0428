"""A real mail server in this process, that can be told to misbehave."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Postman:
    """What the server does: the answer to a recipient and to a message, and what it has taken over."""

    recipient: str = "250 OK"
    message: str = "250 OK"
    taken: list[Envelope] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - the library's name and arguments
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer for a recipient."""
        if self.recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a message over, or not."""
        if self.message.startswith("250"):
            self.taken.append(envelope)
        return self.message


@pytest.fixture
def postman() -> Iterator[Postman]:
    """A running server on a free port of this machine, which the library's own controller cannot be given."""
    postman = Postman()
    listener = socket.create_server(("127.0.0.1", 0))
    postman.port = listener.getsockname()[1]
    # All of it runs in a thread of its own: the browser of other tests keeps a loop running in the main one.
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> asyncio.Server:
        return await loop.create_server(lambda: SMTP(postman, loop=loop), sock=listener)

    async def end(server: asyncio.Server) -> None:
        server.close()
        await server.wait_closed()

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result(10)
    yield postman
    asyncio.run_coroutine_threadsafe(end(server), loop).result(10)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
