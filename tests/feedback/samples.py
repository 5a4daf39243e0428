"""Made-up things that citizens send; no name or address belongs to a person."""

import unicodedata
from datetime import UTC, datetime
from itertools import count

from cchc.feedback.codes import REFERENCE
from cchc.feedback.store import NewItem
from cchc.model.feedback import CauHoi, DongY, GopYTrang, MucDichDongY, MucRoRang, Submission

_numbers = count(1)
RECEIVED = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)

CAU_HOI = CauHoi(
    ho_ten="Người Gửi Mẫu Đỗ Ơ",
    email="mau@example.vn",
    thu_tuc="1.000091",
    linh_vuc="duoc-pham",
    tieu_de="Hỏi về lệ phí cấp giấy phép",
    # Typed on a machine that decomposes letters.
    noi_dung=unicodedata.normalize("NFD", "Lệ phí cấp giấy phép\nđược nộp ở đâu? Tôi ở phường Ước Lễ."),
    dong_y_xu_ly=True,
    dong_y_cong_khai=True,
)
GOP_Y = GopYTrang(trang="/lien-he/", muc_ro_rang=MucRoRang.RO_RANG, noi_dung="Chữ ở đầu trang hơi nhỏ.")


def make_new(submission: Submission = CAU_HOI, **changes: object) -> NewItem:
    """Return an item that no store has seen."""
    number = next(_numbers)
    consents = tuple(DongY(muc_dich=purpose, phien_ban="2026-11-22", at=RECEIVED) for purpose in MucDichDongY)
    values: dict[str, object] = {
        "reference": REFERENCE.write(number * 7919),
        "secret_hash": f"hash-{number}",
        "key": f"key-{number}",
        "received_at": RECEIVED,
        "submission": submission,
        "dong_y": consents if isinstance(submission, CauHoi) else (),
    }
    return NewItem(**(values | changes))  # type: ignore[arg-type]
