"""An article written in Word (.docx): its blocks and pictures, whatever program saved it."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import mammoth  # type: ignore[import-untyped] # the library has no types

from cchc.importers.article import PLACEHOLDER, Picture, Read, RefusedArticleError
from cchc.importers.article_html import CAPTION, TITLE, read_html
from cchc.importers.files import TooLargeError
from cchc.importers.legacy_fonts import UnsureError
from cchc.importers.packages import BrokenPackageError, Package
from cchc.importers.word_parts import DOCUMENT, clean

MAX_UNPACKED = 1 << 28
"""Most bytes that a document may unpack to, its pictures among them."""

MAX_RATIO = 200
"""How many times its own size a document may unpack to; text of Word seldom passes 20."""

_STYLE_MAP = f"""
p[style-name='Title'] => h1.{TITLE}:fresh
p[style-name='Tiêu đề'] => h1.{TITLE}:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='caption'] => p.{CAPTION}:fresh
p[style-name='Caption'] => p.{CAPTION}:fresh
p[style-name='Chú thích'] => p.{CAPTION}:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Trích dẫn'] => blockquote > p:fresh
p[style-name='Quotations'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='Đầu đề 1'] => h1:fresh
p[style-name='Đầu đề 2'] => h2:fresh
p[style-name='Đầu đề 3'] => h3:fresh
p[style-name='Heading 7'] => h6:fresh
p[style-name='Heading 8'] => h6:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul|ol > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ul|ol > li > ol > li:fresh
r[style-name='Emphasis'] => em
u =>
strike =>
"""


def limit_of(data: bytes) -> int:
    """Return to how many bytes a package may unpack; what packs much better than text and photos is made to hurt."""
    return min(MAX_UNPACKED, max(len(data) * MAX_RATIO, 1 << 24))


def read_word(data: bytes) -> Read:
    """Read a Word document; raise RefusedArticleError if it is none, broken, protected, with macros or too large."""
    try:
        package = Package(data, limit_of(data))
        _refuse_macros(package)
        cleaned = clean(package)
        return replace(_convert(cleaned.data, cleaned.notes), margins=tuple(cleaned.margins))
    except (BrokenPackageError, UnsureError) as error:
        raise RefusedArticleError(str(error)) from None
    except TooLargeError:
        raise RefusedArticleError("tệp Word quá lớn sau khi giải nén; hãy giảm cỡ ảnh hoặc chia nhỏ bài") from None


def _refuse_macros(package: Package) -> None:
    if DOCUMENT not in package:
        raise RefusedArticleError("không phải tài liệu Word; hãy mở bằng Word và lưu lại thành .docx")
    if any(name.casefold().endswith("vbaproject.bin") for name in package.names):
        raise RefusedArticleError("tệp Word có macro; hãy mở bằng Word, chọn Lưu thành “Word Document (.docx)”")


def _convert(data: bytes, notes: list[str]) -> Read:
    pictures: list[Picture] = []

    def keep(image: Any) -> dict[str, str]:  # mammoth has no types
        with image.open() as stream:
            pictures.append(Picture(stream.read(), alt=image.alt_text or ""))
        return {"src": f"{PLACEHOLDER}{len(pictures)}"}

    try:
        html = mammoth.convert_to_html(
            BytesIO(data),
            style_map=_STYLE_MAP,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(keep),
        ).value
    # A document may break the format in any way at all; the library then stumbles, the editor reads one sentence.
    except (LookupError, ValueError, AttributeError, TypeError, OSError, RecursionError, AssertionError):
        raise RefusedArticleError("tệp Word hỏng; hãy mở bằng Word và lưu lại thành .docx") from None
    blocks, found = read_html(html)
    return Read(tuple(blocks), tuple(pictures), (*notes, *found))
