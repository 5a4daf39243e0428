"""The operator's guides keep up with the program: variables, commands, findings, tests, times of keeping."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from cchc.cli import main
from cchc.cli.doctor.command import CHECKS
from cchc.feedback.rules import CachCongKhai, read_rules
from cchc.model.feedback import LoaiGopY

REPOSITORY = Path(__file__).resolve().parents[2]
DEPLOY = REPOSITORY / "scripts" / "deploy"
PACKAGE = REPOSITORY / "scripts" / "cchc"
RULES = read_rules()
GUIDES = (
    "README.md",
    "khoa.md",
    "nhat-ky.md",
    "trinh-duyet.md",
    "va-loi.md",
    "bao-ve-du-lieu.md",
    "feeds.md",
    "embedding.md",
)
_VARIABLE = re.compile(r"\bCCHC_[A-Z_]*[A-Z]\b")
_HOW = {
    CachCongKhai.DONG_Y: "khi người gửi đồng ý",
    CachCongKhai.TOM_TAT: "bản tóm tắt, không nêu người gửi",
    CachCongKhai.KHONG: "không",
}


def _read(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


def _variables_of_the_program() -> set[str]:
    return {name for file in PACKAGE.rglob("*.py") for name in _VARIABLE.findall(file.read_text(encoding="utf-8"))}


def test_every_variable_has_its_row_and_no_row_is_left_over() -> None:
    """The table of the guide and the code name the same variables."""
    rows = set(re.findall(r"^\| `(CCHC_[A-Z_]+)` \|", _read("README.md"), re.MULTILINE))
    assert rows == _variables_of_the_program()


def test_the_sample_of_variables_names_no_other() -> None:
    """An operator who uncomments a line sets something that exists."""
    assert set(_VARIABLE.findall(_read("systemd/moi-truong.mau"))) < _variables_of_the_program()


def test_every_finding_of_the_doctor_is_explained() -> None:
    """Whatever the doctor says, the guide has a row on what it means and what to do."""
    code = "".join(file.read_text(encoding="utf-8") for file in (PACKAGE / "cli" / "doctor").glob("*.py"))
    subjects = {*re.findall(r'(?:weigh|Finding)\(\s*"([^"]+)"', code), *CHECKS} - {"Ổ đĩa"}
    subjects |= set(re.findall(r'"(Ổ đĩa của [^"]+)"', code))
    rows = re.findall(r"^\| ([^|`]+) \| [^|]+ \| [^|]+ \|$", _read("README.md").partition("## 8.")[2], re.MULTILINE)
    explained = {subject for row in rows for subject in row.split(", ")}
    assert subjects - explained == set()


def _commands(text: str) -> Iterator[list[str]]:
    for span in [*re.findall(r"`(cchc [^`]+)`", text), *re.findall(r"^cchc .+$", text, re.MULTILINE)]:
        yield shlex.split(span.replace("$(", "").replace(")", ""))[1:]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_of_the_guides_exists(guide: str) -> None:
    """Each command and option that a guide names is one of the program."""
    for words in _commands(_read(guide)):
        command: click.Command = main
        while isinstance(command, click.Group) and words:
            found = command.get_command(click.Context(command), words[0])
            assert found is not None or words[0] == "…", words
            if found is None:
                break
            command, words = found, words[1:]
        options = {name for parameter in command.params for name in parameter.opts}
        used = {word for word in words if re.fullmatch(r"--[a-z-]+", word)}
        assert used - options == set(), (guide, command.name)


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_of_the_guides_exists(guide: str) -> None:
    """Links, and paths below the installed program, lead to files."""
    text = _read(guide)
    links = re.findall(r"\]\(([a-z./-]+)\)", text)
    installed = re.findall(r"/opt/cchc/(scripts/[A-Za-z0-9./*_-]+)", text)
    assert all((DEPLOY / link).is_file() for link in links)
    assert all(list(REPOSITORY.glob(path)) for path in installed), installed


@pytest.mark.parametrize("kind", RULES.loai, ids=lambda kind: kind.value)
def test_times_of_keeping_are_said_as_they_are_kept(kind: LoaiGopY) -> None:
    """The form's privacy note and the data officer's table give the months after which items are erased."""
    rule = RULES.loai[kind]
    assert f" {rule.luu_thang} tháng" in rule.quyen_rieng_tu[3]
    assert f"| {kind.label} | {rule.luu_thang} | {_HOW[rule.cong_khai]} |" in _read("bao-ve-du-lieu.md")


def test_the_public_page_promises_no_other_time() -> None:
    """Each number of months on the privacy page is one of the rules; where kinds have rows, each has its own."""
    page = (REPOSITORY / "docs" / "bao-mat-du-lieu-ca-nhan.md").read_text(encoding="utf-8")
    months = {int(number) for number in re.findall(r"(\d+) tháng", page)}
    assert months <= {rule.luu_thang for rule in RULES.loai.values()}
    for kind, rule in RULES.loai.items():
        row = next((line for line in page.splitlines() if line.startswith(f"| {kind.label} |")), "")
        assert re.findall(r"(\d+) tháng", row) in ([], [str(rule.luu_thang)])


def test_every_test_of_the_durability_table_exists() -> None:
    """The promise of a row is kept by a test of that name."""
    named = re.findall(r"`(tests/[a-z_/]+\.py)(?:::(test_\w+))?`", _read("durability.md"))
    assert len(named) > 20
    for file, test in named:
        text = (REPOSITORY / file).read_text(encoding="utf-8")
        assert not test or re.search(rf"^(?:async )?def {test}\(", text, re.MULTILINE), (file, test)
