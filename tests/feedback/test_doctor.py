"""``cchc doctor``: what it notices on a real machine, what it advises, and that it changes nothing."""

import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cchc.feedback.changes import Act, ClaimLetters, MarkFailed, Move
from cchc.feedback.engines import make_writer, parse_url
from cchc.feedback.spool import Spool
from cchc.model.feedback import HanhDong, VaiTro
from feedback.installed import NOW, add_account, install, lines_of, open_at, run_doctor, stamp
from feedback.samples import make_new

pytestmark = pytest.mark.slow


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound installation."""
    return install(tmp_path)


def _read_all(root: Path) -> dict[Path, bytes]:
    # SQLite's own log and its index belong to whoever has the file open.
    files = (file for file in root.rglob("*") if file.is_file())
    return {file: file.read_bytes() for file in files if not file.name.endswith(("-wal", "-shm"))}


def test_a_sound_service_has_nothing_broken_and_is_left_as_it_was(root: Path) -> None:
    """No line says that something is broken, the exit code is 0, and no file came or changed."""
    before = _read_all(root)
    result = run_doctor(root)
    assert (lines_of(result, "HỎNG"), result.exit_code) == ([], 0)
    assert "Cơ sở dữ liệu: đọc được, đang giữ 1 mục." in lines_of(result, "ĐẠT")
    assert _read_all(root) == before


def test_strict_counts_what_should_be_looked_at(root: Path) -> None:
    """For a timer that should tell of everything."""
    result = run_doctor(root, "--strict")
    assert result.exit_code == 1
    assert lines_of(result, "CẦN XEM") != []


def test_every_advice_follows_a_line_that_is_not_well(root: Path) -> None:
    """Whatever is not well says what to do; what is well asks for nothing."""
    lines = run_doctor(root).output.splitlines()[:-1]
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith(("HỎNG", "CẦN XEM")):
            assert following.strip().startswith("→ ")
        elif line.startswith("ĐẠT"):
            assert not following.strip().startswith("→")


@pytest.mark.parametrize("environ", [{}, {"CCHC_DATABASE_URL": "mysql://h/d"}, {"CCHC_DATABASE_URL": "sqlite:////x/y"}])
def test_a_database_that_cannot_be_read_is_told(tmp_path: Path, environ: dict[str, str]) -> None:
    """Missing or wrong: broken, exit code 1, nothing made."""
    result = run_doctor(tmp_path, **environ)
    assert result.exit_code == 1
    assert [line for line in lines_of(result, "HỎNG") if line.startswith("Cơ sở dữ liệu: không đọc được")]
    assert list(tmp_path.iterdir()) == []


def _spool_waits(root: Path) -> None:
    spool = Spool(root / "var" / "cho-ghi")
    spool.put([make_new()])
    spool.set_aside(make_new())


def _readable_by_others(root: Path) -> None:
    (root / "var" / "gop-y.sqlite3").chmod(0o644)


def _folder_open_to_others(root: Path) -> None:
    (root / "var").chmod(0o755)


def _key_too_short(root: Path) -> None:
    (root / "var" / "khoa-bi-mat").write_text("ngan", encoding="utf-8")
    (root / "var" / "khoa-bi-mat").chmod(0o600)


def _key_open_to_others(root: Path) -> None:
    (root / "var" / "khoa-bi-mat").write_text("a" * 64, encoding="utf-8")
    (root / "var" / "khoa-bi-mat").chmod(0o640)


def _no_site(root: Path) -> None:
    shutil.rmtree(root / "site")


def _stale_copy(root: Path) -> None:
    stamp(root / "var" / "sao-luu" / "gop-y-20261122-083000.bak", NOW - timedelta(days=3))


def _from_the_future(root: Path) -> None:
    with closing(open_at(root)) as store:
        store.add(make_new(received_at=NOW + timedelta(hours=2))).result(10)


def _kept_too_long(root: Path) -> None:
    received = NOW - timedelta(days=3 * 366)
    with closing(open_at(root)) as store:
        reference = store.add(make_new(received_at=received)).result(10).item.reference
        add_account(store, "an", VaiTro.TRA_LOI)
        store.apply(Move(Act(reference, "an", received, note="Trùng"), HanhDong.TU_CHOI)).result(10)


def _approver_without_code(root: Path) -> None:
    with closing(open_at(root)) as store:
        add_account(store, "duyet.3", VaiTro.QUAN_TRI, entered=False)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_spool_waits, "Nơi giữ tạm: 1 đợt nội dung chờ ghi"),
        (_spool_waits, "Nơi giữ tạm: 1 tệp không tự ghi được"),
        (_readable_by_others, "Quyền đọc tệp: người khác trên máy vào được"),
        (_folder_open_to_others, "Quyền đọc tệp: người khác trên máy vào được"),
        (_key_too_short, "Khóa bí mật: tệp khoa-bi-mat dài 4 ký tự"),
        (_key_open_to_others, "Khóa bí mật: người khác trên máy đọc được (quyền 0640)"),
        (_no_site, "Trang đã dựng: chưa có"),
        (_stale_copy, "Bản sao lưu: mới nhất lúc 19/11/2026"),
        (_from_the_future, "Đồng hồ máy: chạy chậm hơn lần nhận gần nhất"),
        (_kept_too_long, "Thời hạn lưu: 1 mục hết hạn lưu chưa xóa"),
        (_approver_without_code, "Xác thực hai lớp: duyet.3 (Quản trị) chưa cài mã một lần"),
    ],
)
def test_what_is_broken_is_told(root: Path, spoil: Callable[[Path], None], told: str) -> None:
    """Each fault makes its own line, with advice, and the exit code 1."""
    spoil(root)
    result = run_doctor(root)
    assert result.exit_code == 1
    assert any(line.startswith(told) for line in lines_of(result, "HỎNG")), result.output


def _dead_letter(root: Path) -> None:
    with closing(open_at(root)) as store:
        for number in store.apply(ClaimLetters(NOW, NOW + timedelta(minutes=10))).result(10).numbers:
            store.apply(MarkFailed(number, NOW, "answer 550", None)).result(10)


def _old_site(root: Path) -> None:
    for file in (root / "site").rglob("*.html"):
        stamp(file, NOW - timedelta(days=8))


def _site_of_another_version(root: Path) -> None:
    (root / "site" / "khung" / "gop-y.html").unlink()


def _late_item(root: Path) -> None:
    with closing(open_at(root)) as store:
        store.add(make_new(han=NOW.date() - timedelta(days=1))).result(10)


def _no_people(root: Path) -> None:
    (root / "var" / "gop-y.sqlite3").unlink()
    open_at(root).close()


def _old_copy(root: Path) -> None:
    file = root / "var" / "sao-luu" / "gop-y-20261001-083000.bak"
    file.touch()
    stamp(file, NOW - timedelta(days=40))


def _no_copy(root: Path) -> None:
    shutil.rmtree(root / "var" / "sao-luu")


def _nothing(_: Path) -> None:
    """Leave the machine as it is."""


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_dead_letter, "Thư hỏng: 1 thư"),
        (_old_site, "Trang đã dựng: lần đổi gần nhất lúc 14/11/2026"),
        (_site_of_another_version, "Khung của biểu mẫu: không có khung/gop-y.html"),
        (_late_item, "Hạn xử lý: 1 mục quá hạn"),
        (_no_people, "Tài khoản xử lý: 0 người"),
        (_old_copy, "Bản sao lưu: 1 bản cũ hơn 35 ngày"),
        (_no_copy, "Bản sao lưu: chưa có trong"),
        (_nothing, "Bản sao lưu: nằm cùng ổ đĩa với cơ sở dữ liệu"),
        (_nothing, "Hai ổ đĩa: nơi giữ tạm nằm cùng ổ với cơ sở dữ liệu"),
        (_nothing, "Lịch làm việc: chưa có ngày nghỉ năm 2027"),
        (_nothing, "Máy chủ thư: chưa khai báo, không thư nào được gửi"),
        (_nothing, "Tên miền: chỉ trả lời yêu cầu gửi tới chính máy này"),
    ],
)
def test_what_should_be_looked_at_is_told_without_an_alarm(
    root: Path, spoil: Callable[[Path], None], told: str
) -> None:
    """The service runs, so the exit code stays 0."""
    spoil(root)
    result = run_doctor(root)
    assert result.exit_code == 0
    assert any(line.startswith(told) for line in lines_of(result, "CẦN XEM")), result.output


def test_files_of_citizens_are_the_services_own(root: Path) -> None:
    """Where attachments are taken, their folder is looked at like the database."""
    (root / "var" / "tep-gui-kem").mkdir(mode=0o700)
    (root / "var" / "tep-gui-kem" / "abc").touch(mode=0o644)
    told = [line for line in lines_of(run_doctor(root, CCHC_ATTACHMENTS="on"), "HỎNG") if "tep-gui-kem/abc" in line]
    assert len(told) == 1
    assert lines_of(run_doctor(root), "HỎNG") == []


def test_one_approver_is_not_enough(root: Path) -> None:
    """Nobody may approve his own words."""
    _no_people(root)
    with closing(open_at(root)) as store:
        add_account(store, "duyet.1", VaiTro.DUYET)
        add_account(store, "tra.loi", VaiTro.TRA_LOI)
    assert "Người duyệt: 1 người." in lines_of(run_doctor(root), "CẦN XEM")


def test_a_known_year_is_enough_in_its_middle(root: Path) -> None:
    """Sixty days from June on end in the same year."""
    result = run_doctor(root, now=datetime(2026, 6, 1, tzinfo=UTC))
    assert "Lịch làm việc: đủ ngày nghỉ cho 60 ngày tới." in lines_of(result, "ĐẠT")


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"CCHC_RATE": "many"}, "Thiết lập: không khám được"),
        ({"CCHC_SECRET": "ngan"}, "Khóa bí mật: CCHC_SECRET dài 4 ký tự"),
        ({"CCHC_ALLOWED_HOSTS": "*"}, "Tên miền: *"),
        ({"CCHC_SMTP": "ftp://h"}, "Máy chủ thư: không khám được"),
    ],
)
def test_wrong_variables_are_told(root: Path, environ: dict[str, str], told: str) -> None:
    """A value with which the service would not start, or not be safe; no key file is made on the way."""
    result = run_doctor(root, **environ)
    assert result.exit_code == 1
    assert any(line.startswith(told) for line in lines_of(result, "HỎNG")), result.output
    assert not (root / "var" / "khoa-bi-mat").exists()


def test_an_unknown_proxy_is_asked_for(root: Path) -> None:
    """A public name without a named proxy: everybody might share one limit."""
    result = run_doctor(root, CCHC_ALLOWED_HOSTS="cchc.example.vn")
    assert "Máy chủ đứng trước: chưa khai báo." in lines_of(result, "CẦN XEM")
    result = run_doctor(root, CCHC_ALLOWED_HOSTS="cchc.example.vn", CCHC_PROXY="127.0.0.1")
    assert "Máy chủ đứng trước: 127.0.0.1/32." in lines_of(result, "ĐẠT")


def test_an_older_schema_is_told(root: Path) -> None:
    """A database that the program cannot read is broken for it, whatever the reason."""
    engine = make_writer(parse_url(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}"))
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE item RENAME TO item_cu")
    engine.dispose()
    assert any(line.startswith("Cơ sở dữ liệu: không đọc được") for line in lines_of(run_doctor(root), "HỎNG"))
