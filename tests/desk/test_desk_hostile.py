"""Hostile texts in every field, on every screen of the desk, in a real Chromium: words stay words."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page

from cchc.feedback.changes import ChangeAccount, MarkFailed
from cchc.feedback.records import Attachment
from cchc.model.dich_vu import SERVICE_DATA, DuLieuDichVu, TenGoi, VanBanDan
from cchc.model.feedback import CauHoi, GopYDuThao, PhanAnhHanhVi, PhanAnhQuyDinh, VaiTro
from cchc.web.app import create_app
from desk.hostile import HOSTILE
from desk.officer import DESK, PASSWORD, Officer, add_account, code_at
from feedback.fakes import MemoryStore, TurnedClock
from feedback.samples import make_new
from web.serving import make_settings, run_server

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_WATCH = """
window.executed = [];
for (const name of ["alert", "confirm", "prompt"]) window[name] = () => window.executed.push(name);
document.addEventListener("securitypolicyviolation", event => window.executed.push(event.violatedDirective));
"""
# What no screen of the desk has of its own in its main part.
_FOREIGN = (
    "main :is(script, img, iframe, object, embed, video, audio, style, base, meta, math, template, dialog, image)"
)
_ALL = "\n".join(HOSTILE)


def _line(number: int, limit: int) -> str:
    return HOSTILE[number % len(HOSTILE)][:limit]


def _send_all(store: MemoryStore) -> list[str]:
    """Put each text into every field of an item, and return the references in their order."""
    references = []
    for number, text in enumerate(HOSTILE):
        person = {"ho_ten": text[:100], "email": "mau@example.vn", "dong_y_xu_ly": True}
        place = {"dia_chi": text, "don_vi_lien_quan": text, "thoi_gian": text[:100], "dia_diem": text}
        conduct = PhanAnhHanhVi(**person, **place, nguoi_lien_quan=text[:100], tieu_de=text, noi_dung=text)
        kinds = (
            conduct,
            CauHoi(**person, tieu_de=text, noi_dung=text, linh_vuc=text[:80], dong_y_cong_khai=True),
            PhanAnhQuyDinh(**person, dia_chi=text, loai_quy_dinh="van-de-khac", tieu_de=text, noi_dung=text),
            GopYDuThao(**person, du_thao="mau", phan=text[:100], noi_dung=text),
        )
        file = Attachment(f"t{number}", text, text[:50], 10, "0" * 64, f"f{number}")
        new = make_new(conduct if number % 2 else kinds[number // 2 % 4], attachments=(file,))
        references.append(store.add(new).result(10).item.reference)
    return references


def _go_the_whole_way(place: "_Watched") -> tuple[str, str, str]:
    """Return items that wait for approval, for masking, for publication; every text of the desk is hostile."""
    references = []
    for last in ("soan", "duyet", "trinh-cong-khai"):
        sent = CauHoi(
            ho_ten=_line(11, 100),
            email="mau@example.vn",
            tieu_de=_line(70, 200),
            noi_dung=_ALL[:4000],
            dong_y_xu_ly=True,
            dong_y_cong_khai=True,
        )
        reference = place.store.add(make_new(sent)).result(10).item.reference
        place.an.take(reference)
        place.an.step(reference, "ghi-chu", note=_ALL)
        place.an.step(reference, "yeu-cau-bo-sung", message=_ALL)
        place.an.step(reference, "bo-sung", note=_ALL)
        place.an.step(reference, "soan", tra_loi=_ALL, can_cu="\n".join(HOSTILE[:50]), viec="trinh")
        if last != "soan":
            assert place.binh.step(reference, "duyet", xac_nhan="co", note=_ALL).status_code == 303
        if last == "trinh-cong-khai":
            assert place.an.step(reference, last, viec="trinh").status_code == 303
        references.append(reference)
    return references[0], references[1], references[2]


class _Watched:
    """A service full of hostile texts, two officers without JavaScript, and one watched browser."""

    def __init__(self, browser: Browser, address: str, store: MemoryStore, clock: TurnedClock) -> None:
        self.address, self.store = address, store
        self.an, self.binh = (Officer(httpx.Client(base_url=address), clock) for _ in range(2))
        for officer, name in ((self.an, "an"), (self.binh, "binh")):
            assert officer.log_in(name).status_code == 303
        context = browser.new_context()
        context.add_init_script(_WATCH)
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", lambda dialog: self.asked.append(dialog.message))
        self.page.goto(f"{address}{DESK}")
        self.page.fill("#ten_dang_nhap", "chi")
        self.page.fill("#mat_khau", PASSWORD)
        self.page.click("main button")
        clock.turn(seconds=60)
        self.page.fill("#ma_xac_thuc", code_at(clock))
        self.page.click("main button")
        self.page.wait_for_selector(".xl-menu")

    def close(self) -> None:
        """Close the browsers."""
        self.page.context.close()
        for officer in (self.an, self.binh):
            officer.http.close()

    def show(self, path: str) -> Page:
        """Open a screen; nothing on it may run, ask elsewhere, or be an element that is not the desk's own."""
        self.page.goto(f"{self.address}{DESK}{path}")
        self.check(path)
        return self.page

    def check(self, path: str) -> None:
        """Look at the screen as it stands."""
        assert self.page.evaluate("window.executed") == [], path
        assert self.page.locator(_FOREIGN).count() == 0, path
        assert self.page.locator("main [style], main [onerror], main [onload], main [onfocus]").count() == 0, path
        assert [url for url in self.asked if not url.startswith((self.address, "data:,"))] == [], path


@pytest.fixture
def watched(chromium: Browser, tmp_path: Path, password_hash: str) -> Iterator[_Watched]:
    """A desk whose units, people and citable texts have hostile names too."""
    with _serve(tmp_path, password_hash) as (address, store, clock):
        found = _Watched(chromium, address, store, clock)
        yield found
        found.close()


@contextmanager
def _serve(root: Path, password_hash: str) -> Iterator[tuple[str, MemoryStore, TurnedClock]]:
    data = root / "site" / SERVICE_DATA
    data.parent.mkdir(parents=True)
    names = tuple(TenGoi(ma=f"dv-{number}", ten=text) for number, text in enumerate(HOSTILE))
    cited = VanBanDan(so_ky_hieu="43/2011/NĐ-CP", da_het=True)
    data.write_text(DuLieuDichVu(don_vi=names, linh_vuc=names, thu_tuc=names, van_ban=(cited,)).model_dump_json())
    store, clock = MemoryStore(), TurnedClock()
    for username, role in (("an", VaiTro.TRA_LOI), ("binh", VaiTro.DUYET), ("chi", VaiTro.QUAN_TRI)):
        add_account(store, username, role, clock=clock, password_hash=password_hash)
        store.apply(ChangeAccount(username, ho_ten=HOSTILE[0] + HOSTILE[11])).result(10)
    with run_server(create_app(make_settings(root, rate={"burst": 0}), store=store, clock=clock)) as address:
        yield address, store, clock


def test_the_watch_sees_what_would_run(chromium: Browser) -> None:
    """The same watch notices a page that does take such a text for markup: the tests below can fail."""
    context = chromium.new_context()
    context.add_init_script(_WATCH)
    page = context.new_page()
    page.goto("data:text/html,<main><img src=x onerror=alert(1)></main>")
    page.wait_for_function("window.executed.length > 0")
    assert page.locator(_FOREIGN).count() == 1
    context.close()


def test_what_citizens_send_stays_text(watched: _Watched) -> None:
    """Each text in every field: its item's page shows every letter of it, and in lists and search nothing runs."""
    references = _send_all(watched.store)
    assert len(set(HOSTILE)) >= 80
    for reference, text in zip(references, HOSTILE, strict=True):
        page = watched.show(f"/muc/{reference}")
        shown = page.locator("section[aria-labelledby=noi-dung-gui] .xl-chu").text_content()
        assert shown == " ".join(text.split(" ")).strip()
    for number in range(1, len(references) // 25 + 2):
        watched.show(f"?trang={number}")
    for text in HOSTILE[::6]:
        watched.page.goto(f"{watched.address}{DESK}")
        watched.page.fill("#tim", text)
        watched.page.click("form[role=search] button")
        watched.check(text)


def test_what_officers_write_stays_text(watched: _Watched) -> None:
    """Notes, messages, answers, citations, masked texts, names of units and people, errors of mail: on every screen."""
    waiting, masking, publishing = _go_the_whole_way(watched)
    for letter in watched.store.list_outbox()[:3]:
        error = HOSTILE[letter.id % len(HOSTILE)] + HOSTILE[11]
        watched.store.apply(MarkFailed(letter.id, letter.created_at, error, None)).result(10)
    for path in (
        *("", "/thu-loi", "/so-lieu", "/tai-khoan", "/tai-khoan/phien", "/tai-khoan/mat-khau"),
        *(f"/muc/{reference}" for reference in (waiting, masking, publishing)),
        *(f"/muc/{waiting}/{step}" for step in ("soan", "duyet", "tra-lai", "phan-cong", "chuyen", "tu-choi", "rut")),
        *(f"/muc/{waiting}/soan?mau={name}" for name in ("huong-dan-thu-tuc", "khong-thuoc-tham-quyen", "<script>")),
        *(f"/muc/{masking}/trinh-cong-khai", f"/muc/{masking}/mo-lai", f"/muc/{publishing}/cong-khai"),
    ):
        watched.show(path)


def test_what_comes_back_stays_text(watched: _Watched) -> None:
    """A form with a mistake, a stale one, one while the store is down: the words return as words."""
    reference = (
        watched.store.add(
            make_new(CauHoi(ho_ten="Mẫu", email="mau@example.vn", tieu_de="Mẫu", noi_dung="Mẫu", dong_y_xu_ly=True))
        )
        .result(10)
        .item.reference
    )
    page = watched.page
    for change in ("mistake", "stale", "down"):
        watched.show(f"/muc/{reference}/tu-choi")
        page.fill("#message", _ALL)
        if change != "mistake":
            page.check("#xac_nhan")
        if change == "stale":
            watched.an.step(reference, "ghi-chu", note=_ALL)
        watched.store.down = change == "down"
        page.click("form.bieu-mau button[type=submit]")
        watched.check(change)
        assert page.locator("textarea").first.input_value() == _ALL
        watched.store.down = False
    watched.show("/dang-nhap?tiep=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
