"""The report on questions and remarks of a period in words and tables (QA-04, REP-08), with the source of limits."""

from collections.abc import Iterator, Sequence

from cchc.model.gop_y_ky import DemGopY, GopYTrongKy
from cchc.model.site import Site
from cchc.outputs.bao_cao.document import BY_HAND, BangSo, BaoCao, Phan, tell_period
from cchc.outputs.open_data.tables import Bang, Cot
from cchc.text.money import format_number

_COLUMNS = (
    ("ky_truoc", "Kỳ trước chuyển qua"),
    ("moi", "Mới nhận, mở lại"),
    ("tong", "Tổng số"),
    ("da_xu_ly", "Đã xử lý"),
    ("dung_han", "Đúng hạn"),
    ("cham_han", "Chậm hạn"),
    ("chua_ro", "Chưa tính được hạn"),
    ("rut_lai", "Người gửi rút"),
    ("dang_xu_ly", "Đang xử lý"),
    ("qua_han", "Đang quá hạn"),
)


def describe_gop_y(figures: GopYTrongKy, site: Site) -> BaoCao:
    """Return the report of a period; its tables stand in appendices, whose pages lie."""
    return BaoCao(
        co_quan=site.ten_co_quan,
        co_quan_cap_tren=site.co_quan_cap_tren,
        ten="Báo cáo",
        trich_yeu=f"Kết quả tiếp nhận, xử lý câu hỏi, phản ánh, kiến nghị, góp ý {figures.khoang.ten}",
        phan=(
            Phan("I. Kết quả chung", tuple(_summary(figures))),
            Phan("II. Căn cứ tính thời hạn", tuple(_sources(figures))),
            Phan("III. Khó khăn, vướng mắc", (BY_HAND,)),
            Phan("IV. Kiến nghị, đề xuất", (BY_HAND,)),
        ),
        phu_luc=(
            Phan("Phụ lục I. Kết quả theo loại", (), _table("Loại", (*figures.theo_loai, figures.tong_so))),
            Phan("Phụ lục II. Kết quả theo đơn vị", (), _table("Đơn vị", (*figures.theo_don_vi, figures.tong_so))),
        ),
    )


def _summary(figures: GopYTrongKy) -> Iterator[str]:
    khoang, tong = figures.khoang, figures.tong_so
    yield from tell_period(khoang, is_over=figures.da_het_ky)
    yield (
        f"Tổng số phải xử lý: {format_number(tong.tong)} mục, gồm {format_number(tong.ky_truoc)} mục kỳ trước chuyển "
        f"qua và {format_number(tong.moi)} mục mới nhận hoặc mở lại trong kỳ."
    )
    yield f"Đã xử lý {format_number(tong.da_xu_ly)} mục: {_outcome(tong)}."
    yield f"Đang xử lý {format_number(tong.dang_xu_ly)} mục, trong đó {format_number(tong.qua_han)} mục quá hạn."
    for ten, so in figures.khong_tra_loi:
        yield f"{ten} (không phải trả lời từng mục): {format_number(so)} mục mới nhận."
    if figures.da_xoa:
        yield (
            f"Đã xóa {format_number(figures.da_xoa)} mục trong kỳ (hết thời hạn lưu hoặc theo yêu cầu của người gửi); "
            "các mục này không có trong số liệu trên."
        )


def _outcome(tong: DemGopY) -> str:
    measured = tong.dung_han + tong.cham_han
    share = f" ({tong.dung_han * 100 // measured}%)" if measured else ""
    parts = [f"đúng hạn {format_number(tong.dung_han)} mục{share}", f"chậm hạn {format_number(tong.cham_han)} mục"]
    if tong.chua_ro:
        parts.append(f"chưa tính được hạn {format_number(tong.chua_ro)} mục vì chưa có ngày nghỉ của năm đến hạn")
    if tong.rut_lai:
        parts.append(f"người gửi rút lại {format_number(tong.rut_lai)} mục")
    return ", ".join(parts)


def _sources(figures: GopYTrongKy) -> Iterator[str]:
    for loai, ngay, can_cu in figures.can_cu:
        yield f"- {loai}: {ngay} ngày làm việc. {can_cu}."
    yield f"- Từ chối tiếp nhận, chuyển cơ quan có thẩm quyền: {figures.can_cu_cac_buoc}."
    yield (
        "Hạn tính bằng ngày làm việc, từ ngày làm việc sau ngày nhận; tính lại từ ngày người gửi bổ sung thông tin "
        "hoặc ngày mở lại. Thời gian chờ người gửi bổ sung không tính là quá hạn."
    )


def _table(head: str, rows: Sequence[DemGopY]) -> BangSo:
    cells = [(row.ten, *(format_number(getattr(row, ma)) for ma, _ in _COLUMNS)) for row in rows]
    names = (head, *(nhan for _, nhan in _COLUMNS))
    return BangSo("Đơn vị tính: mục", names, (5, *[2] * len(_COLUMNS)), cells, frozenset(range(1, len(names))))


def table_of_gop_y(figures: GopYTrongKy) -> Bang:
    """Return all figures as a table for spreadsheets: group, name, numbers."""
    groups = (("Loại", figures.theo_loai), ("Đơn vị", figures.theo_don_vi), ("Tổng số", (figures.tong_so,)))
    rows = [_cells(nhom, row) for nhom, found in groups for row in found]
    columns = (Cot("nhom", "Nhóm"), Cot("ten", "Tên"), *(Cot(ma, nhan) for ma, nhan in _COLUMNS))
    return Bang("Câu hỏi, phản ánh, kiến nghị, góp ý", columns, rows)


def _cells(nhom: str, row: DemGopY) -> tuple[str | int, ...]:
    return nhom, row.ten, *(int(getattr(row, ma)) for ma, _ in _COLUMNS)
