"""What the command line says of its own is Vietnamese, whatever the language of the machine."""

import os
from collections.abc import Sequence
from pathlib import Path

import click
import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from cchc.cli import main
from cchc.cli.vietnamese import CATALOGUES, DOMAIN

pytestmark = pytest.mark.slow

_FILE = CATALOGUES / "vi" / "LC_MESSAGES" / f"{DOMAIN}.po"


def _say(*arguments: str) -> str:
    return CliRunner().invoke(main, list(arguments), prog_name="cchc").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--help"], "Cách dùng: cchc "),
        (["--help"], "Tùy chọn:\n"),
        (["--help"], "Lệnh:\n"),
        (["--help"], "Hiện hướng dẫn này rồi thoát."),
        (["--help"], "Hiện phiên bản rồi thoát."),
        (["serve", "--help"], "[mặc định: 8000; "),
        (["new", "post", "--help"], "[bắt buộc]"),
        ([], "Cách dùng: cchc "),
        (["feedback"], "Cách dùng: cchc feedback "),
        (["khong-co"], "Gõ 'cchc --help' để xem hướng dẫn.\n\nLỗi: Không có lệnh 'khong-co'."),
        (["feedback", "backpu"], "Lỗi: Không có lệnh 'backpu'. Có phải bạn muốn gõ 'backup'?"),
        (["--khong-co"], "Lỗi: Không có tùy chọn '--khong-co'."),
        (["check", "--stric"], "Không có tùy chọn '--stric'. Có phải bạn muốn gõ '--strict'?"),
        (["new", "post"], "Lỗi: Thiếu tham số 'TIEU_DE'."),
        (["new", "post", "Tin"], "Lỗi: Thiếu tùy chọn '--don-vi'."),
        (["new", "van-ban", "Kế hoạch"], "Lỗi: Thiếu tùy chọn '--loai'. Chọn một trong:\n"),
        (["check", "--root"], "Tùy chọn '--root' cần 1 giá trị viết ngay sau nó."),
        (["check", "--strict=co"], "Tùy chọn '--strict' không nhận giá trị."),
        (["check", "mot", "hai"], "Lỗi: Thừa tham số: mot hai"),
        (["check", "--root", "khong/co"], "Giá trị của '--root' không hợp lệ: Không có 'khong/co'."),
        (["check", "--root", __file__], "là tệp, ở đây cần thư mục."),
        (["feedback", "restore", str(Path(__file__).parent)], "là thư mục, ở đây cần tệp."),
        (["serve", "--port", "tám"], "Giá trị của '--port' không hợp lệ: 'tám' không phải là số hợp lệ."),
        (["serve", "--port", "70000"], "70000 nằm ngoài khoảng 0<=x<=65535."),
        (["feedback", "list", "--loai", "thu"], "'thu' không nằm trong các giá trị 'hoi-dap', "),
    ],
)
def test_click_speaks_vietnamese(arguments: list[str], words: str) -> None:
    """Help, and each mistake in calling a command, in the words of those who call it."""
    assert words in _say(*arguments)


def test_nothing_is_left_behind() -> None:
    """After a command the language of the process is what it was."""
    before = os.environ.get("LANGUAGE")
    _say("--help")
    assert os.environ.get("LANGUAGE") == before


def test_the_catalogue_is_compiled() -> None:
    """What gettext reads is what was written: `pybabel compile -D click -d scripts/cchc/cli/ngon_ngu -l vi`."""
    with _FILE.open("rb") as written, _FILE.with_suffix(".mo").open("rb") as compiled:
        assert _sentences(read_mo(compiled)) == _sentences(read_po(written))


def test_the_catalogue_keeps_up_with_click() -> None:
    """Every sentence of the catalogue is one of the installed click, and its mistakes in calling are all in it."""
    found = [
        (module, _first(message))
        for module, _, message, *_ in extract_from_dir(Path(click.__file__).parent, [("**.py", "python")])
    ]
    with _FILE.open("rb") as file:
        known = set(_sentences(read_po(file)))
    assert known - {message for _, message in found} == set()
    spoken = {message for module, message in found if module in {"exceptions.py", "formatting.py", "parser.py"}}
    assert spoken - known == {"Invalid start character for option ({option})"}


def _sentences(catalogue: Catalog) -> dict[str, str]:
    """Return each sentence with its translation; of two numbers the first form counts."""
    return {_first(entry.id): _first(entry.string) for entry in catalogue if entry.id}


def _first(words: str | Sequence[str] | None) -> str:
    return words if isinstance(words, str) else (words or ("",))[0]


@pytest.mark.parametrize("command", ["check", "build", "preview"])
def test_a_folder_without_content_is_not_taken_for_a_site(tmp_path: Path, command: str) -> None:
    """An empty folder is a wrong folder, and stays as it is."""
    done = CliRunner().invoke(main, [command, "--root", str(tmp_path)])
    assert done.exit_code == 1
    assert "không phải thư mục nội dung" in done.output
    assert list(tmp_path.iterdir()) == []
