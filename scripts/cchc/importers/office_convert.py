"""Old .doc, .rtf and .odt through LibreOffice, where it is installed; without it they are refused with advice."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from cchc.importers.article import RefusedArticleError

_TIMEOUT = 120
_PROGRAMS = ("soffice", "libreoffice")


def find_office() -> str | None:
    """Return the path of LibreOffice, None if it is not installed."""
    return next(filter(None, map(shutil.which, _PROGRAMS)), None)


def convert_to_docx(data: bytes, suffix: str, kind: str, *, office: str | None) -> bytes:
    """Return the document as .docx; raise RefusedArticleError if there is no LibreOffice or it cannot read it.

    Each run has a profile of its own, so that no macro, extension or setting of the user takes part. Takes seconds.
    """
    if office is None:
        raise RefusedArticleError(f"tệp {kind}; hãy mở bằng Word, chọn Lưu thành “Word Document (.docx)” rồi nhập lại")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = folder / f"bai.{suffix}"
        source.write_bytes(data)
        command = [
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(folder / "ra"),
            str(source),
        ]
        try:
            # No shell; the only foreign thing is the content of a file whose name is ours.
            subprocess.run(command, capture_output=True, timeout=_TIMEOUT, check=False)  # noqa: S603
        except (subprocess.TimeoutExpired, OSError):
            raise RefusedArticleError(_failed(kind)) from None
        made = folder / "ra" / "bai.docx"
        if not made.is_file():
            raise RefusedArticleError(_failed(kind))
        return made.read_bytes()


def _failed(kind: str) -> str:
    return f"LibreOffice không đọc được tệp {kind}; hãy mở bằng Word, chọn Lưu thành “Word Document (.docx)”"
