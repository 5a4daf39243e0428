"""Surveys: what was typed into a form becomes one person's answers, and all answers become figures.

Nobody is known here: an answer has a day and no sender, and figures of few people never leave this module (SUR-06).
"""

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from pydantic import ValidationError

from cchc.feedback.records import Rating, SurveyRow
from cchc.feedback.releases import balance
from cchc.model.feedback import TraLoiKhaoSat
from cchc.model.ket_qua import DanhGiaMotTrang, DanhGiaThang, DanhGiaTrang, DemMuc, KetQuaCau, KetQuaKhaoSat
from cchc.model.khao_sat import CauHoiKhaoSat, KhaoSat, KieuCauHoi, is_asked

HO_SO = "ma_ho_so"
"""Name of the box for the code of a dossier; only a keyed hash of it is kept (SUR-09)."""

_LARGEST = Decimal(1_000_000)


class SurveyMistakes(Exception):
    """Answers that cannot be taken, by the code of the question, in the order of the form; words in Vietnamese."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(f"{len(errors)} mistakes")
        self.errors = errors


def parse_answers(survey: KhaoSat, typed: Mapping[str, Sequence[str]], *, day: date, key: str = "") -> TraLoiKhaoSat:
    """Return one person's answers; raise SurveyMistakes with every mistake at once.

    What was typed for questions that were not asked of this person, or that the survey does not have, is dropped.
    """
    given: dict[str, tuple[str, ...]] = {}
    errors: dict[str, str] = {}
    for cau in survey.cau_hoi:
        if not is_asked(cau, given):
            continue
        values = tuple(text.strip() for text in typed.get(cau.ma, ()) if text.strip())
        if mistake := _find_mistake(cau, values):
            errors[cau.ma] = mistake
        elif values:
            given[cau.ma] = _normal(cau, values)
    if errors:
        raise SurveyMistakes(errors)
    try:
        return TraLoiKhaoSat(khao_sat=survey.ma, ngay=day, tra_loi=given, ho_so=_hash_ho_so(survey, typed, key))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]["msg"]
        raise SurveyMistakes({survey.cau_hoi[0].ma: first}) from None


def _find_mistake(cau: CauHoiKhaoSat, values: Sequence[str]) -> str:
    if not values:
        return "Trả lời câu hỏi này" if cau.bat_buoc else ""
    if cau.kieu is KieuCauHoi.SO:
        return "" if _number(values[0]) is not None else "Nhập một số, ví dụ 2"
    if cau.cac_muc:
        if set(values) - {ma for ma, _ in cau.cac_muc}:
            return "Chọn câu trả lời trong danh sách"
        if len(set(values)) > 1 and cau.kieu is not KieuCauHoi.CHON_NHIEU:
            return "Chỉ chọn một câu trả lời"
    return ""


def _normal(cau: CauHoiKhaoSat, values: Sequence[str]) -> tuple[str, ...]:
    if cau.kieu is KieuCauHoi.SO:
        return (str(_number(values[0])),)
    return tuple(dict.fromkeys(values)) if cau.cac_muc else ("\n".join(values),)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    # NaN and infinities are numbers to the parser; the range leaves them out.
    return number if number.is_finite() and 0 <= number <= _LARGEST else None


def _hash_ho_so(survey: KhaoSat, typed: Mapping[str, Sequence[str]], key: str) -> str:
    code = "".join("".join(typed.get(HO_SO, ())).upper().split())
    if not (survey.hoi_ma_ho_so and code and key):
        return ""
    return hmac.new(key.encode(), f"{survey.ma}:{code}".encode(), hashlib.sha256).hexdigest()


def summarise(survey: KhaoSat, rows: Sequence[SurveyRow], den_ngay: date) -> KetQuaKhaoSat:
    """Return the figures up to a day; with fewer answers than the threshold there is nothing but their number."""
    counted = [row.tra_loi for row in rows if row.ngay <= den_ngay]
    cau = tuple(_figures(found, counted, survey.nguong) for found in survey.cau_hoi)
    return KetQuaKhaoSat(
        ma=survey.ma,
        den_ngay=den_ngay,
        n=len(counted),
        cau=cau if len(counted) >= survey.nguong else (),
        du_lieu_mau=survey.du_lieu_mau,
    )


def _figures(cau: CauHoiKhaoSat, rows: Iterable[Mapping[str, Sequence[str]]], least: int) -> KetQuaCau:
    answers = [tuple(row[cau.ma]) for row in rows if row.get(cau.ma)]
    if len(answers) < least:
        return KetQuaCau(ma=cau.ma, n=len(answers), an=True)
    if cau.cac_muc:
        counts = Counter(ma for values in answers for ma in values)
        return KetQuaCau(ma=cau.ma, n=len(answers), muc=tuple(DemMuc(ma=ma, so=counts[ma]) for ma, _ in cau.cac_muc))
    if cau.kieu is KieuCauHoi.SO:
        mean = sum((Decimal(values[0]) for values in answers), Decimal(0)) / len(answers)
        return KetQuaCau(ma=cau.ma, n=len(answers), trung_binh=str(mean.quantize(Decimal("0.01"), ROUND_HALF_UP)))
    return KetQuaCau(ma=cau.ma, n=len(answers))


def summarise_ratings(ratings: Iterable[Rating], den_ngay: date, *, nguong: int = 10) -> DanhGiaTrang:
    """Return the ratings of pages by month and by page; groups below the threshold are left out.

    Only months that have ended by that day count: figures that grew from day to day would tell each reader's own.
    """
    last = _last_ended(den_ngay)
    by_month: dict[str, Counter[int]] = {}
    by_page: dict[str, Counter[int]] = {}
    for rating in ratings:
        if rating.thang <= f"{last:%Y-%m}":
            by_month.setdefault(rating.thang, Counter())[int(rating.muc_ro_rang)] += 1
            by_page.setdefault(rating.trang, Counter())[int(rating.muc_ro_rang)] += 1
    thang, trang = balance(
        [DanhGiaThang(thang=name, muc=muc) for name, muc in _large(by_month, nguong)],
        [DanhGiaMotTrang(trang=name, muc=muc) for name, muc in _large(by_page, nguong)],
        nguong,
    )
    return DanhGiaTrang(den_ngay=last, nguong=nguong, thang=thang, trang=trang)


def _last_ended(day: date) -> date:
    """Return the last day of the last month that has ended by the end of a day."""
    tomorrow = day + timedelta(days=1)
    return tomorrow.replace(day=1) - timedelta(days=1)


def _large(groups: Mapping[str, Counter[int]], least: int) -> Iterator[tuple[str, tuple[int, int, int, int, int]]]:
    for name in sorted(groups):
        counts = groups[name]
        if counts.total() >= least:
            yield name, (counts[1], counts[2], counts[3], counts[4], counts[5])
