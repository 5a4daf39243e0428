"""ZIP files and e-mails of units: the draft is the unit's, photos have their captions, nothing personal comes along."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from articles.documents import make_jpeg, make_styled
from articles.packages import BODY, PHONE, SENDER, TITLE, make_mail, make_package, make_zip
from cchc.model.post import Tin
from cchc.sources.records import parse_record
from roots import replace, write

pytestmark = pytest.mark.slow

UNIT = f"---\nma: trung-tam-an-binh\nten: Trung tâm An Bình\nloai: trung-tam\nemail: {SENDER.upper()}\n---\n"
HTML = f"""<html><head><title>x</title><style>p {{color: red}}</style></head><body>
<p>Kính gửi Ban Biên tập,</p>
<p class="MsoNormal">Ngày 10/11/2026, <a href="https://vd.example/">Trung tâm</a> khai trương<o:p></o:p>.</p>
<script>alert(1)</script><ul><li>Quầy 1</li><li>Quầy 2</li></ul><img src="https://theo-doi.example/x.gif">
<div class="gmail_signature">Nguyễn Văn Mẫu<br>ĐT {PHONE}</div>
<div class="gmail_quote">Vào ngày 01/11 Ban Biên tập đã viết: thư cũ</div></body></html>"""

Take = Callable[..., Result]
Drafts = Callable[[], dict[str, str]]


def save(folder: Path, name: str, data: bytes) -> Path:
    """Write what was received."""
    file = folder / name
    file.write_bytes(data)
    return file


def the_draft(drafts: Drafts) -> Tin:
    """Return the one draft as a record: it must be valid as it stands."""
    ((path, text),) = drafts().items()
    record, problems = parse_record(text, path, Tin)
    assert record is not None, problems
    return record


def test_a_zip_becomes_a_draft_with_a_gallery(tmp_path: Path, root: Path, take_in: Take, drafts: Drafts) -> None:
    """The text is the body, the photos in the order of their names are the picture and the gallery."""
    result = take_in(save(tmp_path, "tin.zip", make_package()))
    assert result.exit_code == 0, result.output
    tin = the_draft(drafts)
    assert tin.anh is not None
    assert [anh.tep for anh in (tin.anh, *tin.thu_vien_anh)] == [
        "2026/tap-huan-nghiep-vu-mot-cua/anh-1.jpg",
        "2026/tap-huan-nghiep-vu-mot-cua/anh-2.jpg",
    ]
    assert "không lấy tệp tin tháng 11/số liệu.xlsx" in result.output
    assert "Thumbs.db" not in result.output
    assert Image.open(BytesIO((root / "posts" / tin.anh.tep).read_bytes())).size == (200, 400)


def test_an_email_becomes_a_draft_of_its_unit(tmp_path: Path, root: Path, take_in: Take, drafts: Drafts) -> None:
    """The address of the sender tells the unit, the encoded subject the title, "Ảnh 1: …" the captions."""
    write(root, "docs/don-vi/trung-tam-an-binh.md", UNIT)
    result = take_in(save(tmp_path, "thu.eml", make_mail()), don_vi="")
    assert result.exit_code == 0, result.output
    tin = the_draft(drafts)
    assert (tin.don_vi, tin.tieu_de) == ("trung-tam-an-binh", "Tin tháng 11: quầy ưu tiên cho người cao tuổi")
    assert tin.anh is not None
    assert [anh.chu_thich for anh in (tin.anh, *tin.thu_vien_anh)] == [
        "Quầy ưu tiên ngày khai trương",
        "Hướng dẫn lấy số",
    ]
    assert tin.noi_dung.startswith("Ngày 10/11/2026, Trung tâm Y tế An Bình")
    assert tin.noi_dung.endswith("thời gian chờ trung bình là tám phút.")


@pytest.mark.parametrize("before", ["Trả lời: ", "Gửi bài: ", "Re: Gửi tin, bài tháng 11: ", "V/v: "])
def test_the_title_is_what_the_subject_is_about(tmp_path: Path, take_in: Take, drafts: Drafts, before: str) -> None:
    """Marks of mail programs and the words that an article is sent are not part of the title."""
    assert take_in(save(tmp_path, "thu.eml", make_mail(subject=before + TITLE))).exit_code == 0
    assert the_draft(drafts).tieu_de == TITLE


@pytest.mark.parametrize("html", ["", HTML])
def test_nothing_personal_comes_along(tmp_path: Path, root: Path, take_in: Take, html: str) -> None:
    """Name, address and telephone of the sender are in no file of the root, in no picture either."""
    result = take_in(save(tmp_path, "thu.eml", make_mail(html=html)))
    assert result.exit_code == 0, result.output
    files = [file for file in root.rglob("*") if file.is_file()]
    for secret in (SENDER, PHONE, "Văn Mẫu", "Nguyen Van Mau", "Tổ Truyền thông", "thu.eml", "Kính gửi"):
        assert not [file for file in files if secret.encode() in file.read_bytes()], secret


def test_an_email_in_html_keeps_links_and_lists(tmp_path: Path, take_in: Take, drafts: Drafts) -> None:
    """What a mail program made of it is read as an article."""
    take_in(save(tmp_path, "thu.eml", make_mail(html=HTML)))
    expected = "Ngày 10/11/2026, [Trung tâm](https://vd.example/) khai trương.\n\n- Quầy 1\n- Quầy 2"
    assert the_draft(drafts).noi_dung == expected


def test_an_attached_document_is_the_article(tmp_path: Path, take_in: Take, drafts: Drafts) -> None:
    """The words of the e-mail are a covering letter then."""
    result = take_in(save(tmp_path, "thu.eml", make_mail(docx=make_styled())))
    assert "lời thư không đưa vào bài" in result.output
    tin = the_draft(drafts)
    assert tin.tieu_de == "Một cửa cấp xã: một năm nhìn lại"
    assert "quầy ưu tiên cho người cao tuổi" not in tin.noi_dung


def test_an_unknown_sender_needs_the_unit(tmp_path: Path, take_in: Take, drafts: Drafts) -> None:
    """Nobody guesses for whom a stranger writes."""
    result = take_in(save(tmp_path, "thu.eml", make_mail()), don_vi="")
    assert result.exit_code == 1
    assert "hãy thêm --don-vi MÃ" in result.output
    assert not drafts()


def test_two_units_with_one_address_need_the_unit(tmp_path: Path, root: Path, take_in: Take) -> None:
    """An address that two units share tells nothing."""
    write(root, "docs/don-vi/trung-tam-an-binh.md", UNIT)
    replace(root, "docs/don-vi/so-y-te.md", "loai: so\n", f"loai: so\nemail: {SENDER}\n")
    assert "--don-vi" in take_in(save(tmp_path, "thu.eml", make_mail()), don_vi="").output


def test_quoted_letters_are_cut(tmp_path: Path, take_in: Take, drafts: Drafts) -> None:
    """What stands below a quotation mark of a mail program is an older letter."""
    body = BODY.split("Trân trọng")[0] + "Vào 09:00, ngày 01/11/2026, Ban Biên tập <b@so.example> đã viết:\n> thư cũ\n"
    take_in(save(tmp_path, "thu.eml", make_mail(body=body)))
    assert "thư cũ" not in the_draft(drafts).noi_dung


def test_photos_without_order_take_captions_by_their_number(tmp_path: Path, take_in: Take, drafts: Drafts) -> None:
    """The number in the name of a file counts, not its place."""
    text = "Tiêu đề bài\n\nNội dung bài (minh họa).\n\nẢnh 2: Chú thích hai\n\nẢnh 3: Không có ảnh này\n"
    files = {"bai.txt": text.encode(), "Hinh 02.jpg": make_jpeg(), "a.jpg": make_jpeg((300, 100))}
    result = take_in(save(tmp_path, "goi.zip", make_zip(files)))
    tin = the_draft(drafts)
    assert [anh.chu_thich for anh in tin.thu_vien_anh] + [tin.anh and tin.anh.chu_thich] == ["", "Chú thích hai"]
    assert "không có ảnh nào ứng với chú thích “Ảnh 3: Không có ảnh này”" in result.output


def test_pictures_of_the_draft_can_be_opened(tmp_path: Path, root: Path, take_in: Take) -> None:
    """What is written is a picture."""
    take_in(save(tmp_path, "goi.zip", make_package()))
    pictures = sorted((root / "posts/2026").rglob("*.jpg"))
    assert [Image.open(BytesIO(file.read_bytes())).format for file in pictures] == ["JPEG", "JPEG"]
