"""News items for tests of feeds."""

from pathlib import Path

from roots import write


def write_post(root: Path, name: str, ngay: str, more: str = "", body: str = "Nội dung.") -> Path:
    """Write a published item of a moment in 2025; ``more`` are further lines of its front matter."""
    text = (
        f"---\ntieu_de: Tin {name}\ntom_tat: Tóm tắt tin {name}.\nngay_dang: {ngay}\ndon_vi: so-y-te\n"
        f"noi_dung_cchc: [cai-cach-the-che]\nchuyen_muc: tin-hoat-dong\ntrang_thai: da-dang\n{more}---\n\n{body}\n"
    )
    return write(root, f"posts/2025/{name}.md", text)


def write_many(root: Path, first: int, last: int, chuyen_muc: str = "tin-hoat-dong") -> None:
    """Write items, one an hour."""
    for number in range(first, last + 1):
        day, hour = divmod(number, 24)
        file = write_post(root, f"loat-{number}", f"2025-{1 + day // 28:02d}-{1 + day % 28:02d}T{hour:02d}:00")
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("chuyen_muc: tin-hoat-dong", f"chuyen_muc: {chuyen_muc}"), encoding="utf-8")
