"""The collections of the browser editor: which records it edits, where their files lie, how they are listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from cchc.model.bieu_mau import BieuMau
from cchc.model.danh_muc import DanhMuc, Muc, TenDanhMuc
from cchc.model.don_vi import DonVi
from cchc.model.hoi_dap import HoiDap
from cchc.model.nhan import nhan
from cchc.model.post import Tin, TrangThaiTin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thu_tuc import ThuTuc
from cchc.model.truong import describe
from cchc.model.van_ban import VanBan
from cchc.outputs.quan_tri.fields import make_fields
from cchc.sources.records import body_field


@dataclass(frozen=True)
class BoSuuTap:
    """One kind of records: model, folder, place of a new file, the field that names it in lists."""

    ten: str
    nhan: str
    mot: str
    model: type[BaseModel]
    thu_muc: str
    duong_dan: str
    tom_tat: str
    dinh_danh: str
    moi: bool = True
    loc: tuple[str, str] = ("", "")


COLLECTIONS: tuple[BoSuuTap, ...] = (
    BoSuuTap("tin", "Tin, bài", "tin, bài", Tin, "posts", "{{year}}/{{slug}}", "{{tieu_de}}", "tieu_de"),
    BoSuuTap(
        "don_vi", "Đơn vị", "đơn vị", DonVi, "docs/don-vi", "{{slug}}", "{{ten}}", "ten", moi=False, loc=("ma", ".")
    ),
    BoSuuTap(
        "thu_tuc",
        "Thủ tục hành chính",
        "thủ tục",
        ThuTuc,
        "tthc",
        "{{linh_vuc}}/{{ma}}",
        "{{ma}} – {{ten}}",
        "ten",
        moi=False,
        loc=("ma", r"^\d\.\d{6}$"),
    ),
    BoSuuTap(
        "quyet_dinh",
        "Quyết định công bố",
        "quyết định",
        QuyetDinh,
        "tthc/quyet-dinh",
        "{{slug}}",
        "{{so}}: {{trich_yeu}}",
        "so",
    ),
    BoSuuTap(
        "bieu_mau",
        "Biểu mẫu",
        "biểu mẫu",
        BieuMau,
        "tthc/bieu-mau",
        "{{slug}}",
        "{{ten}}",
        "ten",
        moi=False,
    ),
    BoSuuTap(
        "van_ban",
        "Văn bản",
        "văn bản",
        VanBan,
        "docs/van-ban",
        "{{year}}/{{slug}}",
        "{{so_ky_hieu}} {{trich_yeu}}",
        "trich_yeu",
        loc=("loai", "."),
    ),
    BoSuuTap(
        "hoi_dap",
        "Hỏi đáp",
        "câu hỏi",
        HoiDap,
        "docs/hoi-dap",
        "{{year}}/{{slug}}",
        "{{cau_hoi}}",
        "cau_hoi",
        moi=False,
        loc=("cau_hoi", "."),
    ),
)
"""``moi`` is off for records whose code names their file: those are made with ``cchc new`` or an import."""


def make_collections(danh_muc: DanhMuc) -> list[Mapping[str, Any]]:
    """Return the editor's collections: one for each kind of record, then the controlled lists."""
    return [*(_collection(one, danh_muc) for one in COLLECTIONS), _lists(danh_muc)]


def _collection(bo: BoSuuTap, danh_muc: DanhMuc) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": bo.ten,
        "label": bo.nhan,
        "label_singular": bo.mot,
        "folder": bo.thu_muc,
        "path": bo.duong_dan,
        "slug": f"{{{{{bo.dinh_danh}}}}}",
        "extension": "md",
        "format": "yaml-frontmatter",
        "create": bo.moi,
        "delete": False,
        "identifier_field": bo.dinh_danh,
        "summary": bo.tom_tat,
        "editor": {"preview": False},
        "fields": make_fields(bo.ten, describe(bo.model), body=body_field(bo.model), danh_muc=danh_muc),
    }
    field, pattern = bo.loc
    if field:
        made["filter"] = {"field": field, "pattern": pattern}
    return made | (_for_news() if bo.model is Tin else {})


def _for_news() -> dict[str, Any]:
    # Pictures put into the text lie where those of the record lie.
    return {
        "media_folder": "/posts/anh",
        "public_folder": "./anh",
        "sortable_fields": {
            "fields": ["ngay_dang", "tieu_de"],
            "default": {"field": "ngay_dang", "direction": "descending"},
        },
        "view_filters": [
            {"label": nhan(state), "field": "trang_thai", "pattern": f"^{state.value}$"} for state in TrangThaiTin
        ],
    }


def _lists(danh_muc: DanhMuc) -> Mapping[str, Any]:
    return {
        "name": "danh_muc",
        "label": "Danh mục",
        "files": [
            {
                "name": ten.value,
                "label": str(DanhMuc.model_fields[ten.name.lower()].title),
                "file": f"tthc/danh-muc/{ten.value}.yml",
                "format": "yaml",
                "fields": [
                    {
                        "name": "muc",
                        "label": "Các mục",
                        "label_singular": "mục",
                        "widget": "list",
                        "root": True,
                        "summary": "{{ten}}",
                        "collapsed": True,
                        "fields": make_fields("muc", describe(Muc), body="", danh_muc=danh_muc),
                    }
                ],
            }
            for ten in TenDanhMuc
        ],
    }
