"""The page that tells of the open data: files, fields, licence, date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cchc.catalogue import Catalogue, urls
from cchc.model.du_lieu_mo import ThuTucThem
from cchc.model.site import Site
from cchc.model.thu_tuc import ThuTuc
from cchc.outputs.open_data import BO_DU_LIEU, BoDuLieu, datasets
from cchc.outputs.open_data.schemas import THU_TUC_CHI_TIET
from cchc.outputs.page import Page
from cchc.text import to_vietnam


@dataclass(frozen=True)
class BoCongBo:
    """A set as the page shows it, with the number of its records."""

    bo: BoDuLieu
    so_luong: int


def make_du_lieu(catalogue: Catalogue, site: Site) -> Page:
    """Describe the page of open data."""
    first = next(iter(catalogue.thu_tuc.values()), None)
    return Page(
        url=urls.DU_LIEU,
        template="du-lieu.html",
        tieu_de="Dữ liệu mở",
        mo_ta="Tải thủ tục, quyết định, biểu mẫu, đơn vị, tin tức, văn bản, hỏi đáp dạng JSON, CSV, Excel để dùng lại.",
        duong_dan=(("Dữ liệu mở", ""),),
        context={
            "bo_du_lieu": [BoCongBo(bo, _count(catalogue, bo)) for bo in BO_DU_LIEU],
            "truong": list(_fields()),
            "vi_du": first,
            "vi_du_json": urls.thu_tuc_json_url(first.record.ma) if first else "",
            "vi_du_jsonld": urls.thu_tuc_jsonld_url(first.record.ma) if first else "",
            "day_du_url": urls.DU_LIEU + datasets.THU_TUC_DAY_DU,
            "cpsv_ap_url": urls.DU_LIEU + datasets.CPSV_AP,
            "luoc_do_chi_tiet_url": f"{urls.DU_LIEU}schema/{THU_TUC_CHI_TIET}.json",
            "ngay_du_lieu": _newest(catalogue),
            "dia_chi": site.url.rstrip("/"),
        },
    )


def _count(catalogue: Catalogue, bo: BoDuLieu) -> int:
    counts = {
        datasets.THU_TUC: len(catalogue.thu_tuc),
        datasets.QUYET_DINH: len(catalogue.quyet_dinh),
        datasets.BIEU_MAU: len(catalogue.bieu_mau),
        datasets.DON_VI: len(catalogue.don_vi),
        datasets.TIN_TUC: len(catalogue.tin),
        datasets.VAN_BAN: len(catalogue.van_ban),
        datasets.HOI_DAP: len(catalogue.hoi_dap),
        datasets.DANH_MUC: sum(len(entries) for _, entries in catalogue.danh_muc),
    }
    return counts[bo]


def _fields() -> Iterator[tuple[str, str]]:
    """Yield names and official labels of a procedure's fields, the derived ones last."""
    labels = {name: field.title or name for name, field in ThuTuc.model_fields.items()}
    yield from (labels | {name: field.title or name for name, field in ThuTucThem.model_fields.items()}).items()


def _newest(catalogue: Catalogue) -> date | None:
    """Return the day of the newest change that a record tells of; the day of the build says nothing about the data."""
    moments: list[datetime | None] = [item.record.cap_nhat for item in catalogue.thu_tuc.values()]
    moments += [item.record.cap_nhat or item.record.ngay_dang for item in catalogue.tin]
    days = [to_vietnam(moment).date() for moment in moments if moment]
    days += [item.record.ngay_cong_khai for item in catalogue.quyet_dinh]
    return max(days, default=None)
