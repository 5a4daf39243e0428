"""``cchc deploy-headers``: the headers of ``cchc serve`` for a web server that serves the built site itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from jinja2 import Environment, PackageLoader, StrictUndefined

from cchc.cli.options import root_option
from cchc.web.embedding import Rule, make_rules, read_origins
from cchc.web.security import HEADERS
from cchc.web.site_files import CACHE_CONTROL

_FILES = {"nginx": ("cchc-map.conf", "cchc-headers.conf"), "caddy": ("cchc-headers.caddy",)}

Variable = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Name, header, value where no pattern fits, and the values by pattern."""


@click.command("deploy-headers")
@root_option
@click.option("--site-dir", type=click.Path(path_type=Path), help="Thư mục trang đã dựng (mặc định: <root>/site).")
@click.option("--server", type=click.Choice(sorted(_FILES)), required=True, help="Máy chủ web.")
@click.option("--base-path", default="", help="Đường dẫn gốc của trang, ví dụ /cchc; để trống nếu ở gốc tên miền.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def deploy_headers(root: Path, site_dir: Path | None, server: str, base_path: str, folder: Path) -> None:
    """Ghi tệp cấu hình tiêu đề HTTP cho nginx hoặc Caddy vào FOLDER.

    Danh sách trang được nhúng khung lấy từ trang đã dựng, tức là từ website của các đơn vị đang hoạt động. Chạy lại
    khi danh sách đơn vị thay đổi, rồi nạp lại cấu hình của máy chủ.

    \b
    Ví dụ:
      cchc deploy-headers --server nginx /etc/nginx/cchc
      cchc deploy-headers --server caddy /etc/caddy
    """
    site = site_dir or root / "site"
    if not (site / "index.html").is_file():
        raise click.ClickException(f"Chưa có trang đã dựng trong {site}; hãy chạy “cchc build” trước.")
    try:
        origins = read_origins(site)
    except ValueError as error:
        raise click.ClickException(f"Danh sách trang được nhúng không đúng: {error}") from error
    variables = tuple(_variables(make_rules(origins), base_path.rstrip("/")))
    env = Environment(
        loader=PackageLoader("cchc.cli", "may_chu"),
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - configuration of a server, not markup
    )
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES[server]:
        text = env.get_template(name).render(
            bien=[variable if server == "caddy" else (variable[0], *variable[2:]) for variable in variables],
            theo_bien=[(ten, header) for ten, header, _, _ in variables],
            co_dinh=[(name, value) for name, value in HEADERS.items() if name not in {v[1] for v in variables}],
        )
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(folder / name)


def _variables(rules: Sequence[Rule], base_path: str) -> Iterator[Variable]:
    """Turn the rules round: for each header its values by address."""
    defaults = dict(HEADERS) | CACHE_CONTROL
    for header in dict.fromkeys(name for rule in rules for name in rule.headers):
        values = ((rule.pattern, rule.headers[header]) for rule in rules if header in rule.headers)
        patterns = tuple((f"^{base_path}{pattern.removeprefix('^')}", value) for pattern, value in values)
        yield f"cchc_{header.lower().replace('-', '_')}", header, defaults.get(header, ""), patterns
