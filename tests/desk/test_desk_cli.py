"""The desk from the command line: the same steps, the same refusals, and never beside a running service."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from click.testing import CliRunner, Result

from cchc.cli.feedback import feedback
from cchc.cli.feedback_accounts import account
from cchc.cli.feedback_steps import COMMANDS
from cchc.feedback.sql_store import open_reader, open_store
from cchc.model.feedback import TrangThaiGopY, VaiTro
from feedback.samples import CAU_HOI, make_new

pytestmark = pytest.mark.slow

_PASSWORD = "trời xanh mây trắng"  # noqa: S105 # opens nothing


def _run(root: Path, *arguments: str, typed: str = "", environ: Mapping[str, str] = MappingProxyType({})) -> Result:
    environ = {"CCHC_DATABASE_URL": "", "CCHC_TAI_KHOAN": "", "CCHC_PASSWORD_LIST": "", **environ}
    command = [*arguments, "--root", str(root)]
    # The commands run coroutines: not in the thread in which the browser of other tests keeps its loop running.
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(CliRunner(env=environ).invoke, feedback, command, input=typed).result()


def _add(root: Path, name: str, role: VaiTro, *more: str) -> Result:
    given = ("--ho-ten", "Cán bộ Mẫu", "--vai-tro", role.value, *more)
    return _run(root, "account", "add", name, *given, typed=f"{_PASSWORD}\n{_PASSWORD}\n")


@pytest.fixture
def desk(tmp_path: Path) -> tuple[Path, str]:
    """A root with one question and two people."""
    question = make_new(CAU_HOI)
    with closing(open_store(f"sqlite:///{tmp_path / 'var' / 'gop-y.sqlite3'}")) as store:
        store.add(question).result(10)
    for name, role in (("an.nguyen", VaiTro.TRA_LOI), ("binh.tran", VaiTro.DUYET)):
        assert _add(tmp_path, name, role).exit_code == 0
    return tmp_path, question.reference


def _state(root: Path, reference: str) -> TrangThaiGopY:
    with closing(open_reader(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")) as reader:
        found = reader.find(reference)
    assert found is not None
    return found.item.state


def test_an_item_goes_all_the_way(desk: tuple[Path, str]) -> None:
    """Taken, assigned, drafted, submitted, approved, masked, published, taken down: each step by its command."""
    root, ma = desk
    an, binh = ("--tai-khoan", "an.nguyen"), ("--tai-khoan", "binh.tran")
    for step in (
        ("take", ma, *an),
        ("assign", ma, "--nguoi", "an.nguyen", *an),
        ("draft", ma, "--tep", "-", "--can-cu", "20/2008/NĐ-CP", *an),
        ("submit", ma, *an),
        ("note", ma, "--noi-dung", "Đã xong phần soạn", *an),
    ):
        result = _run(root, *step, typed="Nộp tại bộ phận một cửa, gọi 0240 3999 999.")
        assert result.exit_code == 0, result.output
    shown = _run(root, "approve", ma, *binh, typed="y\n")
    assert "Nộp tại bộ phận một cửa" in shown.output
    assert _state(root, ma) is TrangThaiGopY.DA_TRA_LOI
    proposed = yaml.safe_load(_run(root, "prepare", ma, *an).output)
    assert proposed["cong_khai"] == "Nộp tại bộ phận một cửa, gọi [số điện thoại]."
    text = yaml.safe_dump(proposed | {"cong_khai": "Gọi 0240 3999 999."}, allow_unicode=True)
    refused = _run(root, "prepare", ma, "--tep", "-", *an, typed=text)
    assert (refused.exit_code, "0240 3999 999" in refused.output) == (1, True)
    assert _run(root, "prepare", ma, "--tep", "-", "--giu", "0240 3999 999", *an, typed=text).exit_code == 0
    assert _run(root, "publish", ma, "--yes", *binh).exit_code == 0
    assert _state(root, ma) is TrangThaiGopY.DA_CONG_KHAI
    assert _run(root, "unpublish", ma, "--noi-dung", "Quy định đã đổi", *binh).exit_code == 0
    assert _state(root, ma) is TrangThaiGopY.DA_TRA_LOI


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("approve", "--yes", "--tai-khoan", "binh.tran"), "Chưa có câu trả lời"),
        (("unpublish", "--noi-dung", "x", "--tai-khoan", "an.nguyen"), "không có quyền"),
        (("submit", "--tai-khoan", "an.nguyen"), "không thực hiện được ở trạng thái"),
        (("take", "--tai-khoan", "ai-do"), "không tồn tại"),
    ],
)
def test_a_refused_step_says_why(desk: tuple[Path, str], step: tuple[str, ...], words: str) -> None:
    """The words of the screens, exit code 1, nothing done."""
    root, ma = desk
    result = _run(root, step[0], ma, *step[1:])
    assert (result.exit_code, words in result.output) == (1, True)
    assert _state(root, ma) is TrangThaiGopY.MOI


def test_the_final_word_is_asked_for(desk: tuple[Path, str]) -> None:
    """Whoever answers no has approved nothing."""
    root, ma = desk
    an = ("--tai-khoan", "an.nguyen")
    _run(root, "take", ma, *an)
    _run(root, "draft", ma, "--tep", "-", *an, typed="Trả lời")
    _run(root, "submit", ma, *an)
    assert _run(root, "approve", ma, "--tai-khoan", "binh.tran", typed="n\n").exit_code == 1
    assert _state(root, ma) is TrangThaiGopY.DANG_XU_LY


def test_a_running_service_keeps_commands_out(desk: tuple[Path, str]) -> None:
    """SQLite is written by one process: the command says where the work belongs."""
    root, ma = desk
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")):
        for step in (("take", ma, "--tai-khoan", "an.nguyen"), ("account", "lock", "an.nguyen")):
            result = _run(root, *step)
            assert (result.exit_code, "màn hình xử lý" in result.output) == (1, True)


def test_accounts_are_kept(desk: tuple[Path, str]) -> None:
    """Listed without a secret, locked, unlocked, given a role; a taken name and a weak password are refused."""
    root, _ = desk
    assert _run(root, "account", "lock", "an.nguyen").exit_code == 0
    assert _run(root, "account", "role", "binh.tran", "quan-tri").exit_code == 0
    listed = _run(root, "account", "list").output
    assert "mật khẩu tạm đến" in listed
    assert "đã khóa" in next(line for line in listed.splitlines() if "an.nguyen" in line)
    assert "quan-tri" in listed
    assert "argon2" not in listed
    assert _run(root, "account", "unlock", "an.nguyen").exit_code == 0
    assert _run(root, "account", "totp", "an.nguyen").exit_code == 0
    reset = _run(root, "account", "password", "an.nguyen", typed="gió mát trăng thanh\n" * 2)
    assert (reset.exit_code, "phải đặt mật khẩu riêng" in reset.output) == (0, True)
    assert "đã có" in _add(root, "an.nguyen", VaiTro.XEM).output
    weak = _run(root, "account", "password", "an.nguyen", typed="matkhau\n" * 2)
    assert (weak.exit_code, "ít nhất 12 ký tự" in weak.output) == (1, True)
    for verb in ("lock", "totp"):
        assert _run(root, "account", verb, "ai-do").exit_code == 1


def test_what_is_no_password_here_is_refused_by_the_command_too(desk: tuple[Path, str]) -> None:
    """The agency's name, and what stands in the operator's own list; a list that is not there stops the command."""
    root, _ = desk
    own = root / "danh-sach.txt"
    own.write_text("gió mát trăng thanh\n", encoding="utf-8")
    reset = ("account", "password", "an.nguyen")
    for password, environ, words in (
        ("Sở Y tế tỉnh Bình Minh", {}, "tên cơ quan"),
        ("gió mát trăng thanh", {"CCHC_PASSWORD_LIST": str(own)}, "danh sách"),
        ("gió mát trăng thanh", {"CCHC_PASSWORD_LIST": str(root / "mat")}, "CCHC_PASSWORD_LIST"),
    ):
        result = _run(root, *reset, typed=f"{password}\n" * 2, environ=environ)
        assert (result.exit_code, words in result.output) == (1, True), result.output


def test_a_password_is_never_an_argument() -> None:
    """What stands in a shell's history is known to others: no option takes one."""
    for verb in ("add", "password"):
        assert "--mat-khau" not in CliRunner().invoke(feedback, ["account", verb, "--help"]).output


def test_no_password_is_asked_for_in_vain(desk: tuple[Path, str]) -> None:
    """Whose password nobody can set is told before it is typed."""
    root, _ = desk
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")):
        busy = _add(root, "moi.nguoi", VaiTro.XEM)
    unknown = _run(root, "account", "password", "ai-do")
    for result, words in ((busy, "Dịch vụ đang chạy"), (unknown, "Không có tài khoản ai-do")):
        assert (result.exit_code, words in result.output) == (1, True), result.output
        assert "Mật khẩu" not in result.output


@pytest.mark.parametrize(
    "names", [[command.name] for command in COMMANDS] + [["account", name] for name in sorted(account.commands)]
)
def test_every_command_has_an_example_and_exit_codes(names: list[str]) -> None:
    """Help shows how to call it and what its exit codes mean."""
    result = CliRunner().invoke(feedback, [*names, "--help"])
    assert f"cchc feedback {' '.join(names)}" in result.output
    assert "Mã thoát" in result.output
