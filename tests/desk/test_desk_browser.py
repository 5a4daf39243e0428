"""Citizen and officers in a real Chromium, by keyboard only, from the form to the file of the published answer."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from cchc.cli.feedback import feedback
from cchc.feedback.changes import ChangeAccount
from cchc.feedback.personnel import TEMPORARY_LIFE
from cchc.feedback.sql_store import open_store
from cchc.model.dich_vu import SERVICE_DATA
from cchc.model.feedback import VaiTro
from cchc.web.app import create_app
from desk.conftest import DATA
from desk.keyboard import Keyboard
from desk.officer import DESK, PASSWORD, add_account, code_at
from feedback.fakes import TurnedClock
from roots import make_root
from web.serving import make_settings, run_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_SCREENS = [(360, "light", False), (1280, "dark", True)]
_STEP = "form.bieu-mau button.nut--chinh"


class _Scene:
    """A running service on a SQLite file, and people at their keyboards."""

    def __init__(self, browser: Browser, address: str, clock: TurnedClock, *, screen: tuple[int, str, bool]) -> None:
        self._browser, self._screen = browser, screen
        self.address, self.clock = address, clock

    def sit_down(self) -> Keyboard:
        """Return a fresh browser."""
        width, scheme, javascript = self._screen
        context = self._browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=javascript
        )
        context.set_default_timeout(20_000)
        return Keyboard(context, javascript)

    def log_in(self, username: str, shown: str = ".xl-menu li") -> Keyboard:
        """Go both steps of a log-in, the first time past the QR code."""
        keys = self.sit_down()
        keys.open(self.address + DESK)
        keys.write("#ten_dang_nhap", username)
        keys.write("#mat_khau", PASSWORD)
        keys.press("main button", "#ma_xac_thuc")
        self.clock.turn(seconds=60)
        keys.write("#ma_xac_thuc", code_at(self.clock))
        keys.press("main button", shown)
        return keys

    def send_question(self) -> None:
        """Send a question as a citizen does."""
        keys = self.sit_down()
        keys.open(f"{self.address}/gop-y/hoi-dap")
        for box, text in (
            ("#ho_ten", "Người Gửi Mẫu Đỗ Ơ"),
            ("#email", "mau@example.vn"),
            ("#tieu_de", "Hỏi về lệ phí cấp giấy phép"),
            ("#noi_dung", "Tôi là Người Gửi Mẫu Đỗ Ơ, gọi 0912 345 678.\nLệ phí nộp ở đâu?"),
        ):
            keys.write(box, text)
        keys.tick("#dong_y_xu_ly")
        keys.tick("#dong_y_cong_khai")
        self.clock.turn(seconds=30)
        keys.press("button[value=kiem-tra]", "button[value=gui]")
        keys.press("button[value=gui]", ".the-ma")
        keys.context.close()


@contextmanager
def _scene(browser: Browser, root: Path, password_hash: str, screen: tuple[int, str, bool]) -> Iterator[_Scene]:
    data = root / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    data.write_text(DATA.model_dump_json(), encoding="utf-8")
    clock = TurnedClock()
    with closing(open_store(f"sqlite:///{root / 'var' / 'gop-y.sqlite3'}")) as store:
        for username, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET)):
            add_account(store, username, role, clock=clock, password_hash=password_hash)
        add_account(store, "moi", VaiTro.XEM, clock=clock, password_hash=password_hash)
        until = clock() + TEMPORARY_LIFE
        store.apply(ChangeAccount("moi", password_hash=password_hash, temporary_until=until)).result(10)
        with run_server(create_app(make_settings(root), store=store, clock=clock)) as address:
            yield _Scene(browser, address, clock, screen=screen)


def _answer(an: Keyboard, binh: Keyboard) -> None:
    """Take, assign, write from a template with checked citations; approve after a forgotten tick."""
    an.press("a.xl-ten-muc", ".xl-viec")
    an.press("form[action$='/tiep-nhan'] button", ".hop-thanh-cong")
    an.press("a[href$='/phan-cong']", "#nguoi")
    an.go_to("#nguoi")
    an.page.keyboard.type("Cán bộ Mẫu An")
    an.press(_STEP, ".hop-thanh-cong")
    an.press("a[href$='/soan']", "#mau")
    an.go_to("#mau")
    an.page.keyboard.type("Hướng dẫn")
    an.press(".xl-chon-mau button", "#tra_loi")
    assert "Ngày 22/11/2026" in an.page.input_value("#tra_loi")
    an.write("#tra_loi", "Kính gửi Ông/Bà,\nLệ phí nộp tại bộ phận một cửa.")
    an.write("#can_cu", "20/2008/NĐ-CP\n43/2011/NĐ-CP")
    an.press("button[value=kiem-tra]", ".hop-canh-bao")
    an.write("#can_cu", "20/2008/NĐ-CP")
    an.press("button[value=trinh]", ".hop-thanh-cong")
    binh.press("a.xl-ten-muc", ".xl-viec")
    binh.press("a[href$='/duyet']", "#xac_nhan")
    binh.press(_STEP, "#tom-tat-loi:focus")
    binh.tick("#xac_nhan")
    binh.press(_STEP, ".hop-thanh-cong")


def _publish(an: Keyboard, binh: Keyboard) -> None:
    """Read what is masked and send it for approval; let it out."""
    an.press("a[href$='/xu-ly']", ".xl-bang")
    an.press("a.xl-ten-muc", ".xl-viec")
    an.press("a[href$='/trinh-cong-khai']", "mark")
    assert an.page.input_value("#cau_hoi").startswith("Tôi là [họ tên], gọi [số điện thoại].")
    an.press("button[value=trinh]", ".hop-thanh-cong")
    binh.press("a[href$='/xu-ly']", ".xl-bang")
    binh.press("a.xl-ten-muc", ".xl-viec")
    binh.press("a[href$='/cong-khai']", "#xac_nhan")
    binh.tick("#xac_nhan")
    binh.press(_STEP, ".hop-thanh-cong")


@pytest.mark.parametrize("screen", _SCREENS, ids=["phone-without-javascript", "desktop-dark"])
def test_from_question_to_published_file(
    chromium: Browser, tmp_path: Path, password_hash: str, screen: tuple[int, str, bool]
) -> None:
    """Sent, taken, assigned, drafted, submitted, approved by another, masked, published, exported: keyboard only."""
    root = make_root(tmp_path)
    with _scene(chromium, root, password_hash, screen) as scene:
        scene.send_question()
        an, binh = scene.log_in("an"), scene.log_in("binh")
        _answer(an, binh)
        _publish(an, binh)
        for path in ("/so-lieu", "/thu-loi", "/tai-khoan"):
            binh.press(f".xl-menu a[href$='{path}']", f".xl-menu a[href$='{path}'][aria-current]")
        binh.press("form[action$='/dang-xuat'] button", "#ten_dang_nhap")
        exported = CliRunner(env={"CCHC_DATABASE_URL": ""}).invoke(feedback, ["export", "--root", str(root)])
        assert exported.exit_code == 0, exported.output
        for keys in (an, binh):
            keys.context.close()
    (file,) = (root / "docs" / "hoi-dap").rglob("*.md")
    text = file.read_text(encoding="utf-8")
    assert "Lệ phí nộp tại bộ phận một cửa." in text
    assert "[số điện thoại]" in text
    for secret in ("Đỗ Ơ", "0912", "mau@example.vn"):
        assert secret not in text


@pytest.mark.parametrize("screen", _SCREENS, ids=["phone-without-javascript", "desktop-dark"])
def test_other_steps_and_refusals(
    chromium: Browser, tmp_path: Path, password_hash: str, screen: tuple[int, str, bool]
) -> None:
    """Note, asking back, what was added, forwarding, a stale page, an unknown item: each screen is sound."""
    with _scene(chromium, tmp_path, password_hash, screen) as scene:
        scene.send_question()
        an, binh = scene.log_in("an"), scene.log_in("binh")
        binh.press("a.xl-ten-muc", ".xl-viec")
        an.press("a.xl-ten-muc", ".xl-viec")
        an.press("a[href$='/ghi-chu']", "#note")
        binh.press("form[action$='/tiep-nhan'] button", ".hop-thanh-cong")
        an.write("#note", "Đã hỏi phòng Nghiệp vụ Dược")
        an.press(_STEP, ".hop-canh-bao")
        assert an.page.input_value("#note") == "Đã hỏi phòng Nghiệp vụ Dược"
        an.press(_STEP, ".hop-thanh-cong")
        an.press("a[href$='/yeu-cau-bo-sung']", "#message")
        an.press(_STEP, "#tom-tat-loi:focus")
        an.write("#message", "Ghi rõ tên thủ tục")
        an.press(_STEP, ".hop-thanh-cong")
        an.press("a[href$='/bo-sung']", "#note")
        an.write("#note", "Thủ tục cấp giấy phép")
        an.press(_STEP, ".hop-thanh-cong")
        an.press("a[href$='/chuyen']", "#message")
        an.write("#message", "Sở Mẫu tỉnh Bình Minh")
        an.tick("#xac_nhan")
        an.press(_STEP, ".hop-thanh-cong")
        an.open(f"{scene.address}{DESK}/muc/khong-co")
        an.open(f"{scene.address}{DESK}?tim=khong+thay")
        an.page.wait_for_selector(".hop-luu-y")
        for keys in (an, binh):
            keys.context.close()


@pytest.mark.parametrize("screen", _SCREENS, ids=["phone-without-javascript", "desktop-dark"])
def test_a_newcomer_sets_a_password_and_looks_after_the_sessions(
    chromium: Browser, tmp_path: Path, password_hash: str, screen: tuple[int, str, bool]
) -> None:
    """From a temporary password to one's own, told once why another will not do; a code again for the sessions."""
    with _scene(chromium, make_root(tmp_path), password_hash, screen) as scene:
        keys = scene.log_in("moi", "#mat_khau_moi")
        for new, shown in (("Cán bộ Mẫu Moi 1", "#tom-tat-loi:focus"), ("gió mát trăng thanh", ".xl-menu li")):
            for box, text in (("#mat_khau", PASSWORD), ("#mat_khau_moi", new), ("#mat_khau_nhac_lai", new)):
                keys.write(box, text)
            keys.press(_STEP, shown)
        keys.press(".xl-menu a[href$='/tai-khoan']")
        keys.press("main a[href$='/mat-khau']", "#ma_xac_thuc")
        keys.press("main .xl-ve a")
        scene.clock.turn(minutes=11)
        keys.press("main a[href$='/phien']", "#ma_xac_thuc")
        keys.write("#ma_xac_thuc", "000000")
        keys.press(_STEP, "#tom-tat-loi:focus")
        keys.write("#ma_xac_thuc", code_at(scene.clock))
        keys.press(_STEP, ".xl-bang")
        keys.press(".xl-bang button", "#ten_dang_nhap")
        keys.context.close()
