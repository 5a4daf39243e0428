"""Articles told apart by content: Word, old Word, OpenDocument, text, an e-mail, a ZIP of text and photos."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePosixPath

from cchc.importers import dvcqg_docx
from cchc.importers.article import (
    Article,
    Block,
    Loai,
    Read,
    RefusedArticleError,
)
from cchc.importers.article_finish import find_photo_words, finish
from cchc.importers.article_mail import looks_like_mail, read_mail
from cchc.importers.article_photos import make_beside_text, place_photos
from cchc.importers.article_plain import read_plain
from cchc.importers.dvcqg_text import looks_like_text
from cchc.importers.files import PEEK, TooLargeError
from cchc.importers.office_convert import convert_to_docx
from cchc.importers.packages import ZIP, BrokenPackageError, Package
from cchc.importers.scraped import looks_like_csv
from cchc.importers.word_article import limit_of, read_word
from cchc.importers.word_parts import DOCUMENT
from cchc.model.secrecy import find_secret_marking

MAX_FILE = 100 << 20
"""Most bytes of one file that is given: a document, a package or an e-mail."""

_MAX_MEMBERS = 300
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_ODT = b"application/vnd.oasis.opendocument.text"
_ENCRYPTED, _WORD_STREAM, _OUTLOOK = (
    name.encode("utf-16-le") for name in ("EncryptedPackage", "WordDocument", "__substg1.0_")
)
_TEXTS = {".docx", ".doc", ".docm", ".odt", ".rtf", ".txt", ".md"}
_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"}
_BORDERS = re.compile(r"<br>|[|*]")
_RUBBISH = {"thumbs.db", "desktop.ini", ".ds_store"}


class LoaiTep(StrEnum):
    """Kinds of files that hold an article."""

    WORD = "Word"
    WORD_CU = "Word đời cũ (.doc)"
    RTF = "RTF"
    ODT = "OpenDocument (.odt)"
    GOI = "gói ZIP"
    THU = "thư điện tử"
    VAN_BAN = "văn bản thuần"


_SUFFIXES = {LoaiTep.WORD_CU: "doc", LoaiTep.RTF: "rtf", LoaiTep.ODT: "odt"}


def find_kind(file: Path) -> LoaiTep | None:
    """Return the kind of article in a file, told by its content; None for procedures, folders and anything else."""
    try:
        with file.open("rb") as stream:
            head = stream.read(PEEK)
    except OSError:
        return None
    if head.startswith(ZIP):
        return _kind_of_zip(file)
    return kind_of(head, file.name)


def kind_of(data: bytes, name: str) -> LoaiTep | None:
    """Return the kind of article by the first bytes, for plain text also by the name."""
    if data.startswith(_OLE):
        return LoaiTep.WORD_CU
    if data.startswith(_RTF):
        return LoaiTep.RTF
    if looks_like_mail(data[:PEEK]):
        return LoaiTep.THU
    text = data[:PEEK].decode("utf-8", errors="replace")
    if (
        PurePosixPath(name).suffix.casefold() in {".txt", ".md"}
        and not looks_like_text(text)
        and not looks_like_csv(text)
    ):
        return LoaiTep.VAN_BAN
    return None


def _kind_of_zip(file: Path) -> LoaiTep | None:
    if file.stat().st_size > MAX_FILE:
        return LoaiTep.GOI
    return kind_of_package(file.read_bytes())


def kind_of_package(data: bytes) -> LoaiTep | None:
    """Return the kind of article in a ZIP; None for the national portal's documents and for spreadsheets."""
    try:
        package = Package(data, 1 << 25)
        names = package.names
        if DOCUMENT in names:
            return None if dvcqg_docx.import_docx(package, "") is not None else LoaiTep.WORD
        if "mimetype" in names and package.read("mimetype").startswith(_ODT):
            return LoaiTep.ODT
    except (BrokenPackageError, TooLargeError):
        # What is broken is refused by the reader of articles, whose words are for an editor.
        return LoaiTep.WORD
    if any(name.startswith("xl/") for name in names):
        return None
    return LoaiTep.GOI if any(PurePosixPath(name).suffix.casefold() in _TEXTS | _PICTURES for name in names) else None


@dataclass(frozen=True)
class _Parts:
    """A text with the files that came beside it, before captions are matched with photos."""

    read: Read
    photos: tuple[tuple[str, bytes], ...] = ()
    subject: str = ""
    sender: str = ""


def read_article(data: bytes, kind: LoaiTep, name: str, *, office: str | None) -> Article:
    """Read an article; raise RefusedArticleError with the one reason if that cannot be done whole.

    ``office`` is the path of LibreOffice for the old formats.
    """
    if len(data) > MAX_FILE:
        raise RefusedArticleError(f"tệp lớn hơn {MAX_FILE >> 20} MB; hãy giảm cỡ ảnh hoặc chia nhỏ")
    if kind is LoaiTep.GOI:
        parts = _read_zip(data, office)
    elif kind is LoaiTep.THU:
        parts = _read_mail(data, office)
    else:
        parts = _Parts(_read_document(data, kind, office))
    return _make_article(parts)


def _read_document(data: bytes, kind: LoaiTep, office: str | None) -> Read:
    if kind is LoaiTep.VAN_BAN:
        return read_plain(data)
    if kind is LoaiTep.WORD_CU:
        _refuse_other_ole(data)
    if kind is LoaiTep.WORD:
        return read_word(data)
    converted = convert_to_docx(data, _SUFFIXES[kind], kind.value, office=office)
    read = read_word(converted)
    return replace(read, notes=(f"tệp {kind.value} đã được LibreOffice chuyển đổi; hãy so với bản gốc", *read.notes))


def _refuse_other_ole(data: bytes) -> None:
    """The container of old Word also holds protected documents, messages of Outlook, and much else."""
    if _ENCRYPTED in data:
        raise RefusedArticleError("tệp Word đặt mật khẩu; hãy mở bằng Word, bỏ mật khẩu rồi lưu lại")
    if _OUTLOOK in data:
        raise RefusedArticleError("thư Outlook (.msg); hãy lưu thư dạng .eml, hoặc gửi tệp Word và ảnh trong gói ZIP")
    if _WORD_STREAM not in data:
        raise RefusedArticleError("tệp Office đời cũ nhưng không phải Word; hãy gửi bài dạng Word (.docx)")


def _read_zip(data: bytes, office: str | None) -> _Parts:
    try:
        package = Package(data, limit_of(data))
        names = [name for name in package.names if not _is_rubbish(name)]
        if len(names) > _MAX_MEMBERS:
            raise RefusedArticleError(f"gói ZIP có hơn {_MAX_MEMBERS} tệp; mỗi bài gửi một gói")
        files = tuple((name, package.read(name)) for name in names)
    except BrokenPackageError as error:
        raise RefusedArticleError(f"gói ZIP không đọc được: {error}") from None
    except TooLargeError:
        raise RefusedArticleError("gói ZIP quá lớn sau khi giải nén; hãy giảm cỡ ảnh hoặc chia nhỏ") from None
    text, photos, notes = _sort_files(files, office)
    if text is None:
        raise RefusedArticleError("gói ZIP không có bài viết (.docx, .txt); hãy thêm bài rồi gửi lại")
    return _Parts(replace(text, notes=(*notes, *text.notes)), photos)


def _read_mail(data: bytes, office: str | None) -> _Parts:
    mail = read_mail(data)
    text, photos, notes = _sort_files(mail.files, office)
    if text is not None:
        notes.append("bài lấy từ tệp Word đính kèm; lời thư không đưa vào bài")
        return _Parts(replace(text, notes=(*notes, *text.notes)), photos, sender=mail.sender)
    if not mail.blocks:
        raise RefusedArticleError("thư không có nội dung bài và không đính kèm tệp Word")
    return _Parts(Read(mail.blocks, notes=tuple(notes)), photos, mail.subject, mail.sender)


def _sort_files(
    files: Sequence[tuple[str, bytes]], office: str | None
) -> tuple[Read | None, tuple[tuple[str, bytes], ...], list[str]]:
    """Return the one text among files, their photos by name, and what is left aside, told in Vietnamese."""
    suffixes = {name: PurePosixPath(name).suffix.casefold() for name, _ in files}
    texts = [(name, data) for name, data in files if suffixes[name] in _TEXTS]
    photos = tuple(sorted((name, data) for name, data in files if suffixes[name] in _PICTURES))
    others = [name for name, _ in files if suffixes[name] not in _TEXTS | _PICTURES]
    if len(texts) > 1:
        names = ", ".join(name for name, _ in texts)
        raise RefusedArticleError(f"có {len(texts)} bài trong một gói ({names}); hãy gửi mỗi bài một gói")
    notes = [f"không lấy tệp {', '.join(others)}; nếu cần đính kèm, hãy khai ở trường tep"] if others else []
    if not texts:
        return None, photos, notes
    name, data = texts[0]
    kind = (kind_of_package(data) or LoaiTep.WORD) if data.startswith(ZIP) else kind_of(data, name)
    if kind is None or kind in {LoaiTep.GOI, LoaiTep.THU}:
        raise RefusedArticleError(f"{name} không phải bài viết đọc được; hãy lưu lại thành .docx")
    return _read_document(data, kind, office), photos, notes


def _is_rubbish(name: str) -> bool:
    path = PurePosixPath(name)
    return path.name.casefold() in _RUBBISH or "__MACOSX" in path.parts or path.name.startswith(("~$", "._"))


def _refuse_secret(texts: Iterable[str]) -> None:
    """A text that carries a mark of state secrecy is not even written as a draft (DOC-08)."""
    for text in texts:
        if marking := find_secret_marking(_BORDERS.sub("\n", text)):
            raise RefusedArticleError(f"bài có dấu mật “{marking[1]}”; không được đưa tài liệu mật lên trang")


def _make_article(parts: _Parts) -> Article:
    blocks = list(parts.read.blocks)
    _refuse_secret([*(block.markdown for block in blocks), *parts.read.margins])
    words: dict[int, str] = {}
    if parts.photos:
        blocks, words = find_photo_words(blocks)
    if parts.subject:
        blocks = [Block(Loai.TITLE, parts.subject, parts.subject), *blocks]
    finished = finish(blocks)
    if not any(block.text for block in parts.read.blocks):
        raise RefusedArticleError("bài không có chữ nào; nếu là bản chụp (scan), hãy gõ lại hoặc gửi tệp Word gốc")
    notes = [*parts.read.notes, *finished.notes]
    body, photos = place_photos(finished.noi_dung, parts.read.pictures, finished.captions, notes)
    photos += make_beside_text(parts.photos, words, notes)
    notes += [f"không có ảnh nào ứng với chú thích “Ảnh {number}: {text}”" for number, text in words.items() if text]
    return Article(
        finished.tieu_de, finished.tom_tat, body, finished.tac_gia, tuple(photos), tuple(notes), parts.sender
    )
