"""The editors' handbook keeps up with the program: commands, fields, messages; and what it shows really runs."""

import re
import shlex
from pathlib import Path

import click
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner

import cchc.catalogue
import cchc.model
import cchc.sources
from cchc.cli import main
from cchc.model.truong import describe, walk
from cchc.pipeline import load
from cchc.plugin import starter_lists
from cchc.plugin.handbook import KINDS, make_handbook
from cchc.plugin.messages import find_messages
from cchc.text import parse_datetime
from editors.handbook_commands import PAGE, editors_commands, make_page
from roots import NOW, make_root, replace, write

pytestmark = pytest.mark.slow

HANDBOOK = PAGE.parent
CHAPTERS = sorted(HANDBOOK.glob("*.md"))
SHOWN = [
    (chapter.name, line)
    for chapter in CHAPTERS
    for block in re.findall(r"```console\n(.*?)```", chapter.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
]


def test_every_command_and_option_of_editors_is_told() -> None:
    """Each command with each option stands on the page of commands; `python -m editors.handbook_commands` renews it."""
    text = PAGE.read_text(encoding="utf-8")
    missing = [
        f"{path} {opt}"
        for path, command in editors_commands()
        for option in command.params
        if isinstance(option, click.Option)
        for opt in option.opts
        if f"## {path} " not in text or f"`{opt}`" not in text.split(f"## {path} ")[1].split("\n## ")[0]
    ]
    assert missing == []
    assert text == make_page()


def test_every_field_of_every_kind_is_told() -> None:
    """The page of fields has a row for each field of each kind, parts of groups included."""
    page = make_handbook()["so-tay-bien-tap/truong.md"]
    for anchor, (_, model) in KINDS.items():
        table = page.split(f"{{#{anchor}}}")[1].split("\n## ")[0]
        assert [path for path, _ in walk(describe(model)) if f"| `{path}` |" not in table] == []
        assert all(f"| `{name}` |" in table for name in model.model_fields)


def test_every_message_is_told(tmp_path: Path) -> None:
    """Whatever a spoiled root is told stands among the messages that the handbook is made from."""
    root = make_root(tmp_path)
    replace(root, "posts/2026/tin-mot.md", "chuyen_muc: tin-hoat-dong", "chuyen_muc: khong-co\nla: x\nthe: [a")
    replace(root, "posts/2026/tin-hai.md", "don_vi: so-y-te", "don_vi: Sở Y tế\nnoi_bat: ừ\nghim_den: mai\nla: x")
    replace(root, "tthc/duoc-pham/1.000001.md", "linh_vuc: duoc-pham", "linh_vuc: khong-co")
    replace(root, "tthc/bieu-mau/don-de-nghi.md", "tep/don-de-nghi.docx", "tep/mat.docx")
    write(root, "posts/2026/trong.md", "không khai báo")
    lists = starter_lists()
    _, problems = load(root, parse_datetime(NOW), default_lists=lists, cache_dir=None, production=True)
    known = [
        _pattern(text) for package in (cchc.catalogue, cchc.model, cchc.sources) for text in find_messages(package)
    ]
    told = {problem.message for problem in problems}
    assert len(told) > 8
    assert sorted(text for text in told if not any(pattern.search(text) for pattern in known)) == []


def _pattern(message: str) -> re.Pattern[str]:
    parts = re.split(r"…|\{[a-z]+\}", message)
    return re.compile(".*".join(re.escape(part) for part in parts), re.DOTALL)


@pytest.mark.parametrize(("chapter", "line"), SHOWN, ids=[f"{chapter}: {line}" for chapter, line in SHOWN])
def test_what_is_shown_runs(chapter: str, line: str, tmp_path: Path) -> None:
    """Each command of a chapter exists with the options that it is shown with."""
    words = shlex.split(line)
    assert words[0] == "cchc", chapter
    context = click.Context(main)
    command, rest = main, words[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, rest[0])
        assert found is not None, line
        command, rest = found, rest[1:]
    if "--help" in rest:
        assert CliRunner().invoke(command, ["--help"]).exit_code == 0
        return
    known = {opt for one in command.params for opt in one.opts}
    assert [word for word in rest if word.startswith("--") and word not in known] == []


@pytest.mark.parametrize("line", [line for _, line in SHOWN if line.startswith(("cchc check", "cchc new post"))])
def test_first_steps_really_work(line: str, tmp_path: Path) -> None:
    """Checking and a new item, typed as shown, succeed in a small root."""
    root = make_root(tmp_path)
    replace(root, "tthc/danh-muc/noi-dung-cchc.yml", "cai-cach-the-che", "chi-dao-dieu-hanh")
    for post in ("tin-mot", "tin-hai"):
        replace(root, f"posts/2026/{post}.md", "cai-cach-the-che", "chi-dao-dieu-hanh")
    done = CliRunner().invoke(main, [*shlex.split(line)[1:], "--root", str(root)])
    assert done.exit_code == 0, done.output


@pytest.mark.slow
def test_the_handbook_is_part_of_the_site(sample_root: Path) -> None:
    """All chapters are published, the footer leads to them, and the search leaves them to those who look for them."""
    site = sample_root / "site"
    home = BeautifulSoup((site / "index.html").read_text(encoding="utf-8"), "lxml")
    link = home.find("a", string="Dành cho biên tập viên")
    assert link is not None
    assert (site / str(link["href"]) / "index.html").is_file()
    pages = {chapter.stem for chapter in CHAPTERS if chapter.stem != "index"} | {"truong", "thong-bao"}
    assert all((site / "so-tay-bien-tap" / name / "index.html").is_file() for name in pages)
    index = [file for file in site.rglob("*.json") if "so-tay-bien-tap" in file.read_text(encoding="utf-8")]
    assert index == []


@pytest.mark.parametrize("picture", sorted((HANDBOOK / "anh").glob("*")), ids=lambda file: file.name)
def test_pictures_are_light_and_shown(picture: Path) -> None:
    """Each picture is at most 120 KB and stands in a chapter with its words."""
    assert picture.stat().st_size <= 120 * 1024
    assert any(f"](anh/{picture.name})" in chapter.read_text(encoding="utf-8") for chapter in CHAPTERS)
