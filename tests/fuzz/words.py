"""What people who mean no good type into forms: words of every sort, woven with marks, in known and unknown boxes."""

import base64
import json
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from cchc.model.feedback import LoaiGopY
from fuzz.target import DRAFT, MARK

_PERSON = ("ho_ten", "email", "dien_thoai", "dia_chi", "loai_nguoi_gui", "dong_y_xu_ly", "dong_y_cong_khai")
_SUBJECT = ("linh_vuc", "thu_tuc", "tieu_de", "noi_dung")
_WAY = ("buoc", "da_xem", "dia_chi_web")

FORMS: Mapping[str, tuple[LoaiGopY, tuple[str, ...]]] = MappingProxyType(
    {
        "/gop-y/hoi-dap": (LoaiGopY.HOI_DAP, (*_PERSON, *_SUBJECT, "don_vi_hoi", *_WAY)),
        "/gop-y/phan-anh-quy-dinh": (LoaiGopY.PHAN_ANH_QUY_DINH, (*_PERSON, *_SUBJECT, "loai_quy_dinh", *_WAY)),
        "/gop-y/phan-anh-hanh-vi": (
            LoaiGopY.PHAN_ANH_HANH_VI,
            (*_PERSON, *_SUBJECT, "don_vi_lien_quan", "thoi_gian", "dia_diem", "nguoi_lien_quan", *_WAY),
        ),
        "/gop-y/du-thao": (LoaiGopY.GOP_Y_DU_THAO, (*_PERSON, "du_thao", "phan", "noi_dung", *_WAY)),
        "/gop-y/trang": (LoaiGopY.GOP_Y_TRANG, ("trang", "muc_ro_rang", "ly_do", "noi_dung", *_WAY)),
        "/gop-y/khao-sat/thu": (
            LoaiGopY.KHAO_SAT,
            ("thai_do", "tre_hen", "xin_loi", "sua", "so_lan", "y_kien", "ma_ho_so", "dia_chi_web"),
        ),
    }
)
"""The public forms: their kind and their boxes."""

_SOUND: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "email": ("mau@example.vn",),
        "dien_thoai": ("0912 345 678", "+84 912345678"),
        "thu_tuc": ("1.000091", ""),
        "linh_vuc": ("duoc-pham", ""),
        "don_vi_hoi": ("benh-vien-mau", ""),
        "loai_quy_dinh": ("khong-phu-hop-thuc-te", "nd-1"),
        "du_thao": (DRAFT,),
        "trang": ("/lien-he/", "/"),
        "muc_ro_rang": ("1", "5"),
        "ly_do": ("kho-hieu", "khac"),
        "loai_nguoi_gui": ("ca-nhan", "to-chuc"),
        "dong_y_xu_ly": ("co",),
        "dong_y_cong_khai": ("co", ""),
        "buoc": ("", "kiem-tra", "sua"),
        "da_xem": ("co", ""),
        "dia_chi_web": ("",),
        "thai_do": ("5", "1"),
        "tre_hen": ("co", "khong"),
        "xin_loi": ("3",),
        "sua": ("a", "b"),
        "so_lan": ("2,5", "3"),
        "ma_ho_so": ("HS-0001", ""),
        "xac_nhan": ("co",),
        "note": ("Ghi chú", ""),
        "giu": ("",),
    }
)
STEP_BOXES = ("xac_nhan", "note", "message", "tra_loi", "can_cu", "tieu_de", "cau_hoi", "cong_khai", "giu")
"""Boxes of the desk's steps in which anything may stand."""

_NAUGHTY = (
    *("\x00", "\ufeff", "\u202e", "\u2028", "\ufffe", "\r\nSet-Cookie: a=b", "\x1b[31m", "a" * 5000, "đ" * 4001),
    *("=1+1", "@SUM(A1)", "-2+3|cmd", "{{7*7}}", "${7*7}", "%s%n", "' OR 1=1 --", "\\", "%", "_%_", "*", "()"),
    *(
        "../../etc/passwd",
        "//vi-du.example",
        "javascript:alert(1)",
        "e\u0323\u0302",
        "ｆｕｌｌ",
        "٣",
        "𝟙",
        "ﬁ",
        "İ",
        "ß",
    ),
    *("0" * 400, "9" * 400, "1e999", "NaN", "-0", "1_000", "true", "None", "[]", "{}"),
    *("https://a.example https://b.example https://c.example <a href=x>", "IN HOA " * 30, "một đoạn " * 90),
)


def words() -> st.SearchStrategy[str]:
    """Texts: any characters, known troublemakers, and both with the mark woven in."""
    plain = st.one_of(st.text(st.characters(codec="utf-8"), max_size=40), st.sampled_from(_NAUGHTY))
    return st.one_of(
        plain,
        st.builds(lambda before, after: f"{before}{MARK}{after}", plain, plain),
        st.builds(unicodedata.normalize, st.just("NFD"), st.sampled_from(("Hỏi về lệ phí", "Ước Lễ", "đường"))),
    )


@st.composite
def known_values(draw: st.DrawFn, boxes: Sequence[str]) -> list[tuple[str, str]]:
    """Fields for these boxes: mostly sound, some of them spoiled, twice, missing, or of no box at all."""
    typed = [(box, draw(st.sampled_from(_SOUND.get(box, ("Nội dung mẫu",))))) for box in boxes]
    for place in draw(st.lists(st.integers(0, len(typed) - 1), max_size=4, unique=True)):
        typed[place] = (typed[place][0], draw(words()))
    for place in draw(st.lists(st.integers(0, len(typed) - 1), max_size=2, unique=True)):
        typed.append((typed[place][0], draw(words())))
    typed += [(draw(words()), draw(words())) for _ in range(draw(st.integers(0, 2)))]
    return typed


def body_of(fields: Sequence[tuple[str, str]]) -> bytes:
    """Return a form body; what UTF-8 cannot hold is sent as the bytes that some programs make of it."""
    return "&".join("=".join(map(_quote, field)) for field in fields).encode()


def _quote(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)


def proofs() -> st.SearchStrategy[str]:
    """Boxes for the proof of work: nothing, noise, JSON, and payloads that nearly are what they should be."""
    part = st.one_of(_JSON, st.just("SHA-256"), st.just("salt?expires=99999999999&"), st.just("salt?expires=1e400"))
    names = ("algorithm", "challenge", "number", "salt", "signature")
    payload = st.fixed_dictionaries(dict.fromkeys(names, part))
    return st.one_of(st.just(""), words(), st.builds(_encode, st.one_of(_JSON, payload)))


def _encode(value: object) -> str:
    return base64.b64encode(json.dumps(value).encode()).decode()
