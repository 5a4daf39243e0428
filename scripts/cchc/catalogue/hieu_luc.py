"""When documents end: the editors' list of ended texts and what published documents say of each other, as one rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.catalogue import urls
from cchc.model.can_cu import Identity, VanBanHetHieuLuc, identify
from cchc.model.content import Content, Entry
from cchc.model.van_ban import ENDING, KieuQuanHe, QuanHe, VanBan
from cchc.text import fold, is_local, so_ky_hieu_key


@dataclass(frozen=True)
class LienHe:
    """A relation with the documents of the site that it may mean: one, none, or several that only a person can tell."""

    nguon: Entry[VanBan]
    quan_he: QuanHe
    dich: tuple[Entry[VanBan], ...]

    @property
    def dich_duy_nhat(self) -> Entry[VanBan] | None:
        """The other document, if the site holds it and there is no doubt which one is meant."""
        return self.dich[0] if len(self.dich) == 1 else None

    @property
    def ket_thuc(self) -> bool:
        """Tell whether the relation ends the whole other document; a draft ends nothing."""
        return (
            self.quan_he.kieu in ENDING
            and not self.quan_he.mot_phan
            and not self.nguon.record.la_du_thao
            and self.nguon.record.tu_ngay is not None
        )


def resolve(documents: Sequence[Entry[VanBan]]) -> tuple[LienHe, ...]:
    """Return every relation of every document with what it may mean."""
    by_key: defaultdict[str, list[Entry[VanBan]]] = defaultdict(list)
    for entry in documents:
        if entry.record.so_ky_hieu:
            by_key[so_ky_hieu_key(entry.record.so_ky_hieu)].append(entry)
    return tuple(
        LienHe(entry, quan_he, tuple(_meant(entry, quan_he, by_key[so_ky_hieu_key(quan_he.den)])))
        for entry in documents
        for quan_he in entry.record.quan_he
    )


def _meant(nguon: Entry[VanBan], quan_he: QuanHe, candidates: Iterable[Entry[VanBan]]) -> Iterator[Entry[VanBan]]:
    issuer = fold(issuer_meant(nguon.record, quan_he))
    for entry in candidates:
        same_issuer = not issuer or fold(entry.record.co_quan) == issuer
        same_year = quan_he.nam in (None, entry.record.ngay_ban_hanh.year)
        if entry is not nguon and same_issuer and same_year:
            yield entry


def issuer_meant(nguon: VanBan, quan_he: QuanHe) -> str:
    """Return the issuer that a relation means: a local number without one is of the same issuer."""
    return quan_he.co_quan or (nguon.co_quan if is_local(quan_he.den) else "")


def find_ends(content: Content) -> tuple[VanBanHetHieuLuc, ...]:
    """Return every text of which the content says that it ends, once each: the list first, then the documents.

    A document whose number others have too is left out: numbers without a year begin anew each year.
    """
    ends: dict[Identity, VanBanHetHieuLuc] = {}
    for entry in content.van_ban_het_hieu_luc:
        ends.setdefault(identify(entry.so_ky_hieu, entry.co_quan), entry)
    for entry in _ends_told_by_documents(content.van_ban):
        ends.setdefault(identify(entry.so_ky_hieu, entry.co_quan), entry)
    return tuple(ends.values())


def _ends_told_by_documents(documents: Sequence[Entry[VanBan]]) -> Iterator[VanBanHetHieuLuc]:
    shared = Counter(_identity(entry.record) for entry in documents)
    links = resolve(documents)
    endings = _by_target(links)
    for entry in documents:
        record = entry.record
        end = _own_end(entry, endings[entry.path])
        if record.so_ky_hieu and end and shared[_identity(record)] == 1:
            yield VanBanHetHieuLuc(
                so_ky_hieu=record.so_ky_hieu,
                co_quan=record.co_quan,
                het_hieu_luc=end,
                thay_the_boi=_successors(record.so_ky_hieu, endings[entry.path]),
            )
    for link in links:
        if link.ket_thuc and not link.dich and link.nguon.record.tu_ngay:
            yield VanBanHetHieuLuc(
                so_ky_hieu=link.quan_he.den,
                co_quan=issuer_meant(link.nguon.record, link.quan_he),
                het_hieu_luc=link.nguon.record.tu_ngay,
                thay_the_boi=_successors(link.quan_he.den, (link,)),
            )


def _by_target(links: Iterable[LienHe]) -> Mapping[str, list[LienHe]]:
    """Return what ends each document, by its path."""
    found: defaultdict[str, list[LienHe]] = defaultdict(list)
    for link in links:
        if link.ket_thuc and link.dich_duy_nhat:
            found[link.dich_duy_nhat.path].append(link)
    return found


def _identity(record: VanBan) -> Identity:
    return identify(record.so_ky_hieu or "", record.co_quan)


def _own_end(entry: Entry[VanBan], links: Iterable[LienHe]) -> date | None:
    days = [link.nguon.record.tu_ngay for link in links]
    return min((day for day in (entry.record.het_hieu_luc, *days) if day), default=None)


def _successors(so_ky_hieu: str, links: Iterable[LienHe]) -> tuple[str, ...]:
    found = (link.nguon.record.so_ky_hieu for link in links if link.quan_he.kieu is KieuQuanHe.THAY_THE)
    return tuple(so for so in found if so and so_ky_hieu_key(so) != so_ky_hieu_key(so_ky_hieu))


def end_by_path(content: Content) -> Mapping[str, date]:
    """Return the first day without force of each published document that ends, by its path."""
    shared = Counter(_identity(entry.record) for entry in content.van_ban)
    told = {identify(end.so_ky_hieu, end.co_quan): end.het_hieu_luc for end in find_ends(content)}
    endings = _by_target(resolve(content.van_ban))
    ends: dict[str, date] = {}
    for entry in content.van_ban:
        sole = shared[_identity(entry.record)] == 1 and entry.record.so_ky_hieu
        # What the list says of a number can only mean the one document that has it.
        end = told.get(_identity(entry.record)) if sole else _own_end(entry, endings[entry.path])
        if end:
            ends[entry.path] = end
    return ends


def urls_by_identity(content: Content) -> Mapping[Identity, str]:
    """Return the address of each published document that can be told from its number alone."""
    shared = Counter(_identity(entry.record) for entry in content.van_ban)
    return {
        _identity(entry.record): urls.van_ban_url(entry.path)
        for entry in content.van_ban
        if entry.record.so_ky_hieu and shared[_identity(entry.record)] == 1
    }
