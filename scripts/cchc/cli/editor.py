"""``cchc editor``: getting the browser editor, an optional extra that is never part of this program."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import click
import httpx

from cchc.cli.editor_files import Rejected, unpack_editor
from cchc.cli.options import root_option

PACKAGE = "@sveltia/cms"
VERSION = "0.221.1"
INTEGRITY = "sha512-J+Qoik9kGMk2L7vNpOQrnDmFRi+NB6vwJ0f657YtsxWH0P8WYSYRRSRC2pQ/jGGbVlM//Pg/WIgmkpswqoo3gQ=="
"""SHA-512 of the package of this version, as its registry published it when the version was chosen."""

_SECONDS = 120


@click.group()
def editor() -> None:
    """Trình biên tập trên web (tùy chọn), mở ở địa chỉ /quan-tri/ của trang.

    \b
    Ví dụ:
      cchc editor install
      cchc editor remove
    """


@editor.command()
@root_option
@click.option(
    "--from",
    "package",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Gói .tgz đã tải sẵn, dùng khi máy không nối mạng.",
)
def install(root: Path, package: Path | None) -> None:
    """Tải trình biên tập Sveltia CMS, đối chiếu mã băm rồi đặt vào var/quan-tri/.

    Lần dựng trang tiếp theo sẽ có /quan-tri/. Gói được tải bằng lệnh npm nếu máy có; nếu không, từ kho gói ghi ở biến
    môi trường npm_config_registry.

    \b
    Ví dụ:
      cchc editor install
      cchc editor install --root /srv/cchc --from sveltia-cms.tgz
    """
    data = package.read_bytes() if package else _download()
    try:
        _check(data)
        count = unpack_editor(data, root / "var" / "quan-tri")
    except Rejected as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Đã cài trình biên tập {VERSION} ({count} tệp). Chạy “cchc build” rồi mở trang ở địa chỉ /quan-tri/.")


@editor.command()
@root_option
def remove(root: Path) -> None:
    """Gỡ trình biên tập; lần dựng trang tiếp theo không còn /quan-tri/.

    \b
    Ví dụ:
      cchc editor remove
    """
    shutil.rmtree(root / "var" / "quan-tri", ignore_errors=True)
    click.echo("Đã gỡ trình biên tập. Chạy “cchc build” để trang không còn /quan-tri/.")


def _check(data: bytes) -> None:
    found = "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()
    if found != INTEGRITY:
        raise Rejected(f"Gói không phải {PACKAGE} {VERSION}: mã băm không khớp, không cài gì. Hãy tải lại gói.")


def _download() -> bytes:
    npm = shutil.which("npm")
    return _download_with_npm(npm) if npm else _download_plainly(_registry())


def _registry() -> str:
    """Return the configured registry under the name that npm itself reads, in either case."""
    return next((value for name, value in os.environ.items() if name.lower() == "npm_config_registry"), "")


def _download_with_npm(npm: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", f"{PACKAGE}@{VERSION}", "--json", "--pack-destination", folder]
        # The command is npm itself with a fixed package; nothing of it comes from content.
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, cwd=folder, check=False)  # noqa: S603
        packed = list(Path(folder).glob("*.tgz"))
        if done.returncode or not packed:
            reason = done.stderr.strip().splitlines()[-1:] or ["không rõ lý do"]
            raise click.ClickException(f"npm không tải được {PACKAGE} {VERSION}: {reason[0]}")
        return packed[0].read_bytes()


def _download_plainly(registry: str) -> bytes:
    if not registry:
        raise click.ClickException(
            "Máy không có lệnh npm. Hãy cài npm, đặt biến npm_config_registry, hoặc tải gói ở máy khác rồi dùng --from."
        )
    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=True) as client:
            about = client.get(f"{registry.rstrip('/')}/{PACKAGE}/{VERSION}").raise_for_status()
            return client.get(json.loads(about.content)["dist"]["tarball"]).raise_for_status().content
    except (httpx.HTTPError, ValueError, KeyError) as error:
        raise click.ClickException(f"Không tải được {PACKAGE} {VERSION} từ kho gói đã khai báo: {error}") from error
