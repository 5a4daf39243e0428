"""Files that come with an item: off unless the operator names a folder for them, and never served to the public.

They lie outside the site under names that nobody can guess, readable by the service alone. The name follows from the
form and the bytes, so that sending a form again writes the same file; what no item has is swept away after a day.
"""

import asyncio
import hashlib
import hmac
import os
from collections.abc import AsyncGenerator, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

from cchc.feedback.records import Attachment
from cchc.model.feedback.values import clean_line
from cchc.web.file_types import Accepted, NotAccepted, accept_file
from cchc.web.forms import gather
from cchc.web.scanning import FileCheck, check_nothing

BOX = "tep"
MOST_FILES = 3
MOST_BYTES = 5 * 1024 * 1024
_BODY_LIMIT = MOST_FILES * MOST_BYTES + 128 * 1024
_LONGEST_NAME = 120
_DAY = timedelta(days=1)
_BODY_SECONDS = 120
_FULL = "Hôm nay cổng đã nhận đủ dung lượng tệp. Bạn gửi không kèm tệp, hoặc gửi lại vào ngày mai."


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name on the sender's device and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Shelf:
    """The folder of files, its key for names, how many bytes it takes in one day, and who looks into them first."""

    folder: Path
    key: str
    daily_bytes: int
    check: FileCheck = check_nothing


class FilesRefused(Exception):
    """The files are not taken; ``message`` tells the sender why and what to do."""

    def __init__(self, message: str) -> None:
        super().__init__("files refused")
        self.message = message


class _TooLong(MultiPartException):
    """The body is over the cap; the parser closes its files for exceptions of this sort."""


def is_multipart(request: Request) -> bool:
    """Tell whether the body says that it is a form with files."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == "multipart/form-data"


async def read_multipart(request: Request) -> tuple[dict[str, str], tuple[Upload, ...]]:
    """Return fields and files of a form; raise HTTPException for a body that is too long or malformed.

    The raw bytes are counted before the parser sees them; large files wait on disk, not in memory.
    """
    announced = request.headers.get("content-length", "0")
    if not announced.isdecimal() or int(announced) > _BODY_LIMIT:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Connection": "close"})
    parser = MultiPartParser(request.headers, _capped(request), max_files=10, max_fields=50, max_part_size=64 * 1024)
    try:
        async with asyncio.timeout(_BODY_SECONDS):
            form = await parser.parse()
    except TimeoutError:
        raise HTTPException(HTTPStatus.REQUEST_TIMEOUT, headers={"Connection": "close"}) from None
    except _TooLong:
        raise HTTPException(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, headers={"Connection": "close"}) from None
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


async def _capped(request: Request) -> AsyncGenerator[bytes, None]:
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
        if taken > _BODY_LIMIT:
            raise _TooLong("over the cap")
        yield chunk


def check_files(uploads: Sequence[Upload]) -> tuple[Accepted, ...]:
    """Return the files cleaned; raise FilesRefused with a word on each that is not taken. It is work for a thread."""
    if len(uploads) > MOST_FILES:
        raise FilesRefused(f"Chọn tối đa {MOST_FILES} tệp.")
    accepted, refused = [], []
    for upload in uploads:
        name = _clean_name(upload.name)
        if len(upload.data) > MOST_BYTES:
            refused.append(f"“{name}” lớn hơn {MOST_BYTES // 1024**2} MB")
            continue
        try:
            accepted.append(accept_file(name, upload.data))
        except NotAccepted as reason:
            refused.append(f"“{name}” {reason}")
    if refused:
        raise FilesRefused(f"Chọn tệp khác: {'; '.join(refused)}. Các tệp còn lại cũng cần chọn lại.")
    return tuple(accepted)


def store_files(shelf: Shelf, files: Sequence[Accepted], *, form_key: str, day: date) -> tuple[Attachment, ...]:
    """Write files durably and return their records; raise FilesRefused over the day's bytes. Work for a thread."""
    if not files:
        return ()
    if problem := shelf.check(files):
        raise FilesRefused(problem)
    shelf.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    prefix = f"{day:%Y%m%d}-"
    taken = sum(file.stat().st_size for file in shelf.folder.glob(f"{prefix}*"))
    if taken + sum(len(file.data) for file in files) > shelf.daily_bytes:
        raise FilesRefused(_FULL)
    return tuple(_store(shelf, file, prefix=prefix, form_key=f"{form_key}:{n}") for n, file in enumerate(files))


def remove_files(folder: Path | None, names: Iterable[str]) -> None:
    """Remove files that no item has any more; one that is gone already is fine."""
    for name in names:
        if folder is not None:
            (folder / PurePosixPath(name).name).unlink(missing_ok=True)


def sweep_files(folder: Path, wanted: Iterable[str], now: datetime) -> int:
    """Remove files older than a day that no item has; return how many. The day lets what is being sent arrive."""
    if not folder.is_dir():
        return 0
    kept, before = set(wanted), (now - _DAY).timestamp()
    stale = [file for file in folder.iterdir() if file.name not in kept and file.stat().st_mtime < before]
    for file in stale:
        file.unlink(missing_ok=True)
    return len(stale)


def _store(shelf: Shelf, file: Accepted, *, prefix: str, form_key: str) -> Attachment:
    digest = hashlib.sha256(file.data).hexdigest()
    secret = hmac.digest(shelf.key.encode(), f"cchc.gop-y.tep:{form_key}:{digest}".encode(), "sha256").hex()
    stored_name = f"{prefix}{secret[:32]}{file.suffix}"
    _write(shelf.folder / stored_name, file.data)
    return Attachment(
        id=secret[32:],
        name=file.name,
        media_type=file.media_type,
        size=len(file.data),
        sha256=digest,
        stored_name=stored_name,
    )


def _write(path: Path, data: bytes) -> None:
    draft = path.with_suffix(".dang-ghi")
    with suppress(FileNotFoundError):
        draft.unlink()
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _clean_name(name: str) -> str:
    bare = clean_line(name.replace("\\", "/").rpartition("/")[2])
    return bare[-_LONGEST_NAME:] or "tep"
