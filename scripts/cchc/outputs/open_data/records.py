"""Records as they are given away: their own fields, joined with what the catalogue derived for them."""

from collections.abc import Mapping
from typing import Any

from cchc.catalogue import BieuMauItem, DonViItem, QuyetDinhItem, TepItem, ThuTucItem, TinItem, urls
from cchc.model.du_lieu_mo import (
    AnhCongKhai,
    BieuMauThem,
    DonViThem,
    KhaiBao,
    QuyetDinhThem,
    TepCongKhai,
    ThuTucRutGon,
    ThuTucThem,
    TinThem,
)
from cchc.model.phan_tin import Anh
from cchc.model.thanh_phan import ThoiHan
from cchc.outputs.pictures import Pictures

Values = Mapping[str, Any]
"""Fields of one record by their names; values are those of the models, which the serializer knows how to write."""

KHONG_CONG_KHAI = frozenset({"nguoi_duyet", "trang_thai"})
"""Fields of a news item that are the desk's own business: who approved it, and its place in the workflow."""


def publish_thu_tuc(item: ThuTucItem, site_url: str) -> Values:
    """Return all fields of a procedure under the names of the model."""
    record, life = item.record, item.vong_doi
    them = ThuTucThem(
        ten_linh_vuc=item.linh_vuc.ten,
        trang_thai=item.trang_thai,
        thoi_han=_thoi_han(item),
        cac_thoi_han=item.thoi_han,
        phi_le_phi=item.phi,
        hieu_luc_tu=life.tu,
        hieu_luc_den=life.den,
        thay_the_boi=life.thay_the_boi,
        thay_the_cho=life.thay_the_cho,
        khai_bao=KhaiBao(**{name: getattr(record, name) for name in KhaiBao.model_fields}),
        url=site_url + item.url,
    )
    return {**dict(record), **dict(them)}


def summarise_thu_tuc(item: ThuTucItem, site_url: str) -> ThuTucRutGon:
    """Return the entry of a procedure in the list of all."""
    record = item.record
    return ThuTucRutGon(
        ma=record.ma,
        ten=record.ten,
        linh_vuc=record.linh_vuc,
        ten_linh_vuc=item.linh_vuc.ten,
        loai=record.loai,
        cap_thuc_hien=record.cap_thuc_hien,
        doi_tuong=record.doi_tuong,
        muc_do_dvc=record.muc_do_dvc,
        thoi_han=_thoi_han(item),
        trang_thai=item.trang_thai,
        hieu_luc_tu=item.vong_doi.tu,
        hieu_luc_den=item.vong_doi.den,
        cap_nhat=record.cap_nhat,
        du_lieu_mau=record.du_lieu_mau,
        url=site_url + item.url,
        url_du_lieu=site_url + urls.thu_tuc_json_url(record.ma),
    )


def _thoi_han(item: ThuTucItem) -> ThoiHan | None:
    return item.thoi_han[0] if item.thoi_han else None


def publish_quyet_dinh(item: QuyetDinhItem, site_url: str) -> Values:
    """Return all fields of a decision."""
    them = QuyetDinhThem(tep=publish_tep(item.tep, site_url) if item.tep else None, url=site_url + item.url)
    return {**dict(item.record), **dict(them)}


def publish_bieu_mau(item: BieuMauItem, site_url: str) -> Values:
    """Return all fields of a form."""
    them = BieuMauThem(
        tthc=tuple(thu_tuc.record.ma for thu_tuc in item.thu_tuc),
        tep=tuple(publish_tep(tep, site_url) for tep in item.tep),
        url=site_url + item.url,
    )
    return {**dict(item.record), **dict(them)}


def publish_tep(tep: TepItem, site_url: str) -> TepCongKhai:
    """Return what is told of a file: its address and its true properties."""
    return TepCongKhai(
        duong_dan=tep.path.split("/", 2)[2],
        url=site_url + tep.url,
        dinh_dang=tep.dinh_dang,
        kich_thuoc=tep.kich_thuoc,
        sha256=tep.sha256,
    )


def publish_don_vi(item: DonViItem, site_url: str) -> Values:
    """Return all fields of a unit."""
    return {**dict(item.record), **dict(DonViThem(so_tin=item.so_tin, url=site_url + item.url))}


def publish_tin(item: TinItem, site_url: str, pictures: Pictures) -> Values:
    """Return the fields of a news item that concern its readers."""
    anh = item.record.anh
    them = TinThem(
        ten_don_vi=item.don_vi.record.ten if item.don_vi else item.record.don_vi,
        anh=_anh(anh, site_url, pictures) if anh else None,
        thu_vien_anh=tuple(_anh(shown, site_url, pictures) for shown in item.record.thu_vien_anh),
        url=site_url + item.url,
    )
    own = {name: value for name, value in item.record if name not in KHONG_CONG_KHAI}
    return {**own, **dict(them)}


def _anh(anh: Anh, site_url: str, pictures: Pictures) -> AnhCongKhai:
    url = site_url + pictures.address_of(urls.TIN_TUC + anh.tep)
    return AnhCongKhai(url=url, alt=anh.alt, chu_thich=anh.chu_thich, tac_gia=anh.tac_gia)
