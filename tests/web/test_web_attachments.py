"""Files that come with an item: what is taken, what becomes of it, and that nothing of it is ever served."""

import io
import stat
import zipfile
from pathlib import Path

import httpx
import pytest
from PIL import Image

from cchc.feedback.shelf import WAITING
from cchc.web.multipart import MOST_BYTES
from cchc.web.settings import read_settings
from web.serving import CAU_HOI
from web.visitor import Visitor, page_of

pytestmark = pytest.mark.slow

_PDF = b"%PDF-1.7\n%%EOF\n"


def _picture(kind: str = "JPEG", *, exif: bool = False) -> bytes:
    drawn, data = io.BytesIO(), Image.Exif()
    if exif:
        data[0x010F] = "Máy Ảnh Mẫu".encode().decode("latin-1")
        data[0x0112] = 6  # lies on its side
    Image.new("RGB", (40, 20), "red").save(drawn, kind, exif=data)
    return drawn.getvalue()


def _word(*names: str, types: str = "wordprocessingml.document.main+xml") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("[Content_Types].xml", f"<Types>{types}</Types>")
        for name in names or ("word/document.xml",):
            package.writestr(name, "x")
    return packed.getvalue()


def _files(folder: Path) -> list[Path]:
    """Return all files, those that wait included."""
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _send(sender: Visitor, *files: tuple[str, bytes], token: str = "") -> httpx.Response:
    body = CAU_HOI | {"ma_bieu_mau": token or sender.open()}
    return sender.http.post("/gop-y/hoi-dap", data=body, files=[("tep", (name, data)) for name, data in files])


def test_files_are_offered_on_the_check_page_only_where_they_are_taken(sender: Visitor) -> None:
    """The box stands there with its rules, and not on forms that take no files."""
    body = CAU_HOI | {"ma_bieu_mau": sender.open(), "buoc": "kiem-tra"}
    page = page_of(sender.http.post("/gop-y/hoi-dap", data=body))
    assert page.select_one("#tep")["accept"] == ".pdf,.jpg,.jpeg,.png,.docx"
    assert page.select_one("form[data-gui]")["enctype"] == "multipart/form-data"
    answer = sender.http.post("/gop-y/trang", data={"trang": "/"}, files=[("tep", ("a.pdf", _PDF))])
    assert answer.status_code == 415


def test_sound_files_are_kept_for_the_desk(sender: Visitor, folder: Path) -> None:
    """Four types told by their bytes; stored under other names, for the owner alone, with what the desk must know."""
    files = [("Đơn \u202e.pdf", _PDF), ("C:\\ảnh\\chup-don.jpg", _picture()), ("thư.docx", _word())]
    answer = _send(sender, *files)
    assert answer.status_code == 303
    item = sender.store.find_desk(answer.headers["location"].rpartition("/")[2])
    assert item is not None
    kept = {file.name: file for file in item.attachments}
    assert set(kept) == {"Đơn .pdf", "chup-don.jpg", "thư.docx"}
    assert _files(folder) == sorted(folder / file.stored_name for file in kept.values())
    assert {stat.S_IMODE(file.stat().st_mode) for file in _files(folder)} == {0o600}
    assert {stat.S_IMODE(place.stat().st_mode) for place in (folder, folder / WAITING)} == {0o700}
    for file in kept.values():
        assert "chup-don" not in file.stored_name
        for address in (f"/{file.stored_name}", f"/tep/{file.stored_name}", f"/gop-y/tai-nguyen/{file.stored_name}"):
            assert sender.http.get(address).status_code == 404


def test_pictures_take_nothing_along(sender: Visitor, folder: Path) -> None:
    """A picture is drawn anew and upright: no camera, no place, and nothing behind its end."""
    _send(sender, ("a.jpg", _picture(exif=True) + b"<script>"), ("b.png", _picture("PNG")))
    kept = sorted(_files(folder), key=lambda file: file.suffix)
    pictures = [Image.open(io.BytesIO(file.read_bytes())) for file in kept]
    assert [(picture.format, picture.size) for picture in pictures] == [("JPEG", (20, 40)), ("PNG", (40, 20))]
    assert [dict(picture.getexif()) for picture in pictures] == [{}, {}]
    assert all(b"<script>" not in file.read_bytes() for file in kept)


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"MZ\x90", "không phải tệp"),
        ("a.jpg", b"\xff\xd8\xff broken", "ảnh bị hỏng"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "ảnh bị hỏng"),
        ("a.svg", b"<svg onload='x'/>", "không phải tệp"),
        ("a.html", b"<script>", "không phải tệp"),
        ("a.docx", b"PK\x03\x04 broken", "Word bị hỏng"),
        ("a.docx", _word("xl/workbook.xml"), "không phải tệp"),
        ("a.docx", _word("word/document.xml", "word/vbaProject.bin"), "macro"),
        ("a.docm", _word(types="document.macroEnabled.main+xml"), "macro"),
        ("a.pdf", _PDF + b"x" * MOST_BYTES, "lớn hơn 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_files_are_refused_with_a_word(sender: Visitor, folder: Path, name: str, data: bytes, why: str) -> None:
    """The check page comes back with everything typed; no item is stored, and of the files only what is sound waits."""
    answer = _send(sender, (name, data), ("tốt.pdf", _PDF))
    page = page_of(answer)
    assert answer.status_code == 422
    assert why in page.select_one("#tep-loi").text
    assert page.select_one("input[name=noi_dung]")["value"].split() == CAU_HOI["noi_dung"].split()
    assert sender.store.list_items() == ()
    assert [file.read_bytes() for file in _files(folder)] == [_PDF]
    assert _files(folder)[0].parent == folder / WAITING


def test_a_fourth_file_is_refused(sender: Visitor) -> None:
    """Three files are taken at most; the same form goes through with fewer."""
    token = sender.open()
    files = [(f"{number}.pdf", _PDF + bytes([number])) for number in range(4)]
    assert _send(sender, *files, token=token).status_code == 422
    assert _send(sender, *files[:3], token=token).status_code == 303


def test_sending_again_writes_no_second_file(sender: Visitor, folder: Path) -> None:
    """Double click and retry end at one item and one file."""
    token = sender.open()
    answers = [_send(sender, ("a.pdf", _PDF), token=token) for _ in range(3)]
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert len(_files(folder)) == 1


def test_a_day_takes_only_so_much(sender: Visitor, folder: Path) -> None:
    """Over the day's bytes files are refused with a way on; without files the same form goes through."""
    big = _PDF + b"x" * (4 * 1024**2)
    for _ in range(2):
        assert _send(sender, ("a.pdf", big)).status_code == 303
    token = sender.open()
    refused = _send(sender, ("a.pdf", big), token=token)
    assert refused.status_code == 422
    assert "đủ dung lượng" in refused.text
    assert len(_files(folder)) == 2
    assert sender.send(token).status_code == 303


def test_a_body_over_the_cap_is_cut_off(sender: Visitor) -> None:
    """More than all files together is refused, announced or not, before anything is parsed."""
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    start = b'--x\r\nContent-Disposition: form-data; name="tep"; filename="a.pdf"\r\n\r\n'
    chunks = (b"x" * 1024**2 if number else start for number in range(18))
    assert sender.http.post("/gop-y/hoi-dap", content=chunks, headers=headers).status_code == 413


@pytest.mark.parametrize(
    "body", [b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--", b"\xff" * 99]
)
def test_malformed_bodies_are_mistakes_of_the_sender(sender: Visitor, body: bytes) -> None:
    """Whatever stands in the body, the answer is a page with a status below 500."""
    for boundary in ("; boundary=x", "", "; boundary=" + "x" * 300):
        headers = {"Content-Type": f"multipart/form-data{boundary}"}
        assert sender.http.post("/gop-y/hoi-dap", content=body, headers=headers).status_code in (400, 422)


@pytest.mark.parametrize("cut", [1, 20, 100, 400])
def test_a_form_that_was_cut_off_is_not_taken_for_a_whole_one(sender: Visitor, folder: Path, cut: int) -> None:
    """Without its last boundary a form is a mistake: no half of a text and no half of a file is kept."""
    whole = sender.http.build_request(
        "POST", "/gop-y/hoi-dap", data=CAU_HOI | {"ma_bieu_mau": sender.open()}, files={"tep": ("a.pdf", _PDF * 30)}
    )
    body = whole.read()
    headers = {"Content-Type": whole.headers["content-type"]}
    assert sender.http.post("/gop-y/hoi-dap", content=body[: -cut - 4], headers=headers).status_code == 400
    assert sender.store.list_items() == ()
    assert _files(folder) == []
    assert sender.http.post("/gop-y/hoi-dap", content=body, headers=headers).status_code == 303


def test_erasure_takes_the_files_too(sender: Visitor, folder: Path) -> None:
    """A sender who erases his item leaves no file behind."""
    location = _send(sender, ("a.pdf", _PDF)).headers["location"]
    codes = [code.text for code in page_of(sender.http.get(location)).select(".the-ma")]
    body = {"ma": codes[0], "phan_bi_mat": codes[1], "viec": "xoa", "xac_nhan": "co"}
    assert sender.http.post("/gop-y/cua-toi", data=body).status_code == 303
    assert _files(folder) == []


def test_files_are_off_unless_the_operator_says_so(tmp_path: Path) -> None:
    """Off without a word; on, they lie under ``var/``; a folder inside the site is refused."""
    assert read_settings(tmp_path, {}).attachments_dir is None
    assert read_settings(tmp_path, {"CCHC_ATTACHMENTS": "on"}).attachments_dir == tmp_path / "var" / "tep-gui-kem"
    with pytest.raises(ValueError, match="outside the site"):
        read_settings(tmp_path, {"CCHC_ATTACHMENTS": "on", "CCHC_ATTACHMENTS_DIR": str(tmp_path / "site" / "tep")})
