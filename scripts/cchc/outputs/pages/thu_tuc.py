"""Procedures: the section's entrance, lists by field and A–Z, the page of each with all official parts."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from cchc.catalogue import Catalogue, HoiDapItem, MucItem, QuyetDinhItem, ThuTucItem, forms_of, urls
from cchc.catalogue.events import find_events_of
from cchc.catalogue.lifecycle import is_ended, is_same
from cchc.catalogue.linked import link_both_ways
from cchc.model.nhan import nhan
from cchc.model.phan_loai import BoPhan, CapThucHien
from cchc.model.thanh_phan import QuyetDinhThuTuc
from cchc.outputs.archives import find_archive
from cchc.outputs.feeds import feed_of_field, find_subscriptions
from cchc.outputs.page import Crumb, Page
from cchc.outputs.pages.phien_ban import make_history, make_with_versions
from cchc.outputs.pages.phieu import find_valid, make_phieu
from cchc.text import collation_key, shorten, to_vietnam
from cchc.text.collate import initial

_THU_TUC: Crumb = ("Thủ tục hành chính", urls.THU_TUC)

_SO_HOI_DAP = 6

_ON_PAGE = tuple(part for part in BoPhan if part is not BoPhan.TEN)
"""The official parts that have a heading of their own, in the order of Decree 63/2010 and the national database."""


def make_thu_tuc(catalogue: Catalogue) -> Iterator[Page]:
    """Describe all pages of procedures."""
    yield _entrance(catalogue)
    fields = list(catalogue.linh_vuc.values())
    by_field = _by_field(catalogue.cong_khai)
    # A field of the list has its page before its first procedure, so that guides and links may count on it.
    for muc in (*fields, *catalogue.linh_vuc_trong):
        items = by_field[muc.ma]
        page = _list(f"Lĩnh vực {muc.ten}", muc.url, items, fields, mo_ta=muc.mo_ta)
        yield replace(page, rss=feed_of_field(catalogue, items))
    if catalogue.noi_bo:
        yield _list("Thủ tục hành chính nội bộ", urls.NOI_BO, catalogue.noi_bo, fields)
    yield _a_z(catalogue)
    procedure = partial(_procedure, link_both_ways(catalogue.thu_tuc.values()))
    for item in catalogue.thu_tuc.values():
        yield from make_with_versions(catalogue, item, procedure)


def _entrance(catalogue: Catalogue) -> Page:
    public = [item for item in catalogue.cong_khai if not is_ended(item.trang_thai)]
    return Page(
        url=urls.THU_TUC,
        template="thu-tuc-hanh-chinh.html",
        tieu_de="Thủ tục hành chính",
        muc=urls.THU_TUC,
        mo_ta="Tra cứu thủ tục hành chính theo tên, mã, lĩnh vực và cấp thực hiện.",
        duong_dan=(("Thủ tục hành chính", ""),),
        context={
            "linh_vuc": list(catalogue.linh_vuc.values()),
            "tong_so": len(public),
            "so_day_du": sum(1 for item in public if not item.thieu),
            "cap": _levels(public),
            "quyet_dinh": catalogue.quyet_dinh[:3],
            "noi_bo": len(catalogue.noi_bo),
        },
    )


def _levels(items: Sequence[ThuTucItem]) -> list[MucItem]:
    counts = {cap: sum(1 for item in items if cap in item.record.cap_thuc_hien) for cap in CapThucHien}
    return [
        MucItem(cap.value, nhan(cap), f"{urls.TRA_CUU}?cap={cap.value}", so_luong=count)
        for cap, count in counts.items()
        if count
    ]


def _by_field(items: Sequence[ThuTucItem]) -> defaultdict[str, list[ThuTucItem]]:
    groups: defaultdict[str, list[ThuTucItem]] = defaultdict(list)
    for item in items:
        groups[item.linh_vuc.ma].append(item)
    return groups


def _list(tieu_de: str, url: str, items: Sequence[ThuTucItem], fields: Sequence[MucItem], *, mo_ta: str = "") -> Page:
    return Page(
        url=url,
        template="danh-sach-thu-tuc.html",
        tieu_de=tieu_de,
        muc=urls.THU_TUC,
        mo_ta=mo_ta or f"{tieu_de}: {len(items)} thủ tục hành chính.",
        duong_dan=(_THU_TUC, (tieu_de, "")),
        context={
            "tieu_de": tieu_de,
            "mo_ta": mo_ta,
            "thu_tuc": sorted(items, key=lambda item: is_ended(item.trang_thai)),
            "linh_vuc": fields,
            "dang_chon": url,
        },
    )


def _a_z(catalogue: Catalogue) -> Page:
    groups: defaultdict[str, list[ThuTucItem]] = defaultdict(list)
    for item in catalogue.cong_khai:
        groups[initial(item.record.ten)].append(item)
    return Page(
        url=urls.A_Z,
        template="a-z.html",
        tieu_de="Thủ tục hành chính theo chữ cái",
        muc=urls.THU_TUC,
        mo_ta="Danh sách thủ tục hành chính xếp theo chữ cái đầu của tên.",
        duong_dan=(_THU_TUC, ("Theo chữ cái", "")),
        context={"nhom": [(letter, groups[letter]) for letter in sorted(groups, key=collation_key)]},
    )


def _procedure(linked: Mapping[str, tuple[str, ...]], catalogue: Catalogue, item: ThuTucItem) -> Page:
    thu_tuc = item.record
    forms = catalogue.find_bieu_mau(forms_of(thu_tuc))
    questions = _questions(catalogue, item)
    return Page(
        url=item.url,
        template="thu-tuc.html",
        tieu_de=f"{shorten(thu_tuc.ten, 100)} ({thu_tuc.ma})",  # 110 names in the country belong to several codes
        muc=urls.THU_TUC,
        mo_ta=f"{thu_tuc.ma} – {thu_tuc.ten}: giấy tờ, thời hạn, phí, nơi nộp hồ sơ.",
        duong_dan=(_THU_TUC, _field_crumb(item), (shorten(thu_tuc.ten, 80), "")),
        context={
            "thu_tuc": item,
            "phieu": make_phieu(catalogue, item),
            "phi_ap_dung": find_valid(item.phi, to_vietnam(catalogue.now).date()),
            "hom_nay": to_vietnam(catalogue.now).date(),
            "bieu_mau": [form for form in forms if form.con_dung],
            "mau_cu": catalogue.mau_cu.get(thu_tuc.ma, ()),
            "tep_nen": find_archive(catalogue, item),
            "quyet_dinh": _decisions(catalogue, item),
            "tin": catalogue.tin_cua_thu_tuc.get(thu_tuc.ma, ()),
            "hoi_dap": questions[:_SO_HOI_DAP],
            "hoi_dap_url": questions[0].linh_vuc.url if len(questions) > _SO_HOI_DAP else "",
            "lien_quan": catalogue.find_thu_tuc(linked[thu_tuc.ma]),
            "thay_the_boi": catalogue.find_thu_tuc(item.vong_doi.thay_the_boi),
            "thay_the_cho": catalogue.find_thu_tuc(item.vong_doi.thay_the_cho),
            "ket_thuc_bang": catalogue.find_quyet_dinh(item.vong_doi.ket_thuc_bang),
            "can_cu_thay_doi": catalogue.can_cu.ended_of_thu_tuc(thu_tuc.ma),
            "van_ban_can_cu": catalogue.can_cu,
            "lich_su": make_history(catalogue, item),
            "theo_doi": find_subscriptions(item, find_events_of(catalogue, item)),
            "ban": None,
            "muc_luc": _contents(has_questions=bool(questions)),
        },
        cap_nhat=thu_tuc.cap_nhat,
        du_lieu=(
            ("application/json", urls.thu_tuc_json_url(thu_tuc.ma)),
            ("application/ld+json", urls.thu_tuc_jsonld_url(thu_tuc.ma)),
        ),
    )


def _questions(catalogue: Catalogue, item: ThuTucItem) -> tuple[HoiDapItem, ...]:
    """Return the questions on a procedure; answers speak of the text that applies now, not of an earlier version."""
    current = item is catalogue.thu_tuc.get(item.record.ma)
    return catalogue.hoi_dap_cua_thu_tuc.get(item.record.ma, ()) if current else ()


def _contents(*, has_questions: bool) -> list[tuple[str, str]]:
    parts = [(part.value.replace("_", "-"), nhan(part)) for part in _ON_PAGE]
    return [*parts, ("hoi-dap", "Câu hỏi thường gặp")] if has_questions else parts


def _field_crumb(item: ThuTucItem) -> Crumb:
    if item.record.la_noi_bo:
        return "Thủ tục nội bộ", urls.NOI_BO
    return item.linh_vuc.ten, item.linh_vuc.url


def _decisions(catalogue: Catalogue, item: ThuTucItem) -> list[tuple[QuyetDinhThuTuc, QuyetDinhItem | None]]:
    # The text of an earlier version cites fewer decisions than the procedure as a whole.
    own = [cited for cited in item.vong_doi.quyet_dinh if any(is_same(cited, said) for said in item.record.quyet_dinh)]
    return [(cited, catalogue.find_quyet_dinh(cited.so, cited.ngay_ky)) for cited in own]
