"""Posts of units' own sites: real feeds read over HTTP become drafts, hostile ones are refused."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cchc.cli import main
from cchc.importers.unit_feed import FeedRefused, parse_feed
from cchc.model.post import TrangThaiTin
from cchc.sources import read
from roots import NOW, make_root

pytestmark = pytest.mark.slow

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bệnh viện mẫu</title>
<item><title>Bệnh viện đổi giờ lấy số &amp; nhận kết quả</title><link>/tin/1</link><guid>tin-1</guid>
<pubDate>Fri, 20 Nov 2026 08:30:00 +0700</pubDate>
<description>&lt;p&gt;Từ tháng 12 lấy số từ 6 giờ.&lt;/p&gt;</description>
<content:encoded><![CDATA[<h2>Giờ mới</h2><p>Lấy số từ <b>6 giờ</b>.</p><script>alert(1)</script>
<p><img src="https://benh-vien.example/a.jpg" alt="Quầy"></p><ul><li>Sáng</li><li>Chiều</li></ul>]]></content:encoded>
</item>
<item><title>Tin đã lâu</title><link>/tin/2</link><guid>tin-2</guid>
<pubDate>Thu, 01 Jan 2026 08:30:00 +0700</pubDate></item>
<item><title></title><link>/tin/3</link><guid>tin-3</guid></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Trung tâm mẫu</title>
<entry><id>urn:uuid:1</id><title>Tiêm vắc xin cúm</title><link href="https://tt.example/1"/>
<updated>2026-11-20T01:00:00Z</updated><summary>Lịch tiêm cho người cao tuổi</summary></entry></feed>"""

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss version="2.0"><channel/></rss>'
)
FILE = '<?xml version="1.0"?><!doctype r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel/></rss>'


@contextmanager
def feeds(pages: Mapping[str, bytes | str]) -> Iterator[str]:
    """Serve pages on this machine; a text is an address to redirect to. Yield the address of the server."""

    class Handler(BaseHTTPRequestHandler):
        """Answers from ``pages``."""

        def do_GET(self) -> None:
            page = pages.get(self.path)
            self.send_response(404 if page is None else 302 if isinstance(page, str) else 200)
            if isinstance(page, str):
                self.send_header("Location", page)
            self.end_headers()
            if isinstance(page, bytes):
                self.wfile.write(page)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small valid root."""
    return make_root(tmp_path / "root")


def _register(root: Path, ma: str, rss: str, **more: str) -> None:
    lines = [
        f"ma: {ma}",
        f"ten: Đơn vị {ma}",
        "loai: benh-vien",
        f"rss: {rss}",
        *(f"{k}: {v}" for k, v in more.items()),
    ]
    (root / "docs" / "don-vi" / f"{ma}.md").write_text("---\n" + "\n".join(lines) + "\n---\n", encoding="utf-8")


def _pull(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["pull", *arguments, "--root", str(root), "--now", NOW])


def _drafts(root: Path) -> list[Path]:
    return sorted(file for file in (root / "posts").rglob("*.md") if "dinh_danh" in file.read_text(encoding="utf-8"))


def test_a_new_entry_becomes_a_clean_draft_with_its_source(root: Path) -> None:
    """The draft has the unit, the source with its address and date, Markdown text, and waits for its editor."""
    with feeds({"/rss": RSS.encode()}) as address:
        _register(root, "benh-vien-a", f"{address}/rss")
        done = _pull(root)
    assert done.exit_code == 0, done.output
    assert "1 tin mới, 0 đã có, 1 quá cũ" in done.output
    content, problems = read(root, default_lists=root / "tthc" / "danh-muc")
    assert [problem for problem in problems if problem.is_error] == []
    tin = next(entry.record for entry in content.tin if entry.record.don_vi == "benh-vien-a")
    assert tin.trang_thai is TrangThaiTin.NHAP
    assert (tin.tieu_de, tin.nguon, tin.nguon_url) == (
        "Bệnh viện đổi giờ lấy số & nhận kết quả",
        "Đơn vị benh-vien-a",
        f"{address}/tin/1",
    )
    assert tin.tom_tat == "Từ tháng 12 lấy số từ 6 giờ."
    assert tin.nguon_ngay is not None
    assert tin.nguon_ngay.isoformat() == "2026-11-20T08:30:00+07:00"
    assert "**6 giờ**" in tin.noi_dung
    assert "- Sáng" in tin.noi_dung
    assert "alert" not in tin.noi_dung
    assert "a.jpg" not in tin.noi_dung


def test_an_entry_is_taken_once_however_often_it_is_read(root: Path) -> None:
    """A second reading makes nothing, also after the editor renamed the file and changed the title."""
    with feeds({"/rss": RSS.encode()}) as address:
        _register(root, "benh-vien-a", f"{address}/rss")
        _pull(root)
        (draft,) = _drafts(root)
        text = draft.read_text(encoding="utf-8").replace("Bệnh viện đổi giờ", "Đổi giờ")
        draft.unlink()
        (root / "posts" / "2026" / "ten-khac.md").write_text(text, encoding="utf-8")
        done = _pull(root)
    assert "0 tin mới, 1 đã có" in done.output
    assert [file.name for file in _drafts(root)] == ["ten-khac.md"]


def test_a_dry_run_writes_nothing(root: Path) -> None:
    """The list of drafts is told, and the folder stays as it was."""
    with feeds({"/rss": ATOM.encode()}) as address:
        _register(root, "trung-tam", f"{address}/rss")
        done = _pull(root, "--dry-run")
    assert "posts/2026/tiem-vac-xin-cum.md" in done.output
    assert _drafts(root) == []


def test_one_broken_feed_does_not_stop_the_others(root: Path) -> None:
    """The unit that cannot be read is named with its address, the other one's post is taken, the code is 1."""
    with feeds({"/tot": ATOM.encode(), "/trang": b"<html><body>Trang</body></html>"}) as address:
        _register(root, "a-hong", f"{address}/khong-co")
        _register(root, "b-trang-web", f"{address}/trang")
        _register(root, "c-tot", f"{address}/tot")
        done = _pull(root)
    assert done.exit_code == 1
    assert f"{address}/khong-co: máy chủ trả lời mã 404" in done.output
    assert "không trả về nguồn tin RSS hoặc Atom" in done.output
    assert len(_drafts(root)) == 1


def test_a_server_that_is_away_is_told_in_plain_words(root: Path) -> None:
    """The editor reads what to try, not the name of an error of the program."""
    with feeds({}) as address:
        _register(root, "a-vang", f"{address}/rss")
    done = _pull(root)
    assert done.exit_code == 1
    assert "không kết nối được với máy chủ; hãy mở thử địa chỉ này bằng trình duyệt" in done.output
    assert "Error" not in done.output


def test_a_redirect_to_another_host_is_not_followed(root: Path) -> None:
    """The register names the host; a site that leads elsewhere is told and not read."""
    with feeds({"/rss": ATOM.encode()}) as other, feeds({"/rss": f"{other}/rss", "/moi": "/moi"}) as address:
        _register(root, "a-chuyen", f"{address}/rss")
        _register(root, "b-vong", f"{address}/moi")
        done = _pull(root)
    assert "chuyển hướng sang địa chỉ ngoài" in done.output
    assert "chuyển hướng quá 3 lần" in done.output
    assert _drafts(root) == []


def test_a_feed_that_is_too_large_is_dropped(root: Path) -> None:
    """Reading stops at the limit, also for a body that is compressed."""
    with feeds({"/rss": ATOM.encode() + b" " * 20_000}) as address:
        _register(root, "to-qua", f"{address}/rss")
        done = _pull(root, "--kich-thuoc", "16")
    assert "nguồn tin lớn hơn 16 KB" in done.output
    assert _drafts(root) == []


@pytest.mark.parametrize("data", [BOMB.encode(), FILE.encode(), BOMB.encode("utf-16")], ids=["bomb", "file", "utf-16"])
def test_entities_are_refused_before_parsing(data: bytes) -> None:
    """A declaration of entities or of a document type ends the reading, in any encoding."""
    with pytest.raises(FeedRefused, match="ENTITY"):
        parse_feed(data, "https://a.example/rss")


def test_a_closed_unit_is_left_alone_unless_named(root: Path) -> None:
    """A unit whose activity has ended is read only when the editor asks for it by name."""
    with feeds({"/rss": ATOM.encode()}) as address:
        _register(root, "tram-cu", f"{address}/rss", hoat_dong_den="2026-06-30")
        assert "Chưa đơn vị nào" in _pull(root).output
        assert "1 tin mới" in _pull(root, "tram-cu").output


@pytest.mark.parametrize(("ma", "word"), [("khong-co", "không có đơn vị"), ("so-y-te", "chưa khai địa chỉ rss")])
def test_a_wrong_unit_is_told(root: Path, ma: str, word: str) -> None:
    """The message says what is missing, and the code is 2."""
    done = _pull(root, ma)
    assert done.exit_code == 2
    assert word in done.output
