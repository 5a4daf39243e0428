"""What somebody has sent, as labelled lines: of the matter, and of the sender."""

from collections.abc import Mapping

from cchc.feedback.records import DeskItem
from cchc.feedback.rules import QuyTac
from cchc.model.dich_vu import DuLieuDichVu
from cchc.model.feedback import LoaiGopY, LoaiNguoiGui, LyDoGopY, MucRoRang, StoredItem
from cchc.text import shorten

_SENDER = ("loai_nguoi_gui", "ho_ten", "dia_chi", "dien_thoai", "email")
_PERSONAL = ("nguoi_lien_quan",)
_ELSEWHERE = ("kind", "noi_dung", "tieu_de", "dong_y_xu_ly", "dong_y_cong_khai")

_LABELS = {"loai_nguoi_gui": "Tư cách người gửi", "ly_do": "Điều người đọc chưa hài lòng"}
"""Labels that speak to the sender, said for the desk."""

_SPOKEN_CODES = ("thu_tuc",)
"""Boxes whose codes people use; the others are known by name alone."""

_NAME_WIDTH = 80
"""Letters of a procedure's name in a title; some names fill a paragraph."""

Facts = list[tuple[str, str]]


def name_title(item: StoredItem, data: DuLieuDichVu) -> str:
    """Return an item's title for people: with the name of the draft or procedure, as long as the site tells it."""
    about, dash, part = item.title.partition(" – ")
    match item.kind:
        case LoaiGopY.GOP_Y_DU_THAO:
            names = [draft.ten for draft in data.du_thao if draft.ma == about]
        case LoaiGopY.GOP_Y_TRANG:
            code = about.rstrip("/").rpartition("/")[2]
            names = [f"{code} {shorten(entry.ten, _NAME_WIDTH)}" for entry in data.thu_tuc if entry.ma == code]
        case _:
            names = []
    return f"{names[0]}{dash}{part}" if names else item.title


def list_matter(item: DeskItem, names: Mapping[str, Mapping[str, str]], *, personal: bool) -> Facts:
    """Return what the item is about, codes with their names; without ``personal`` nobody else's name either."""
    hidden = (*_SENDER, *_ELSEWHERE, *(() if personal else _PERSONAL))
    return [(label, text) for name, label, text in _boxes(item, names) if name not in hidden]


def list_sender(item: DeskItem) -> Facts:
    """Return who sent it and how to answer; empty for kinds that ask for nobody."""
    return [(label, text) for name, label, text in _boxes(item, {}) if name in _SENDER]


def collect_names(data: DuLieuDichVu, rules: QuyTac) -> dict[str, dict[str, str]]:
    """Return the names behind the codes of each box."""
    return {
        "linh_vuc": {entry.ma: entry.ten for entry in data.linh_vuc},
        "thu_tuc": {entry.ma: entry.ten for entry in data.thu_tuc},
        "don_vi_hoi": {entry.ma: entry.ten for entry in data.don_vi},
        "du_thao": {entry.ma: entry.ten for entry in data.du_thao},
        "loai_quy_dinh": {entry.ma: entry.ten for entry in rules.noi_dung_quy_dinh},
    }


def _boxes(item: DeskItem, names: Mapping[str, Mapping[str, str]]) -> list[tuple[str, str, str]]:
    sent = item.detail.submission
    lines = []
    for name, field in type(sent).model_fields.items():
        text = _say(getattr(sent, name))
        known = names.get(name, {}).get(text, "")
        if known:
            text = f"{text} – {known}" if name in _SPOKEN_CODES else known
        lines.append((name, _LABELS.get(name) or field.title or name, text))
    return [line for line in lines if line[2]]


def _say(value: object) -> str:
    match value:
        case MucRoRang():
            return f"{value.value}/5 – {value.label}"
        case LyDoGopY() | LoaiNguoiGui():
            return value.label
        case tuple():
            return "; ".join(map(_say, value))
        case None | False | True:
            return ""
    return str(value)
