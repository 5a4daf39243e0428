"""Files that come with an item: off unless the operator names a folder for them, and never served to the public.

They lie outside the site under names that nobody can guess, readable by the service alone. A file that is taken waits
there at once, and the page names it under a seal: whatever comes in between, nobody has to choose it again. The name
follows from the form and the bytes, so that sending a form again writes the same file.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from itsdangerous import BadData

from cchc.feedback.keys import Keys, make_signer
from cchc.feedback.records import Attachment
from cchc.feedback.service import Attempt
from cchc.feedback.shelf import count_bytes, drop, find, name_file, put
from cchc.model.feedback.values import clean_line
from cchc.web.file_types import Accepted, NotAccepted, accept_file
from cchc.web.multipart import MOST_BYTES, MOST_FILES, Upload
from cchc.web.scanning import FileCheck, check_nothing, make_file_check
from cchc.web.settings import Settings

_LONGEST_NAME = 120
_FULL = "Hôm nay cổng đã nhận đủ dung lượng tệp. Bạn gửi không kèm tệp, hoặc gửi lại vào ngày mai."


@dataclass(frozen=True)
class Shelf:
    """The folder of files, how many bytes it takes in one day, and who looks into them first."""

    folder: Path
    daily_bytes: int
    check: FileCheck = check_nothing


@dataclass(frozen=True)
class Basket:
    """The files of one form: those that wait on the shelf, and a word on those that were not taken."""

    files: tuple[Attachment, ...] = ()
    mistake: str = ""


EMPTY = Basket()


def make_shelf(settings: Settings) -> Shelf | None:
    """Return the shelf of a service, None where no files are taken."""
    folder = settings.attachments_dir
    return Shelf(folder, settings.attachments_daily, make_file_check(settings.scanner)) if folder else None


def fill(basket: Basket, uploads: Sequence[Upload], shelf: Shelf, *, attempt: Attempt, day: date) -> Basket:
    """Put files on the shelf and into the basket; tell of each that is not taken. It is work for a thread."""
    taken, refused = _check_each(uploads)
    known = {file.id for file in basket.files}
    made = {row.id: (row, file.data) for file in taken if (row := _describe(file, attempt, day)).id not in known}
    rows = tuple(row for row, _ in made.values())
    if problem := _refuse_all(basket, rows, taken, shelf, day):
        return replace(basket, mistake=problem)
    for row, data in made.values():
        put(shelf.folder, row.stored_name, data)
    told = f"Chọn tệp khác: {'; '.join(refused)}." if refused else ""
    return Basket((*basket.files, *rows), " ".join(filter(None, (basket.mistake, told))))


def take_out(basket: Basket, number: str, shelf: Shelf) -> Basket:
    """Take a file out of the basket at its sender's wish, and off the shelf."""
    for file in basket.files:
        if file.id == number:
            drop(shelf.folder, file.stored_name)
    return replace(basket, files=tuple(file for file in basket.files if file.id != number))


def seal(file: Attachment, keys: Keys, token: str) -> str:
    """Return what a page holds of a file on the shelf; it opens under the token of the same form only."""
    return make_signer(keys, _purpose(token)).dumps(astuple(file))


def open_basket(sealed: str, keys: Keys, token: str, shelf: Shelf) -> Basket:
    """Return the files that a page holds (seals with spaces between); what was not sealed for this form is left out."""
    signer = make_signer(keys, _purpose(token))
    found: dict[str, Attachment] = {}
    for text in sealed.split()[:MOST_FILES]:
        try:
            file = Attachment(*signer.loads(text))
        except BadData:
            continue
        found[file.id] = file
    gone = [file for file in found.values() if find(shelf.folder, file.stored_name) is None]
    names = ", ".join(f"“{file.name}”" for file in gone)
    mistake = f"Chọn lại tệp {names}: cổng không còn giữ." if gone else ""
    return Basket(tuple(file for file in found.values() if file not in gone), mistake)


def _check_each(uploads: Sequence[Upload]) -> tuple[list[Accepted], list[str]]:
    taken, refused = list[Accepted](), list[str]()
    for upload in uploads:
        name = _clean_name(upload.name)
        if len(upload.data) > MOST_BYTES:
            refused.append(f"“{name}” lớn hơn {MOST_BYTES // 1024**2} MB")
            continue
        try:
            taken.append(accept_file(name, upload.data))
        except NotAccepted as reason:
            refused.append(f"“{name}” {reason}")
    return taken, refused


def _refuse_all(basket: Basket, rows: Sequence[Attachment], taken: Sequence[Accepted], shelf: Shelf, day: date) -> str:
    """Return why none of the new files is taken, or "": too many, malware, the day's bytes are used up."""
    if len(basket.files) + len(rows) > MOST_FILES:
        return f"Chọn tối đa {MOST_FILES} tệp."
    if problem := shelf.check(taken):
        return problem
    coming = sum(row.size for row in rows if find(shelf.folder, row.stored_name) is None)
    return _FULL if coming and count_bytes(shelf.folder, day) + coming > shelf.daily_bytes else ""


def _describe(file: Accepted, attempt: Attempt, day: date) -> Attachment:
    digest = hashlib.sha256(file.data).hexdigest()
    # From the secret part of the receipt, which belongs to the form: another key of the service changes no name.
    form = f"{attempt.secret}:{attempt.key}".encode()
    secret = hmac.digest(form, f"cchc.gop-y.tep:{digest}".encode(), "sha256").hex()
    stored_name = name_file(secret, file.suffix, day)
    return Attachment(secret[32:], file.name, file.media_type, len(file.data), digest, stored_name)


def _purpose(token: str) -> str:
    return f"cchc.gop-y.tep:{token}"


def _clean_name(name: str) -> str:
    bare = clean_line(name.replace("\\", "/").rpartition("/")[2])
    return bare[-_LONGEST_NAME:] or "tep"
