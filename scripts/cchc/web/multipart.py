"""Forms with files: the body read under a cap, before and after the parser. What becomes of the files is not here."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from cchc.web.forms import gather
from cchc.web.security import refuse_too_long

BOX = "tep"
MOST_FILES = 3
MOST_BYTES = 5 * 1024 * 1024
_BODY_LIMIT = MOST_FILES * MOST_BYTES + 128 * 1024
_BODY_SECONDS = 120


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name on the sender's device and its bytes."""

    name: str
    data: bytes


class _TooLong(MultiPartException):
    """The body is over the cap; the parser closes its files whatever its stream raises."""


class _Parser(MultiPartParser):
    """Notes whether the form came to its end: the library takes one that was cut off for a whole one."""

    ended = False

    def on_end(self) -> None:
        """Note that the last boundary was read."""
        self.ended = True


def is_multipart(request: Request) -> bool:
    """Tell whether the body says that it is a form with files."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "multipart/form-data"


async def read_multipart(request: Request) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """Return fields and files of a form; raise HTTPException for a body that is too long or malformed.

    The raw bytes are counted before the parser sees them; large files wait on disk, not in memory.
    """
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > _BODY_LIMIT:
        raise await refuse_too_long(request, _BODY_LIMIT)
    stream = _capped(request, lambda: parser.ended)
    parser = _Parser(request.headers, stream, max_files=10, max_fields=50, max_part_size=64 * 1024)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            form = await parser.parse()
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"}) from None
    except _TooLong:
        raise await refuse_too_long(request, _BODY_LIMIT) from None
    except (MultiPartException, ValueError, KeyError, ClientDisconnect):
        raise HTTPException(HTTPStatus.BAD_REQUEST) from None
    pairs, files = [], []
    try:
        for name, value in form.multi_items():
            if isinstance(value, str):
                pairs.append((name, value))
            elif name == BOX and value.filename:
                files.append(Upload(value.filename, await value.read(MOST_BYTES + 1)))
    finally:
        await form.close()
    return gather(pairs), tuple(files)


async def _capped(request: Request, is_ended: Callable[[], bool]) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > _BODY_LIMIT:
            raise _TooLong("over the cap")
        yield chunk
    # All was parsed by now. Half a form is not taken for what somebody wanted to send, and its file would stay open.
    if not is_ended():
        raise MultiPartException("cut off")
