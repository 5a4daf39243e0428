"""News joined with units, lists, series and tags, and grouped once by the list pages that show them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cchc.catalogue import urls
from cchc.catalogue.items import DonViItem, MucItem, TepTinItem, TinItem
from cchc.catalogue.muc import join_muc
from cchc.model.bieu_mau import TepThucTe
from cchc.model.content import Content, Entry
from cchc.model.danh_muc import Muc
from cchc.model.don_vi import DonVi
from cchc.model.phan_tin import TepDinhKem
from cchc.model.post import Tin, TrangThaiTin
from cchc.text import collation_key, nfc, slug, to_vietnam


@dataclass(frozen=True)
class TinDaGhep:
    """All public news, newest first, with everything that groups them."""

    tin: tuple[TinItem, ...]
    don_vi: Mapping[str, DonViItem]
    chuyen_muc: Mapping[str, MucItem]
    noi_dung_cchc: Mapping[str, MucItem]
    chuyen_de: Mapping[str, MucItem]
    the: Mapping[str, MucItem]
    tac_gia: Mapping[str, MucItem]
    theo_trang: Mapping[str, tuple[TinItem, ...]]
    cua_thu_tuc: Mapping[str, tuple[TinItem, ...]]


def join_tin(content: Content, now: datetime) -> TinDaGhep:
    """Join the news that are public at ``now``; one walk over them, whatever the number of lists."""
    public = _public(content.tin, now)
    lists = content.danh_muc
    current = [entry.record for entry in public if not is_expired(entry.record, now)]
    don_vi = _join_don_vi(content.don_vi, Counter(entry.record.don_vi for entry in public), to_vietnam(now).date())
    groups = _Groups(
        don_vi=don_vi,
        chuyen_muc=join_muc(lists.chuyen_muc, urls.chuyen_muc_url, Counter(tin.chuyen_muc for tin in current)),
        noi_dung_cchc=join_muc(
            lists.noi_dung_cchc, urls.noi_dung_cchc_url, Counter(ma for tin in current for ma in tin.noi_dung_cchc)
        ),
        chuyen_de=_join_chuyen_de(lists.chuyen_de, public),
        the=_join_words((pair for tin in current for pair in tags_of(tin)), urls.the_url),
        tac_gia=_join_words((pair for entry in public for pair in author_of(entry.record)), urls.tac_gia_url),
    )
    tin = tuple(_join_one(entry, groups, content.tep, now) for entry in public)
    return TinDaGhep(
        tin=tin,
        don_vi=don_vi,
        chuyen_muc=groups.chuyen_muc,
        noi_dung_cchc=groups.noi_dung_cchc,
        chuyen_de=groups.chuyen_de,
        the=groups.the,
        tac_gia=groups.tac_gia,
        theo_trang=_group(tin, _lists_of),
        cua_thu_tuc=_group(tin, lambda item: item.record.tthc),
    )


def identify_tin(tin: Tin, path: str) -> str:
    """Return what stays the same of an item for ever: its own ``dinh_danh``, else its folder and file name."""
    return tin.dinh_danh or slug(path.removeprefix("posts/").removesuffix(".md").replace("/", "-"))


def is_expired(tin: Tin, now: datetime) -> bool:
    """Tell whether an item has run out (NEWS-18); it keeps its page and leaves the lists of what is current."""
    return tin.het_han is not None and tin.het_han <= now


def tags_of(tin: Tin) -> Iterator[tuple[str, str]]:
    """Return the slug and the words of each tag; ways of writing that differ in case or encoding are one tag."""
    found = {slug(the): " ".join(nfc(the).split()) for the in tin.the}
    return ((ma, ten) for ma, ten in found.items() if ma)


def author_of(tin: Tin) -> Iterator[tuple[str, str]]:
    """Return the slug and the name of the author, nothing for an item without one."""
    name = " ".join(nfc(tin.tac_gia).split())
    if slug(name):
        yield slug(name), name


@dataclass(frozen=True)
class _Groups:
    don_vi: Mapping[str, DonViItem]
    chuyen_muc: Mapping[str, MucItem]
    noi_dung_cchc: Mapping[str, MucItem]
    chuyen_de: Mapping[str, MucItem]
    the: Mapping[str, MucItem]
    tac_gia: Mapping[str, MucItem]


def _public(entries: Iterable[Entry[Tin]], now: datetime) -> list[Entry[Tin]]:
    """Only published items whose hour has come reach the site (NEWS-09, NEWS-19), newest first."""
    public = [
        entry for entry in entries if entry.record.trang_thai is TrangThaiTin.DA_DANG and entry.record.ngay_dang <= now
    ]
    return sorted(public, key=lambda entry: (-entry.record.ngay_dang.timestamp(), entry.path))


def _join_don_vi(entries: Iterable[Entry[DonVi]], counts: Counter[str], today: date) -> Mapping[str, DonViItem]:
    return {
        entry.record.ma: DonViItem(
            entry.record,
            urls.don_vi_url(entry.record.ma),
            urls.tin_don_vi_url(entry.record.ma),
            counts[entry.record.ma],
            con_hoat_dong=entry.record.hoat_dong_den is None or entry.record.hoat_dong_den >= today,
        )
        for entry in sorted(entries, key=lambda entry: (entry.record.loai != "so", collation_key(entry.record.ten)))
    }


def _join_chuyen_de(entries: Iterable[Muc], public: Iterable[Entry[Tin]]) -> Mapping[str, MucItem]:
    counts = Counter(entry.record.chuyen_de for entry in public if entry.record.chuyen_de)
    return join_muc(entries, urls.loat_bai_url, counts)


def _join_words(pairs: Iterable[tuple[str, str]], url: Callable[[str], str]) -> Mapping[str, MucItem]:
    """Return tags or authors in alphabetical order, each in the way in which it is written most often."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for ma, ten in pairs:
        written[ma][ten] += 1
    items = (
        MucItem(ma, min(ways, key=lambda ten: (-ways[ten], ten)), url(ma), so_luong=ways.total())
        for ma, ways in written.items()
    )
    return {item.ma: item for item in sorted(items, key=lambda item: (collation_key(item.ten), item.ma))}


def _join_one(entry: Entry[Tin], groups: _Groups, tep: Mapping[str, TepThucTe], now: datetime) -> TinItem:
    tin = entry.record
    return TinItem(
        record=tin,
        url=urls.tin_url(tin, entry.path),
        path=entry.path,
        don_vi=groups.don_vi.get(tin.don_vi),
        chuyen_muc=groups.chuyen_muc.get(tin.chuyen_muc)
        or MucItem(tin.chuyen_muc, tin.chuyen_muc, urls.chuyen_muc_url(tin.chuyen_muc)),
        noi_dung_cchc=tuple(groups.noi_dung_cchc[ma] for ma in tin.noi_dung_cchc if ma in groups.noi_dung_cchc),
        chuyen_de=groups.chuyen_de.get(tin.chuyen_de or ""),
        the=tuple(groups.the[ma] for ma, _ in tags_of(tin) if ma in groups.the),
        tac_gia=next((groups.tac_gia[ma] for ma, _ in author_of(tin)), None),
        tep=tuple(_join_tep(named, tep) for named in tin.tep if f"posts/{named.tep}" in tep),
        dinh_danh=identify_tin(tin, entry.path),
        da_het_han=is_expired(tin, now),
        duoc_ghim=tin.ghim_den is not None and tin.ghim_den >= to_vietnam(now).date(),
    )


def _join_tep(named: TepDinhKem, tep: Mapping[str, TepThucTe]) -> TepTinItem:
    path = f"posts/{named.tep}"
    return TepTinItem(named.ten, urls.TIN_TUC + named.tep, path, tep[path].kich_thuoc)


def _lists_of(item: TinItem) -> Iterator[str]:
    """Return the addresses of the lists that show an item; one that has run out stays where nothing is current."""
    yield urls.tin_don_vi_url(item.record.don_vi)
    yield urls.luu_tru_of(item.record.ngay_dang)
    yield from (muc.url for muc in (item.chuyen_de, item.tac_gia) if muc)
    if item.record.su_kien:
        yield urls.SU_KIEN
    if item.da_het_han:
        yield urls.HET_HAN
        return
    yield urls.TIN_TUC
    yield from (muc.url for muc in (item.chuyen_muc, *item.noi_dung_cchc, *item.the))


def _group(items: Iterable[TinItem], keys: Callable[[TinItem], Iterable[str]]) -> Mapping[str, tuple[TinItem, ...]]:
    found: defaultdict[str, list[TinItem]] = defaultdict(list)
    for item in items:
        for key in keys(item):
            found[key].append(item)
    return {key: tuple(together) for key, together in found.items()}
