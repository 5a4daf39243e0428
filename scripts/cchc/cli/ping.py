"""``cchc ping``: tell the WebSub hub which feeds have news, after the site has been published."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import click
import httpx

from cchc.cli.options import root_option
from cchc.outputs.feeds.topics import ChuDe, find_changed

STATE_FILE = Path("var", "websub.json")


@click.command()
@root_option
@click.option(
    "--site-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path, resolve_path=True),
    help="Thư mục trang đã dựng; mặc định là site/ trong --root.",
)
@click.option(
    "--timeout", type=click.FloatRange(0.1, 300), default=10.0, show_default=True, help="Số giây chờ hub trả lời."
)
@click.option("--dry-run", is_flag=True, help="Chỉ in các nguồn tin sẽ báo, không gửi gì.")
def ping(root: Path, site_dir: Path | None, timeout: float, dry_run: bool) -> None:
    """Báo cho hub WebSub các nguồn tin có nội dung mới.

    Chạy sau khi trang đã được công bố. Chỉ báo những nguồn đã đổi từ lần báo trước (ghi trong var/websub.json). Không
    làm gì khi mkdocs.yml không khai báo hub_websub. Thoát với mã 1 khi hub không nhận; lần chạy sau báo lại.

    \b
    Ví dụ:
      cchc ping
      cchc ping --dry-run
      cchc ping --root /srv/cchc --site-dir /srv/www --timeout 5
    """
    known = _read_state(root)
    topics = list(find_changed(site_dir or root / "site", known))
    if not topics:
        click.echo("Không có nguồn tin nào cần báo (không có gì mới, hoặc mkdocs.yml chưa khai báo hub_websub).")
        return
    if dry_run:
        for topic in topics:
            click.echo(f"{topic.url} → {topic.hub}")
        return
    told, failure = _tell(topics, timeout)
    _write_state(root, {**known, **{topic.tep: topic.sha256 for topic in told}})
    click.echo(f"Đã báo {len(told)}/{len(topics)} nguồn tin.")
    if failure:
        raise click.ClickException(failure)


def _tell(topics: Iterable[ChuDe], timeout: float) -> tuple[list[ChuDe], str]:
    """Tell the hub of each topic; stop at the first that fails and return those told with what went wrong.

    One request a topic: hubs differ in how they take several (WebSub, section 6, leaves publishing open).
    """
    told: list[ChuDe] = []
    with httpx.Client(timeout=timeout, follow_redirects=False) as client:
        for topic in topics:
            try:
                answer = client.post(topic.hub, data={"hub.mode": "publish", "hub.url": topic.url})
            except httpx.HTTPError as error:
                return told, f"{topic.hub} không trả lời: {error or type(error).__name__}"
            if not answer.is_success:
                return told, f"{topic.hub} không nhận {topic.url}: mã {answer.status_code}"
            told.append(topic)
    return told, ""


def _read_state(root: Path) -> Mapping[str, str]:
    try:
        return {str(key): str(value) for key, value in json.loads((root / STATE_FILE).read_bytes()).items()}
    except FileNotFoundError:
        return {}
    except (ValueError, AttributeError) as error:
        raise click.ClickException(f"{STATE_FILE} hỏng ({error}); hãy xóa tệp này để báo lại tất cả") from None


def _write_state(root: Path, state: Mapping[str, str]) -> None:
    file = root / STATE_FILE
    # The folder is also that of the feedback database, which is for its owner only.
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp")
    temporary.write_text(json.dumps(state, indent=1, sort_keys=True), encoding="utf-8")
    temporary.replace(file)
