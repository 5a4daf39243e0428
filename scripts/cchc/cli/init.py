"""``cchc init``: the site of another department or unit, ready to build."""

import json
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import click
import yaml
from jinja2 import Environment, PackageLoader

from cchc.feedback.rules import DEFAULT_RULES
from cchc.model.don_vi import DonVi, LoaiDonVi
from cchc.plugin import starter_root
from cchc.sources import write_front_matter
from cchc.text import slug

_ABOUT_THE_AGENCY = {"don-vi", "gioi-thieu", "lien-he.md"}
"""Starter pages that describe the sample department; a new site gets its own."""

_RECORDS = {"van-ban", "hoi-dap", "khao-sat"}
"""Starter folders of which a new site takes the introduction only: their records are the sample department's."""

_SAMPLE_AGENCY = "Sở Y tế tỉnh Bình Minh"
"""The sample department of the starter pages, replaced by the new site's agency."""

_SAMPLE_MARK = " (dữ liệu minh họa)"
"""What marks the agencies in the service's rules as samples."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--ten-co-quan", prompt="Tên đầy đủ của cơ quan", help="Ví dụ: Sở Y tế tỉnh …")
@click.option("--co-quan-cap-tren", prompt="Cơ quan cấp trên", default="", show_default=False)
@click.option("--dia-chi", prompt="Địa chỉ", default="", show_default=False)
@click.option("--dien-thoai", prompt="Điện thoại", default="", show_default=False)
@click.option("--email", prompt="Thư điện tử", default="", show_default=False)
@click.option("--url", prompt="Địa chỉ công bố của trang", default="http://127.0.0.1:8000/", show_default=True)
def init(folder: Path, **answers: str) -> None:
    """Tạo trang cho một sở, một đơn vị khác: hỏi vài thông tin, chép nội dung khởi đầu, dựng được ngay.

    \b
    Ví dụ:
      cchc init cchc-benh-vien
      cchc init trang --ten-co-quan "Bệnh viện Đa khoa …" --co-quan-cap-tren "Sở Y tế …" \\
        --dia-chi "" --dien-thoai "" --email "" --url https://benhvien.example/cchc/
    """
    if folder.exists() and any(folder.iterdir()):
        click.echo(f"Thư mục {folder} đã có tệp; hãy chọn thư mục trống.", err=True)
        sys.exit(1)
    starter = starter_root()
    _copy_guides(starter / "docs", folder / "docs", answers["ten_co_quan"])
    _write_own_pages(folder / "docs", answers)
    # Decision trees name procedures, which a new site does not have yet.
    ignore = shutil.ignore_patterns("chon-thu-tuc")
    shutil.copytree(starter / "tthc" / "danh-muc", folder / "tthc" / "danh-muc", ignore=ignore)
    _write_rules(folder / "tthc" / "danh-muc" / "gop-y.yml", answers["ten_co_quan"])
    (folder / "posts").mkdir()
    ma = slug(answers["ten_co_quan"])
    unit = DonVi(ma=ma, ten=answers["ten_co_quan"], loai=LoaiDonVi.KHAC)
    write_front_matter(folder / "docs" / "don-vi" / f"{ma}.md", unit)
    _write_settings(folder, answers)
    click.echo(f"Đã tạo trang trong {folder}. Tiếp theo: cchc build --root {folder}")


def _copy_guides(source: Path, target: Path, agency: str) -> None:
    """Copy the hand-written pages and their pictures; units and emblems of the sample department stay behind."""
    for file in sorted(source.rglob("*")):
        path = file.relative_to(source)
        if path.parts[0] in _ABOUT_THE_AGENCY or (path.parts[0] in _RECORDS and path.name != "index.md"):
            continue
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".md":
            text = file.read_text(encoding="utf-8").replace(_SAMPLE_AGENCY, agency)
            (target / path).write_text(text, encoding="utf-8", newline="\n")
        elif path.match("anh/huong-dan-*") or path.match("so-tay-bien-tap/anh/*"):
            shutil.copyfile(file, target / path)


def _write_own_pages(target: Path, answers: Mapping[str, str]) -> None:
    """Write the pages that speak of the agency itself from what it answered."""
    env = Environment(loader=PackageLoader("cchc.cli", "mau"), autoescape=False, trim_blocks=True)  # noqa: S701 - Markdown
    for name in env.list_templates():
        file = target / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(env.get_template(name).render(answers), encoding="utf-8", newline="\n")


def _write_rules(file: Path, agency: str) -> None:
    """Write the rules of the feedback service under the agency's own name: forms, receipts and letters bear it."""
    text = DEFAULT_RULES.read_text(encoding="utf-8")
    own = json.dumps(agency, ensure_ascii=False)
    text = text.replace(f'"{_SAMPLE_AGENCY}{_SAMPLE_MARK}"', own).replace(_SAMPLE_MARK, "")
    file.write_text(text, encoding="utf-8", newline="\n")


def _write_settings(folder: Path, answers: dict[str, str]) -> None:
    url = answers.pop("url")
    settings = {
        "site_name": f"Cải cách hành chính – {answers['ten_co_quan']}",
        "site_url": url if url.endswith("/") else f"{url}/",
        "theme": {"name": "material"},
        "plugins": [{"cchc": {key: value for key, value in answers.items() if value}}],
    }
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (folder / "mkdocs.yml").write_text(text, encoding="utf-8")
