"""From the fields of a model to the widgets of the browser editor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from cchc.model.danh_muc import DanhMuc
from cchc.model.truong import Kieu, Truong

Widget: TypeAlias = dict[str, Any]
"""A field of the editor's configuration, which is JSON."""

_LONG = frozenset(
    {"tom_tat", "mo_ta", "ban_ghi", "trich_yeu", "yeu_cau_dieu_kien", "ghi_chu", "thanh_phan", "chi_tiet"}
)
"""Texts that take several lines."""

_USUAL = frozenset({"trang_thai", "anh", "tep", "tac_gia", "nguoi_duyet"})
"""Optional fields that nearly every record has."""

_ZONE = "Asia/Ho_Chi_Minh"

_HINTS: Mapping[Kieu, str] = {
    Kieu.MA_THU_TUC: "Mã thủ tục, ví dụ 1.001193.",
    Kieu.NGAY: "Ngày, tháng, năm.",
    Kieu.THOI_DIEM: "Ngày và giờ Việt Nam.",
}


@dataclass(frozen=True)
class Nguon:
    """Where the values of a reference come from: a list of the site (``danh_muc``) or records of a collection."""

    danh_muc: str = ""
    bo_suu_tap: str = ""
    gia_tri: str = "ma"
    hien: str = "ten"


REFERENCES: Mapping[str, Nguon] = {
    "tin.don_vi": Nguon(bo_suu_tap="don_vi"),
    "tin.noi_dung_cchc": Nguon(danh_muc="noi_dung_cchc"),
    "tin.chuyen_muc": Nguon(danh_muc="chuyen_muc"),
    "tin.chuyen_de": Nguon(danh_muc="chuyen_de"),
    "tin.chi_so": Nguon(danh_muc="chi_so"),
    "tin.tthc": Nguon(bo_suu_tap="thu_tuc"),
    "tin.quyet_dinh": Nguon(bo_suu_tap="quyet_dinh", gia_tri="so", hien="trich_yeu"),
    "don_vi.thay_the_boi": Nguon(bo_suu_tap="don_vi"),
    "thu_tuc.linh_vuc": Nguon(danh_muc="linh_vuc"),
    "thu_tuc.bieu_mau": Nguon(bo_suu_tap="bieu_mau", gia_tri="id"),
    "thu_tuc.thanh_phan_ho_so.giay_to.bieu_mau": Nguon(bo_suu_tap="bieu_mau", gia_tri="id"),
    "thu_tuc.thay_the_boi": Nguon(bo_suu_tap="thu_tuc"),
    "thu_tuc.thay_the_cho": Nguon(bo_suu_tap="thu_tuc"),
    "thu_tuc.tthc_lien_quan": Nguon(bo_suu_tap="thu_tuc"),
    "quyet_dinh.muc.ma": Nguon(bo_suu_tap="thu_tuc"),
    "quyet_dinh.muc.thay_the_boi": Nguon(bo_suu_tap="thu_tuc"),
    "bieu_mau.tthc": Nguon(bo_suu_tap="thu_tuc"),
    "bieu_mau.thay_the_boi": Nguon(bo_suu_tap="bieu_mau", gia_tri="id"),
    "van_ban.linh_vuc": Nguon(danh_muc="linh_vuc"),
    "van_ban.noi_dung_cchc": Nguon(danh_muc="noi_dung_cchc"),
    "hoi_dap.don_vi_tra_loi": Nguon(bo_suu_tap="don_vi"),
    "hoi_dap.linh_vuc": Nguon(danh_muc="linh_vuc"),
    "hoi_dap.tthc": Nguon(bo_suu_tap="thu_tuc"),
}
"""Fields that name another record or an entry of a list, by collection and dotted path."""

FILES: Mapping[str, tuple[str, str, str]] = {
    "tin.anh.tep": ("image", "/posts/anh", "./anh"),
    "tin.thu_vien_anh.tep": ("image", "/posts/anh", "./anh"),
    "tin.tep.tep": ("file", "/posts/tep", "./tep"),
    "bieu_mau.tep.duong_dan": ("file", "/tthc/bieu-mau/tep", "./tep"),
    "bieu_mau.mau_dien.duong_dan": ("file", "/tthc/bieu-mau/tep", "./tep"),
    "quyet_dinh.tep": ("file", "/tthc/quyet-dinh/tep", "./tep"),
    "van_ban.tep.duong_dan": ("file", "/docs/van-ban/tep", "./tep"),
}
"""Fields that name a file: widget, folder of the root, and what the record writes before the file's name."""

READ_ONLY = frozenset({"thu_tuc.ma", "thu_tuc.ma_day_du", "thu_tuc.nguon", "don_vi.ma", "bieu_mau.id", "hoi_dap.id"})
"""Codes by which other records find a record: a new one is made with ``cchc new``, never by changing an old one."""


def make_fields(bo_suu_tap: str, truong: Iterable[Truong], *, body: str, danh_muc: DanhMuc) -> list[Widget]:
    """Return the widgets of a record; ``body`` names the field that is the text below the front matter."""
    return [
        _body(one) if one.ten == body else _widget(f"{bo_suu_tap}.{one.ten}", one, danh_muc)
        for one in sorted(truong, key=lambda one: _rank(one, body))
    ]


def _rank(truong: Truong, body: str) -> int:
    """Put what must be filled in first, then the text, then what most records have, then the rest."""
    if truong.bat_buoc:
        return 0
    return 1 if truong.ten == body else 2 if truong.ten in _USUAL else 3


def _body(truong: Truong) -> Widget:
    return {
        "name": "body",
        "label": truong.nhan,
        "widget": "markdown",
        "required": False,
        # Tags are refused by the build, so the editor offers nothing that needs them.
        "editor_components": ["image"],
        "buttons": [
            "bold",
            "italic",
            "link",
            "heading-two",
            "heading-three",
            "quote",
            "bulleted-list",
            "numbered-list",
        ],
    }


def _widget(path: str, truong: Truong, danh_muc: DanhMuc) -> Widget:
    widget: Widget = {"name": truong.ten, "label": truong.nhan, "required": truong.bat_buoc}
    if truong.kieu in _HINTS:
        widget["hint"] = _HINTS[truong.kieu]
    if path in READ_ONLY:
        widget |= {"readonly": True}
    if path in REFERENCES and _known(REFERENCES[path], danh_muc):
        return widget | _reference(REFERENCES[path], truong, danh_muc)
    if path in FILES:
        kind, folder, public = FILES[path]
        return widget | {"widget": kind, "media_folder": folder, "public_folder": public, "choose_url": False}
    if truong.kieu is Kieu.NHOM:
        parts = [_widget(f"{path}.{one.ten}", one, danh_muc) for one in truong.truong_con]
        return (
            widget
            | ({"widget": "list", "collapsed": "auto"} if truong.nhieu else {"widget": "object"})
            | {"fields": parts}
        )
    return widget | (_choice(truong.lua_chon, truong) if truong.lua_chon else _scalar(truong))


def _scalar(truong: Truong) -> Widget:
    if truong.nhieu:
        return {"widget": "list", **({"min": 1} if truong.bat_buoc else {})}
    if truong.kieu is Kieu.CO_KHONG:
        return {"widget": "boolean", "default": bool(truong.mac_dinh)}
    if truong.kieu is Kieu.NGAY:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if truong.kieu is Kieu.THOI_DIEM:
        start = {"default": "{{now}}"} if truong.bat_buoc else {}
        return {"widget": "datetime", "input_timezone": _ZONE, **start}
    if truong.kieu in (Kieu.SO, Kieu.SO_NGUYEN):
        return {"widget": "number", "value_type": "int" if truong.kieu is Kieu.SO_NGUYEN else "float"}
    text: Widget = {"widget": "text" if truong.ten in _LONG else "string"}
    if truong.mau:
        text["pattern"] = [truong.mau, "Sai dạng; xem sổ tay biên tập."]
    return text


def _choice(choices: Iterable[tuple[str, str]], truong: Truong) -> Widget:
    widget: Widget = {
        "widget": "select",
        "options": [{"label": label, "value": value} for value, label in choices],
    }
    if truong.nhieu:
        widget |= {"multiple": True} | ({"min": 1} if truong.bat_buoc else {})
    elif truong.mac_dinh:
        widget["default"] = str(truong.mac_dinh)
    return widget


def _reference(nguon: Nguon, truong: Truong, danh_muc: DanhMuc) -> Widget:
    if nguon.danh_muc:
        return _choice([(muc.ma, muc.ten) for muc in getattr(danh_muc, nguon.danh_muc)], truong)
    widget: Widget = {
        "widget": "relation",
        "collection": nguon.bo_suu_tap,
        "value_field": nguon.gia_tri,
        "display_fields": [nguon.hien],
        "search_fields": [nguon.hien, nguon.gia_tri],
    }
    return (
        widget | ({"multiple": True} if truong.nhieu else {}) | ({"min": 1} if truong.nhieu and truong.bat_buoc else {})
    )


def _known(nguon: Nguon, danh_muc: DanhMuc) -> bool:
    """Tell whether there is anything to choose from: an empty list would leave the editor with no way to write."""
    return not nguon.danh_muc or bool(getattr(danh_muc, nguon.danh_muc))
