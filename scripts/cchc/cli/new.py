"""``cchc new``: a content file in the right place, ready to be filled in."""

import sys
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from cchc.cli.apply import create_and_apply
from cchc.cli.options import now_option, root_option
from cchc.intake.codes import UnknownCodeError, check_don_vi, choose_muc
from cchc.model.bieu_mau import BieuMau
from cchc.model.content import Content
from cchc.model.don_vi import DonVi
from cchc.model.hoi_dap import HoiDap
from cchc.model.post import Tin
from cchc.model.quyet_dinh import QuyetDinh
from cchc.model.thu_tuc import ThuTuc
from cchc.model.unfinished import CAN_VIET
from cchc.model.values import parse_ma
from cchc.model.van_ban import LoaiCongBo, VanBan
from cchc.plugin import starter_lists
from cchc.sources import read, write_skeleton
from cchc.text import slug, to_vietnam

_GOP_Y = timedelta(days=30)
"""How long a draft is open unless its editor writes another day."""

_CHUYEN_MUC, _NOI_DUNG = "tin-hoat-dong", "chi-dao-dieu-hanh"
"""Rubric and contents of a news item where the editor names none and the lists have them."""


@click.group()
def new() -> None:
    """Tạo tệp nội dung mới đúng chỗ, có sẵn tên các trường và lời giải thích.

    \b
    Ví dụ:
      cchc new post "Tập huấn nghiệp vụ một cửa" --don-vi so-y-te
      cchc new thu-tuc 1.001193 "Cấp giấy phép hoạt động" --linh-vuc kham-benh-chua-benh
    """


@new.command()
@click.argument("tieu_de")
@click.option("--don-vi", required=True, help="Mã đơn vị viết tin.")
@click.option("--chuyen-muc", default="", help=f"Mã chuyên mục; mặc định là {_CHUYEN_MUC}.")
@click.option("--noi-dung", default="", help=f"Mã nội dung cải cách hành chính; mặc định là {_NOI_DUNG}.")
@root_option
@now_option
def post(tieu_de: str, don_vi: str, chuyen_muc: str, noi_dung: str, root: Path, now: datetime) -> None:
    """Tạo tin mới ở trạng thái nháp."""
    content = _read(root)
    lists = content.danh_muc
    try:
        values = {
            "tieu_de": tieu_de,
            "tom_tat": f"{CAN_VIET} tóm tắt trong một đến hai câu.",
            "ngay_dang": now.isoformat(timespec="minutes"),
            "don_vi": check_don_vi(content, don_vi),
            "noi_dung_cchc": [choose_muc(noi_dung, lists.noi_dung_cchc, [_NOI_DUNG], "nội dung cải cách hành chính")],
            "chuyen_muc": choose_muc(chuyen_muc, lists.chuyen_muc, [_CHUYEN_MUC], "chuyên mục"),
            "trang_thai": "nhap",
        }
    except UnknownCodeError as error:
        raise click.UsageError(str(error)) from None
    _write(root, f"posts/{now.year}/{slug(tieu_de)[:80].rstrip('-')}.md", Tin, values, f"{CAN_VIET} nội dung tin.")


@new.command("thu-tuc")
@click.argument("ma")
@click.argument("ten")
@click.option("--linh-vuc", required=True, help="Mã lĩnh vực trong tthc/danh-muc/linh-vuc.yml.")
@root_option
def thu_tuc(ma: str, ten: str, linh_vuc: str, root: Path) -> None:
    """Tạo thủ tục hành chính mới theo mã."""
    try:
        code = parse_ma(ma)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="MA") from None
    values = {"ma": code, "ten": ten, "linh_vuc": linh_vuc}
    _write(root, f"tthc/{linh_vuc}/{code}.md", ThuTuc, values, "")


@new.command("quyet-dinh")
@click.argument("so")
@click.option("--ngay-ky", required=True, help="Ngày ký, dạng 2026-11-22.")
@click.option(
    "--muc", multiple=True, help="Một dòng của danh mục, dạng MÃ:hành-động (xem dưới); nhiều dòng thì lặp lại."
)
@click.option("--trich-yeu", help="Trích yếu; bắt buộc khi có --muc.")
@click.option("--hieu-luc", help="Hiệu lực từ ngày; mặc định là ngày ký.")
@click.option("--ngay-cong-khai", help="Ngày công khai; mặc định là hôm nay.")
@click.option("--co-quan", help="Cơ quan ban hành; mặc định như quyết định mới nhất.")
@click.option("--don-vi", default="", help="Mã đơn vị đứng tên tin nháp; mặc định là sở.")
@click.option("--dry-run", is_flag=True, help="Chỉ nói sẽ làm gì, không ghi tệp nào.")
@root_option
@now_option
def quyet_dinh(so: str, muc: tuple[str, ...], root: Path, now: datetime, **given: Any) -> None:
    """Tạo quyết định công bố mới; có --muc thì cập nhật luôn các thủ tục và soạn tin nháp.

    \b
    Dạng của --muc:
      MÃ:moi-ban-hanh
      MÃ:sua-doi-bo-sung:thoi_han,phi_le_phi     (các bộ phận thay đổi)
      MÃ:thay-the:MÃ_MỚI                         (thủ tục thay thế)
      MÃ:bai-bo

    \b
    Ví dụ:
      cchc new quyet-dinh 12/QĐ-UBND --ngay-ky 2026-11-20
      cchc new quyet-dinh 12/QĐ-UBND --ngay-ky 2026-11-20 --trich-yeu "Về việc công bố …" \\
        --muc 1.001193:sua-doi-bo-sung:phi_le_phi --muc 1.002399:bai-bo
    """
    if muc:
        create_and_apply(root, now, {"so": so, **given}, muc)
        return
    ngay_ky = given["ngay_ky"]
    name = slug(so if ngay_ky[:4] in so else f"{so}-{ngay_ky[:4]}")
    _write(root, f"tthc/quyet-dinh/{name}.md", QuyetDinh, {"so": so, "ngay_ky": ngay_ky}, "")


@new.command("bieu-mau")
@click.argument("ten")
@root_option
def bieu_mau(ten: str, root: Path) -> None:
    """Tạo biểu mẫu mới."""
    id_ = slug(ten)[:60].rstrip("-")
    _write(root, f"tthc/bieu-mau/{id_}.md", BieuMau, {"id": id_, "ten": ten}, "Hướng dẫn điền biểu mẫu.")


@new.command("van-ban")
@click.argument("trich_yeu")
@click.option("--loai", required=True, type=click.Choice([loai.value for loai in LoaiCongBo]), help="Loại văn bản.")
@click.option("--so", "so_ky_hieu", help="Số ký hiệu, ví dụ 15/KH-SYT; dự thảo chưa có số.")
@click.option("--co-quan", required=True, help="Cơ quan ban hành.")
@root_option
@now_option
def van_ban(trich_yeu: str, loai: str, so_ky_hieu: str | None, co_quan: str, root: Path, now: datetime) -> None:
    """Tạo văn bản hoặc dự thảo lấy ý kiến.

    \b
    Ví dụ:
      cchc new van-ban "Kế hoạch cải cách hành chính năm 2027" --loai ke-hoach --so 9/KH-SYT --co-quan "Sở Y tế tỉnh …"
      cchc new van-ban "Dự thảo Quy chế tiếp nhận câu hỏi" --loai du-thao --co-quan "Sở Y tế tỉnh …"
    """
    today = to_vietnam(now).date()
    values = {
        "so_ky_hieu": so_ky_hieu,
        "loai": loai,
        "trich_yeu": trich_yeu,
        "co_quan": co_quan,
        "ngay_ban_hanh": today.isoformat(),
        "ngay_cong_khai": today.isoformat(),
    }
    if loai == LoaiCongBo.DU_THAO:
        values |= {"han_gop_y": (today + _GOP_Y).isoformat(), "noi_nhan_gop_y": co_quan}
    name = slug(f"{so_ky_hieu or ''} {trich_yeu}")[:80].rstrip("-")
    _write(root, f"docs/van-ban/{today.year}/{name}.md", VanBan, values, "")


@new.command("hoi-dap")
@click.argument("cau_hoi")
@click.option("--don-vi", required=True, help="Mã đơn vị trả lời.")
@click.option("--tthc", multiple=True, help="Mã thủ tục liên quan; nhiều thủ tục thì lặp lại.")
@root_option
@now_option
def hoi_dap(cau_hoi: str, don_vi: str, tthc: tuple[str, ...], root: Path, now: datetime) -> None:
    """Tạo câu hỏi có câu trả lời. Không ghi họ tên, số điện thoại, địa chỉ của người hỏi.

    \b
    Ví dụ:
      cchc new hoi-dap "Mở quầy thuốc bắt đầu từ đâu?" --don-vi so-y-te --tthc 1.014076
    """
    try:
        check_don_vi(_read(root), don_vi)
    except UnknownCodeError as error:
        raise click.BadParameter(str(error), param_hint="--don-vi") from None
    today = to_vietnam(now).date()
    id_ = slug(cau_hoi)[:80].rstrip("-")
    values = {
        "id": id_,
        "cau_hoi": cau_hoi,
        "don_vi_tra_loi": don_vi,
        "ngay_tra_loi": today.isoformat(),
        "tthc": list(tthc) or None,
    }
    _write(root, f"docs/hoi-dap/{today.year}/{id_}.md", HoiDap, values, "")


@new.command("don-vi")
@click.argument("ten")
@click.option("--loai", default="khac", show_default=True, help="Loại đơn vị.")
@root_option
def don_vi(ten: str, loai: str, root: Path) -> None:
    """Tạo đơn vị mới."""
    ma = slug(ten)
    _write(root, f"docs/don-vi/{ma}.md", DonVi, {"ma": ma, "ten": ten, "loai": loai}, "Giới thiệu ngắn về đơn vị.")


def _read(root: Path) -> Content:
    content, _ = read(root, default_lists=starter_lists())
    return content


def _write(root: Path, path: str, model: type[BaseModel], values: Mapping[str, Any], body: str) -> None:
    if Path(path).name == ".md":
        raise click.UsageError("tên phải có ít nhất một chữ cái hoặc chữ số, vì tên tệp lấy từ đó")
    try:
        write_skeleton(root / path, model, values, body)
    except FileExistsError:
        click.echo(f"Đã có tệp {path}; hãy mở tệp đó hoặc chọn tên khác.", err=True)
        sys.exit(1)
    click.echo(f"Đã tạo {path}. Điền các trường có dấu “#” ở đầu khi cần, rồi chạy “cchc check”.")
