"""From legal text to what rests on it: the citations of all procedures and forms, turned round."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from cchc.catalogue import urls
from cchc.catalogue.items import BieuMauItem, CanCuPhapLy, ThuTucItem, VanBanItem
from cchc.model.can_cu import Identity, VanBanHetHieuLuc, find_loai, identify
from cchc.model.thanh_phan import CanCu
from cchc.text import collation_key, find_all_so_ky_hieu, slug


@dataclass
class _Found:
    """One text while its citations are gathered."""

    written: Counter[str] = field(default_factory=Counter)
    can_cu: list[CanCu] = field(default_factory=list)
    thu_tuc: dict[str, ThuTucItem] = field(default_factory=dict)
    bieu_mau: dict[str, BieuMauItem] = field(default_factory=dict)


def join_can_cu(
    thu_tuc: Mapping[str, ThuTucItem],
    bieu_mau: Mapping[str, BieuMauItem],
    ended: Iterable[VanBanHetHieuLuc],
    today: date,
    *,
    published: Mapping[Identity, str] = MappingProxyType({}),
) -> CanCuPhapLy:
    """Gather every legal text that is cited, with what cites it and whether it is still in force on a day.

    ``published`` are the addresses of texts that the site holds as documents of their own.
    """
    found: defaultdict[Identity, _Found] = defaultdict(_Found)
    for item in thu_tuc.values():
        for can_cu in cited(item):
            text = found[identify(can_cu.so_ky_hieu, can_cu.co_quan)]
            text.written[can_cu.so_ky_hieu] += 1
            text.can_cu.append(can_cu)
            text.thu_tuc[item.record.ma] = item
    for form in bieu_mau.values():
        for so_ky_hieu in find_all_so_ky_hieu(form.record.van_ban_quy_dinh):
            text = found[identify(so_ky_hieu)]
            text.written[so_ky_hieu] += 1
            text.bieu_mau[form.record.id] = form
    ends = {identify(entry.so_ky_hieu, entry.co_quan): entry for entry in ended}
    items = _make_items(found, ends, today)
    items = {identity: replace(item, van_ban_url=published.get(identity, "")) for identity, item in items.items()}
    return CanCuPhapLy(
        van_ban=tuple(sorted(items.values(), key=_order)),
        theo_danh_tinh=items,
        cua_thu_tuc=_turn((item, item.thu_tuc) for item in items.values()),
        cua_bieu_mau=_turn_forms(items.values()),
    )


def cited(item: ThuTucItem) -> Iterator[CanCu]:
    """Yield the legal texts of a procedure: its bases, then those on which its charges rest."""
    yield from (can_cu for can_cu in item.record.can_cu_phap_ly if can_cu.so_ky_hieu)
    for phi in item.phi:
        yield from (CanCu(so_ky_hieu=so) for so in find_all_so_ky_hieu(phi.can_cu))


def _make_items(
    found: Mapping[Identity, _Found], ends: Mapping[Identity, VanBanHetHieuLuc], today: date
) -> dict[Identity, VanBanItem]:
    items: dict[Identity, VanBanItem] = {}
    taken: set[str] = set()
    for identity in sorted(found):
        text = found[identity]
        so_ky_hieu = max(sorted(text.written), key=lambda written: text.written[written])
        address = _free(slug(f"{so_ky_hieu} {identity[1]}"), taken)
        het_hieu_luc = ends.get(identity)
        items[identity] = VanBanItem(
            so_ky_hieu=so_ky_hieu,
            loai=find_loai(so_ky_hieu),
            url=urls.can_cu_url(address),
            trich_yeu=tuple(dict.fromkeys(" ".join(cc.trich_yeu.split()) for cc in text.can_cu if cc.trich_yeu)),
            ngay=next((can_cu.ngay for can_cu in text.can_cu if can_cu.ngay), None),
            co_quan=next((can_cu.co_quan for can_cu in text.can_cu if can_cu.co_quan), ""),
            url_goc=next((can_cu.url for can_cu in text.can_cu if can_cu.url), ""),
            thu_tuc=tuple(text.thu_tuc.values()),
            bieu_mau=tuple(text.bieu_mau.values()),
            het_hieu_luc=het_hieu_luc,
            da_het=bool(het_hieu_luc and het_hieu_luc.het_hieu_luc <= today),
        )
    return items


def _free(address: str, taken: set[str]) -> str:
    number = 2
    free = address or "van-ban"
    while free in taken:
        free = f"{address}-{number}"
        number += 1
    taken.add(free)
    return free


def _order(item: VanBanItem) -> tuple[object, ...]:
    """Order by number as a reader counts, not as letters stand; equal numbers by the rest in Vietnamese order."""
    number = item.so_ky_hieu.partition("/")[0]
    digits = "".join(char for char in number.partition(".")[0] if char.isdigit())
    return int(digits or 0), collation_key(item.so_ky_hieu), item.url


def _turn(pairs: Iterable[tuple[VanBanItem, Iterable[ThuTucItem]]]) -> Mapping[str, tuple[VanBanItem, ...]]:
    turned: defaultdict[str, list[VanBanItem]] = defaultdict(list)
    for text, items in pairs:
        for item in items:
            turned[item.record.ma].append(text)
    return {ma: tuple(texts) for ma, texts in turned.items()}


def _turn_forms(texts: Iterable[VanBanItem]) -> Mapping[str, tuple[VanBanItem, ...]]:
    turned: defaultdict[str, list[VanBanItem]] = defaultdict(list)
    for text in texts:
        for form in text.bieu_mau:
            turned[form.record.id].append(text)
    return {id_: tuple(found) for id_, found in turned.items()}
