"""What a citizen sends and what becomes of it: kinds, states, the fields of each kind, the records of an item.

Deadlines, consent texts and notices are data (``cchc.feedback.rules``), not code.
"""

from cchc.model.feedback.actions import ACTIONS, HanhDong, LuatHanhDong, NguoiNhan, VaiTro, is_allowed
from cchc.model.feedback.answers import TraLoi
from cchc.model.feedback.khao_sat import TraLoiKhaoSat
from cchc.model.feedback.kinds import LoaiGopY, LoaiNguoiGui, LyDoGopY, MucDichDongY, MucRoRang
from cchc.model.feedback.records import DongY, HistoryEntry, ItemDetail, StoredItem
from cchc.model.feedback.states import TRANSITIONS, TrangThaiGopY
from cchc.model.feedback.submissions import (
    AnySubmission,
    CauHoi,
    GopYDuThao,
    GopYTrang,
    PhanAnhHanhVi,
    PhanAnhQuyDinh,
    Submission,
    personal_texts,
    purposes_of,
    title_of,
)
from cchc.model.feedback.values import LIMITS, Doan, Dong

__all__ = [
    "ACTIONS",
    "LIMITS",
    "TRANSITIONS",
    "AnySubmission",
    "CauHoi",
    "Doan",
    "Dong",
    "DongY",
    "GopYDuThao",
    "GopYTrang",
    "HanhDong",
    "HistoryEntry",
    "ItemDetail",
    "LoaiGopY",
    "LoaiNguoiGui",
    "LuatHanhDong",
    "LyDoGopY",
    "MucDichDongY",
    "MucRoRang",
    "NguoiNhan",
    "PhanAnhHanhVi",
    "PhanAnhQuyDinh",
    "StoredItem",
    "Submission",
    "TraLoi",
    "TraLoiKhaoSat",
    "TrangThaiGopY",
    "VaiTro",
    "is_allowed",
    "personal_texts",
    "purposes_of",
    "title_of",
]
