"""Surveys with their figures, and the ratings of pages: joined, checked, counted by factor."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cchc.catalogue import urls
from cchc.model.content import Content, Entry
from cchc.model.ket_qua import DanhGiaTrang, KetQuaCau, KetQuaKhaoSat, percent
from cchc.model.khao_sat import HAI_LONG, CauHoiKhaoSat, KhaoSat, YeuTo
from cchc.model.problem import Problem
from cchc.text import to_vietnam


@dataclass(frozen=True)
class KhaoSatItem:
    """A survey with its address and, once they were looked at, its figures."""

    record: KhaoSat
    url: str
    dang_mo: bool
    sap_mo: bool
    ket_qua: KetQuaKhaoSat | None = None

    @property
    def du_phieu(self) -> bool:
        """Tell whether enough people answered for anything to be shown."""
        return self.ket_qua is not None and self.ket_qua.n >= self.record.nguong


@dataclass(frozen=True)
class MucKetQua:
    """One answer of a question: its words, how many gave it, their share in per cent."""

    ten: str
    so: int
    phan_tram: Decimal


@dataclass(frozen=True)
class CauKetQua:
    """One question with its figures; ``hai_long`` is the share of satisfied answers, None where there is no scale."""

    record: CauHoiKhaoSat
    n: int
    an: bool
    muc: tuple[MucKetQua, ...]
    hai_long: Decimal | None
    trung_binh: str


@dataclass(frozen=True)
class YeuToKetQua:
    """A factor: the satisfied answers of its questions together, None where none of them is shown."""

    yeu_to: YeuTo
    cau: tuple[CauKetQua, ...]
    hai_long: Decimal | None


def join_khao_sat(content: Content, now: datetime) -> tuple[KhaoSatItem, ...]:
    """Return the surveys, open ones first, then the newest."""
    today = to_vietnam(now).date()
    results = {entry.record.ma: entry.record for entry in content.ket_qua}
    items = [_item(entry.record, results.get(entry.record.ma), today) for entry in content.khao_sat]
    return tuple(sorted(items, key=lambda item: (not item.dang_mo, -item.record.den.toordinal(), item.record.ma)))


def _item(record: KhaoSat, ket_qua: KetQuaKhaoSat | None, today: date) -> KhaoSatItem:
    return KhaoSatItem(record, urls.khao_sat_url(record.ma), record.is_open(today), record.tu > today, ket_qua)


def group_by_yeu_to(item: KhaoSatItem) -> tuple[YeuToKetQua, ...]:
    """Return the figures by factor, in the order of the factors; nothing while too few have answered."""
    if item.ket_qua is None or not item.du_phieu:
        return ()
    figures = {cau.ma: cau for cau in item.ket_qua.cau}
    questions = [_question(cau, figures[cau.ma]) for cau in item.record.cau_hoi if cau.ma in figures]
    groups = ((yeu_to, tuple(cau for cau in questions if cau.record.yeu_to is yeu_to)) for yeu_to in YeuTo)
    return tuple(YeuToKetQua(yeu_to, found, _together(found)) for yeu_to, found in groups if found)


def _question(record: CauHoiKhaoSat, figures: KetQuaCau) -> CauKetQua:
    counts = {muc.ma: muc.so for muc in figures.muc}
    muc = tuple(MucKetQua(ten, counts.get(ma, 0), percent(counts.get(ma, 0), figures.n)) for ma, ten in record.cac_muc)
    satisfied = _satisfied(record, counts)
    shown = None if figures.an or satisfied is None else percent(satisfied, figures.n)
    return CauKetQua(record, figures.n, figures.an, () if figures.an else muc, shown, figures.trung_binh)


def _satisfied(record: CauHoiKhaoSat, counts: Mapping[str, int]) -> int | None:
    steps = HAI_LONG.get(record.kieu)
    return None if steps is None else sum(counts.get(step, 0) for step in steps)


def _together(cau: tuple[CauKetQua, ...]) -> Decimal | None:
    """Weigh each question by its answers: (satisfied answers) / (answers), over the questions that are shown."""
    shown = [found for found in cau if found.hai_long is not None]
    if not shown:
        return None
    return percent(sum(_count_satisfied(found) for found in shown), sum(found.n for found in shown))


def _count_satisfied(cau: CauKetQua) -> int:
    counts = {ma: muc.so for (ma, _), muc in zip(cau.record.cac_muc, cau.muc, strict=True)}
    return _satisfied(cau.record, counts) or 0


def check_khao_sat(content: Content) -> Iterator[Problem]:
    """Yield figures of no survey, of questions or answers that it does not have, and groups too small to be shown."""
    surveys = {entry.record.ma: entry.record for entry in content.khao_sat}
    for entry in content.khao_sat:
        if not entry.path.endswith(f"/{entry.record.ma}.md"):
            yield Problem(entry.path, 0, "ma", f"mã phải trùng tên tệp: đổi tên tệp thành {entry.record.ma}.md")
    for found in content.ket_qua:
        survey = surveys.get(found.record.ma)
        if survey is None:
            yield Problem(found.path, 0, "ma", f"không có khảo sát “{found.record.ma}” trong docs/khao-sat/")
        else:
            yield from _check_figures(found, survey)


def _check_figures(entry: Entry[KetQuaKhaoSat], survey: KhaoSat) -> Iterator[Problem]:
    for place, figures in enumerate(entry.record.cau):
        cau = survey.find(figures.ma)
        field = f"cau.{place}"
        if cau is None:
            yield Problem(entry.path, 0, field, f"khảo sát không có câu hỏi “{figures.ma}”")
            continue
        unknown = [muc.ma for muc in figures.muc if muc.ma not in dict(cau.cac_muc)]
        if unknown:
            yield Problem(entry.path, 0, field, f"câu “{cau.ma}” không có câu trả lời “{unknown[0]}”")
        if (figures.muc or figures.trung_binh) and figures.n < survey.nguong:
            message = (
                f"chỉ có {figures.n} người trả lời, dưới ngưỡng {survey.nguong}: bỏ muc và trung_binh, ghi an: true"
            )
            yield Problem(entry.path, 0, field, message)


def find_danh_gia(content: Content) -> DanhGiaTrang | None:
    """Return the ratings of pages, if figures were exported."""
    return content.danh_gia[0].record if content.danh_gia else None
