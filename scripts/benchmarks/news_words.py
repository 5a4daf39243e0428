"""A made-up news archive: posts of a seeded word model over the vocabulary of administrative reform, no copied text."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cchc.text import VIETNAM, slug

_SUBJECTS, _VERBS, _OBJECTS, _PLACES = (
    line.split(", ")
    for line in (
        "người dân, người bệnh, bệnh viện, trạm y tế, trung tâm, phòng khám, nhà thuốc, bộ phận một cửa, công "
        "chức, viên chức, đơn vị, doanh nghiệp, tổ công nghệ, ban biên tập, điều dưỡng, bác sĩ, tổ kiểm tra, "
        "quầy tiếp đón, khoa khám bệnh, văn phòng",
        "rút ngắn, công khai, tiếp nhận, giải quyết, số hóa, hướng dẫn, cắt giảm, niêm yết, đối thoại, khảo "
        "sát, rà soát, liên thông, đánh giá, cải tiến, tập huấn, kiểm tra, trả lời, cập nhật, kết nối, thử "
        "nghiệm, gộp, đơn giản hóa, khắc phục, công bố",
        "thủ tục hành chính, hồ sơ điện tử, kết quả đúng hẹn, thời gian chờ, mức độ hài lòng, dịch vụ công "
        "trực tuyến, biểu mẫu, chứng chỉ hành nghề, giấy phép hoạt động, lịch hẹn khám, phản ánh kiến nghị, "
        "phí và lệ phí, bưu chính công ích, quy trình nội bộ, chữ ký số, tài khoản định danh, bảng giá dịch "
        "vụ, sổ sức khỏe, an toàn thực phẩm, tiêm chủng, kỷ luật kỷ cương, văn hóa giao tiếp, tự chủ tài "
        "chính, phân cấp thẩm quyền, tổ chức bộ máy, dữ liệu dùng chung",
        "tại quầy, trên mạng, ở tuyến xã, trong quý này, trước thời hạn, qua điện thoại, vào cuối tuần, theo "
        "khung giờ, sau sáp nhập, ở vùng xa, trong một buổi, không giấy tờ, đợt cao điểm, từ đầu năm, cho "
        "người cao tuổi, ngoài giờ",
    )
)
_UNITS = 40
_A_YEAR = 800
_SERIES = 8


def write_root(root: Path, posts: int, now: datetime, seed: int = 2026) -> None:
    """Write a root with ``posts`` items, the newest at ``now``, 800 a year, from 40 units; one seed, one archive."""
    words = random.Random(seed)  # noqa: S311 - sample text, no secret
    units = [f"don-vi-{number:02d}" for number in range(_UNITS)]
    for unit in units:
        _write(
            root / "docs" / "don-vi" / f"{unit}.md", f"---\nma: {unit}\nten: Đơn vị {unit[-2:]}\nloai: trung-tam\n---\n"
        )
    series = [f"loat-{number}" for number in range(posts // 10 // _SERIES + 1)]
    listed = "".join(f"- ma: {ma}\n  ten: Loạt bài {ma[5:]}\n" for ma in series)
    _write(root / "tthc" / "danh-muc" / "chuyen-de.yml", listed)
    for number in range(posts):
        day = now - timedelta(days=365 * number / _A_YEAR, minutes=number % 600)
        title = _phrase(words)
        front = "\n".join(_front(words, title, day, words.choice(units), words.choice(series)))
        body = "\n\n".join(_paragraph(words) for _ in range(words.randint(3, 8)))
        name = f"{slug(title)[:50].strip('-')}-{number}.md"
        _write(root / "posts" / f"{day.astimezone(VIETNAM):%Y}" / name, f"---\n{front}\n---\n\n{body}\n")


def _front(words: random.Random, title: str, day: datetime, unit: str, series: str) -> Iterator[str]:
    rubric = words.choice(_RUBRICS)
    yield f"tieu_de: {title}"
    yield f"tom_tat: {_phrase(words)}; {_phrase(words).lower()}."
    yield f"ngay_dang: {day.isoformat()}"
    yield f"don_vi: {unit}"
    yield f"chuyen_muc: {rubric}"
    yield f"noi_dung_cchc: [{', '.join(words.sample(_CLASSES, words.randint(1, 2)))}]"
    yield f"the: [{', '.join(words.sample(_OBJECTS, 2))}, {words.choice(_VERBS)} {words.choice(_OBJECTS)}]"
    if words.random() < 0.1:
        yield f"chuyen_de: {series}"
    if rubric == "thong-bao":
        yield f"het_han: {(day + timedelta(days=30)).isoformat()}"
    if words.random() < 0.02:
        yield (
            f"su_kien: {{bat_dau: {(day + timedelta(days=9)).isoformat()}, "
            f"ket_thuc: {(day + timedelta(days=9, hours=3)).isoformat()}, dia_diem: Hội trường}}"
        )
    yield "trang_thai: da-dang"


_CLASSES = (
    "cai-cach-the-che",
    "cai-cach-thu-tuc-hanh-chinh",
    "cai-cach-to-chuc-bo-may",
    "cai-cach-che-do-cong-vu",
    "cai-cach-tai-chinh-cong",
    "chinh-phu-dien-tu-chinh-phu-so",
)
_RUBRICS = ("tin-hoat-dong", "tin-don-vi", "sang-kien", "guong-dien-hinh", "mot-cua", "van-hoa-cong-so", "thong-bao")


def _phrase(words: random.Random) -> str:
    parts = (_pick(words, _SUBJECTS), _pick(words, _VERBS), _pick(words, _OBJECTS), _pick(words, _PLACES))
    text = " ".join(parts)
    return f"{text[0].upper()}{text[1:]}"


def _pick(words: random.Random, choices: list[str]) -> str:
    """Pick as words are used: the second half as often as the second, the third a third, and so on."""
    return words.choices(choices, [1 / rank for rank in range(1, len(choices) + 1)])[0]


def _paragraph(words: random.Random) -> str:
    return " ".join(f"{_phrase(words)}, {words.randint(2, 98)}% so với trước." for _ in range(words.randint(3, 6)))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
