"""The communication report in words: what the figures of a period say, section by section (REP-06)."""

from collections.abc import Callable, Iterator, Mapping

from cchc.catalogue.items import TinItem
from cchc.catalogue.tham_gia import BangThamGia, day_of
from cchc.catalogue.tuyen_truyen import BaoCaoTuyenTruyen, Dem
from cchc.model.nhan import nhan
from cchc.model.site import Site
from cchc.outputs.bao_cao.document import BY_HAND, BangSo, BaoCao, Phan, tell_period
from cchc.outputs.open_data.tables import Bang, Cot
from cchc.text import format_date, format_datetime
from cchc.text.money import format_number

_MOST_COLUMNS = 6
"""A table with more columns stands in the appendix, whose pages lie."""


def describe_tuyen_truyen(
    figures: BaoCaoTuyenTruyen,
    site: Site,
    absolute: Callable[[str], str],
    gop_y: Mapping[str, int] | None = None,
) -> BaoCao:
    """Return the report of a period; ``gop_y`` are the numbers of received questions and remarks by kind, if known."""
    khoang = figures.khoang
    numbered = _Numbered()
    units = _participation(figures.tham_gia)
    wide = len(units.cot) > _MOST_COLUMNS
    evidence = Phan(f"Phụ lục{' II' if wide else ''}. Danh sách tin, bài minh chứng", (), _evidence(figures, absolute))
    return BaoCao(
        co_quan=site.ten_co_quan,
        co_quan_cap_tren=site.co_quan_cap_tren,
        ten="Báo cáo",
        trich_yeu=f"Kết quả thông tin, tuyên truyền cải cách hành chính {khoang.ten}",
        phan=(
            Phan(numbered("Kết quả chung"), tuple(_summary(figures))),
            Phan(
                numbered("Tin, bài theo nội dung cải cách hành chính"),
                _CLASS_NOTE,
                _tally("Nội dung", figures.noi_dung_cchc),
            ),
            Phan(numbered("Tin, bài theo chuyên mục"), (), _tally("Chuyên mục", figures.chuyen_muc, used=True)),
            Phan(numbered("Đơn vị tham gia"), (*_silence(figures), *_SEE[:wide]), None if wide else units),
            Phan(numbered("Sự kiện, sản phẩm truyền thông"), tuple(_occasions(figures))),
            *([Phan(numbered("Câu hỏi, góp ý đã tiếp nhận"), (), _received(gop_y))] if gop_y else []),
            Phan(numbered("Khó khăn, vướng mắc"), (BY_HAND,)),
            Phan(numbered("Kiến nghị, đề xuất"), (BY_HAND,)),
        ),
        phu_luc=(*([Phan("Phụ lục I. Đơn vị tham gia", (), units)] if wide else []), evidence),
    )


_SEE = ("Số tin, bài của từng đơn vị theo tháng ghi tại Phụ lục I.",)
_CLASS_NOTE = ("Một tin, bài thuộc nhiều nội dung được tính ở từng nội dung.",)


class _Numbered:
    """Gives headings their Roman numbers, so that a section left out leaves no gap."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, heading: str) -> str:
        self._count += 1
        return f"{('I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII')[self._count - 1]}. {heading}"


def _summary(figures: BaoCaoTuyenTruyen) -> Iterator[str]:
    khoang, tham_gia = figures.khoang, figures.tham_gia
    yield from tell_period(khoang, is_over=figures.da_het_ky)
    yield (
        f"Chuyên mục đã đăng {format_number(len(figures.tin))} tin, bài, trong đó có "
        f"{format_number(figures.suu_tam)} tin sưu tầm của bộ, ngành, địa phương khác, "
        f"{format_number(len(figures.su_kien))} tin về sự kiện và "
        f"{format_number(len(figures.truyen_thong))} sản phẩm truyền thông."
    )
    if tham_gia.hang:
        share = f"{tham_gia.co_tin}/{len(tham_gia.hang)} đơn vị có tin, bài ({tham_gia.phan_tram}%)"
        yield f"{share}; chỉ tiêu là 100%."
    yield (
        f"Đã đăng {format_number(figures.van_ban)} văn bản và {format_number(figures.hoi_dap)} câu hỏi kèm câu trả lời."
    )
    if figures.han_gui:
        yield f"Hạn gửi báo cáo: ngày {format_date(figures.han_gui)}."


def _silence(figures: BaoCaoTuyenTruyen) -> Iterator[str]:
    if not figures.tham_gia.hang:
        yield "Chưa khai báo đơn vị nào."
    elif figures.khong_co_tin:
        yield f"Đơn vị chưa có tin, bài trong kỳ: {'; '.join(figures.khong_co_tin)}."
    else:
        yield "Mọi đơn vị đều có tin, bài trong kỳ."


def _occasions(figures: BaoCaoTuyenTruyen) -> Iterator[str]:
    for item in figures.su_kien:
        event = item.record.su_kien
        if event:
            when = format_datetime(event.bat_dau)
            yield f"- {item.record.tieu_de} ({when}, {event.dia_diem}{', đã hủy' if event.huy else ''})."
    for item in figures.truyen_thong:
        media = item.record.truyen_thong
        if media:
            yield f"- {nhan(media.loai)}: {item.record.tieu_de}."
    if not figures.su_kien and not figures.truyen_thong:
        yield "Không có sự kiện, sản phẩm truyền thông nào được đăng trong kỳ."


def _tally(cot: str, dem: Dem, *, used: bool = False) -> BangSo:
    rows = [(muc.ten, format_number(so)) for muc, so in dem if so or not used]
    return BangSo("", (cot, "Số tin, bài"), (5, 1), rows, frozenset({1}))


def _participation(bang: BangThamGia) -> BangSo:
    months = tuple(f"{month:02d}/{year}" for year, month in bang.thang)
    rows = [
        (hang.don_vi.record.ten, *("–" if so is None else str(so) for so in hang.so_tin), str(hang.tong))
        for hang in bang.hang
    ]
    total = ("Tổng số", *map(str, bang.tong_thang), str(sum(bang.tong_thang)))
    numbers = frozenset(range(1, len(months) + 2))
    return BangSo(
        "Số tin, bài của từng đơn vị theo tháng",
        ("Đơn vị", *months, "Cộng"),
        (4, *[1] * (len(months) + 1)),
        [*rows, total],
        numbers,
    )


def _received(gop_y: Mapping[str, int]) -> BangSo:
    rows = [(ten, format_number(so)) for ten, so in gop_y.items()]
    return BangSo("", ("Loại", "Số mục tiếp nhận"), (5, 1), rows, frozenset({1}))


def _evidence(figures: BaoCaoTuyenTruyen, absolute: Callable[[str], str]) -> BangSo:
    rows = [(str(number), *_facts(item, absolute)) for number, item in enumerate(figures.tin, 1)]
    head = ("STT", "Ngày đăng", "Tiêu đề", "Đơn vị", "Chuyên mục", "Địa chỉ")
    return BangSo("Tin, bài đã đăng trong kỳ", head, (3, 6, 18, 11, 9, 15), rows, frozenset({0}))


def _facts(item: TinItem, absolute: Callable[[str], str]) -> tuple[str, ...]:
    unit = item.don_vi.record.ten if item.don_vi else item.record.don_vi
    return format_date(day_of(item)), item.record.tieu_de, unit, item.chuyen_muc.ten, absolute(item.url)


def table_of_evidence(figures: BaoCaoTuyenTruyen, absolute: Callable[[str], str]) -> Bang:
    """Return the list of posts as a table for spreadsheets."""
    head = (("ngay_dang", "Ngày đăng"), ("tieu_de", "Tiêu đề"), ("don_vi", "Đơn vị"))
    names = (*head, ("chuyen_muc", "Chuyên mục"), ("dia_chi", "Địa chỉ"))
    rows = [_facts(item, absolute) for item in figures.tin]
    return Bang("Tin bài minh chứng", tuple(Cot(ma, ten) for ma, ten in names), rows)


def table_of_figures(figures: BaoCaoTuyenTruyen) -> Bang:
    """Return all counts as a table for spreadsheets: group, name, number."""
    rows: list[tuple[str | int, ...]] = [("Tổng số", "Tin, bài", len(figures.tin))]
    rows += [("Nội dung cải cách hành chính", muc.ten, so) for muc, so in figures.noi_dung_cchc]
    rows += [("Chuyên mục", muc.ten, so) for muc, so in figures.chuyen_muc]
    rows += [("Đơn vị", hang.don_vi.record.ten, hang.tong) for hang in figures.tham_gia.hang]
    rows += [("Khác", "Tin sưu tầm", figures.suu_tam), ("Khác", "Sự kiện", len(figures.su_kien))]
    rows += [("Khác", "Sản phẩm truyền thông", len(figures.truyen_thong)), ("Khác", "Văn bản", figures.van_ban)]
    rows += [("Khác", "Câu hỏi đã trả lời", figures.hoi_dap)]
    return Bang("Số liệu", (Cot("nhom", "Nhóm"), Cot("ten", "Tên"), Cot("so_luong", "Số lượng")), rows)
