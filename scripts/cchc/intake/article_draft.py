"""The draft of a news item made from an article: its front matter, its body, its pictures, by path from the root."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from cchc.importers.article import PLACEHOLDER, Article, Photo
from cchc.importers.article_markdown import picture
from cchc.model.phan_tin import Anh
from cchc.model.post import Tin, TrangThaiTin
from cchc.model.unfinished import CAN_VIET, CAN_XEM_LAI, find_marks, remove_mark
from cchc.sources import render_front_matter

_SHOWN = frozenset({"trang_thai"})


@dataclass(frozen=True)
class Choice:
    """What the editor decides: the unit, the rubric and the content of reform; ``luc`` is the moment of the draft."""

    don_vi: str
    chuyen_muc: str
    noi_dung_cchc: str
    luc: datetime


@dataclass(frozen=True)
class Draft:
    """The files of a draft (texts or bytes by path from the root), its path, and what is left to do, line by line."""

    path: str
    dinh_danh: str
    files: dict[str, str | bytes] = field(repr=False)
    to_do: tuple[str, ...]


def make_draft(article: Article, choice: Choice, name: str) -> Draft:
    """Make the draft ``posts/<yyyy>/<name>.md`` with its pictures in a folder of the same name."""
    folder = f"{choice.luc.year}/{name}"
    photos = list(article.photos)
    paths = [f"{folder}/anh-{number}.{photo.suffix}" for number, photo in enumerate(photos, 1)]
    beside = [_anh(photo, path, number) for number, (photo, path) in enumerate(zip(photos, paths, strict=True), 1)]
    gallery = [anh for photo, anh in zip(photos, beside, strict=True) if not photo.in_text]
    tin = Tin(
        dinh_danh=name,
        tieu_de=article.tieu_de or f"{CAN_VIET} tiêu đề",
        tom_tat=f"{CAN_XEM_LAI} {article.tom_tat}" if article.tom_tat else f"{CAN_VIET} tóm tắt một đến hai câu",
        ngay_dang=choice.luc.replace(second=0, microsecond=0),
        don_vi=choice.don_vi,
        noi_dung_cchc=(choice.noi_dung_cchc,),
        chuyen_muc=choice.chuyen_muc,
        tac_gia=article.tac_gia,
        anh=gallery[0] if gallery else None,
        thu_vien_anh=tuple(gallery[1:]),
        trang_thai=TrangThaiTin.NHAP,
        noi_dung=_with_pictures(article.noi_dung, photos, paths),
    )
    path = f"posts/{folder}.md"
    text = render_front_matter(tin, always=_SHOWN)
    pictures = {f"posts/{place}": photo.data for place, photo in zip(paths, photos, strict=True)}
    return Draft(path, name, {path: text, **pictures}, tuple(_to_do(path, text, tin)))


def _anh(photo: Photo, path: str, number: int) -> Anh:
    return Anh(tep=path, alt=_alt(photo, number), chu_thich=photo.chu_thich)


def _alt(photo: Photo, number: int) -> str:
    return photo.alt or f"{CAN_VIET} mô tả ảnh {number}"


def _with_pictures(body: str, photos: list[Photo], paths: list[str]) -> str:
    for number, (photo, path) in enumerate(zip(photos, paths, strict=True), 1):
        if photo.in_text:
            place = picture(photo.alt, f"{PLACEHOLDER}{number}")
            body = body.replace(place, picture(_alt(photo, number), path), 1)
    return body


def _to_do(path: str, text: str, tin: Tin) -> Iterator[str]:
    """Yield what the editor still has to do, each with file and line."""
    lines = text.splitlines()
    for number in find_marks(text):
        yield f"{path}:{number}: {_advice(lines[number - 1], lines[number] if number < len(lines) else '')}"
    if tin.noi_dung.startswith(remove_mark(tin.tom_tat)[:40]):
        yield f"{path}:{_line_of(lines, 'tom_tat')}: tóm tắt lấy từ đoạn đầu, trang sẽ hiện cả hai; hãy viết khác đi"
    if tin.tieu_de.isupper():
        yield f"{path}:{_line_of(lines, 'tieu_de')}: tiêu đề viết hoa cả dòng; hãy viết lại bằng chữ thường"
    yield f"{path}:{_line_of(lines, 'noi_dung_cchc')}: chọn đúng nội dung cải cách hành chính và chuyên mục của bài"
    if "/anh-1." in text:
        yield f"{path}: nếu nhận ra được người bệnh trong ảnh, phải có văn bản đồng ý của họ trước khi đăng"
    status = _line_of(lines, "trang_thai")
    yield f"{path}:{status}: đọc lại cả bài, chạy “cchc check”, rồi đổi trang_thai thành cho-duyet"


def _advice(line: str, below: str) -> str:
    if line.startswith("tom_tat:"):
        return f"xem lại tóm tắt, rồi xóa chữ “{CAN_XEM_LAI}”" if CAN_XEM_LAI in line else "viết tóm tắt"
    if line.startswith("tieu_de:"):
        return "viết tiêu đề"
    alt = "viết mô tả ảnh cho người không nhìn thấy (trong ảnh có ai, đang làm gì, ở đâu)"
    has_caption = not line.startswith("![") or below.startswith("*")
    return alt if has_caption else f"{alt}; muốn có chú thích thì thêm ngay dưới một dòng *Ảnh: …*"


def _line_of(lines: list[str], name: str) -> int:
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)
