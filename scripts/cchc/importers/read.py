"""Every format in: files and folders to records, each file told apart by its content, not by its name."""

import gzip
import zlib
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader
from pathlib import Path

from cchc.importers import dvcqg_docx, dvcqg_pdf, dvcqg_xlsx
from cchc.importers.dvcqg_json import import_value
from cchc.importers.dvcqg_text import import_framed_text, import_text, looks_like_text
from cchc.importers.encoding import WrongEncodingError, check_encoding, decode
from cchc.importers.files import BOM, PEEK, Limits, TooLargeError, find_files, read_bounded, unpack
from cchc.importers.imported import Imported, Outcome, Refused, Skipped
from cchc.importers.json_files import Json, read_values
from cchc.importers.own_json import import_own
from cchc.importers.packages import ZIP, BrokenPackageError, Package
from cchc.importers.pdf_pages import PDF, BrokenPdfError
from cchc.importers.scraped import import_page, import_parsed_word, looks_like_csv, refuse_csv, refuse_without_code

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"{\0", b"[\0", b"\0{", b"\0[")

# The shapes of JSON, the first that knows a value takes it.
_SHAPES: tuple[Callable[[Json, str], Imported | Refused | None], ...] = (
    import_value,
    import_framed_text,
    import_own,
    import_page,
    import_parsed_word,
    refuse_without_code,
)


def read_thu_tuc(paths: Iterable[Path], *, limits: Limits = Limits()) -> Iterator[Outcome]:  # noqa: B008 - frozen
    """Yield the procedures of files and folders; what cannot be read is refused with its reason, the rest goes on.

    Files of a folder that are of no format read here are skipped; a file that was named is refused. Of several records
    with one code the first counts, the others are refused.
    """
    origins: dict[str, str] = {}
    for file, named in find_files(paths):
        for outcome in _read_file(file, limits, named=named):
            yield _refuse_second(outcome, origins)


def _refuse_second(outcome: Outcome, origins: dict[str, str]) -> Outcome:
    if isinstance(outcome, Imported):
        first = origins.setdefault(outcome.thu_tuc.ma, outcome.origin)
        if first != outcome.origin:
            return Refused(outcome.origin, outcome.thu_tuc.ma, f"trùng mã với bản ghi ở {first}; đã lấy bản ghi đó")
    return outcome


def _read_file(file: Path, limits: Limits, *, named: bool) -> Iterator[Outcome]:
    origin = str(file)
    try:
        with file.open("rb") as raw, unpack(raw) as stream:
            head = stream.peek(PEEK)[:PEEK].removeprefix(BOM).lstrip()
            outcomes = _read_stream(stream, head, limits, origin)
            if outcomes is not None:
                yield from outcomes
            elif named or ".json" in file.name.casefold() or head.startswith(_WIDE):
                yield Refused(origin, "", _why_not(head))
            else:
                yield Skipped(origin)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Refused(origin, "", "tệp nén gzip bị cụt hoặc hỏng; hãy tải lại")
    except FileNotFoundError:
        yield Refused(origin, "", "không đọc được tệp: không có tệp hoặc thư mục nào tên như vậy")
    except OSError as error:
        yield Refused(origin, "", f"không đọc được tệp ({error.strerror or error})")
    except TooLargeError:
        yield Refused(origin, "", "tệp quá lớn sau khi giải nén; hãy chia nhỏ")
    except (WrongEncodingError, BrokenPackageError, BrokenPdfError) as error:
        yield Refused(origin, "", str(error))


def _read_stream(stream: BufferedReader, head: bytes, limits: Limits, origin: str) -> Iterator[Outcome] | None:
    """Return the outcomes of a stream by what its first bytes are; None if they are of no format read here."""
    if head.startswith(_WIDE):
        return None
    if head.startswith((b"{", b"[")):
        return _read_json(stream, limits, origin)
    if head.startswith(ZIP):
        return _read_package(Package(read_bounded(stream, limits.document), limits.document), origin)
    if head.startswith(PDF):
        outcome = dvcqg_pdf.import_pdf(read_bounded(stream, limits.document), origin)
        return None if outcome is None else iter([outcome])
    text = head.decode("utf-8", errors="replace")
    if looks_like_text(text):
        return iter([import_text(decode(read_bounded(stream, limits.document)), origin)])
    if looks_like_csv(text):
        return refuse_csv(decode(read_bounded(stream, limits.document)), origin)
    check_encoding(text)
    check_encoding(head.decode("latin-1"))
    return None


def _read_package(package: Package, origin: str) -> Iterator[Outcome] | None:
    if dvcqg_docx.DOCUMENT in package:
        outcome = dvcqg_docx.import_docx(package, origin)
        return None if outcome is None else iter([outcome])
    return dvcqg_xlsx.import_list(package, origin) if dvcqg_xlsx.WORKBOOK in package else None


def _read_json(stream: BufferedReader, limits: Limits, origin: str) -> Iterator[Outcome]:
    for found in read_values(stream, limits, origin):
        yield found if isinstance(found, Refused) else _import_json(found.value, found.origin)


def _import_json(value: Json, origin: str) -> Imported | Refused:
    for shape in _SHAPES:
        if (outcome := shape(value, origin)) is not None:
            return outcome
    return Refused(origin, "", "không phải bản ghi thủ tục của Cổng Dịch vụ công quốc gia")


def _why_not(head: bytes) -> str:
    if not head:
        return "tệp rỗng"
    if head.startswith(_WIDE):
        return "tệp không phải UTF-8 (có vẻ là UTF-16); hãy lưu lại với mã UTF-8"
    return "tệp không phải định dạng đọc được; xem các định dạng bằng cchc import --help"
