"""The file by which the site tells the feedback service what may be chosen and cited (see ``model.dich_vu``)."""

from collections.abc import Iterator

from cchc.catalogue import Catalogue
from cchc.model.dich_vu import ANSWERS, SERVICE_DATA, CauDaTraLoi, DuLieuDichVu, DuThaoMo, TenGoi, VanBanDan
from cchc.model.don_vi import is_active
from cchc.outputs.artefact import Artefact
from cchc.text import to_vietnam


def make_service_data(catalogue: Catalogue) -> Iterator[Artefact]:
    """Make the file and that of the answers; closed drafts stay out, surveys know themselves when they take answers."""
    today = to_vietnam(catalogue.now).date()
    answers = tuple(
        CauDaTraLoi(cau_hoi=item.record.cau_hoi, url=item.url, tthc=item.record.tthc) for item in catalogue.hoi_dap
    )
    data = DuLieuDichVu(
        don_vi=tuple(
            TenGoi(ma=ma, ten=item.record.ten) for ma, item in catalogue.don_vi.items() if is_active(item.record, today)
        ),
        linh_vuc=tuple(TenGoi(ma=muc.ma, ten=muc.ten) for muc in catalogue.linh_vuc.values()),
        thu_tuc=tuple(TenGoi(ma=item.record.ma, ten=item.record.ten) for item in catalogue.cong_khai),
        du_thao=tuple(_open_drafts(catalogue)),
        khao_sat=tuple(item.record for item in catalogue.khao_sat),
        hoi_dap=answers,
        van_ban=tuple(VanBanDan(so_ky_hieu=text.so_ky_hieu, da_het=text.da_het) for text in catalogue.can_cu.van_ban),
    )
    yield _write(SERVICE_DATA, data)
    yield _write(ANSWERS, DuLieuDichVu(hoi_dap=answers))


def _write(uri: str, data: DuLieuDichVu) -> Artefact:
    return Artefact(uri, data.model_dump_json(exclude_defaults=True).encode())


def _open_drafts(catalogue: Catalogue) -> Iterator[DuThaoMo]:
    today = to_vietnam(catalogue.now).date()
    for item in catalogue.van_ban:
        record = item.record
        if record.la_du_thao and record.han_gop_y and record.han_gop_y >= today:
            yield DuThaoMo(ma=item.slug, ten=record.trich_yeu, url=item.url, han=record.han_gop_y)
