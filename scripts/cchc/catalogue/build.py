"""Joining the content into one catalogue: references resolved, addresses fixed, order settled."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime

from cchc.catalogue import urls
from cchc.catalogue.can_cu import join_can_cu
from cchc.catalogue.catalogue import Catalogue
from cchc.catalogue.checks import check
from cchc.catalogue.hieu_luc import find_ends, urls_by_identity
from cchc.catalogue.hoi_dap import by_thu_tuc, join_hoi_dap, join_texts
from cchc.catalogue.items import (
    BieuMauItem,
    MucItem,
    PhienBanItem,
    QuyetDinhItem,
    TepItem,
    ThuTucItem,
)
from cchc.catalogue.khao_sat import check_khao_sat, find_danh_gia, join_khao_sat
from cchc.catalogue.lifecycle import Dong, find_vong_doi, lines_by_thu_tuc
from cchc.catalogue.muc import join_muc
from cchc.catalogue.tep import find_tep
from cchc.catalogue.tin import join_tin
from cchc.catalogue.trees import join_trees
from cchc.catalogue.van_ban import join_van_ban
from cchc.catalogue.versions import archived_by_ma, take_current, text_of
from cchc.model.content import Content, Entry
from cchc.model.ngay_nghi import make_lich
from cchc.model.problem import Problem
from cchc.model.thu_tuc import ThuTuc, find_missing, forms_of, gather_phi, gather_thoi_han
from cchc.text import collation_key, to_vietnam


def build(content: Content, now: datetime) -> tuple[Catalogue, list[Problem]]:
    """Join the content as it stands at ``now``; references that lead nowhere are told as problems and left out."""
    thu_tuc = _join_thu_tuc(content, now)
    trees, found = join_trees(content.chon_thu_tuc, thu_tuc)
    news = join_tin(content, now)
    bieu_mau = _join_bieu_mau(content, thu_tuc, to_vietnam(now).date())
    catalogue = Catalogue(
        now=now,
        danh_muc=content.danh_muc,
        thu_tuc=thu_tuc,
        quyet_dinh=_join_quyet_dinh(content),
        bieu_mau=bieu_mau,
        mau_cu=_old_forms(bieu_mau),
        tin=news.tin,
        don_vi=news.don_vi,
        linh_vuc={item.linh_vuc.ma: item.linh_vuc for item in thu_tuc.values() if not item.record.la_noi_bo},
        chuyen_muc=news.chuyen_muc,
        noi_dung_cchc=news.noi_dung_cchc,
        chuyen_de=news.chuyen_de,
        the=news.the,
        tac_gia=news.tac_gia,
        tin_theo_trang=news.theo_trang,
        tin_cua_thu_tuc=news.cua_thu_tuc,
        lich_lam_viec=make_lich(content.ngay_nghi),
        chon_thu_tuc=trees,
        ky_bao_cao=content.ky_bao_cao,
        khao_sat=join_khao_sat(content, now),
        danh_gia=find_danh_gia(content),
    )
    linh_vuc = _ordered_linh_vuc(catalogue)
    listed = join_muc(content.danh_muc.linh_vuc, urls.linh_vuc_url, Counter())
    empty = tuple(muc for ma, muc in listed.items() if ma not in linh_vuc)
    today = to_vietnam(now).date()
    whole = replace(catalogue, linh_vuc=linh_vuc, linh_vuc_trong=empty)
    return _with_published(whole, content, today), [*check(content, now), *check_khao_sat(content), *found]


def _with_published(catalogue: Catalogue, content: Content, today: date) -> Catalogue:
    """Add legal texts, published documents and answered questions, which all ask when a text ends."""
    ends = find_ends(content)
    can_cu = join_can_cu(catalogue.thu_tuc, catalogue.bieu_mau, ends, today, published=urls_by_identity(content))
    van_ban = join_van_ban(content, can_cu, today)
    texts = join_texts(can_cu, van_ban, ends)
    hoi_dap = join_hoi_dap(content, catalogue.thu_tuc, catalogue.don_vi, texts, today)
    return replace(
        catalogue,
        can_cu=can_cu,
        van_ban=van_ban,
        hoi_dap=hoi_dap,
        hoi_dap_cua_thu_tuc=by_thu_tuc(hoi_dap),
        loi_dan={urls.gioi_thieu_url(entry.path): entry.record for entry in content.loi_dan},
    )


def _join_thu_tuc(content: Content, now: datetime) -> Mapping[str, ThuTucItem]:
    today = to_vietnam(now).date()
    counts = Counter(entry.record.linh_vuc for entry in content.thu_tuc if not entry.record.la_noi_bo)
    linh_vuc = join_muc(content.danh_muc.linh_vuc, urls.linh_vuc_url, counts)
    lines = lines_by_thu_tuc(entry.record for entry in content.quyet_dinh)
    archived = archived_by_ma(content.phien_ban)
    items = {
        entry.record.ma: _join_versions(entry, archived.get(entry.record.ma, {}), lines, linh_vuc, today)
        for entry in sorted(content.thu_tuc, key=lambda entry: (collation_key(entry.record.ten), entry.record.ma))
    }
    return _with_predecessors(items)


def _join_versions(
    entry: Entry[ThuTuc],
    archived: Mapping[str, ThuTuc],
    lines: Mapping[str, tuple[Dong, ...]],
    linh_vuc: Mapping[str, MucItem],
    today: date,
) -> ThuTucItem:
    """Join the text that applies today with the texts of the other versions."""
    newest = entry.record
    current = take_current(newest, archived, today)

    def make_item(text: ThuTuc) -> ThuTucItem:
        return ThuTucItem(
            record=text,
            url=urls.thu_tuc_url(text.ma),
            path=entry.path,
            trang_thai=vong_doi.trang_thai,
            linh_vuc=_linh_vuc_of(newest, linh_vuc),
            thieu=tuple(find_missing(text)),
            phi=gather_phi(text),
            thoi_han=gather_thoi_han(text),
            vong_doi=vong_doi,
        )

    vong_doi = find_vong_doi(newest, lines.get(newest.ma, ()), today)
    versions = [
        PhienBanItem(phien_ban, urls.phien_ban_url(newest.ma, phien_ban.so), make_item(text) if text else None)
        for phien_ban in newest.phien_ban
        for text in (text_of(phien_ban, newest, archived),)
    ]
    return replace(make_item(current), phien_ban=tuple(versions))


def _with_predecessors(items: dict[str, ThuTucItem]) -> Mapping[str, ThuTucItem]:
    """Tell each successor what it replaces, also where only the replaced procedure or its decision says so."""
    for ma, item in list(items.items()):
        for successor in item.vong_doi.thay_the_boi:
            found = items.get(successor)
            if found and ma not in found.vong_doi.thay_the_cho:
                life = replace(found.vong_doi, thay_the_cho=(*found.vong_doi.thay_the_cho, ma))
                items[successor] = replace(found, vong_doi=life)
    return items


def _linh_vuc_of(thu_tuc: ThuTuc, known: Mapping[str, MucItem]) -> MucItem:
    """Return the field of a procedure; an internal one leads to the list of internal procedures instead."""
    ma = thu_tuc.linh_vuc
    muc = known.get(ma) or MucItem(ma, ma, urls.linh_vuc_url(ma))
    return replace(muc, url=urls.NOI_BO) if thu_tuc.la_noi_bo else muc


def _ordered_linh_vuc(catalogue: Catalogue) -> Mapping[str, MucItem]:
    position = {muc.ma: index for index, muc in enumerate(catalogue.danh_muc.linh_vuc)}
    fields = catalogue.linh_vuc.values()
    ordered = sorted(fields, key=lambda item: (position.get(item.ma, len(position)), collation_key(item.ten)))
    return {item.ma: item for item in ordered}


def _join_quyet_dinh(content: Content) -> tuple[QuyetDinhItem, ...]:
    items = [
        QuyetDinhItem(
            record=entry.record,
            url=urls.quyet_dinh_url(entry.record.slug),
            tep=find_tep(content, f"tthc/quyet-dinh/{entry.record.tep}", urls.QUYET_DINH, entry.record.so),
            hanh_dong=tuple(dict.fromkeys(muc.hanh_dong for muc in entry.record.muc)),
        )
        for entry in content.quyet_dinh
    ]
    return tuple(sorted(items, key=lambda item: (item.record.ngay_ky, item.record.so), reverse=True))


def _join_bieu_mau(content: Content, thu_tuc: Mapping[str, ThuTucItem], today: date) -> Mapping[str, BieuMauItem]:
    users = _users_of_forms(thu_tuc)
    items = (
        BieuMauItem(
            record=entry.record,
            url=urls.bieu_mau_url(entry.record.id),
            tep=tuple(
                tep for named in entry.record.tep if (tep := _form_file(content, named.duong_dan, entry.record.ten))
            ),
            mau_dien=(
                _form_file(content, entry.record.mau_dien.duong_dan, f"mau-da-dien {entry.record.ten}")
                if entry.record.mau_dien
                else None
            ),
            con_dung=entry.record.hieu_luc_den is None or entry.record.hieu_luc_den >= today,
            thu_tuc=tuple(
                thu_tuc[ma] for ma in dict.fromkeys((*entry.record.tthc, *users[entry.record.id])) if ma in thu_tuc
            ),
        )
        for entry in sorted(content.bieu_mau, key=lambda entry: (collation_key(entry.record.ten), entry.record.id))
    )
    return {item.record.id: item for item in items}


def _old_forms(forms: Mapping[str, BieuMauItem]) -> Mapping[str, tuple[BieuMauItem, ...]]:
    """Return the forms that a procedure once used, by its code."""
    found: defaultdict[str, list[BieuMauItem]] = defaultdict(list)
    for form in forms.values():
        for item in form.thu_tuc if not form.con_dung else ():
            found[item.record.ma].append(form)
    return {ma: tuple(items) for ma, items in found.items()}


def _form_file(content: Content, path: str, ten: str) -> TepItem | None:
    return find_tep(content, f"tthc/bieu-mau/{path}", urls.BIEU_MAU, ten)


def _users_of_forms(thu_tuc: Mapping[str, ThuTucItem]) -> Mapping[str, list[str]]:
    users: defaultdict[str, list[str]] = defaultdict(list)
    for ma, item in thu_tuc.items():
        for id_ in forms_of(item.record):
            users[id_].append(ma)
    return users
